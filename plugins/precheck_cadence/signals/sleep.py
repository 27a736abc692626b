"""Accounts that slept and wake, and accounts that are new."""

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


class FirstDays(Struct, frozen=True, kw_only=True):
    """How an account began."""

    opened: int
    """When, a moment: as stated, else its first upload."""
    is_stated: bool
    """Whether somebody said when."""
    came: int
    """What came in its first days."""


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


def first_days(
    moments: Sequence[int],
    *,
    opened: int | None = None,
    known_since: int | None = None,
    days: int = 7,
) -> FirstDays | None:
    """What came in the first days of an account; give it a moment for each track, or release.

    `opened` is when the account was made, where somebody knows. Else it is the first upload, and
    that is only believed where the history is `days` older (`known_since`, its first moment of
    all): in the first week of a history every account is new. None where it cannot be said.
    Uploads before `opened` are of another account or a wrong clock, and do not count.
    """
    if opened is None:
        if not moments or known_since is None or min(moments) - known_since < days * DAY:
            return None
        start = min(moments)
    else:
        start = opened
    came = sum(start <= moment < start + days * DAY for moment in moments)
    return FirstDays(opened=start, is_stated=opened is not None, came=came)
