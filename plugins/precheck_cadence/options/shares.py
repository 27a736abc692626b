"""When too much of what an account sends in 90 days is of one kind."""

from __future__ import annotations

from msgspec import Struct

from precheck_cadence.options.counts import Count, Share


class ShortTracks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an account sent too many tracks of 30 to 45 seconds."""

    share: Share = 0.20
    """This share of the tracks whose length is known is enough, from 0 to 1."""
    from_tracks: Count = 20
    """An account with fewer tracks in the 90 days has no share; 0 leaves the question out."""


class OneTrackReleases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an account sends hardly anything but releases of one track."""

    share: Share = 0.95
    """This share of its releases is enough, from 0 to 1."""
    from_releases: Count = 20
    """An account with fewer releases in the 90 days has no share; 0 leaves the question out."""
    label_from_releases: Count = 0
    """The same of a label, which may well publish singles only."""


class FunctionalTracks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much of an account may be noise, or sound to sleep or meditate by."""

    above_share: Share = 0.50
    """More than this share of its tracks, from 0 to 1."""
    from_tracks: Count = 20
    """An account with fewer tracks in the 90 days has no share; 0 leaves the question out."""
