"""Whether a track calls itself a version that was sped up, slowed down or the like."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Release, Severity, rule
from precheck_recipients.sources import DEEZER_CLEANING, DOWNTOWN_POLICY
from precheck_recipients.traits import ReleaseTraits, TraitKind


@rule(
    "recipients.altered-version",
    title="A track calls itself sped up, slowed down or the like",
    severity=Severity.OFF,
    of=Release,
    needs=(ReleaseTraits,),
    sources=(DOWNTOWN_POLICY, DEEZER_CLEANING),
    is_estimate=True,
)
def altered_version(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the title of a track says that it is another recording, sped up, slowed down, with more
    bass or reverb, or moved in pitch. STY-19.

    ## Why it matters

    Such versions are made of others' recordings by the thousand. Some distributors take them only
    with the rights to the original, and some services remove those that are not official.

    ## What to do

    Have the rights to the original at hand, and waive this. Else do not send it.

    ## Limits

    Off unless a recipient's policy asks. An estimate: it is read from the title, so that a song
    may be called so by itself. Whose the original is cannot be seen; an artist's own version is
    told too. By their sound such copies are found by `cadence.altered-copy`.
    """
    labels = {track.reference: track.label for track in release.tracks}
    for track in facts[ReleaseTraits].tracks:
        trait = next((one for one in track.traits if one.kind is TraitKind.ALTERED), None)
        if trait is not None:
            label = labels.get(track.reference, track.reference)
            yield Finding(
                f"{label} ({track.reference}) is an altered version ({trait.said}), "
                "and needs the rights to the original",
                place=trait.place,
                evidence={"reference": track.reference, "said": trait.said},
            )


RULES = (altered_version,)
