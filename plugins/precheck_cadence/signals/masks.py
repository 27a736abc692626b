"""What is left of a title when its counters are taken out."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

COUNTER = "#"
"""Stands for any number."""

_PARTS = frozenset(
    "pt part parts vol volume no nr number op opus chapter episode ep track version ver session"
    " take mix day night teil folge kapitel band nummer partie chapitre numero tome parte capitulo"
    " capitolo tomo volumen version sesion faixa deel del".split()
)
"""Words that a number follows; after one of them a number word or a lone I, V or X counts too."""
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve"
    " eins zwei drei vier funf sechs sieben acht neun zehn"
    " un deux trois quatre cinq six sept huit neuf dix"
    " uno dos tres cuatro cinco seis siete ocho nueve diez due tre quattro cinque".split()
)
_ROMAN = re.compile(r"(?=[ivxl])(xl|l?x{0,3})(ix|iv|v?i{0,3})")
_LONE = frozenset("ivxl")
"""Roman numbers that are words, too: a number only after a part word or at the title's end."""
_VERSION_WORDS = frozenset(
    "remix remixed mix edit live acoustic instrumental remaster remastered demo radio extended"
    " karaoke cover acapella cappella mono stereo unplugged reprise clean explicit dub rework"
    " bootleg session sped slowed feat featuring ft with bonus single album original club"
    " orchestral stripped akustisch instrumentale acustica acustico vivo directo ao".split()
)
_CHINESE_COUNTER = re.compile("第[一二三四五六七八九十百零0-9#]+")
_WORD = re.compile(r"[^\W_]+|#")
_BRACKETED = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")
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
        own = [word for word in self.text.split() if word != COUNTER and word not in _PARTS]
        return sum(3 if char >= "\u3040" else 1 for word in own for char in word) >= 3  # noqa: PLR2004


def mask(title: str) -> Mask:
    """Mask a title.

    Digits in any script, Roman numerals (I to LXXXIX), number words after words such as `Part`, and
    Chinese ordinals become `#`. A lone I, V, X or L is a number after such a word, before a colon
    or full stop, or at the end: `I Want You` keeps its I.

    The work leaves out what stands in brackets or after the last dash and holds a word of version
    (`Remix`, `Live`, `2011 Remaster`): forty remixes of one song are one work. `(Version 12)`
    alone is no version word, because templates count like that.
    """
    folded = _folded(title)
    return Mask(text=_masked(folded), work=" ".join(_WORD.findall(_unversioned(folded))))


def _folded(title: str) -> str:
    """Small letters of one width, without accents."""
    wide = unicodedata.normalize("NFKC", title).casefold()
    parted = unicodedata.normalize("NFD", wide)
    return unicodedata.normalize("NFC", "".join(c for c in parted if not _is_accent(c)))


def _is_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _unversioned(folded: str) -> str:
    bare = _BRACKETED.sub(lambda found: " " if _is_version(found[1]) else found[0], folded)
    tail = _DASHED.search(bare)
    if tail is not None and _is_version(tail["tail"]):
        bare = bare[: tail.start()]
    return bare if _WORD.search(bare) else folded


def _is_version(text: str) -> bool:
    return not _VERSION_WORDS.isdisjoint(_WORD.findall(text))


def _masked(folded: str) -> str:
    numbered = _CHINESE_COUNTER.sub(f" {COUNTER} ", _DIGITS.sub(f" {COUNTER} ", folded))
    found = list(_WORD.finditer(numbered))
    words: list[str] = []
    for at, match in enumerate(found):
        after = numbered[match.end() :].lstrip(" ")[:1]
        ends = at == len(found) - 1 or after in (":", ".")
        follows = bool(words) and words[-1] in _PARTS
        is_number = _is_number(match[0], after_part=follows, ends=ends and at > 0)
        words.append(COUNTER if is_number else match[0])
    return " ".join(words)


def _is_number(word: str, *, after_part: bool, ends: bool) -> bool:
    if word in _LONE:
        return after_part or ends
    return bool(_ROMAN.fullmatch(word)) or (after_part and word in _NUMBER_WORDS)
