"""Whether the prices are amounts of money, and one deal does not gainsay another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations

from precheck import Deal, Facts, Finding, Message, Price, Release, Severity, rule
from precheck_ddex.moments import is_before, moment
from precheck_ddex.rules.deals import for_whom
from precheck_ddex.sources import ern, status
from precheck_ddex.territories import WORLDWIDE

_AMOUNT = re.compile(r"\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_CURRENCY = re.compile(r"[A-Z]{3}")
_Moment = date | datetime


@rule(
    "ddex.price-malformed",
    title="A price is no amount of money",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(ern("Price: xs:decimal with a CurrencyCode"),),
)
def price_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every price that is an amount is a number, not below zero, in a currency of three
    letters.

    ## Why it matters

    Without its currency an amount is worth nothing, and the deal is refused.

    ## What to do

    Write `<WholesalePricePerUnit CurrencyCode="EUR">0.62</WholesalePricePerUnit>`.

    ## Limits

    Codes that were agreed on, such as a `PriceCode`, are not judged, nor whether the currency is
    one.
    """
    del release
    for deal in facts[Message].deals:
        for price in deal.prices:
            wrong = _wrong_with(price)
            if wrong:
                yield Finding(
                    f"{for_whom(deal)} has the {price.kind} {price.amount!r}, which {wrong}",
                    place=price.at(),
                    evidence={
                        "releases": deal.release_references,
                        "element": price.kind,
                        "amount": price.amount,
                        "currency": price.currency,
                    },
                )


def _wrong_with(price: Price) -> str:
    if not price.kind:
        return ""
    if not _AMOUNT.fullmatch(price.amount):
        return "is no amount"
    return "" if _CURRENCY.fullmatch(price.currency) else "has no currency"


@rule(
    "ddex.deals-conflict",
    title="Two deals ask two prices for the same thing",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(status("ConflictingAvailabilityPeriods"),),
)
def deals_conflict(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether two deals for one release have a model, a use and a territory in common at the same
    time, on the same conditions, and differ in price.

    ## Why it matters

    A recipient cannot tell which price holds. The SFTP choreography has a state of its own for
    deliveries with such deals.

    ## What to do

    Let the first deal end on the day before the second begins.

    ## Limits

    Deals on unlike conditions are not compared, such as other channels, carriers or promotions, nor
    pre-orders with other deals. Groups of TIS are not unfolded. Each pair of deals is told once.
    """
    del release
    priced: dict[str, list[Deal]] = {}
    for deal in facts[Message].deals:
        if deal.prices and not deal.is_takedown:
            for reference in deal.release_references:
                priced.setdefault(reference, []).append(deal)
    told: set[tuple[int, int]] = set()
    for deals in priced.values():
        for one, other in combinations(deals, 2):
            pair = (id(one), id(other))
            if pair not in told and _prices(one) != _prices(other) and _meet(one, other):
                told.add(pair)
                yield Finding(
                    f"{for_whom(other)} asks {_said(other)}, another for the same asks "
                    f"{_said(one)}",
                    place=other.at(),
                    evidence={
                        "releases": other.release_references,
                        "prices": [_said(one), _said(other)],
                        "starts": [one.start, other.start],
                        "line_of_other": _line(one),
                    },
                )


def _line(deal: Deal) -> int | None:
    place = deal.at()
    return place.line if place is not None else None


def _prices(deal: Deal) -> tuple[tuple[str, ...], ...]:
    return tuple((p.kind, p.amount, p.currency, p.code, p.type) for p in deal.prices)


def _said(deal: Deal) -> str:
    """The prices of a deal, as a person would write them."""
    said = (
        f"{price.amount} {price.currency}" if price.kind else price.code for price in deal.prices
    )
    return " and ".join(text.strip() for text in said) or "no price"


def _meet(one: Deal, other: Deal) -> bool:
    """Whether both may hold for one and the same sale."""
    return (
        one.is_pre_order == other.is_pre_order
        and one.conditions == other.conditions
        and not set(one.commercial_models).isdisjoint(other.commercial_models)
        and not set(one.use_types).isdisjoint(other.use_types)
        and _share_territory(one, other)
        and _share_time(one, other)
    )


def _share_territory(one: Deal, other: Deal) -> bool:
    here, there = set(one.territories), set(other.territories)
    if here and there:
        everywhere = WORLDWIDE in here or WORLDWIDE in there
        return everywhere or not here.isdisjoint(there)
    if here:
        return not here <= set(other.excluded_territories)
    if there:
        return not there <= set(one.excluded_territories)
    return True


def _share_time(one: Deal, other: Deal) -> bool:
    return any(
        _overlap((moment(a.start), moment(a.end)), (moment(b.start), moment(b.end)))
        for a in one.periods
        for b in other.periods
    )


def _overlap(
    one: tuple[_Moment | None, _Moment | None], other: tuple[_Moment | None, _Moment | None]
) -> bool:
    """Whether two periods surely have a moment in common; a day at the edge is not one."""
    return not (_ends_by(one, other) or _ends_by(other, one))


def _ends_by(
    one: tuple[_Moment | None, _Moment | None], other: tuple[_Moment | None, _Moment | None]
) -> bool:
    end, start = one[1], other[0]
    return end is not None and start is not None and not is_before(start, end)


RULES = (price_malformed, deals_conflict)
