"""Titles written for a search box."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from precheck_cadence.signals.lexicon import Term, Topic, terms
from precheck_cadence.signals.spelling import folded, words

_PIPES = re.compile(r"\s*[|｜¦•·]\s*")
_SEPARATORS = re.compile(r"\s*(?:[,，、;/／|｜¦•·]|\s[-–—]\s)\s*")
_BENEFITS = frozenset({Topic.BENEFIT, Topic.SLEEP, Topic.MEDITATION})
"""What a frequency is said to be good for."""


class Trick(StrEnum):
    """A way to stuff a title."""

    TERMS = "terms"
    """Many terms of the lexicon."""
    SEGMENTS = "segments"
    """A list, split by commas, bars, slashes or dashes, that holds terms."""
    LENGTH = "length"
    """Many words, with terms among them."""
    FREQUENCY = "frequency"
    """A frequency, and what it is said to be good for."""


class Limits(Struct, frozen=True, kw_only=True):
    """From where a title is bait."""

    terms: int = 3
    """This many different terms; 0 leaves the question out, here and below."""
    segments: int = 3
    """A list of this many parts, if `segments_with_terms` of them hold a term."""
    segments_with_terms: int = 2
    words: int = 13
    """This many words, if `words_with_terms` different terms are among them."""
    words_with_terms: int = 2
    frequency: bool = True
    """Whether a frequency with a benefit is bait."""


class Bait(Struct, frozen=True, kw_only=True):
    """What in a title looks written for a search box."""

    tricks: tuple[Trick, ...]
    """None of them: nothing does."""
    terms: tuple[str, ...]
    segments: int
    segments_with_terms: int
    """Those that are about a term which no earlier one holds: `Sleep, Baby, Sleep` has one."""
    words: int


def bait(title: str, limits: Limits | None = None) -> Bait:
    """Look at a title, with its version.

    The numbers are those of STY-16 (ours; Spotify and Apple name the trick), with one change:
    STY-16 counts three segments of anything, and `Red, White and Blue`, a medley or
    `Concerto in D Major, Op. 61: I. Allegro, ma non troppo` have as many. So two of them must
    be about different terms of the lexicon (a phrase, or a word that is more than half of them);
    one must where bars split them, which honest titles shun. A medley of songs that happen to hold
    three terms is told all the same, by their number.

    It cannot see names of other artists, words the lexicon lacks, or what the sound is. A fair
    title of functional sound, such as `Rain Sounds for Sleep and Relaxation`, has three terms.
    """
    bounds = limits or Limits()
    found = terms(title)
    parts = [part for part in _SEPARATORS.split(folded(title)) if words(part)]
    bars = [part for part in _PIPES.split(folded(title)) if words(part)]
    with_terms = _with_new_terms(parts)
    count = len(words(folded(title)))
    needed = 1 if bounds.segments and len(bars) >= bounds.segments else bounds.segments_with_terms
    is_trick = {
        Trick.TERMS: 0 < bounds.terms <= len(found),
        Trick.SEGMENTS: 0 < bounds.segments <= len(parts) and with_terms >= max(needed, 1),
        Trick.LENGTH: 0 < bounds.words <= count and len(found) >= bounds.words_with_terms,
        Trick.FREQUENCY: bounds.frequency and _is_cure(found),
    }
    return Bait(
        tricks=tuple(trick for trick, is_one in is_trick.items() if is_one),
        terms=tuple(term.text for term in found),
        segments=len(parts),
        segments_with_terms=with_terms,
        words=count,
    )


def _with_new_terms(parts: list[str]) -> int:
    seen: set[Term] = set()
    count = 0
    for part in parts:
        held = {term for term in terms(part) if _is_what_it_says(term, part)}
        count += not held <= seen
        seen |= held
    return count


def _is_what_it_says(term: Term, part: str) -> bool:
    """Whether a part of a list is about the term: `Calm` is, `Purple Rain` is a song."""
    return term.is_phrase or 2 * len(words(term.text)) > len(words(part))


def _is_cure(found: tuple[Term, ...]) -> bool:
    named = any(term.topic is Topic.FREQUENCY and term.text.endswith(" hz") for term in found)
    return named and any(term.topic in _BENEFITS for term in found)
