"""Windows with a limit: how full they are, and when what fills them has left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from precheck_cadence.history import Moment


class Arrived:
    """How much came, and when; nothing more comes."""

    def __init__(self, arrivals: Iterable[tuple[Moment, int]]) -> None:
        """Take moments with how much came at each."""
        ordered = sorted(arrivals)
        self._moments = [moment for moment, _ in ordered]
        self._totals = list(accumulate((number for _, number in ordered), initial=0))

    def count(self, after: Moment, until: Moment) -> int:
        """How much came in a stretch that is open at the start and closed at the end."""
        first, last = bisect_right(self._moments, after), bisect_right(self._moments, until)
        return self._totals[last] - self._totals[first]

    def moment_of(self, number: int, after: Moment) -> Moment:
        """When the so many-th came of what came after a moment; there are so many."""
        before = self._totals[bisect_right(self._moments, after)]
        return self._moments[bisect_left(self._totals, before + number) - 1]


class Cap(Struct, frozen=True):
    """So much, and no more, in every window of one length."""

    arrived: Arrived
    span: Moment
    """How long the window is; it is open at its start and closed at its end."""
    most: int
    until: Moment | None = None
    """The last moment at which the limit holds; None where it holds for ever."""

    def room(self, at: Moment) -> int | None:
        """How much more may come at a moment; None where the limit holds no longer."""
        if self.until is not None and at > self.until:
            return None
        return max(0, self.most - self.arrived.count(at - self.span, at))

    def opens(self, at: Moment, more: int) -> Moment | None:
        """The first moment from `at` on at which so much more may come at once; None for never."""
        if self.until is not None and at > self.until:
            return at
        fits = self._fits(at, more)
        if self.until is not None and (fits is None or fits > self.until):
            return self.until + 1
        return fits

    def _fits(self, at: Moment, more: int) -> Moment | None:
        if more > self.most:
            return None
        after = at - self.span
        surplus = self.arrived.count(after, at) + more - self.most
        return at if surplus <= 0 else self.arrived.moment_of(surplus, after) + self.span
