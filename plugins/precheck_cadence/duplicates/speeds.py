"""Copies that were sped up or slowed down: the same question asked at other speeds.

Played at another speed a recording changes its pitch, and with it almost every value. The values
of one speed cannot be made from those of another: each bit compares a few semitones over a few
steps, and no two of the sixteen filters compare as many of both, so a transposed sound has no bit
that the sound had elsewhere. The sound itself is played at other speeds, and fingerprinted anew.
What this finds and what it misses is measured in docs/duplicates.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from precheck import SpeedPrint
from precheck_cadence.duplicates.index import SNIPPET_VOTES, Alike, PrintIndex, Sift
from precheck_cadence.duplicates.matching import Limits

DRIFTING = Limits(bit_error_rate=0.25, seconds=8.0)
"""Between two speeds more bits differ, and the offset drifts; so longer stretches are asked for."""


class Altered(Struct, frozen=True, kw_only=True):
    """A recording that sounds the same at another speed."""

    speed: float
    """At which the asked one was played to sound like it: 0.95 where it was sped up by 5 %."""
    alike: Alike
    """Its match is that of the asked one at that speed; so are the seconds in it."""


def altered(
    index: PrintIndex, prints: Iterable[SpeedPrint], limit: int = 20, sift: Sift | None = None
) -> tuple[Altered, ...]:
    """What sounds like a recording at other speeds, each at the best of them.

    `prints` are those of the recording; at each speed at most `limit` are compared, of those that
    `sift` lets pass. Most in common first.
    """
    best: dict[int, Altered] = {}
    for one in prints:
        answer = index.alike(
            one.fingerprint, limit, least=SNIPPET_VOTES, share=0, limits=DRIFTING, sift=sift
        )
        for alike in answer.found:
            known = best.get(alike.print)
            if known is None or _how_alike(alike) > _how_alike(known.alike):
                best[alike.print] = Altered(speed=one.speed, alike=alike)
    found = best.values()
    return tuple(sorted(found, key=lambda a: (-a.alike.match.seconds, a.alike.print)))


def _how_alike(alike: Alike) -> tuple[float, int]:
    return alike.match.coverage, alike.votes
