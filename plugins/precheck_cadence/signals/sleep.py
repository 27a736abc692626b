"""Accounts that slept and wake."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from precheck_cadence.signals.units import DAY


class Waking(Struct, frozen=True, kw_only=True):
    """The end of a long sleep."""

    slept_since: int
    """The last upload before it, a moment."""
    woke: int
    """The first one after it."""
    burst: int
    """The most that came in 24 hours, soon after."""

    @property
    def idle_days(self) -> float:
        """How long it slept."""
        return (self.woke - self.slept_since) / DAY


def wakings(
    moments: Sequence[int], *, idle: int = 180 * DAY, window: int = DAY, watched: int = 14 * DAY
) -> tuple[Waking, ...]:
    """Every sleep of at least `idle` microseconds, and the fullest `window` soon after its end.

    Give it a moment for each track (CAD-10 speaks from 11 in 24 hours). A window starts at an
    upload within `watched` microseconds of the waking and takes what came less than `window`
    after that: a thief who sends one single first and the rest a week later is seen, one who waits
    longer is not. An artist who comes back with an album looks the same. A moment that was filed
    late or back-dated into the sleep hides it, so give it the time of arrival.
    """
    ordered = sorted(moments)
    found = []
    for before, (slept, woke) in enumerate(pairwise(ordered)):
        if woke - slept >= idle:
            starts = range(before + 1, bisect_right(ordered, woke + watched))
            found.append(
                Waking(
                    slept_since=slept,
                    woke=woke,
                    burst=max(bisect_left(ordered, ordered[at] + window) - at for at in starts),
                )
            )
    return tuple(found)
