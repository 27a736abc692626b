"""From where an account's rate is too high, or not its own.

The numbers are ours but for one: Beatchain publishes how many AI releases a week it takes. Where an
option has a sister that begins with `label`, that one holds for labels and distributors.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from precheck_cadence.options.counts import Count, Share

Probability = Annotated[float, Meta(ge=0.0, le=1.0)]
"""From 0 to 1; 0 leaves the question out."""


class AiReleases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many releases made by AI alone the rule speaks; 0 leaves the question out."""

    from_7_days: Count = 2
    """Releases of one account in 7 days."""
    label_from_7_days: Count = 0
    """The same of a label's or distributor's account, with whom it is a matter of contract."""


class Surprising(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where the releases of a window are more than the account's own rate explains."""

    below: Probability = 1e-4
    """Less likely than this by chance (Poisson); 0 leaves the question out."""
    from_releases: Count = 3
    """With fewer releases in the window nothing is surprising."""
    from_weeks: Count = 4
    """An account that has been known for fewer weeks before the window has no rate of its own."""
    label_from_releases: Count = 40
    """The same of a label, which sends many at once; as in `cadence.releases-per-account`."""
    label_from_weeks: Count = 8
    """The same of a label."""
    label_times: Annotated[float, Meta(ge=1.0)] = 3.0
    """So many times its own rate is a label's: two of its weekly deliveries are twice the rate."""


class SurprisingExtreme(Surprising, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where the releases of a window are far more than the account's own rate explains."""

    below: Probability = 1e-6
    """Less likely than this by chance (Poisson); 0 leaves the question out."""
    label_times: Annotated[float, Meta(ge=1.0)] = 6.0
    """So many times its own rate is a label's."""


class Bursting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where uploads that follow each other closely are a burst; 0 leaves the question out."""

    weight: Annotated[float, Meta(ge=0.0)] = 6.0
    """In nats: about nine gaps in a row that are far shorter than the account's usual ones."""
    label_weight: Annotated[float, Meta(ge=0.0)] = 0.0
    """The same of a label, whose every weekly delivery is a burst."""


class NewRegime(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where an account's days have changed."""

    above: Probability = 0.95
    """Likelier than this that a new regime began within 30 days."""
    times: Annotated[float, Meta(ge=1.0)] = 5.0
    """More than so many times the rate before."""
    from_days: Count = 3
    """A regime of fewer days is one busy day, not a change."""
    from_7_days: Count = 4
    """Releases in 7 days, at least; 0 leaves the question out."""
    label_from_7_days: Count = 0
    """The same of a label, whose week has one busy day, which the model takes for a change."""


class NewAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much an account may send in its first days; 0 leaves a question out."""

    days: Annotated[float, Meta(ge=0.0, le=7.0)] = 7.0
    """So many days after its first upload an account is new."""
    from_releases: Count = 4
    """Releases."""
    from_tracks: Count = 21
    """Tracks."""
    label_from_releases: Count = 0
    """The same of a label, which begins with its catalogue."""
    label_from_tracks: Count = 0
    """The same of a label."""


class SleeperWakes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much an account that slept may send within a day of the two weeks after it woke."""

    idle_days: Annotated[float, Meta(ge=180.0)] = 180.0
    """So long it sent nothing; shorter sleeps are not looked for."""
    from_tracks: Count = 11
    """Tracks in 24 hours; 0 leaves the question out."""
    from_releases: Count = 2
    """Releases since it woke: one alone is an artist who comes back with an album."""
    label_idle_days: Annotated[float, Meta(ge=90.0)] = 90.0
    """The same of a label."""
    label_from_tracks: Count = 101
    """The same of a label."""


class IntakeSurge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where everything that comes in is a surge."""

    from_releases: Count = 20
    """Releases in all its hours; 0 leaves the question out."""
    z: Annotated[float, Meta(ge=4.0)] = 4.0
    """More than so many robust deviations above the usual, in each hour; no less is kept."""
    hours: Annotated[int, Meta(ge=2)] = 2
    """So many hours in a row; shorter ones are not kept."""


class AiShare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When too much of what an account sends in 30 days is made by AI, in part or whole."""

    share: Share = 0.80
    """This share of its tracks is enough, from 0 to 1."""
    from_tracks: Count = 11
    """An account with fewer tracks in the 30 days has no share; 0 leaves the question out."""
    label_from_tracks: Count = 0
    """The same of a label, with whom it is a matter of contract."""
