"""How many tracks a product has."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Basis, Facts, Finding, Release, Severity, Threshold, rule
from precheck_audio_tags.options import ManyTracks, MostTracks
from precheck_audio_tags.rules.wording import recordings
from precheck_audio_tags.sources import TUNEPLUS_HELP, WALLSTREAM_TYPES


@rule(
    "audio-tags.many-tracks",
    title="The product has very many tracks",
    severity=Severity.WARNING,
    of=Release,
    sources=(TUNEPLUS_HELP, WALLSTREAM_TYPES),
    options=ManyTracks,
    thresholds=(Threshold(option="count", basis=Basis.PUBLISHED, source=WALLSTREAM_TYPES),),
)
def many_tracks(release: Release, facts: Facts) -> Iterator[Finding]:
    """Count the recordings of a release.

    ## What it checks

    There are no more than 99.

    ## Why it matters

    Many systems number tracks with two digits. Products this long are looked at as filler.

    ## What to do

    Make several products of it.

    ## Limits

    From 501 on `audio-tags.too-many-tracks` speaks as well.
    """
    count, most = len(recordings(release)), facts[ManyTracks].count
    if count > most:
        yield _told(release, count, most)


@rule(
    "audio-tags.too-many-tracks",
    title="The product has more tracks than are taken",
    severity=Severity.BLOCK,
    of=Release,
    sources=(TUNEPLUS_HELP,),
    options=MostTracks,
    thresholds=(Threshold(option="count", basis=Basis.PUBLISHED, source=TUNEPLUS_HELP),),
)
def too_many_tracks(release: Release, facts: Facts) -> Iterator[Finding]:
    """Count the recordings of a release.

    ## What it checks

    There are no more than 500.

    ## Why it matters

    Distributors refuse longer products.

    ## What to do

    Make several products of it.

    ## Limits

    Recipients with a limit of their own may set it.
    """
    count, most = len(recordings(release)), facts[MostTracks].count
    if count > most:
        yield _told(release, count, most)


def _told(release: Release, count: int, most: int) -> Finding:
    return Finding(
        f"the product has {count:,} tracks; {most} is the most",
        place=release.at(),
        evidence={"tracks": count, "most": most},
    )


RULES = (many_tracks, too_many_tracks)
