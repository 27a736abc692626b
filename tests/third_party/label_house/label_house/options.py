"""What may be set: the plugin's settings, and the numbers that a policy may change."""

from __future__ import annotations

from msgspec import Struct


class LabelHouse(Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of `[plugins.label-house]`."""

    catalogue: str = ""
    """A CSV file with the columns `isrc` and `seconds`, relative to `precheck.toml`."""


class LengthLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """How far a length may be from the catalogue."""

    tolerance_seconds: float = 2.0
    """At most this far, in seconds, either way."""
