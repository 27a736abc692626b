"""A surge of everything that comes in, against the same hour of earlier weeks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from precheck_cadence.signals.robust import NORMAL, deviation, median

HOURS_PER_WEEK = 168
MOST_WEEKS = 8
"""How far back a baseline reaches: intake grows, and an old year would make every week a surge."""
LEAST_WEEKS = 4
"""With fewer weeks nothing is said."""


class Surge(Struct, frozen=True, kw_only=True):
    """A run of hours in which more came than those hours of the week bring."""

    first: int
    """Its first hour, as a place in the counts."""
    hours: int
    count: int
    """Uploads in all its hours."""
    expected: float
    """How many those hours usually bring."""
    z: float
    """The smallest of its hours' robust z, and so above the threshold."""


def surges(
    hourly: Sequence[int], *, judged: int = HOURS_PER_WEEK, z: float = 4.0, hours: int = 2
) -> tuple[Surge, ...]:
    """Runs of at least `hours` hours with a robust z above `z`, among the last `judged` hours.

    `hourly` holds the counts of consecutive hours, the latest last. Each hour is held against the
    same hour of the week in up to 8 weeks before the judged hours, so that a Thursday night is
    no surge. Eight values are too few for a spread of their own: all hours of the baseline share
    one, that of (count - median) / sqrt(median), in which a Poisson count has the spread 1. It is
    1.4826 MAD, and at least 1.

    Empty with less than 4 weeks before the judged hours. It cannot see a surge that grows over
    weeks, and a public holiday that moves a peak to another day looks like one.
    """
    judged = min(judged, len(hourly))
    start = len(hourly) - judged
    weeks = min(start // HOURS_PER_WEEK, MOST_WEEKS)
    if weeks < LEAST_WEEKS or hours < 1:
        return ()
    base = range(start - weeks * HOURS_PER_WEEK, start)
    usual = [0.0] * HOURS_PER_WEEK
    for at in base[:HOURS_PER_WEEK]:
        usual[at % HOURS_PER_WEEK] = median(hourly[at:start:HOURS_PER_WEEK])
    noise = [math.sqrt(max(middle, 1.0)) for middle in usual]
    apart = [
        (hourly[at] - usual[slot]) / noise[slot]
        for at in range(base.start, len(hourly))
        for slot in (at % HOURS_PER_WEEK,)
    ]
    spread = max(1.0, NORMAL * deviation(apart[: len(base)]))
    scores = [one / spread for one in apart[len(base) :]]
    found = []
    for first, length in _runs([score > z for score in scores], hours):
        places = range(start + first, start + first + length)
        found.append(
            Surge(
                first=start + first,
                hours=length,
                count=sum(hourly[at] for at in places),
                expected=sum(usual[at % HOURS_PER_WEEK] for at in places),
                z=min(scores[first : first + length]),
            )
        )
    return tuple(found)


def _runs(flags: Sequence[bool], least: int) -> list[tuple[int, int]]:
    """Where runs of at least `least` trues begin, and how long they are."""
    found, length = [], 0
    for at, flag in enumerate([*flags, False]):
        if flag:
            length += 1
        elif length:
            if length >= least:
                found.append((at - length, length))
            length = 0
    return found
