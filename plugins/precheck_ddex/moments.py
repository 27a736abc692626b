"""Days and moments as deals write them, and which comes first."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_ZONED_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})")


def moment(text: str) -> date | datetime | None:
    """The day or moment that is written, or None; a day's time zone is dropped."""
    zoned = _ZONED_DAY.fullmatch(text)
    try:
        return (
            datetime.fromisoformat(text)
            if "T" in text
            else date.fromisoformat(zoned[1] if zoned else text)
        )
    except ValueError:
        return None


def is_before(one: date | datetime, other: date | datetime) -> bool:
    """Whether one is surely before the other, time zones and days without hours considered."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        if (one.tzinfo is None) == (other.tzinfo is None):
            return one < other
        one, other = one.date(), other.date()
    elif not isinstance(one, datetime) and not isinstance(other, datetime):
        return one < other
    return day_of(other) - day_of(one) > timedelta(days=1)


def day_of(when: date | datetime) -> date:
    """The day of a moment, where it was written."""
    return when.date() if isinstance(when, datetime) else when
