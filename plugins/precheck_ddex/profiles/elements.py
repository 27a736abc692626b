"""Small steps from elements to the values of a view, in whichever way a version writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from precheck import Node
from precheck_ddex.profiles.view import NOWHERE, Caption, Code, Credited, Link, Spot

Children = Mapping[str, Sequence[Node]]
TITLES = (
    "ReferenceTitle",
    "DisplayTitleText",
    "DisplayTitle",
    "Title",
    "AdditionalTitle",
    "FormalTitle",
    "GroupingTitle",
)
_CREDITS = ("Contributor", "ResourceContributor", "IndirectResourceContributor")
_ROLES = ("Role", "ResourceContributorRole", "IndirectResourceContributorRole")


def grouped(node: Node) -> Children:
    """The children by local name, from one walk over them."""
    found: dict[str, list[Node]] = {}
    for child in node.children():
        found.setdefault(child.name, []).append(child)
    return found


def spot_of(node: Node) -> Spot:
    """Where an element stands."""
    return Spot(node.line, node.xpath)


def text_in(children: Children, *names: str) -> str:
    """The first text of the children with these names."""
    return next((n.text for name in names for n in children.get(name, ()) if n.text), "")


def texts_in(children: Children, *names: str) -> tuple[str, ...]:
    """Every text of the children with these names."""
    return tuple(n.text for name in names for n in children.get(name, ()) if n.text)


def filled(parts: Iterable[Children]) -> tuple[str, ...]:
    """The names of all children that hold a text or other elements."""
    return tuple(
        sorted({name for part in parts for name, nodes in part.items() if _is_filled(nodes)})
    )


def _is_filled(nodes: Sequence[Node]) -> bool:
    if nodes[0].text:
        return True
    return any(node.text or node.children() for node in nodes)


def codes_in(nodes: Iterable[Node]) -> tuple[Code, ...]:
    """The identifiers in composites such as `ResourceId`; empty ones do not count."""
    return tuple(
        Code(code.name, code.text) for node in nodes for code in node.children() if code.text
    )


def titles_in(children: Children, *, is_placed: bool = False) -> tuple[Caption, ...]:
    """The titles, with the kind that their element or its `TitleType` says.

    Few are ever pointed at, so their places are only looked up where they are.
    """
    return tuple(
        Caption(_kind(name, node), whole(node), spot_of(node) if is_placed else NOWHERE)
        for name in TITLES
        for node in children.get(name, ())
    )


def _kind(name: str, node: Node) -> str:
    return node.attributes.get("TitleType", name) if name in {"Title", "AdditionalTitle"} else name


def whole(node: Node) -> str:
    """The text of an element, or of a composite's parts."""
    if node.text:
        return node.text
    return " ".join(child.text for child in node.children() if child.text)


def artists_in(children: Children, facet: int) -> tuple[Credited, ...]:
    """The display artists."""
    return tuple(
        _credited(node, "DisplayArtistRole", "ArtistRole", facet=facet)
        for node in children.get("DisplayArtist", ())
    )


def contributors_in(children: Children, facet: int) -> tuple[Credited, ...]:
    """Every other credit."""
    return tuple(
        _credited(node, *_ROLES, facet=facet)
        for name in _CREDITS
        for node in children.get(name, ())
    )


def _credited(node: Node, *roles: str, facet: int) -> Credited:
    children = grouped(node)
    identity = text_in(children, "ArtistPartyReference", "ContributorPartyReference")
    if not identity and "PartyId" in children:
        first = children["PartyId"][0]
        identity = " ".join(filter(None, (first.attributes.get("Namespace", ""), first.text)))
    name = next((n.value("FullName") for n in children.get("PartyName", ())), "")
    named = (n for role in roles for n in children.get(role, ()))
    return Credited(
        who=identity or name,
        is_identified=bool(identity),
        name=name,
        roles=tuple(n.text or n.value("Value") for n in named),
        sequence=node.attributes.get("SequenceNumber"),
        element=node.name,
        facet=facet,
        spot=spot_of(node),
    )


def links_in(children: Children) -> tuple[Link, ...]:
    """What is linked."""
    return tuple(
        Link(node.text, node.attributes.get("LinkDescription", ""))
        for node in children.get("LinkedReleaseResourceReference", ())
    )


def is_true(text: str) -> bool:
    """Whether a flag is set."""
    return text in {"true", "1"}
