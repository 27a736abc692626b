"""Whether the identifiers of releases can be what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from precheck import (
    Basis,
    Facts,
    Finding,
    Identifier,
    Message,
    Release,
    Scheme,
    Severity,
    Threshold,
    rule,
)
from precheck_ddex.codes import icpn_range, wrong_with_grid, wrong_with_icpn
from precheck_ddex.options import IcpnDigits
from precheck_ddex.profiles.declare import validator
from precheck_ddex.sources import LABELGRID_VALIDATION, RECORDJET_CODES, profile


def _told(
    release: Release, scheme: Scheme, wrong_with: Callable[[str], str]
) -> Iterator[tuple[Identifier, str]]:
    """The identifiers of a scheme with which something is wrong, and what; each value once."""
    listed = release.message.releases if release.message is not None else ()
    told: set[str] = set()
    for identifiers in (*(one.identifiers for one in listed), release.identifiers):
        for identifier in identifiers:
            if identifier.scheme is scheme and identifier.value not in told:
                told.add(identifier.value)
                wrong = wrong_with(identifier.value)
                if wrong:
                    yield identifier, wrong


@rule(
    "ddex.icpn-malformed",
    title="A UPC or EAN is malformed",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Message,),
    sources=(*validator("icpn-malformed"), LABELGRID_VALIDATION),
    options=IcpnDigits,
    thresholds=(Threshold(option="digits", basis=Basis.PUBLISHED, source=profile("ICPN pattern")),),
)
def icpn_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every ICPN of the message has 8, 12, 13 or 14 digits and ends in the check digit that
    GS1 demands. A policy may allow fewer lengths. DDX-28.

    ## Why it matters

    The UPC or EAN names the product in every shop and chart. Recipients refuse a wrong one, and
    a mistyped one may be another product.

    ## What to do

    Compare it with the one that was assigned. Never mend the last digit alone.

    ## Limits

    Whether the number is yours, or already in use, cannot be told from its digits.
    """
    digits = facts[IcpnDigits].digits

    def wrong_with(text: str) -> str:
        return wrong_with_icpn(text, digits)

    for icpn, wrong in _told(release, Scheme.ICPN, wrong_with):
        yield Finding(
            f"the release has the ICPN {icpn.value!r}, which {wrong}",
            place=icpn.at(),
            evidence={"icpn": icpn.value, "wrong": wrong},
        )


@rule(
    "ddex.icpn-internal-range",
    title="A UPC or EAN comes from a range that is not for products",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(RECORDJET_CODES,),
)
def icpn_internal_range(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a well-formed ICPN begins with a prefix that GS1 keeps for use within a company, shop
    or region (02, 04, 20 to 29, and 0000000, so that one of nothing but zeros is told), for coupons
    (05, 981 to 984, 99) or for refund receipts (980). DDX-29.

    ## Why it matters

    Anyone may use these numbers for anything, so two products can have the same one.

    ## What to do

    Ask for a number of your own from GS1 or your distributor.

    ## Limits

    GS1 may change its ranges. Prefixes of books, periodicals and countries are not judged.
    """
    del facts

    def kept_for(text: str) -> str:
        return "" if wrong_with_icpn(text) else icpn_range(text)

    for icpn, use in _told(release, Scheme.ICPN, kept_for):
        yield Finding(
            f"the release has the ICPN {icpn.value}, from a range that GS1 keeps for {use}",
            place=icpn.at(),
            evidence={"icpn": icpn.value, "range": use},
        )


@rule(
    "ddex.grid-malformed",
    title="A GRid is malformed",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=validator("grid-malformed"),
)
def grid_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every GRid of the message has 18 letters and digits without hyphens, begins with `A1`,
    and ends in the check character of ISO 7064 MOD 37,36.

    ## Why it matters

    Folders are named after the GRid, and recipients report by it.

    ## What to do

    Compare it with the one that was assigned, or leave it out: the ICPN is enough.

    ## Limits

    DDEX's own rule demands 18 letters and digits. Prefix and check character are of the standard
    behind it.
    """
    del facts
    for grid, wrong in _told(release, Scheme.GRID, wrong_with_grid):
        yield Finding(
            f"the release has the GRid {grid.value!r}, which {wrong}",
            place=grid.at(),
            evidence={"grid": grid.value, "wrong": wrong},
        )


RULES = (icpn_malformed, icpn_internal_range, grid_malformed)
