"""Whether a cover says under which licence its song is used."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Release, Severity, rule
from precheck_recipients.sources import LABELGRID_TRACK, SOUNDCLOUD_RIGHTS
from precheck_recipients.traits import ReleaseTraits, TraitKind


@rule(
    "recipients.cover-without-licence",
    title="A cover comes without a licence for the song",
    severity=Severity.NOTE,
    of=Release,
    needs=(ReleaseTraits,),
    sources=(LABELGRID_TRACK, SOUNDCLOUD_RIGHTS),
)
def cover_without_licence(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track that states `IsCover` has an entry under `licences` in `delivery.toml`. DDX-40.

    ## Why it matters

    Who records another's song needs a mechanical licence for copies and downloads. Several
    distributors send a cover back without one.

    ## What to do

    Get the licence, and name it for the track under `[licences]` in `delivery.toml`.

    ## Limits

    ERN 3 cannot say that a track is a cover, and a cover that nobody declares is not found. Whether
    the licence is valid is not judged. Where societies license all copies, none is needed.
    """
    covers = {
        found.reference: trait
        for found in facts[ReleaseTraits].tracks
        for trait in found.traits
        if trait.kind is TraitKind.COVER
    }
    for track in release.tracks if covers else ():
        cover = covers.get(track.reference)
        if cover is None or release.licence(track):
            continue
        yield Finding(
            f"{track.label} ({track.reference}) is a cover, but no licence is named",
            place=cover.place,
            evidence={"reference": track.reference, "message": cover.said, "licence": ""},
        )


RULES = (cover_without_licence,)
