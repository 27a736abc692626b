"""Moments as whole numbers, and how a stretch of time is cut into whole hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct

Moment = int
"""Microseconds since 1970-01-01 00:00 UTC: exact, and quick to compare."""

HOUR: Moment = 3_600_000_000
"""In microseconds."""
HOURS_A_DAY = 24

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def moment(time: datetime) -> Moment:
    """The microseconds of an aware time."""
    return (time - _EPOCH) // _MICROSECOND


EARLIEST = moment(datetime.min.replace(tzinfo=UTC))
LATEST = moment(datetime.max.replace(tzinfo=UTC))
"""The ends of the calendar."""


def time_of(moment: Moment) -> datetime:
    """The time in UTC, or the end of the calendar that it lies beyond, as a window may."""
    return _EPOCH + min(max(moment, EARLIEST), LATEST) * _MICROSECOND


class Cut(Struct, frozen=True):
    """A stretch of time as whole hours with a broken one before and after them.

    Stretches are open at the start and closed at the end. Whole hours are numbered from 1970 on.
    """

    after: Moment
    head: Moment
    """The end of the broken hour before."""
    hour: int
    """The first whole hour."""
    end: int
    """The hour after the last whole one; the same as `hour` where there is none."""
    tail: Moment
    """After it begins the broken hour behind."""
    until: Moment

    @classmethod
    def of(cls, after: Moment, until: Moment) -> Cut:
        """Cut a stretch; where no hour is whole, all of it is head."""
        hour = -(-(after + 1) // HOUR)
        end = (until + 1) // HOUR
        if end <= hour:
            return cls(after, until, hour, hour, until, until)
        return cls(after, hour * HOUR - 1, hour, end, end * HOUR - 1, until)
