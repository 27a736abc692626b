"""What is left of a title when its counters are taken out."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from precheck_cadence.signals.lexicon import lexicon
from precheck_cadence.signals.spelling import folded

REMEMBERED = 16_384
"""The newest titles of an account are asked for again with each of its deliveries."""
COUNTER = "#"
"""Stands for any number."""
OWN_LETTERS = 3
"""A mask with fewer letters of its own says nothing."""

_ROMAN = re.compile(r"(?=[ivxl])(xl|l?x{0,3})(ix|iv|v?i{0,3})")
_LONE = frozenset({"i", "v", "x", "l", "li", "xi"})
"""Roman numbers that are words, too: a number only after a part word or at the title's end."""
_CHINESE_COUNTER = re.compile("第[一二三四五六七八九十百零0-9#]+")
_WORD = re.compile(r"[^\W_]+|#")
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_DASHED = re.compile(r"\s[-–—]\s(?P<tail>[^-–—]+)$")
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")


class Mask(Struct, frozen=True, kw_only=True):
    """A title without its counters."""

    text: str
    """Words in small letters without accents; `#` for each number."""
    work: str
    """The same without versions, its numbers kept: what makes two titles one song."""

    @property
    def is_telling(self) -> bool:
        """Whether words of its own are left, three letters of them at least.

        `I`, `1999`, `Part 2` and `Track 01` are masked to nothing that anyone could own.
        An ideogram counts as three.
        """
        parts = lexicon().titles.parts
        own = [word for word in self.text.split() if word != COUNTER and word not in parts]
        return (
            sum(OWN_LETTERS if char >= "\u3040" else 1 for word in own for char in word)
            >= OWN_LETTERS
        )


@lru_cache(maxsize=REMEMBERED)
def mask(title: str) -> Mask:
    """Mask a title.

    Digits in any script, Roman numerals (I to LXXXIX), number words after words such as `Part`, and
    Chinese ordinals become `#`. A lone I, V, X or L is a number after such a word, before a colon
    or full stop, or at the end: `I Want You` keeps its I.

    The work leaves out what stands in brackets or after the last dash and holds a word of version
    (`Remix`, `Live`, `2011 Remaster`): forty remixes of one song are one work. `(Version 12)`
    alone is no version word, because templates count like that.
    """
    plain = folded(title)
    return Mask(text=_masked(plain), work=" ".join(_WORD.findall(_unversioned(plain))))


def _unversioned(plain: str) -> str:
    bare = _BRACKETED.sub(lambda found: " " if _is_version(found[1]) else found[0], plain)
    tail = _DASHED.search(bare)
    if tail is not None and _is_version(tail["tail"]):
        bare = bare[: tail.start()]
    return bare if _WORD.search(bare) else plain


def _is_version(text: str) -> bool:
    return not lexicon().titles.versions.isdisjoint(_WORD.findall(text))


def _masked(plain: str) -> str:
    numbered = _CHINESE_COUNTER.sub(f" {COUNTER} ", _DIGITS.sub(f" {COUNTER} ", plain))
    found = list(_WORD.finditer(numbered))
    words: list[str] = []
    for at, match in enumerate(found):
        after = numbered[match.end() :].lstrip(" ")[:1]
        ends = at == len(found) - 1 or after in (":", ".")
        follows = bool(words) and words[-1] in lexicon().titles.parts
        is_number = _is_number(match[0], after_part=follows, ends=ends and at > 0)
        words.append(COUNTER if is_number else match[0])
    return " ".join(words)


def _is_number(word: str, *, after_part: bool, ends: bool) -> bool:
    if word in _LONE:
        return after_part or ends
    return bool(_ROMAN.fullmatch(word)) or (after_part and word in lexicon().titles.numbers)
