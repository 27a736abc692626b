"""How alike two titles or names are, once spelling habits are taken out of both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_LONGEST = 300
"""Characters of a name that are compared."""
_FEATURING = re.compile(r"[\s(\[]+(?:feat(?:uring)?|ft|w)(?:\.|/|\s)\s*.*$")
_BRACKETS = re.compile(r"[(\[{（【「][^)\]}）】」]*[)\]}）】」]")
_VERSION = re.compile(r"\s[-–—]\s.*$")
_TRACK_NUMBER = re.compile(r"^\d{1,3}\s*[.\-_)]\s*(?=\D)")
_AND = re.compile(r"\s*[&+＋]\s*")
_NOISE = re.compile(r"[^\w\s]|_")
_BETWEEN_ARTISTS = re.compile(
    r"\s*(?:[;,/|、]|\s(?:feat(?:uring)?|ft|vs|x|and|with|und|et|y)\b\.?|[&+])\s*"
)
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}


def folded(text: str) -> str:
    """A text without the differences of case, width, accents and spacing."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text[:_LONGEST]).casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c) or c in "\u3099\u309a")
    return " ".join(unicodedata.normalize("NFC", bare).split())


def scripts(text: str) -> frozenset[str]:
    """The scripts of the letters, such as `LATIN`; those of Japanese and Chinese are one."""
    letters = (c for c in unicodedata.normalize("NFKC", text[:_LONGEST]) if c.isalpha())
    found = {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in letters}
    return frozenset("EAST ASIAN" if name in _EAST_ASIAN else name for name in found)


def can_compare(ours: str, theirs: Iterable[str]) -> bool:
    """Whether a text shares a script with one of the others, or either has no letters."""
    mine = scripts(ours)
    others = [scripts(text) for text in theirs]
    return not mine or any(not other or mine & other for other in others)


def title_likeness(tag: str, titles: Iterable[str], artists: Iterable[str] = ()) -> float:
    """How alike a tag's title and the nearest of the stated ones are, from 0 to 1."""
    ours = _title_forms(tag, [folded(name) for name in artists if name])
    theirs = {form for title in titles for form in _title_forms(title, [])}
    if ours & theirs:
        return 1.0
    return max((_ratio(a, b) for a in ours for b in theirs), default=0.0)


def artist_likeness(tag: str, artists: Iterable[str]) -> float:
    """How alike a tag's artists and the stated ones are, in any order, from 0 to 1."""
    ours = [_bare(name) for name in _split(tag)]
    theirs = [
        _bare(name) for artist in artists for name in (artist, *_split(artist)) if name.strip()
    ]
    if not ours or not theirs:
        return 0.0
    whole = max(
        _ratio(" ".join(sorted(_bare(tag).split())), " ".join(sorted(t.split()))) for t in theirs
    )
    best = max(max(_ratio(name, other) for other in theirs) for name in ours)
    return max(whole, best)


def _title_forms(title: str, artists: list[str]) -> set[str]:
    """A title as it stands, and without number, artist, featured names, brackets and version."""
    text = folded(title)
    forms = {text, _TRACK_NUMBER.sub("", text)}
    for artist in artists:
        forms |= {form.removeprefix(f"{artist} - ") for form in forms}
    forms |= {_FEATURING.sub("", form) for form in forms}
    forms |= {_BRACKETS.sub(" ", form) for form in forms}
    forms |= {_VERSION.sub("", form) for form in forms}
    bare = {_bare(form) for form in forms}
    return {form for form in bare if form} or {text}


def _bare(text: str) -> str:
    """A folded text without punctuation, `&` and `+` written as words."""
    plain = _NOISE.sub(" ", _AND.sub(" and ", folded(text)))
    return " ".join(plain.split()) or folded(text)


def _split(artists: str) -> list[str]:
    return [name for name in _BETWEEN_ARTISTS.split(folded(artists)) if name.strip()]


def _ratio(ours: str, theirs: str) -> float:
    if ours == theirs:
        return 1.0
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
