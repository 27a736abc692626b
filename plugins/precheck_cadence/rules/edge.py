"""Rules about tracks cut to just past the length that is paid."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Release, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.options import RoyaltyEdge, RoyaltyEdgeAccount
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import DEEZER_CATALOGUE, SPOTIFY_SHORT, SPOTIFY_SPAM, ours
from precheck_cadence.upload import LONGEST_SECONDS, SHORTEST_SECONDS, UploadEvent

BAND = f"{SHORTEST_SECONDS:g} to {LONGEST_SECONDS:g} s"
NOTE = "Spotify names tracks cut to just past 30 seconds as a sign of spam; the number is ours."


@rule(
    "cadence.royalty-edge",
    title="Many tracks of the release last just over 30 seconds",
    severity=Severity.WARNING,
    of=Release,
    needs=(UploadEvent,),
    sources=(SPOTIFY_SHORT, SPOTIFY_SPAM, DEEZER_CATALOGUE),
    options=RoyaltyEdge,
    thresholds=ours("tracks", "share", "share_from_tracks", "share_from_short_tracks", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def royalty_edge(release: Release, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many tracks of the release last 30 to 35 seconds, both included: three of them,
    or a quarter of a release with at least four tracks of which two are that short.

    ## Why it matters

    A play pays from 30 seconds on.
    Music cut to just past that is a sign of spam that Spotify names.
    Deezer removes such tracks.

    ## What to do

    If the tracks are meant to be that short, such as interludes or sound effects, say so to whoever
    reviews it. If a longer piece was cut up, send it whole.

    ## Limits

    The numbers are ours.
    A lone short single or one short intro says nothing, so neither is told of.
    A track whose length nobody knows does not count.
    """
    event, limits = facts[UploadEvent], facts[RoyaltyEdge]
    timed = [track for track in event.tracks if track.seconds is not None]
    short = [track for track in timed if track.is_short]
    share = len(short) / len(timed) if timed else 0.0
    has_share = (
        len(timed) >= limits.share_from_tracks
        and len(short) >= limits.share_from_short_tracks
        and share >= limits.share
    )
    if len(short) >= limits.tracks or has_share:
        first = next((t for t in release.tracks if t.reference == short[0].reference), None)
        yield Finding(
            f"{len(short)} of {len(timed)} tracks last {BAND}"
            f" (notice from {limits.tracks} tracks or {limits.share:.0%})",
            place=first.at("duration_seconds") if first is not None else None,
            file=first.audio if first is not None else None,
            evidence={
                "tracks": [{"track": t.reference, "seconds": t.seconds} for t in short],
                "count": len(short),
                "timed": len(timed),
                "share": round(share, 4),
                "shortest_seconds": SHORTEST_SECONDS,
                "longest_seconds": LONGEST_SECONDS,
                "threshold_tracks": limits.tracks,
                "threshold_share": limits.share,
                "share_from_tracks": limits.share_from_tracks,
                "share_from_short_tracks": limits.share_from_short_tracks,
            },
        )


@rule(
    "cadence.royalty-edge-account",
    title="Many tracks of the account last just over 30 seconds",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SHORT, SPOTIFY_SPAM, DEEZER_CATALOGUE),
    options=RoyaltyEdgeAccount,
    thresholds=ours("share", "from_tracks", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def royalty_edge_account(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Which share of an account's tracks lasts 30 to 35 seconds, over the 90 days that end with its
    latest upload in the batch. It is said of each release of the batch that holds such a track.

    ## Why it matters

    A play pays from 30 seconds on. One short track is music; one in ten is a pattern.

    ## What to do

    Look at what else the account sends. Jingles and sound effects explain it; cut-up pieces do not.

    ## Limits

    The numbers are ours. An account with fewer than 20 tracks in the 90 days is not judged.
    A track whose length nobody knows does not count.
    """
    limits, places = facts[RoyaltyEdgeAccount], Places(facts)
    for edge in facts[Cadence].edges:
        if edge.timed >= limits.from_tracks and edge.short >= limits.share * edge.timed:
            share = edge.short / edge.timed
            for release in edge.releases:
                spot = places.of_short_track(release)
                yield Finding(
                    f"{edge.short} of {edge.timed} tracks from {edge.account!r} in 90 days"
                    f" last {BAND}: {share:.0%} (notice from {limits.share:.0%})",
                    release=release,
                    place=spot.place,
                    file=spot.file,
                    evidence={
                        "account": edge.account,
                        "count": edge.short,
                        "timed": edge.timed,
                        "share": round(share, 4),
                        "threshold_share": limits.share,
                        "from_tracks": limits.from_tracks,
                        "shortest_seconds": SHORTEST_SECONDS,
                        "longest_seconds": LONGEST_SECONDS,
                        "days": 90,
                        "after": edge.after.isoformat(),
                        "until": edge.until.isoformat(),
                        "history": facts[Cadence].history or "none, this batch only",
                    },
                )
