"""Deals: where, from when and on what terms the releases may be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from precheck.model import Deal, Period
from precheck.reading.parties import Children, first_text
from precheck.reading.terms import read_conditions, read_periods, read_prices
from precheck.reading.values import is_true
from precheck.reading.xml import ElementNode


def read_deals(lists: Iterable[ElementNode]) -> tuple[Deal, ...]:
    """One entry for every `Deal` of the deal lists, in document order."""
    return tuple(deal for deals in lists for node in deals.children() for deal in _deals(node))


def _deals(release_deal: ElementNode) -> Iterator[Deal]:
    children = release_deal.by_name()
    references = tuple(node.text for node in children.get("DealReleaseReference", ()) if node.text)
    for deal in children.get("Deal", ()):
        inner = deal.by_name()
        terms = next((node.by_name() for node in inner.get("DealTerms", ())), inner)
        yield _deal(deal, references, terms)


def _deal(node: ElementNode, references: tuple[str, ...], terms: Children) -> Deal:
    usage: list[Children] = [inner.by_name() for inner in terms.get("Usage", ())]
    periods = read_periods(terms)
    first = periods[0] if periods else Period()
    return Deal(
        node=node,
        marks=first.marks,
        release_references=references,
        territories=_texts(terms, "TerritoryCode"),
        excluded_territories=_texts(terms, "ExcludedTerritoryCode"),
        commercial_models=_texts(terms, "CommercialModelType"),
        use_types=tuple(text for part in (terms, *usage) for text in _texts(part, "UseType")),
        start=first.start,
        end=first.end,
        periods=periods,
        prices=read_prices(terms),
        conditions=read_conditions(terms, usage),
        is_takedown=is_true(first_text(terms, ("TakeDown", "AllDealsCancelled"))),
        is_pre_order=is_true(first_text(terms, ("IsPreOrderDeal",))),
    )


def _texts(children: Children, name: str) -> tuple[str, ...]:
    nodes = children.get(name)
    return tuple(text for node in nodes if (text := node.text)) if nodes else ()
