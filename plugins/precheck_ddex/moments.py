"""Days and moments as deals write them, and which comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from precheck import Deal

_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_DAY = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_ZONE}")
_MOMENT = re.compile(rf"[0-9]{{4}}(?:-[0-9]{{2}}){{2}}T[0-9:.]+{_ZONE}")
_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_MIDNIGHT = re.compile(r"T24:00:00(?:\.0+)?")


def moment(text: str) -> date | datetime | None:
    """The day or moment that is written, or None; a day's time zone is dropped."""
    day = _DAY.fullmatch(text)
    try:
        if day:
            return date.fromisoformat(day[1])
        if not _MOMENT.fullmatch(text):
            return None
        begun, is_midnight = _MIDNIGHT.subn("T00:00:00", text)
        return datetime.fromisoformat(begun) + timedelta(days=is_midnight)
    except (ValueError, OverflowError):
        return None


def is_month(text: str) -> bool:
    """Whether a year, or a month of one, is written and no day."""
    form = _MONTH.fullmatch(text)
    try:
        return form is not None and bool(date(int(form[1]), int(form[2] or 1), 1))
    except ValueError:
        return False


def is_before(
    one: date | datetime, other: date | datetime, slack: timedelta = timedelta(days=1)
) -> bool:
    """Whether one is before the other; surely so, whatever the time zone, with a day of slack.

    The slack is for a day and a moment, or two moments of which one alone has a time zone.
    """
    if isinstance(one, datetime) and isinstance(other, datetime):
        if (one.tzinfo is None) == (other.tzinfo is None):
            return one < other
        one, other = one.date(), other.date()
    elif not isinstance(one, datetime) and not isinstance(other, datetime):
        return one < other
    return day_of(other) - day_of(one) > slack


def last_day(deals: Iterable[Deal]) -> date | None:
    """The day on which the last period of all deals ends; None where one is open or unreadable."""
    ends = [[moment(period.end) for period in deal.periods] or [None] for deal in deals]
    days = [day_of(end) for of_deal in ends for end in of_deal if end is not None]
    return max(days) if days and len(days) == sum(map(len, ends)) else None


def is_over(end: date | None, today: date) -> bool:
    """Whether a last day lies behind, with a day to spare for time zones."""
    return end is not None and today - end > timedelta(days=1)


def day_of(when: date | datetime) -> date:
    """The day of a moment, where it was written."""
    return when.date() if isinstance(when, datetime) else when
