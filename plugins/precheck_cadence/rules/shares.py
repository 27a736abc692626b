"""Rules about accounts that send too much of one kind."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.options.shares import FunctionalTracks, OneTrackReleases, ShortTracks
from precheck_cadence.rules.senders import QUARTER, Senders, days_before
from precheck_cadence.rules.sources import (
    DEEZER_CATALOGUE,
    DEEZER_SINGLES,
    FRAUD_SIGNS,
    MUSICDIGI_HEALTH,
    SPOTIFY_SHORT,
    ours,
)
from precheck_cadence.upload import SHORT_SECONDS, SHORTEST_SECONDS, UploadEvent

BAND = f"{SHORTEST_SECONDS:g} to {SHORT_SECONDS:g} s"


@rule(
    "cadence.short-tracks-account",
    title="Many tracks of the account are short",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SHORT, DEEZER_CATALOGUE),
    options=ShortTracks,
    thresholds=ours(
        "share",
        "from_tracks",
        note="Spotify and Deezer name short tracks as a sign of spam; the numbers are ours.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def short_tracks_account(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Which share of an account's tracks lasts 30 to 45 seconds, over the 90 days that end with its
    last upload in the batch. It is said of each release of these days with such a track.

    ## Why it matters

    A play pays from 30 seconds on, so short pieces are cut to earn more often.
    Deezer removes them in bulk.

    ## What to do

    Look at what else the account sends. Jingles, sound effects and music for children explain it;
    cut-up pieces do not.

    ## Limits

    The numbers are ours, for artists and labels alike. A label of sound effects looks the same.
    An account with fewer than 20 tracks in the 90 days is not judged.
    A track whose length nobody knows does not count.
    `cadence.royalty-edge-account` asks for a narrower band, with a lower share.
    """
    limits, senders = facts[ShortTracks], Senders(facts)
    for account in senders:
        timed, short = account.quarter.timed, account.quarter.short
        if 0 < limits.from_tracks <= timed and short and short >= limits.share * timed:
            yield from senders.tell(
                account,
                f"{short} of {timed} tracks from {account.account!r} in 90 days last {BAND}:"
                f" {short / timed:.0%} (notice from {limits.share:.0%})",
                {
                    "count": short,
                    "timed": timed,
                    "share": round(short / timed, 4),
                    "threshold_share": limits.share,
                    "from_tracks": limits.from_tracks,
                    "shortest_seconds": SHORTEST_SECONDS,
                    "longest_seconds": SHORT_SECONDS,
                    "days": QUARTER,
                },
                after=days_before(account.until, QUARTER),
                only=_has_short,
            )


@rule(
    "cadence.one-track-releases",
    title="The account sends hardly anything but releases of one track",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(DEEZER_SINGLES, FRAUD_SIGNS),
    options=OneTrackReleases,
    thresholds=ours(
        "share",
        "from_releases",
        "label_from_releases",
        note="The sign is published; the numbers are ours.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def one_track_releases(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Which share of an account's releases has a single track, over the 90 days that end with its last
    upload in the batch.

    ## Why it matters

    Deezer deleted albums of a single track, and distributors read accounts of nothing else as a
    sign of fraud.

    ## What to do

    Nothing, if they are singles. Where the pieces belong together, send them as one release.

    ## Limits

    The numbers are ours. Many artists publish singles only; twenty in 90 days is what makes it a
    sign. Labels are not asked unless `label_from_releases` is set.
    """
    limits, senders = facts[OneTrackReleases], Senders(facts)
    for account in senders:
        begins = limits.label_from_releases if account.is_label else limits.from_releases
        releases, single = account.quarter.releases, account.quarter.singles
        if 0 < begins <= releases and single and single >= limits.share * releases:
            yield from senders.tell(
                account,
                f"{single} of {releases} releases from {account.account!r} in 90 days have one"
                f" track: {single / releases:.0%} (notice from {limits.share:.0%})",
                {
                    "count": single,
                    "releases": releases,
                    "share": round(single / releases, 4),
                    "threshold_share": limits.share,
                    "from_releases": begins,
                    "days": QUARTER,
                },
                after=days_before(account.until, QUARTER),
                only=_is_single,
            )


@rule(
    "cadence.functional-share",
    title="Most of what the account sends is noise, or to sleep or meditate by",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(DEEZER_CATALOGUE, MUSICDIGI_HEALTH),
    options=FunctionalTracks,
    thresholds=ours(
        "above_share",
        "from_tracks",
        note="Deezer removes noise, and MusicDigi takes none; the numbers are ours.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def functional_share(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Which share of an account's tracks is noise, nature, or sound to sleep or meditate by, over the
    90 days that end with its last upload in the batch. A track is where its title or that of its
    release says so, such as `White Noise` or `Relaxing Rain`; where a genre says so, such as
    `Meditation`; or where it sounds like noise. It is said of each release with such a track.

    ## Why it matters

    Services pay less for such sound or remove it, and some distributors do not take it.
    It is what farms make most of, because it costs nothing.

    ## What to do

    See who takes it, and send it as what it is, with the genre that says so.

    ## Limits

    The numbers are ours, for artists and labels alike. Honest makers of such sound look the same.
    Titles are read by a list of words in ten languages: a river under a woman's name escapes, and a
    song called `Sleep in the Rain` counts. A word alone, such as `Rain`, does not count, nor do the
    genres Ambient, New Age, Noise and Lullabies. What sounds like noise is known where the sound
    was decoded, and is an estimate. An account with fewer than 20 tracks in the 90 days is not
    judged.
    """
    limits, senders = facts[FunctionalTracks], Senders(facts)
    for account in senders:
        tracks, functional = account.quarter.tracks, account.quarter.functional
        if 0 < limits.from_tracks <= tracks and functional > limits.above_share * tracks:
            yield from senders.tell(
                account,
                f"{functional} of {tracks} tracks from {account.account!r} in 90 days are noise, or"
                f" to sleep or meditate by: {functional / tracks:.0%}"
                f" (notice above {limits.above_share:.0%})",
                {
                    "count": functional,
                    "tracks": tracks,
                    "share": round(functional / tracks, 4),
                    "threshold_share": limits.above_share,
                    "from_tracks": limits.from_tracks,
                    "days": QUARTER,
                },
                after=days_before(account.until, QUARTER),
                only=_has_functional,
            )


def _has_functional(event: UploadEvent) -> bool:
    return any(track.is_functional for track in event.tracks)


def _has_short(event: UploadEvent) -> bool:
    return any(
        track.seconds is not None and SHORTEST_SECONDS <= track.seconds <= SHORT_SECONDS
        for track in event.tracks
    )


def _is_single(event: UploadEvent) -> bool:
    return len(event.tracks) == 1
