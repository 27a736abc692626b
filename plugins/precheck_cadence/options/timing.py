"""From where a machine keeps an account's time. Labels deliver by machine, so they are left out."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from precheck_cadence.options.counts import Count


class MachineTiming(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the gaps between uploads are too even for a person."""

    variation: Annotated[float, Meta(ge=0.0, le=1.0)] = 0.10
    """Standard deviation over mean of nine gaps, below this; 0 leaves the question out."""
    labels: bool = False
    """Whether labels and distributors are asked too."""


class CrowdedMinute(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When more uploads begin within a minute than a person can start."""

    from_60_seconds: Count = 5
    """Uploads at different moments within 60 seconds; 0 leaves the question out."""
    label_from_60_seconds: Count = 0
    """The same of a label."""


class RoundTheClock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an account never sleeps."""

    hours: Annotated[int, Meta(ge=0, le=24)] = 24
    """So many hours of the day have uploads, within 72 hours; 0 leaves the question out."""
    from_uploads: Annotated[int, Meta(ge=50)] = 50
    """In these 72 hours; of fewer than 50 the hours say nothing."""
    labels: bool = False
    """Whether labels and distributors are asked too."""
