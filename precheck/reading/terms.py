"""The terms of a deal beyond where and how: from when, at what price, on what conditions."""

from __future__ import annotations

from collections.abc import Iterator

from precheck.model import Node, Period, Price
from precheck.reading.parties import Children, first_text
from precheck.reading.xml import ElementNode

_STARTS = ("StartDate", "StartDateTime")
_ENDS = ("EndDate", "EndDateTime")
_PRICES = ("WholesalePricePerUnit", "BulkOrderWholesalePricePerUnit", "SuggestedRetailPrice")
_CODES = ("PriceCode", "PriceType", "PriceRangeType")
_ELSEWHERE = frozenset(
    {
        "AllDealsCancelled",
        "CommercialModelType",
        "ExcludedTerritoryCode",
        "IsPreOrderDeal",
        "PriceInformation",
        "TakeDown",
        "TerritoryCode",
        "Usage",
        "UseType",
        "ValidityPeriod",
    }
)
"""What a deal says in fields of its own."""


def read_periods(terms: Children) -> tuple[Period, ...]:
    """Every validity period."""
    return tuple(_period(node) for node in terms.get("ValidityPeriod", ()))


def _period(node: ElementNode) -> Period:
    children = node.by_name()
    marks: dict[str, Node] = {}
    for field, names in (("start", _STARTS), ("end", _ENDS)):
        for name in names:
            for found in children.get(name, ()):
                marks.setdefault(field, found)
    return Period(
        node=node,
        marks=marks,
        start=first_text(children, _STARTS),
        end=first_text(children, _ENDS),
    )


def read_prices(terms: Children) -> tuple[Price, ...]:
    """Every price: one for each amount, and one for a code alone."""
    return tuple(price for node in terms.get("PriceInformation", ()) for price in _prices(node))


def _prices(node: ElementNode) -> Iterator[Price]:
    children = node.by_name()
    code, kind = first_text(children, _CODES), node.attribute("PriceType")
    amounts = [amount for name in _PRICES for amount in children.get(name, ())]
    for amount in amounts:
        yield Price(
            node=amount,
            kind=amount.name,
            amount=amount.text,
            currency=amount.attribute("CurrencyCode"),
            code=code,
            type=kind,
        )
    if not amounts:
        yield Price(node=node, code=code, type=kind)


def read_conditions(terms: Children, usage: list[Children]) -> tuple[str, ...]:
    """Whatever else the terms say, as `name: texts`, in document order."""
    return tuple(
        f"{name}: {' '.join(_texts(node))}"
        for part in (terms, *usage)
        for name, nodes in part.items()
        if name not in _ELSEWHERE
        for node in nodes
    )


def _texts(node: ElementNode) -> Iterator[str]:
    if node.is_leaf:
        yield node.text
    for child in node.children():
        yield from _texts(child)
