"""What a policy may set for the rules of recipients."""

from __future__ import annotations

from msgspec import Struct

from precheck import MarkKind
from precheck_recipients.traits import TraitKind


class AcceptedVersions(Struct, frozen=True, forbid_unknown_fields=True):
    """Which ERN versions a recipient takes."""

    accepted: tuple[str, ...] = ()
    """Versions such as `4.3.2`, each standing for itself; empty: any."""


class UnconfirmedVersions(Struct, frozen=True, forbid_unknown_fields=True):
    """Which ERN versions a recipient's pages leave open."""

    unconfirmed: tuple[str, ...] = ()
    """Versions such as `4.3.2`, each standing for itself; empty: none."""


class NamedProfiles(Struct, frozen=True, forbid_unknown_fields=True):
    """Which release profiles a recipient's pages name."""

    named: tuple[str, ...] = ()
    """Profiles such as `AudioAlbum`, by their last word; empty: any."""


class LeadTime(Struct, frozen=True, forbid_unknown_fields=True):
    """How long before the release date a recipient wants to have it."""

    days: int = 5
    """For a new release."""
    update_days: int = 2
    """For an update, where the message says that it is one."""


class PitchTime(Struct, frozen=True, forbid_unknown_fields=True):
    """How long before the release date it must be there to be pitched to editors."""

    days: int = 7
    """Before the release date."""


class ReleaseSizes(Struct, frozen=True, forbid_unknown_fields=True):
    """What counts as a single, an EP and an album."""

    single_tracks: int = 3
    """A single has at most so many tracks."""
    ep_tracks: int = 6
    """An EP has at most so many tracks."""
    minutes: float = 30.0
    """Anything that lasts longer is an album."""
    single_track_minutes: float = 0.0
    """With a track of this length it is no single but an EP; 0 for no such limit."""


class ArtistLines(Struct, frozen=True, forbid_unknown_fields=True):
    """How many artists of a track are shown."""

    lines: int = 4
    """One artist to a line."""


class ManyArtists(Struct, frozen=True, forbid_unknown_fields=True):
    """From how many main artists on a release is by various ones."""

    artists: int = 4
    """Counted over all primary tracks."""


class RolesApart(Struct, frozen=True, forbid_unknown_fields=True):
    """Which roles one artist may not have together."""

    remixers: bool = False
    """Whether a remixer may be neither main nor featured."""


class UserVideos(Struct, frozen=True, forbid_unknown_fields=True):
    """When a recipient looks for the recording in its users' videos."""

    always: bool = False
    """Whether it does with everything it gets; else only where a deal says so."""


class IneligibleTraits(UserVideos, frozen=True, forbid_unknown_fields=True):
    """Which kinds of recording may not be looked for in users' videos."""

    kinds: tuple[TraitKind, ...] = (
        TraitKind.CLASSICAL,
        TraitKind.KARAOKE,
        TraitKind.NO_MUSIC,
        TraitKind.REMIX,
        TraitKind.SPOKEN_WORD,
        TraitKind.ALTERED,
        TraitKind.SOUND_ALIKE,
    )
    """Any of these is named."""


class WantedMarks(Struct, frozen=True, forbid_unknown_fields=True):
    """Which machine-readable marks a file made by AI may carry to be told as such."""

    kinds: tuple[MarkKind, ...] = tuple(kind for kind in MarkKind if kind.is_for_machines)
    """One of them is enough."""
