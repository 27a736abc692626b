"""Whether prices and physical terms go together, in ERN 4."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule
from precheck_ddex.profiles.view import ProfileView

_PHYSICAL = "PurchaseAsPhysicalProduct"


@profile_rule(
    "price-type-conflict",
    title="A wholesale price has a price type",
    severity=Severity.BLOCK,
)
def price_type_conflict(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a `PriceInformation` with a `PriceType` has a wholesale price beside it.

    ## Why it matters

    Type and amount may say two prices, and nobody knows which one to pay.

    ## What to do

    Give the amount, or the type with its code.

    ## Limits

    Whether the two agree is not judged.
    """
    for terms in view.terms:
        for price in terms.typed_amounts:
            yield Finding(
                f"{price.scheme} stands beside the price type {price.value}",
                place=price.spot.place,
                evidence={"amount": price.scheme, "type": price.value},
            )


@profile_rule(
    "physical-only-term",
    title="A term of physical products stands in a deal for something else",
    severity=Severity.BLOCK,
)
def physical_only_term(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a deal with a carrier, returns, cartons or a bulk price has the use type
    `PurchaseAsPhysicalProduct`.

    ## Why it matters

    A stream has no carton. Such a deal was meant for a shop with shelves.

    ## What to do

    Remove the term, or make it a deal for the physical product.

    ## Limits

    Further use types may be there.
    """
    for terms in view.terms:
        if terms.physical and _PHYSICAL not in terms.uses:
            yield Finding(
                f"{' and '.join(terms.physical)} stands in a deal for "
                f"{', '.join(terms.uses) or 'no use'}",
                place=terms.spot.place,
                evidence={"terms": list(terms.physical), "uses": list(terms.uses)},
            )


RULES = (price_type_conflict, physical_only_term)
