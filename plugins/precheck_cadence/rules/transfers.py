"""Rules about catalogues that moved here from another distributor."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import LABELGRID_TRANSFER
from precheck_cadence.transfers import OLD_SHARE, Transfer


@rule(
    "cadence.transfer-implausible",
    title="The release is said to be a transfer, and does not look like one",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(LABELGRID_TRANSFER,),
    is_estimate=True,
    needs_trial=True,
)
def transfer_implausible(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a release with `transfer = true` in `delivery.toml` was out before:
    95 % of its tracks have an ISRC that was given in an earlier year than that of the upload,
    and the original release date lies in an earlier year too.

    ## Why it matters

    A catalogue that moves brings hundreds of releases in a day, and they count for nobody.
    New music that is declared as a transfer would escape every count.
    So this one is counted like any upload.

    ## What to do

    Take `transfer` out where the music is new.
    Where it is a transfer, deliver it with the ISRCs and the original release date it has had.

    ## Limits

    It reads the years in the codes; whether the codes were in use is not looked up.
    A catalogue that was first out in the year of the transfer looks the same as a new one.
    So does one whose recordings were given new ISRCs, which no transfer should need.
    """
    for one in facts[Cadence].transfers:
        if not one.is_plausible:
            yield _finding(facts, one, f"{_doubts(one)}; it is counted like any upload")


@rule(
    "cadence.transfer-not-counted",
    title="The release is a transfer, and counts for nobody",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(LABELGRID_TRANSFER,),
)
def transfer_not_counted(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Which releases are declared as transfers, and plausible as such.

    ## Why it matters

    They are not counted for the account, its artists, label, payee, writers or release dates.
    Whoever reads the counts should know what was left out of them.

    ## What to do

    Nothing, if it is a transfer. Its recordings are compared with others all the same.

    ## Limits

    It believes `transfer` in `delivery.toml`, and the years in the codes.
    Back catalogue of one's own that was never delivered before looks the same.
    """
    for one in facts[Cadence].transfers:
        if one.is_plausible:
            yield _finding(facts, one, f"out since {one.original_year}, so it counts for nobody")


def _doubts(one: Transfer) -> str:
    year = one.first.year
    if one.original_year is None:
        return "it states no original release date"
    if one.original_year >= year:
        return f"its original release is of {one.original_year}"
    return (
        f"{one.old} of {one.tracks} tracks have an ISRC from before {year} "
        f"({OLD_SHARE:.0%} are expected)"
    )


def _finding(facts: Facts, one: Transfer, said: str) -> Finding:
    spot = Places(facts).of_release(one.release)
    return Finding(
        f"declared as a transfer: {said}",
        release=one.release,
        place=spot.place,
        file=spot.file,
        evidence={
            "account": one.account,
            "first_uploaded": one.first.isoformat(),
            "tracks": one.tracks,
            "tracks_with_older_isrc": one.old,
            "share_expected": OLD_SHARE,
            "original_release_year": one.original_year,
        },
    )
