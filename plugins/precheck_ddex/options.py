"""The numbers that a policy or the settings may change."""

from __future__ import annotations

from msgspec import Struct


class IsrcYears(Struct, frozen=True, forbid_unknown_fields=True):
    """How late an ISRC may have been assigned, and how its two digits are read."""

    years_after_release: int = 1
    """At most this many years after the year of the release date."""
    years_ahead: int = 10
    """Digits up to this many years ahead are of the future, any further of the last century."""


class LineYears(Struct, frozen=True, forbid_unknown_fields=True):
    """How far ahead the year of a (P) or (C) line may lie."""

    years_ahead: int = 1
    """At most this many years after the current one."""


class DurationGap(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the length of a release may be from the sum of its tracks."""

    seconds_per_track: float = 2.0
    """At most this far for each track, for gaps between them and for rounding."""


class FileDuration(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the length of a recording may be from that of its file, both as stated."""

    seconds: float = 1.0
    """At most this far: messages state whole seconds, cut off or rounded."""


class EarlyStart(Struct, frozen=True, forbid_unknown_fields=True):
    """How long before the release date a deal may begin."""

    days: int = 1
    """At most this many days: midnight comes first in the east."""


class IcpnDigits(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a UPC or EAN may be."""

    digits: tuple[int, ...] = (8, 12, 13, 14)
    """12 for a UPC, 13 for an EAN, 8 for a short EAN, 14 for a GTIN of a trade unit."""


class LanguageForm(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language code may be written."""

    underscores: bool = False
    """Whether an underscore may stand for each hyphen."""


class LineOfTracks(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a (P) line must stand."""

    on_each_track: bool = False
    """Whether every track needs a line of its own; else one of its release will do."""
