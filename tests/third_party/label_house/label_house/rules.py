"""The rules of Label House."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from label_house.catalogue import CatalogueEntry
from label_house.options import LengthLimits
from precheck import Basis, Facts, Finding, Severity, Source, Threshold, Track, rule

HANDBOOK = Source(
    title="Label House: delivery handbook",
    url="https://label-house.example/handbook",
    clause="Lengths",
    read=date(2026, 11, 22),
)


@rule(
    "label-house.length-differs",
    title="The track is not as long as the catalogue says",
    severity=Severity.WARNING,
    of=Track,
    needs=(CatalogueEntry,),
    sources=(HANDBOOK,),
    options=LengthLimits,
    thresholds=(
        Threshold(
            option="tolerance_seconds",
            basis=Basis.OURS,
            note="fades and silence differ by about this much between masters",
        ),
    ),
)
def length_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the length stated for a track is the one in the house's catalogue.

    ## Why it matters

    Another length is most often another master: an edit, or last week's mix.

    ## What to do

    Deliver the master that was released, or correct the catalogue.

    ## Limits

    It compares what the message states, not the sound. Tracks outside the catalogue are not asked.
    """
    entry, limits = facts[CatalogueEntry], facts[LengthLimits]
    if track.duration_seconds is None:
        return
    apart = abs(track.duration_seconds - entry.seconds)
    if apart > limits.tolerance_seconds:
        yield Finding(
            f"{track.label} is {track.duration_seconds:.1f} s long, "
            f"the catalogue says {entry.seconds:.1f} s",
            place=track.at("duration_seconds"),
            evidence={
                "isrc": entry.isrc,
                "message_seconds": track.duration_seconds,
                "catalogue_seconds": entry.seconds,
                "tolerance_seconds": limits.tolerance_seconds,
            },
        )
