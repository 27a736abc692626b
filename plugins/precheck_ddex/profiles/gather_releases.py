"""The releases of a message, their groups, and the terms of their deals."""

from __future__ import annotations

from collections.abc import Iterable

from precheck import Node
from precheck_ddex.profiles.elements import (
    Children,
    artists_in,
    codes_in,
    filled,
    is_true,
    links_in,
    spot_of,
    text_in,
    texts_in,
    titles_in,
)
from precheck_ddex.profiles.view import Code, GroupView, ItemView, ReleaseView, Terms, Territory

TRACK_TYPES = frozenset({"TrackRelease", "VideoTrackRelease"})
_PHYSICAL = ("CarrierType", "PhysicalReturns", "NumberOfProductsPerCarton")
_BULK = "BulkOrderWholesalePricePerUnit"
_AMOUNTS = ("WholesalePricePerUnit", _BULK)


def release_of(node: Node, *, is_4: bool) -> ReleaseView:
    """A release with everything that ERN 3 puts into territories."""
    own = node.by_name()
    composites = own.get("ReleaseDetailsByTerritory", ())
    details = [one.by_name() for one in composites]
    parts = (own, *details)
    lists = (n.by_name() for n in own.get("ReleaseResourceReferenceList", ()))
    types = tuple(dict.fromkeys(t for part in parts for t in texts_in(part, "ReleaseType")))
    related = (n for part in parts for n in part.get("RelatedRelease", ()))
    return ReleaseView(
        reference=text_in(own, "ReleaseReference"),
        role=_role(node, types, is_4=is_4),
        types=types,
        codes=tuple(codes_in(own, "ReleaseId")),
        titles=tuple(titles_in(own)),
        artist_names=tuple(t for part in parts for t in texts_in(part, "DisplayArtistName")),
        artists=tuple(a for facet, part in enumerate(parts) for a in artists_in(part, facet)),
        resources=tuple(
            t for part in (own, *lists) for t in texts_in(part, "ReleaseResourceReference")
        ),
        relations=tuple(n.value("ReleaseRelationshipType") for n in related),
        groups=tuple(_group(n) for part in parts for n in part.get("ResourceGroup", ())),
        territories=tuple(map(_territory, composites, details)),
        has=filled((own,)),
        spot=spot_of(node),
    )


def _role(node: Node, types: tuple[str, ...], *, is_4: bool) -> str:
    if is_4:
        return {"Release": "main", "TrackRelease": "track"}.get(node.name, "")
    if is_true(node.attribute("IsMainRelease")):
        return "main"
    return "track" if TRACK_TYPES.intersection(types) else ""


def _territory(node: Node, children: Children) -> Territory:
    return Territory(
        codes=tuple(texts_in(children, "TerritoryCode")),
        titles=tuple(titles_in(children)),
        labels=tuple(n.attribute("LabelNameType") for n in children.get("LabelName", ()) if n.text),
        has=filled((children,)),
        spot=spot_of(node),
    )


def _group(node: Node) -> GroupView:
    children = node.by_name()
    return GroupView(
        type=node.attribute("ResourceGroupType"),
        sequence=_sequence(children),
        codes=tuple(codes_in(children, "ReleaseId")),
        titles=tuple(titles_in(children)),
        items=tuple(_item(n) for n in children.get("ResourceGroupContentItem", ())),
        groups=tuple(_group(n) for n in children.get("ResourceGroup", ())),
        links=links_in(children),
        spot=spot_of(node),
    )


def _item(node: Node) -> ItemView:
    children = node.by_name()
    references = children.get("ReleaseResourceReference", ())
    return ItemView(
        references=tuple(n.text for n in references),
        sequence=_sequence(children),
        standing=next((n.attribute("ReleaseResourceType") for n in references), ""),
        is_bonus=is_true(text_in(children, "IsBonusResource")),
        links=links_in(children),
        spot=spot_of(node),
    )


def _sequence(children: Children) -> str | None:
    return next((n.text for n in children.get("SequenceNumber", ())), None)


def standings_of(node: Node) -> dict[str, str]:
    """What an ERN 3 release says of its resources: primary or secondary, the group's word first."""
    said: dict[str, str] = {}
    waiting = [node]
    while waiting:
        at = waiting.pop()
        for child in at.children():
            if child.name in _WITH_REFERENCES:
                waiting.append(child)
            elif child.name == "ReleaseResourceReference":
                word = child.attribute("ReleaseResourceType")
                if word and (at.name == "ResourceGroupContentItem" or child.text not in said):
                    said[child.text] = word.removesuffix("Resource").lower()
    return said


_WITH_REFERENCES = frozenset(
    {
        "ReleaseDetailsByTerritory",
        "ReleaseResourceReferenceList",
        "ResourceGroup",
        "ResourceGroupContentItem",
    }
)


def terms_of(deals: Iterable[Node]) -> tuple[Terms, ...]:
    """The terms of every deal."""
    return tuple(
        _terms(terms)
        for deal in deals
        for inner in deal.children("Deal")
        for terms in inner.children("DealTerms")
    )


def _terms(node: Node) -> Terms:
    children = node.by_name()
    prices = [(price, price.by_name()) for price in children.get("PriceInformation", ())]
    has_bulk = any(_BULK in inside for _, inside in prices)
    return Terms(
        uses=tuple(texts_in(children, "UseType")),
        physical=tuple(name for name in _PHYSICAL if name in children)
        + ((_BULK,) if has_bulk else ()),
        typed_amounts=tuple(
            Code(name, kind, spot_of(price))
            for price, inside in prices
            if (kind := price.attribute("PriceType"))
            for name in _AMOUNTS
            if name in inside
        ),
        spot=spot_of(node),
    )
