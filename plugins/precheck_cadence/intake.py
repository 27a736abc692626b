"""Everything that comes in, whoever sends it: whether it surges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from precheck_cadence.history import HOUR, Entity, History, moment, time_of
from precheck_cadence.signals.surges import HOURS_PER_WEEK, MOST_WEEKS, surges
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


def surge_of(history: History, uploads: Sequence[UploadEvent]) -> Surge | None:
    """The largest surge of the week up to the last upload in which one of these came.

    None where less than four weeks before that week are known.
    """
    last = max((moment(event.uploaded) for event in uploads), default=0) // HOUR
    first = history.first(Entity.INTAKE, "")
    if first is None:
        return None
    # The hour in which the history began is broken; before it nothing was counted.
    begin = max(first // HOUR + 1, last + 1 - LOOKED_AT)
    hourly = _without_a_gap(_hourly(history, begin, last + 1))
    found = _surges(hourly, last + 1 - len(hourly), uploads)
    return max(found, key=lambda one: one.count - one.expected, default=None)


def _hourly(history: History, begin: int, end: int) -> list[int]:
    """How many releases came in each hour."""
    counts = [0] * max(end - begin, 0)
    for counted in history.hours(Entity.INTAKE, "", begin * HOUR - 1, end * HOUR - 1):
        counts[counted.moment // HOUR - begin] = counted.tally.releases
    return counts


def _without_a_gap(hourly: list[int]) -> list[int]:
    """The last weeks, back to one in which nothing came: what lies beyond it is no baseline.

    Else a stray date long ago would make the empty weeks after it the usual ones.
    """
    begin = max(len(hourly) - HOURS_PER_WEEK, 0)
    while begin >= HOURS_PER_WEEK and any(hourly[begin - HOURS_PER_WEEK : begin]):
        begin -= HOURS_PER_WEEK
    return hourly[begin:]


def _surges(hourly: list[int], begin: int, uploads: Sequence[UploadEvent]) -> Iterator[Surge]:
    for one in surges(hourly):
        since, end = (begin + one.first) * HOUR, (begin + one.first + one.hours) * HOUR
        releases = tuple(e.release for e in uploads if since <= moment(e.uploaded) < end)
        if releases:
            yield Surge(
                since=time_of(since),
                until=time_of(end),
                hours=one.hours,
                count=one.count,
                expected=round(one.expected, 2),
                z=round(one.z, 2),
                weeks=len(hourly) // HOURS_PER_WEEK - 1,
                releases=releases,
            )
