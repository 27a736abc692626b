"""ISO 8601 durations, as `xs:duration` writes them."""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST_TEXT = 64
"""No real duration is longer; the bound keeps absurd digits away from the arithmetic."""

_DURATION = re.compile(
    r"P(?:(?P<years>[0-9]{1,9})Y)?(?:(?P<months>[0-9]{1,9})M)?(?:(?P<days>[0-9]{1,9})D)?"
    r"(?P<time>T(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?"
    r"(?:(?P<seconds>[0-9]{1,9}(?:\.[0-9]+)?)S)?)?"
)


def seconds_of(text: str) -> float | None:
    """Seconds of a duration such as `PT3M30.5S` or `P0DT0H3M30S`; None where it cannot be read.

    Years and months have no fixed length, so only zeros of them are read.
    Negative durations are not read at all.
    """
    return _seconds_of(text) if len(text) <= _LONGEST_TEXT else None


@lru_cache(maxsize=1024)  # a message states each duration several times
def _seconds_of(text: str) -> float | None:
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    years, months, days, time, hours, minutes, seconds = match.groups("")
    if time == "T" or not (years or months or days or time):
        return None
    if int(years or 0) or int(months or 0):
        return None
    whole = int(days or 0) * 86_400 + int(hours or 0) * 3_600 + int(minutes or 0) * 60
    return whole + float(seconds or 0)
