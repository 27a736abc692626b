"""Rules about how much one account sends."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.history import Entity, Measure
from precheck_cadence.options import (
    ReleasesPerAccount,
    ReleasesPerAccountExtreme,
    TracksPerAccount,
    TracksPerAccountExtreme,
)
from precheck_cadence.rules.crowds import crowds
from precheck_cadence.rules.sources import (
    RELEASE_RHYTHM,
    SPOTIFY_SPAM,
    TIDAL_MASS_UPLOADS,
    ours,
)

OPTIONS = (
    "from_24_hours",
    "from_7_days",
    "from_30_days",
    "label_from_24_hours",
    "label_from_7_days",
    "label_from_30_days",
)
NOTE = "No recipient publishes a number; an artist's account and a label's have their own."


@rule(
    "cadence.tracks-per-account",
    title="Many tracks from one account in a short time",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, TIDAL_MASS_UPLOADS),
    options=TracksPerAccount,
    thresholds=ours(*OPTIONS, note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def tracks_per_account(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many tracks one account sent within 24 hours and 30 days, under all artist names together.
    Earlier uploads in the history count, and so does everything else in the batch.

    ## Why it matters

    Spotify's filter tags whoever uploads in bulk, not only the tracks.
    TIDAL removes deceptive mass uploads.

    ## What to do

    See who the account belongs to and what it sends.
    A label's account belongs into `labels` under `[plugins.cadence]`; then a label's numbers hold.

    ## Limits

    The numbers are ours. An account that is the message's sender counts as a label's.
    Someone who spreads uploads over several accounts stays below; see the artist rules.
    """
    yield from crowds(facts, Entity.ACCOUNT, Measure.TRACKS, facts[TracksPerAccount])


@rule(
    "cadence.tracks-per-account-extreme",
    title="Far too many tracks from one account in a short time",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, TIDAL_MASS_UPLOADS),
    options=TracksPerAccountExtreme,
    thresholds=ours(*OPTIONS, note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def tracks_per_account_extreme(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.tracks-per-account`, with numbers that no ordinary account reaches.

    ## Why it matters

    At this rate a person should look before anything is sent.
    A policy can raise this rule to `review` and leave the milder one a warning.

    ## What to do

    Hold the releases until someone knows whose account it is and where the music comes from.

    ## Limits

    The numbers are ours and no back-test stands behind them yet, so it is a warning at first.
    The milder rule speaks as well: with this one switched off, a flood must not fall silent.
    """
    yield from crowds(facts, Entity.ACCOUNT, Measure.TRACKS, facts[TracksPerAccountExtreme])


@rule(
    "cadence.releases-per-account",
    title="Many releases from one account in a short time",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, RELEASE_RHYTHM),
    options=ReleasesPerAccount,
    thresholds=ours(*OPTIONS, note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def releases_per_account(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many releases one account sent within 7 days. A release sent again counts once.

    ## Why it matters

    One artist releases every few weeks. Many releases a week are how bulk uploads look.

    ## What to do

    See who the account belongs to.
    A label's account belongs into `labels` under `[plugins.cadence]`; then a label's numbers hold.

    ## Limits

    The numbers are ours. An account that is the message's sender counts as a label's.
    """
    yield from crowds(facts, Entity.ACCOUNT, Measure.RELEASES, facts[ReleasesPerAccount])


@rule(
    "cadence.releases-per-account-extreme",
    title="Far too many releases from one account in a short time",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, RELEASE_RHYTHM),
    options=ReleasesPerAccountExtreme,
    thresholds=ours(*OPTIONS, note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def releases_per_account_extreme(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.releases-per-account`, with numbers that no ordinary account reaches.

    ## Why it matters

    At this rate a person should look before anything is sent.
    A policy can raise this rule to `review` and leave the milder one a warning.

    ## What to do

    Hold the releases until someone knows whose account it is.

    ## Limits

    The numbers are ours and no back-test stands behind them yet, so it is a warning at first.
    The milder rule speaks as well: with this one switched off, a flood must not fall silent.
    """
    yield from crowds(facts, Entity.ACCOUNT, Measure.RELEASES, facts[ReleasesPerAccountExtreme])
