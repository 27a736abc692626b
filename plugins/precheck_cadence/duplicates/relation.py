"""What two recordings are to each other, and which others one recording is made of."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from precheck_cadence.duplicates.matching import Match, Stretch

WHOLE = 0.8
"""The share of a recording that is as good as all of it: a fade or a pause may differ."""

SNIPPET_SECONDS = 30.0
"""What is shared and no longer than this is a snippet."""

CERTAIN_SECONDS = 8.0
"""A stretch this long is no accident, whatever its bits.

Of 2,701 pairs of 74 recordings, 15 that are no copies share one of 3 to 7.7 s, all of them quiet
and spacious music, and none a longer one: see docs/duplicates.md.
"""

CERTAIN_BITS = 0.07
"""Nor is a shorter one that differs in no larger share of its bits; chance gave 0.09 and more."""


class Relation(StrEnum):
    """What the first is to the other."""

    UNTOLD = "untold"
    """One has too little sound, or too little that changes, to say anything."""
    NONE = "none"
    SNIPPET = "snippet"
    """They share up to 30 s."""
    PARTLY = "partly"
    """They share more, and yet neither lies in the other."""
    EXCERPT = "excerpt"
    """The first lies in the other: it was trimmed, or is an edit."""
    EXTENDED = "extended"
    """The other lies in the first."""
    SAME = "same"


class Part(Struct, frozen=True):
    """What comes from one other recording."""

    print: int
    """Which: the number of its fingerprint in the index."""
    stretches: tuple[Stretch, ...]

    @property
    def seconds(self) -> float:
        """How much it is."""
        return sum(stretch.seconds for stretch in self.stretches)


def relation(match: Match) -> Relation:
    """What two fingerprints that lie beside each other say about their recordings."""
    if not match.is_telling:
        return Relation.UNTOLD
    shared = sum(stretch.seconds for stretch in certain(match.stretches))
    if not shared:
        return Relation.NONE
    wholes = match.one_coverage >= WHOLE, match.other_coverage >= WHOLE
    if any(wholes):
        return {
            (True, True): Relation.SAME,
            (True, False): Relation.EXCERPT,
            (False, True): Relation.EXTENDED,
        }[wholes]
    return Relation.SNIPPET if shared <= SNIPPET_SECONDS else Relation.PARTLY


def parts(matches: Mapping[int, Match]) -> tuple[Part, ...]:
    """The recordings that one is made of, each with what none of the others before it holds.

    The one with most comes first; what comes from several copies of one recording is told once.
    Matches are those of one fingerprint, by the numbers of the others.
    """
    left = {number: certain(match.stretches) for number, match in matches.items()}
    found: list[Part] = []
    while left:
        number, stretches = max(left.items(), key=lambda i: (sum(s.seconds for s in i[1]), -i[0]))
        if not stretches:
            break
        found.append(Part(number, stretches))
        left = {
            other: tuple(s for s in own if not any(_is_inside(s, taken) for taken in stretches))
            for other, own in left.items()
            if other != number
        }
    return tuple(found)


def certain(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Those that are no accident."""
    return tuple(
        stretch
        for stretch in stretches
        if stretch.seconds >= CERTAIN_SECONDS or stretch.bit_error_rate <= CERTAIN_BITS
    )


def _is_inside(stretch: Stretch, other: Stretch) -> bool:
    """Whether half of it or more lies in the other, in the first recording."""
    begin = max(stretch.one_seconds, other.one_seconds)
    end = min(stretch.one_seconds + stretch.seconds, other.one_seconds + other.seconds)
    return end - begin >= stretch.seconds / 2
