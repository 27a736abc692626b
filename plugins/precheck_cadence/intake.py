"""Everything that comes in, whoever sends it: whether it surges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property

from msgspec import Struct

from precheck_cadence.history import (
    EARLIEST,
    HOUR,
    LATEST,
    Entity,
    History,
    Moment,
    moment,
    time_of,
)
from precheck_cadence.signals.surges import HOURS_PER_WEEK, MOST_WEEKS, surges
from precheck_cadence.signals.surges import Surge as Rise
from precheck_cadence.upload import UploadEvent

LOOKED_AT = (MOST_WEEKS + 1) * HOURS_PER_WEEK
"""In hours: the week in question, and those that it is held against."""


class Surge(Struct, frozen=True, kw_only=True):
    """Hours in a row in which more releases came than those hours of the week bring."""

    since: datetime
    """Its first hour begins."""
    until: datetime
    """Its last hour ends, itself outside."""
    hours: int
    count: int
    """Releases in all its hours."""
    expected: float
    """How many those hours usually bring."""
    z: float
    """The smallest of its hours' robust z."""
    weeks: int
    """How many earlier ones it was held against."""
    releases: tuple[str, ...]
    """Of this batch, those that came in it."""


class Surging(Struct, frozen=True):
    """The surges of a week, of whichever uploads."""

    begin: int
    """The hour since 1970 in which what was looked at begins."""
    weeks: int
    """How many weeks the last one was held against."""
    found: tuple[Rise, ...]


class Intake:
    """What comes in hour by hour, whoever sends it."""

    def __init__(self, history: History) -> None:
        """Take the history; it is asked when something is wanted of it."""
        self.history = history

    @cached_property
    def first(self) -> Moment | None:
        """When the first hour begins in which something came; None where nothing did."""
        return self.history.first(Entity.INTAKE, "")

    def releases(self, begin: int, end: int) -> list[int]:
        """How many came in each of these hours since 1970, from one up to another."""
        counts = [0] * max(end - begin, 0)
        for counted in self.history.hours(Entity.INTAKE, "", begin * HOUR - 1, end * HOUR - 1):
            counts[counted.moment // HOUR - begin] = counted.number
        return counts

    def surging(self, last: int) -> Surging:
        """The surges of the week that ends with this hour since 1970."""
        if self.first is None:
            return Surging(last, 0, ())
        # The hour in which the history began is broken; before it nothing was counted.
        begin = max(self.first // HOUR + 1, last + 1 - LOOKED_AT)
        hourly = _without_a_gap(self.releases(begin, last + 1))
        weeks = len(hourly) // HOURS_PER_WEEK - 1
        return Surging(last + 1 - len(hourly), weeks, surges(hourly))


class PastIntake(Intake):
    """The same, of a history to which nothing is added: for many questions."""

    def __init__(self, history: History) -> None:
        """Take the history, which is read once."""
        super().__init__(history)
        self._surging: dict[int, Surging] = {}

    def releases(self, begin: int, end: int) -> list[int]:
        """How many came in each of these hours since 1970, from one up to another."""
        return [self._known.get(hour, 0) for hour in range(begin, end)]

    def surging(self, last: int) -> Surging:
        """The surges of the week that ends with this hour since 1970."""
        if last not in self._surging:
            self._surging[last] = super().surging(last)
        return self._surging[last]

    @cached_property
    def _known(self) -> dict[int, int]:
        hours = self.history.hours(Entity.INTAKE, "", EARLIEST, LATEST)
        return {counted.moment // HOUR: counted.number for counted in hours}


def surge_of(intake: Intake, uploads: Sequence[UploadEvent]) -> Surge | None:
    """The largest surge of the week up to the last upload in which one of these came.

    None where less than four weeks before that week are known.
    """
    last = max((moment(event.uploaded) for event in uploads), default=0) // HOUR
    found = _surges(intake.surging(last), uploads)
    return max(found, key=lambda one: one.count - one.expected, default=None)


def _without_a_gap(hourly: list[int]) -> list[int]:
    """The last weeks, back to one in which nothing came: what lies beyond it is no baseline.

    Else a stray date long ago would make the empty weeks after it the usual ones.
    """
    begin = max(len(hourly) - HOURS_PER_WEEK, 0)
    while begin >= HOURS_PER_WEEK and any(hourly[begin - HOURS_PER_WEEK : begin]):
        begin -= HOURS_PER_WEEK
    return hourly[begin:]


def _surges(surging: Surging, uploads: Sequence[UploadEvent]) -> Iterator[Surge]:
    for one in surging.found:
        first = surging.begin + one.first
        since, end = first * HOUR, (first + one.hours) * HOUR
        releases = tuple(e.release for e in uploads if since <= moment(e.uploaded) < end)
        if releases:
            yield Surge(
                since=time_of(since),
                until=time_of(end),
                hours=one.hours,
                count=one.count,
                expected=round(one.expected, 2),
                z=round(one.z, 2),
                weeks=surging.weeks,
                releases=releases,
            )
