"""Copies that were sped up or slowed down: the same question asked at other speeds.

Played at another speed a recording changes its pitch, and with it almost every value. The values
of one speed cannot be made from those of another: each bit compares a few semitones over a few
steps, and no two of the sixteen filters compare as many of both, so a transposed sound has no bit
that the sound had elsewhere. The sound itself is played at other speeds, and fingerprinted anew.
What this finds and what it misses is measured in docs/duplicates.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import floor, log

from msgspec import Struct

from precheck import Fingerprint
from precheck_cadence.duplicates.index import Alike, PrintIndex
from precheck_cadence.duplicates.matching import Limits

STEP = 0.005
"""From one speed to the next: at half of it three to twenty in a hundred values are left."""

FARTHEST = 0.06
"""A semitone either way, in 22 questions."""

WIDEST = 0.30
"""From 0.77 to 1.3, where most "slowed" and "sped up" versions are, in 104 questions."""

DRIFTING = Limits(bit_error_rate=0.25, seconds=8.0)
"""Between two steps more bits differ, and the offset drifts; so longer stretches are asked for."""


class Altered(Struct, frozen=True, kw_only=True):
    """A recording that sounds the same at another speed."""

    speed: float
    """At which the asked one was played to sound like it: 0.95 where it was sped up by 5 %."""
    alike: Alike
    """Its match is that of the asked one at that speed; so are the seconds in it."""


def speeds(farthest: float = FARTHEST, step: float = STEP) -> tuple[float, ...]:
    """The speeds to ask at, each one step from the last, the nearest to 1 first; 1 is not one."""
    count = floor(log(1 + farthest) / log(1 + step) + 1e-9)
    return tuple((1 + step) ** (way * k) for k in range(1, count + 1) for way in (1, -1))


def altered(
    index: PrintIndex,
    fingerprint_at: Callable[[float], Fingerprint | None],
    at: Iterable[float],
    limit: int = 20,
) -> tuple[Altered, ...]:
    """What sounds like a recording at other speeds, each at the best of them.

    `fingerprint_at(0.95)` is the fingerprint of the sound played at 0.95 times its speed, so that
    it lasts longer and is lower; None where there is none. Most in common first.
    """
    best: dict[int, Altered] = {}
    for speed in at:
        fingerprint = fingerprint_at(speed)
        if fingerprint is None:
            continue
        for alike in index.alike(fingerprint, limit, share=0, limits=DRIFTING).found:
            known = best.get(alike.print)
            if known is None or _how_alike(alike) > _how_alike(known.alike):
                best[alike.print] = Altered(speed=speed, alike=alike)
    found = best.values()
    return tuple(sorted(found, key=lambda a: (-a.alike.match.seconds, a.alike.print)))


def _how_alike(alike: Alike) -> tuple[float, int]:
    return alike.match.coverage, alike.votes
