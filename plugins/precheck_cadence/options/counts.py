"""From which counts a rule speaks, and from which shares.

The counts are ours. No recipient publishes a limit on uploads; a policy raises or lowers these.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Count = Annotated[int, Meta(ge=0)]
"""From how many a rule speaks; 0 leaves the question out."""
Share = Annotated[float, Meta(ge=0.0, le=1.0)]


class Windows(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many uploads a rule speaks, in each window; 0 leaves a window out."""

    from_24_hours: Count = 0
    """Uploads in 24 hours."""
    from_7_days: Count = 0
    """Uploads in 7 days."""
    from_30_days: Count = 0
    """Uploads in 30 days."""


class AccountWindows(Windows, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, with numbers of their own for the accounts of labels and distributors."""

    label_from_24_hours: Count = 0
    """Uploads in 24 hours, for the account of a label or distributor."""
    label_from_7_days: Count = 0
    """Uploads in 7 days, for the account of a label or distributor."""
    label_from_30_days: Count = 0
    """Uploads in 30 days, for the account of a label or distributor."""


class TracksPerArtist(Windows, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many tracks under one artist name the rule speaks."""

    from_24_hours: Count = 26
    """Tracks in 24 hours; a normal album stays below."""
    from_7_days: Count = 41
    """Tracks in 7 days."""
    from_30_days: Count = 81
    """Tracks in 30 days; more than 150 times the rate of an average artist (6.4 a year)."""


class TracksPerArtistExtreme(Windows, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many tracks under one artist name the rule speaks."""

    from_24_hours: Count = 61
    """Tracks in 24 hours; a double album stays below."""
    from_7_days: Count = 121
    """Tracks in 7 days."""
    from_30_days: Count = 251
    """Tracks in 30 days."""


class ReleasesPerArtist(Windows, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many releases under one artist name the rule speaks."""

    from_7_days: Count = 3
    """Releases in 7 days; one in 5 to 8 weeks is normal."""
    from_30_days: Count = 7
    """Releases in 30 days."""


class ReleasesPerArtistExtreme(Windows, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many releases under one artist name the rule speaks."""

    from_7_days: Count = 6
    """Releases in 7 days."""
    from_30_days: Count = 16
    """Releases in 30 days."""


class TracksPerAccount(AccountWindows, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many tracks of one account the rule speaks."""

    from_24_hours: Count = 31
    """Tracks in 24 hours."""
    from_30_days: Count = 101
    """Tracks in 30 days."""
    label_from_24_hours: Count = 150
    """Tracks in 24 hours, for the account of a label or distributor."""


class TracksPerAccountExtreme(
    AccountWindows, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """From how many tracks of one account the rule speaks."""

    from_24_hours: Count = 61
    """Tracks in 24 hours; a double album stays below."""
    from_30_days: Count = 251
    """Tracks in 30 days."""
    label_from_24_hours: Count = 301
    """Tracks in 24 hours, for the account of a label or distributor."""


class ReleasesPerAccount(AccountWindows, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many releases of one account the rule speaks."""

    from_7_days: Count = 5
    """Releases in 7 days."""
    label_from_7_days: Count = 40
    """Releases in 7 days, for the account of a label or distributor."""


class ReleasesPerAccountExtreme(
    AccountWindows, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """From how many releases of one account the rule speaks."""

    from_7_days: Count = 10
    """Releases in 7 days."""
    label_from_7_days: Count = 120
    """Releases in 7 days, for the account of a label or distributor."""


class RoyaltyEdge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a release holds too many tracks of 30 to 35 seconds."""

    tracks: Annotated[int, Meta(ge=1)] = 3
    """This many such tracks are enough by themselves."""
    share: Share = 0.25
    """This share of the release's tracks is enough, from 0 to 1, where the two below are met."""
    share_from_tracks: Annotated[int, Meta(ge=1)] = 4
    """A release with fewer tracks has no share: one short single would be all of it."""
    share_from_short_tracks: Annotated[int, Meta(ge=1)] = 2
    """Fewer short tracks are no pattern: an album may have an intro."""


class RoyaltyEdgeAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an account sent too many tracks of 30 to 35 seconds in 90 days."""

    share: Share = 0.10
    """This share of the account's tracks is enough, from 0 to 1."""
    from_tracks: Annotated[int, Meta(ge=1)] = 20
    """An account with fewer tracks in the 90 days has no share."""


class SearchBait(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where a title looks written for a search box; 0 leaves a question out."""

    terms: Count = 3
    """This many different terms of the lexicon."""
    segments: Count = 3
    """A list of this many parts, split by commas, bars, slashes or dashes, that holds terms."""
    segments_with_terms: Annotated[int, Meta(ge=1)] = 2
    """So many parts of it hold a term; one is enough in a list split by bars."""
    words: Count = 13
    """This many words, with terms among them."""
    words_with_terms: Annotated[int, Meta(ge=1)] = 2
    """So many different terms are among them."""
    frequency: bool = True
    """Whether a frequency with what it is said to heal is enough, such as `528 Hz Healing`."""
