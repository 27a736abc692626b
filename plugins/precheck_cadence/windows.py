"""The arithmetic of windows: which window around each release of a batch is the fullest."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Protocol

from msgspec import Struct

from precheck_cadence.history import Arrival, Moment


class Point(Struct, frozen=True, order=True):
    """One thing that came with the batch, and the releases it is part of."""

    moment: Moment
    releases: tuple[str, ...]


class Fullest(Struct, frozen=True, kw_only=True):
    """One window, and the releases of the batch that no other window shows in a larger crowd."""

    after: Moment
    """A window is open at its start: what came exactly then is outside."""
    until: Moment
    count: int
    in_batch: int
    accounts: int
    releases: tuple[str, ...]


class Count(Protocol):
    """How much came in a window: asked of the history, or added up from arrivals."""

    def count(self, after: Moment, until: Moment) -> int:
        """How many came in the window."""

    def accounts(self, after: Moment, until: Moment) -> int:
        """From how many accounts they came."""


class Asked:
    """A question to the history for each window: best for few windows, however full."""

    def __init__(
        self, count: Callable[[Moment, Moment], int], accounts: Callable[[Moment, Moment], int]
    ) -> None:
        """Take what answers with a count, and with a number of accounts."""
        self._count, self._accounts = cache(count), cache(accounts)

    def count(self, after: Moment, until: Moment) -> int:
        """How many came in the window."""
        return self._count(after, until)

    def accounts(self, after: Moment, until: Moment) -> int:
        """From how many accounts they came."""
        return self._accounts(after, until)


class AddedUp:
    """Arrivals in order of time, so that any window is two searches and a subtraction."""

    def __init__(self, arrivals: Iterable[Arrival]) -> None:
        """Take arrivals, oldest first."""
        arrivals = tuple(arrivals)
        self._moments = [arrival.moment for arrival in arrivals]
        self._accounts = [arrival.account for arrival in arrivals]
        self._totals = list(accumulate((a.number for a in arrivals), initial=0))

    def count(self, after: Moment, until: Moment) -> int:
        """How many came in the window."""
        first, last = bisect_right(self._moments, after), bisect_right(self._moments, until)
        return self._totals[last] - self._totals[first]

    def accounts(self, after: Moment, until: Moment) -> int:
        """From how many accounts they came."""
        first, last = bisect_right(self._moments, after), bisect_right(self._moments, until)
        return len(set(self._accounts[first:last]))


def stretches(moments: Iterable[Moment], span: int) -> Iterator[tuple[Moment, Moment]]:
    """The stretches of time that windows of this span cover when they end at these moments.

    Oldest first and apart, so that years between two uploads of one batch are not read.
    """
    after: Moment | None = None
    until: Moment = 0
    for moment in sorted(moments):
        if after is None:
            after = moment - span
        elif moment - span > until:
            yield after, until
            after = moment - span
        until = moment
    if after is not None:
        yield after, until


def fullest(points: Sequence[Point], tally: Count, span: int) -> tuple[Fullest, ...]:
    """For each point the fullest window of this span that holds it and ends at a point.

    Of equally full ones the earliest. Points that share their fullest window share one entry;
    entries are in order of time.
    """
    points = sorted(points)
    moments = [point.moment for point in points]
    ends = sorted(set(moments))
    counts = {end: tally.count(end - span, end) for end in ends}
    best: dict[Moment, Moment] = {}
    ahead: deque[Moment] = deque()  # ends not before this one, each less full than those before it
    for end in reversed(ends):
        while ahead and counts[ahead[-1]] <= counts[end]:
            ahead.pop()
        ahead.append(end)
        while ahead[0] - span >= end:
            ahead.popleft()
        best[end] = ahead[0]
    together: dict[Moment, set[str]] = {}
    for point in points:
        together.setdefault(best[point.moment], set()).update(point.releases)
    return tuple(
        Fullest(
            after=until - span,
            until=until,
            count=counts[until],
            in_batch=bisect_right(moments, until) - bisect_right(moments, until - span),
            accounts=tally.accounts(until - span, until),
            releases=tuple(sorted(releases)),
        )
        for until, releases in sorted(together.items())
    )


def tiles(points: Iterable[Point], span: int) -> Iterator[tuple[Moment, tuple[Point, ...]]]:
    """Windows of this span laid end to end from the latest point back, each ending at a point.

    Every point is in exactly one.
    """
    tile: list[Point] = []
    for point in sorted(points, reverse=True):
        if tile and point.moment <= tile[0].moment - span:
            yield tile[0].moment, tuple(tile)
            tile = []
        tile.append(point)
    if tile:
        yield tile[0].moment, tuple(tile)
