"""Times as files state them."""

from __future__ import annotations

from datetime import UTC, datetime


def time_of(text: str) -> datetime | None:
    """An ISO 8601 time, in UTC where it names no zone; None for anything else."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)
