"""The rule about everything that comes in, whoever sends it."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.options.rates import IntakeSurge
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import DAILY_INTAKE, SPOTIFY_SPAM, ours


@rule(
    "cadence.intake-surge",
    title="More comes in from everybody together than usual",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(DAILY_INTAKE, SPOTIFY_SPAM),
    options=IntakeSurge,
    thresholds=ours(
        "from_releases",
        "z",
        "hours",
        note="Held against the operator's own weeks; in 30 made-up ones of nine weeks none spoke.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def intake_surge(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether releases of this batch came in hours in which far more came in than those hours of the
    week usually bring, from all accounts together: robust z above 4, for two hours or more, held
    against 4 to 8 weeks before.
    It is said once, of the first release of the batch that came in them.

    ## Why it matters

    A flood that is spread over many accounts shows in no account. Here it does.

    ## What to do

    See which accounts the hours were full of, and whether they are new.

    ## Limits

    The numbers are ours. It says nothing about the release it stands at.
    A public holiday that moves the usual peak, or a catalogue that was filed at once, looks the
    same. With less than 4 weeks of history without an empty one nothing is said.
    """
    limits, found = facts[IntakeSurge], facts[Cadence].intake
    if (
        found is not None
        and found.releases
        and 0 < limits.from_releases <= found.count
        and found.z > limits.z
        and found.hours >= limits.hours
    ):
        spot = Places(facts).of_release(found.releases[0])
        yield Finding(
            f"all accounts together: {found.count} releases in the {found.hours} hours from"
            f" {found.since:%Y-%m-%d %H:%M} UTC on, where {found.expected:.0f} are usual"
            f" (z {found.z:.1f}, notice above {limits.z:g})",
            release=found.releases[0],
            place=spot.place,
            file=spot.file,
            evidence={
                "after": found.since.isoformat(),
                "until": found.until.isoformat(),
                "hours": found.hours,
                "count": found.count,
                "expected": found.expected,
                "baseline_weeks": found.weeks,
                "z": found.z,
                "threshold_z": limits.z,
                "from_releases": limits.from_releases,
                "from_hours": limits.hours,
                "in_this_batch": len(found.releases),
                "history": facts[Cadence].history or "none, this batch only",
            },
        )
