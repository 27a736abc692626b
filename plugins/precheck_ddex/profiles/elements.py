"""Small steps from elements to the values of a view, in whichever way a version writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from precheck import Node
from precheck_ddex.profiles.view import Caption, Code, Credited, Link, Spot

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
_ARTIST_ROLES = ("DisplayArtistRole", "ArtistRole")
_ROLES = ("Role", "ResourceContributorRole", "IndirectResourceContributorRole")


def spot_of(node: Node) -> Spot:
    """Where an element stands."""
    return Spot(node)


def text_in(children: Children, *names: str) -> str:
    """The first text of the children with these names."""
    for name in names:
        for node in children.get(name, ()):
            if node.text:
                return node.text
    return ""


def texts_in(children: Children, name: str) -> list[str]:
    """Every text of the children with this name."""
    return [node.text for node in children.get(name, ()) if node.text]


def filled(parts: Iterable[Children]) -> tuple[str, ...]:
    """The names of all children that hold a text or other elements, sorted."""
    names = {name for part in parts for name, nodes in part.items() if _is_filled(nodes)}
    return tuple(sorted(names))


def _is_filled(nodes: Sequence[Node]) -> bool:
    if nodes[0].text:
        return True
    return any(node.text or node.children() for node in nodes)


def codes_in(children: Children, name: str) -> list[Code]:
    """The identifiers in composites such as `ResourceId`; empty ones do not count."""
    return [
        Code(code.name, code.text)
        for node in children.get(name, ())
        for code in node.children()
        if code.text
    ]


def titles_in(children: Children) -> list[Caption]:
    """The titles, with the kind that their element or its `TitleType` says."""
    return [
        Caption(_kind(name, node), whole(node), spot_of(node))
        for name in TITLES
        if name in children
        for node in children[name]
    ]


def _kind(name: str, node: Node) -> str:
    return (name in {"Title", "AdditionalTitle"} and node.attribute("TitleType")) or name


def whole(node: Node) -> str:
    """The text of an element, or of a composite's parts."""
    if node.text:
        return node.text
    return " ".join([child.text for child in node.children() if child.text])


def artists_in(children: Children, facet: int) -> list[Credited]:
    """The display artists."""
    return [_credited(node, _ARTIST_ROLES, facet) for node in children.get("DisplayArtist", ())]


def contributors_in(children: Children, facet: int) -> list[Credited]:
    """Every other credit."""
    return [
        _credited(node, _ROLES, facet)
        for name in _CREDITS
        if name in children
        for node in children[name]
    ]


def _credited(node: Node, roles: tuple[str, ...], facet: int) -> Credited:
    children = node.by_name()
    identity = text_in(children, "ArtistPartyReference", "ContributorPartyReference")
    if not identity and "PartyId" in children:
        first = children["PartyId"][0]
        identity = " ".join(filter(None, (first.attribute("Namespace"), first.text)))
    name = _first(children["PartyName"][0], "FullName") if "PartyName" in children else ""
    return Credited(
        who=identity or name,
        is_identified=bool(identity),
        name=name,
        roles=tuple(
            [n.text or _first(n, "Value") for role in roles for n in children.get(role, ())]
        ),
        sequence=node.attributes.get("SequenceNumber"),
        element=node.name,
        facet=facet,
        spot=spot_of(node),
    )


def _first(node: Node, name: str) -> str:
    """The text of the first child with this name, be it empty."""
    named = node.by_name().get(name)
    return named[0].text if named else ""


def links_in(children: Children) -> tuple[Link, ...]:
    """What is linked."""
    return tuple(
        [
            Link(node.text, node.attribute("LinkDescription"))
            for node in children.get("LinkedReleaseResourceReference", ())
        ]
    )


def is_true(text: str) -> bool:
    """Whether a flag is set."""
    return text in {"true", "1"}


def is_false(text: str) -> bool:
    """Whether a flag is there and not set."""
    return text in {"false", "0"}
