"""Spreading releases over days, so that no window is ever too full."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from precheck_cadence.allowance.caps import Cap
from precheck_cadence.history import Moment
from precheck_cadence.signals.units import DAY


class Load(Struct, frozen=True):
    """What each release adds to what a limit counts."""

    cap: Cap
    each: int
    """From 1 up."""

    @property
    def days(self) -> int:
        """How long the window is, in whole days."""
        return -(-self.cap.span // DAY)

    @property
    def releases(self) -> int:
        """How many releases the window holds."""
        return self.cap.most // self.each


class Spread(Struct, frozen=True, kw_only=True):
    """So many releases at a time, so many days apart."""

    at_a_time: int
    every_days: int
    times: int
    first: Moment
    """The earliest for which every window stays below its limit."""

    @property
    def last(self) -> Moment:
        """When the last of them is sent."""
        return self.first + (self.times - 1) * self.every_days * DAY


def fitting(loads: Sequence[Load], at: Moment, releases: int) -> int:
    """How many of the releases may go at a moment."""
    rooms = ((load.cap.room(at), load.each) for load in loads)
    return min((room // each for room, each in rooms if room is not None), default=releases)


def at_once(loads: Sequence[Load], at: Moment, releases: int) -> Moment | None:
    """The first moment from `at` on at which all may go together; None for never."""
    latest = at
    for load in loads:
        opens = load.cap.opens(at, releases * load.each)
        if opens is None:
            return None
        latest = max(latest, opens)
    return latest


def spread(loads: Sequence[Load], at: Moment, releases: int) -> Spread | None:
    """So many each day, else one every so many days: as many as may be, then as early as may be.

    None where one release alone is too many for a limit that does not end.
    """
    if any(load.releases == 0 and load.cap.until is None for load in loads):
        return None
    tight = [load for load in loads if 0 < load.releases < releases]
    a_day = min((load.releases // load.days for load in tight), default=releases)
    at_a_time = max(1, min(a_day, releases))
    every = 1 if a_day else max(-(-load.days // load.releases) for load in tight)
    times = -(-releases // at_a_time)
    first = at
    for load in loads:
        for turn in range(times):
            later = turn * every * DAY
            if later > max(load.cap.span, (load.cap.until or at) - at):
                break  # what came before has left, and the pace alone fills no window
            since = max(0, turn - -(-load.cap.span // (every * DAY)) + 1)
            own = min(releases, (turn + 1) * at_a_time) - since * at_a_time
            opens = load.cap.opens(at, own * load.each)
            if opens is None:
                return None
            first = max(first, opens - later)
    return Spread(at_a_time=at_a_time, every_days=every, times=times, first=first)
