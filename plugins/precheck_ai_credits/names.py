"""Names known by the words they are written with, whatever their case, width and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_PARTED = re.compile(r"[,;:/|&+()\[\]\n]|\b(?:and|by|plus|then|with)\b|\bwww\.", re.IGNORECASE)
"""What stands between the names where several are given, or one with words around it."""
_VERSION = re.compile(r" v?[0-9][0-9 ]*$")
_AI_ITSELF = frozenset({"ai", "a i", "artificial intelligence", "gen ai", "generative ai", "genai"})


@lru_cache(maxsize=4096)
def each_word(text: str) -> tuple[str, ...]:
    """The words of a text in small letters."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def words(name: str) -> str:
    """The name in small letters, its words parted by one space."""
    return " ".join(each_word(name))


def each_part(text: str) -> tuple[str, ...]:
    """The parts of a text that names several things; commas, brackets and "and" part them."""
    return tuple(_PARTED.split(unicodedata.normalize("NFKC", text)))


def is_word_for_ai(name: str) -> bool:
    """Whether this whole name is a word for AI itself."""
    return words(name) in _AI_ITSELF


class Names:
    """A list of names, each with the spellings it is known by."""

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        """By the usual spelling: every spelling that counts, the usual one only where it is named.

        Each counts with "AI" behind it, too.
        """
        self._usual = {
            form: usual
            for usual, written in spellings.items()
            for one in written
            for form in (words(one), f"{words(one)} ai")
        }
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for usual in spellings:
            for one in spellings[usual]:
                form = each_word(one)
                self._by_first.setdefault(form[0], []).append(form)
        remembered = lru_cache(maxsize=1024)  # the tracks of a release name the same people
        self.whole = remembered(self._whole)
        self.versioned = remembered(self._versioned)
        self.within = remembered(self._within)

    def _whole(self, name: str) -> str:
        """The one that bears this whole name; or empty."""
        return self._usual.get(words(name), "") if name else ""

    def _versioned(self, name: str) -> str:
        """The one that bears this whole name, a version behind it left aside; or empty."""
        return self._whole(name) or self._whole(_VERSION.sub("", words(name)))

    def _within(self, text: str) -> str:
        """The first one whose name stands in a text as words of their own; or empty."""
        said = each_word(text)
        return next(filter(None, (self._at(place, said) for place in range(len(said)))), "")

    def leading(self, text: str) -> str:
        """The one whose name a text begins with; or empty."""
        return self._at(0, each_word(text))

    def _at(self, place: int, said: tuple[str, ...]) -> str:
        for form in self._by_first.get(said[place], ()) if said else ():
            if said[place : place + len(form)] == form:
                return self._usual[" ".join(form)]
        return ""
