"""What spellings of a title have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_CHARACTERS = 2_000
"""What comes after this many characters of a title is not looked at."""

_FEATURED = re.compile(
    r"[(\[]\s*(?:feat|ft|featuring)\b[^)\]]*[)\]]|\s(?:feat|ft|featuring)\b.*", re.IGNORECASE
)
_COUNTED = ("L", "M", "N")
"""The categories of characters that make a name: letters, their marks, and numbers."""
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W_]+")


def folded(title: str) -> str:
    """Small letters of one width without European accents, single spaces, `ss` for sharp s."""
    wide = unicodedata.normalize("NFKC", " ".join(title[:MOST_CHARACTERS].split())).casefold()
    parted = unicodedata.normalize("NFD", wide)
    return unicodedata.normalize("NFC", "".join(c for c in parted if not _is_accent(c)))


def words(text: str) -> list[str]:
    """Runs of letters and digits; `rock'n'roll` is three."""
    return _WORD.findall(text)


def _is_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def plain_title(text: str) -> str:
    """What two spellings of a title have in common: letters and digits, featured artists aside."""
    return plain_name(_FEATURED.sub("", text)) or plain_name(text)


def plain_name(text: str) -> str:
    """What two spellings of a name have in common: letters and digits, whatever their case."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if unicodedata.category(c)[0] in _COUNTED) or folded


def parted(title: str) -> tuple[str, str]:
    """A title's song, and its version: in parentheses, in brackets, behind a dash."""
    at = min((place for sign in ("(", "[", " - ") if (place := title.find(sign)) > 0), default=None)
    return (title, "") if at is None else (title[:at].rstrip(), title[at:])


def plain_work(title: str) -> str:
    """What the titles of one work's recordings have in common, whatever their versions.

    Parts that are numbered behind the title, such as `(Part 2)`, are other works; a year is none.
    """
    song, version = parted(title)
    parts = (number for number in _NUMBER.findall(version) if not _YEAR.fullmatch(number))
    return " ".join((plain_title(song), *parts))


def are_others(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two lists of names have none in common; a list of none says nothing."""
    here, there = set(map(plain_name, names)), set(map(plain_name, others))
    return bool(here and there) and here.isdisjoint(there)
