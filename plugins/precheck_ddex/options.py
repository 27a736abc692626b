"""The numbers that a policy or the settings may change."""

from __future__ import annotations

from msgspec import Struct


class IsrcYears(Struct, frozen=True, forbid_unknown_fields=True):
    """How late an ISRC may have been assigned, and how its two digits are read."""

    years_after_release: int = 1
    """At most this many years after the year of the release date."""
    years_ahead: int = 10
    """Digits up to this many years ahead are of the future, any further of the last century."""
