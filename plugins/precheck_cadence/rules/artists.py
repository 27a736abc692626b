"""Rules about how much comes under one artist name."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.history import Entity, Measure
from precheck_cadence.options import (
    ReleasesPerArtist,
    ReleasesPerArtistExtreme,
    TracksPerArtist,
    TracksPerArtistExtreme,
)
from precheck_cadence.rules.crowds import crowds
from precheck_cadence.rules.sources import (
    DEEZER_CATALOGUE,
    DISTRIBUTOR_VOLUME,
    RELEASE_RHYTHM,
    SPOTIFY_SPAM,
    ours,
)

TRACK_NOTE = "No recipient publishes a number; an average artist sends 6.4 tracks a year."
RELEASE_NOTE = "No recipient publishes a number; charting acts release every 5 to 8 weeks."


@rule(
    "cadence.tracks-per-artist",
    title="Many tracks under one artist name in a short time",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, DEEZER_CATALOGUE, DISTRIBUTOR_VOLUME),
    options=TracksPerArtist,
    thresholds=ours("from_24_hours", "from_7_days", "from_30_days", note=TRACK_NOTE),
    is_estimate=True,
    needs_trial=True,
)
def tracks_per_artist(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many tracks came under one artist name within 24 hours, 7 days and 30 days.
    Earlier uploads in the history count, and so does everything else in the batch.

    ## Why it matters

    Spotify names mass uploads first among the signs of spam.
    What its filter tags is no longer recommended, and neither is whoever sent it.

    ## What to do

    See whether one person can have made this much.
    A declared catalogue transfer is a good reason; waive it with that reason.
    Otherwise spread the deliveries, or ask the artist.

    ## Limits

    The numbers are ours.
    Two artists with the same name are counted as one, whatever their accounts.
    Featured artists and `Various Artists` are not counted.
    """
    yield from crowds(facts, Entity.ARTIST, Measure.TRACKS, facts[TracksPerArtist])


@rule(
    "cadence.tracks-per-artist-extreme",
    title="Far too many tracks under one artist name in a short time",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, DEEZER_CATALOGUE, DISTRIBUTOR_VOLUME),
    options=TracksPerArtistExtreme,
    thresholds=ours("from_24_hours", "from_7_days", "from_30_days", note=TRACK_NOTE),
    is_estimate=True,
    needs_trial=True,
)
def tracks_per_artist_extreme(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.tracks-per-artist`, with numbers that no ordinary artist reaches.

    ## Why it matters

    At this rate a person should look before anything is sent.
    A policy can raise this rule to `review` and leave the milder one a warning.

    ## What to do

    Hold the releases until someone knows where the music comes from.

    ## Limits

    The numbers are ours and no back-test stands behind them yet, so it is a warning at first.
    The milder rule speaks as well: with this one switched off, a flood must not fall silent.
    """
    yield from crowds(facts, Entity.ARTIST, Measure.TRACKS, facts[TracksPerArtistExtreme])


@rule(
    "cadence.releases-per-artist",
    title="Many releases under one artist name in a short time",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, RELEASE_RHYTHM),
    options=ReleasesPerArtist,
    thresholds=ours("from_24_hours", "from_7_days", "from_30_days", note=RELEASE_NOTE),
    is_estimate=True,
    needs_trial=True,
)
def releases_per_artist(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many releases came under one artist name within 7 days and 30 days.
    A release sent again counts once, when it first came.

    ## Why it matters

    Acts in the charts release something every 5 to 8 weeks.
    Three releases in a week is a rhythm that spam filters are made for.

    ## What to do

    See whether the releases belong together. If they are one album in pieces, send an album.

    ## Limits

    The numbers are ours. A label that moves an artist's catalogue looks the same; waive it.
    Two artists with the same name are counted as one.
    """
    yield from crowds(facts, Entity.ARTIST, Measure.RELEASES, facts[ReleasesPerArtist])


@rule(
    "cadence.releases-per-artist-extreme",
    title="Far too many releases under one artist name in a short time",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, RELEASE_RHYTHM),
    options=ReleasesPerArtistExtreme,
    thresholds=ours("from_24_hours", "from_7_days", "from_30_days", note=RELEASE_NOTE),
    is_estimate=True,
    needs_trial=True,
)
def releases_per_artist_extreme(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.releases-per-artist`, with numbers that no ordinary artist reaches.

    ## Why it matters

    At this rate a person should look before anything is sent.
    A policy can raise this rule to `review` and leave the milder one a warning.

    ## What to do

    Hold the releases until someone knows why there are so many.

    ## Limits

    The numbers are ours and no back-test stands behind them yet, so it is a warning at first.
    The milder rule speaks as well: with this one switched off, a flood must not fall silent.
    """
    yield from crowds(facts, Entity.ARTIST, Measure.RELEASES, facts[ReleasesPerArtistExtreme])
