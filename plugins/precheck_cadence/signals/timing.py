"""Whether a machine keeps the time: even gaps, crowded minutes, hours without sleep.

A delivery that carries forty releases has one time: its sender made one decision. So what came in
one batch, or in the same minute, is one arrival, and a label's weekly delivery is a row of weekly
arrivals, not of forty within a second. Such a row may still be even to the second, because a
scheduler sends it: gaps of most of a day and longer are a calendar's, and `Rhythm` says so.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise

from msgspec import Struct

from precheck_cadence.signals.units import HOUR, MINUTE, SECOND

CALENDAR_GAP = 20 * HOUR
"""From here on a mean gap is daily or longer, and people keep calendars as evenly as machines."""
HOURS_OF_DAY = 24


class Rhythm(Struct, frozen=True, kw_only=True):
    """The most even stretch of a row of arrivals."""

    arrivals: int
    since: int
    until: int
    """Its first and last arrival, moments."""
    mean_gap_seconds: float
    variation: float
    """Standard deviation of the gaps over their mean; 0 is a clock, 1 is chance."""

    @property
    def is_calendar(self) -> bool:
        """Whether the gaps are of a day or longer, which evenness alone says nothing against."""
        return self.mean_gap_seconds * SECOND >= CALENDAR_GAP


class Crowd(Struct, frozen=True, kw_only=True):
    """The window that holds most arrivals."""

    arrivals: int
    since: int
    until: int


class Wakefulness(Struct, frozen=True, kw_only=True):
    """In how many hours of the day something came."""

    hours: int
    """From 1 to 24."""
    entropy_bits: float
    """Shannon entropy of the hour of the day; log2(24) = 4.58 is even use of all."""
    arrivals: int
    since: int
    until: int


def arrivals(
    moments: Sequence[int], *, batches: Sequence[Hashable] = (), within: int = MINUTE
) -> tuple[int, ...]:
    """When something came, each delivery once: sorted moments.

    `batches` names the delivery of each moment, in the same order, None for one of its own; a
    delivery counts at its first moment. What comes up to `within` microseconds after the start of
    an arrival belongs to it; 0 merges equal moments alone.
    """
    firsts: dict[Hashable, int] = {}
    alone: list[int] = []
    names = batches or [None] * len(moments)
    for moment, batch in zip(moments, names, strict=True):
        if batch is None:
            alone.append(moment)
        else:
            firsts[batch] = min(moment, firsts.get(batch, moment))
    merged: list[int] = []
    for moment in sorted([*alone, *firsts.values()]):
        if not merged or moment - merged[-1] > within:
            merged.append(moment)
    return tuple(merged)


def steadiest(came: Sequence[int], *, at_least: int = 10) -> Rhythm | None:
    """The stretch of `at_least` arrivals with the least variation; None of fewer arrivals.

    Coefficient of variation with the sample standard deviation. A person's uploads are bursty, a
    scheduler's even (Kleinberg 2002; Poisson and self-exciting mixes after it). Stretches are
    looked at because a night's pause makes the whole row uneven. By chance alone nine gaps vary
    by less than 0.10 about once in 19 million stretches (5.2e-8: a ball within a simplex).

    `came` is from `arrivals`. It cannot see a machine that waits for a random time, and it says
    nothing of rows of days and longer: see `is_calendar`. `at_least` is 3 or more.
    """
    ordered = sorted(came)
    gaps = [b - a for a, b in pairwise(ordered)]
    width = at_least - 1
    best: Rhythm | None = None
    # Whole microseconds keep the rolling sums exact.
    total, squares = sum(gaps[: width - 1]), sum(gap * gap for gap in gaps[: width - 1])
    for first in range(len(gaps) - width + 1):
        last = first + width - 1
        total, squares = total + gaps[last], squares + gaps[last] ** 2
        if total > 0:
            variance = (width * squares - total * total) / (width * (width - 1))
            variation = math.sqrt(max(variance, 0.0)) * width / total
            if best is None or variation < best.variation:
                best = Rhythm(
                    arrivals=at_least,
                    since=ordered[first],
                    until=ordered[last + 1],
                    mean_gap_seconds=total / width / SECOND,
                    variation=variation,
                )
        total, squares = total - gaps[first], squares - gaps[first] ** 2
    return best


def crowd(came: Sequence[int], *, window: int = MINUTE) -> Crowd | None:
    """The window of this many microseconds, both ends included, with most arrivals.

    Give it `arrivals(..., within=0)`, with the batches where they are known: without them the
    releases of one delivery whose messages were written a second apart look like a crowd. CAD-08
    speaks from 5 within 60 seconds, and means accounts that upload by hand.
    """
    ordered, best, first = sorted(came), None, 0
    for last, moment in enumerate(ordered):
        while moment - ordered[first] > window:
            first += 1
        if best is None or last - first + 1 > best.arrivals:
            best = Crowd(arrivals=last - first + 1, since=ordered[first], until=moment)
    return best


def wakefulness(
    came: Sequence[int], *, window: int = 72 * HOUR, at_least: int = 50
) -> Wakefulness | None:
    """The window shorter than `window` microseconds that uses most hours of the day.

    Of several the one that holds most; None where none holds `at_least` arrivals. Hours are UTC;
    whether all 24 are used does not hang on the zone, but for zones of half hours. It cannot tell a
    machine from a team on three continents, nor from a label whose system sends as titles become
    ready.
    """
    ordered, first = sorted(came), 0
    used: Counter[int] = Counter()
    best: Wakefulness | None = None
    for last, moment in enumerate(ordered):
        used[_hour(moment)] += 1
        while moment - ordered[first] >= window:
            used[_hour(ordered[first])] -= 1
            first += 1
        many = last - first + 1
        shares = [count / many for count in used.values() if count]
        if many >= at_least and (best is None or (len(shares), many) > (best.hours, best.arrivals)):
            best = Wakefulness(
                hours=len(shares),
                entropy_bits=-math.fsum(share * math.log2(share) for share in shares),
                arrivals=many,
                since=ordered[first],
                until=moment,
            )
    return best


def _hour(moment: int) -> int:
    return moment // HOUR % HOURS_OF_DAY
