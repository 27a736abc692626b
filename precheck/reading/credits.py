"""Credits: display artists, contributors and their roles, and what they say about AI."""

from __future__ import annotations

from collections.abc import Iterable

from precheck.model import Contributor, DisplayArtist, Instrument, Node, Role
from precheck.reading.composite import Composite, Facet
from precheck.reading.parties import Children, Parties
from precheck.reading.values import whole
from precheck.reading.xml import ElementNode

CONTRIBUTORS = (
    "Contributor",
    "EditionContributor",
    "ResourceContributor",
    "IndirectResourceContributor",
    "MusicalWorkContributor",
)
_WRITERS = ("IndirectResourceContributor", "MusicalWorkContributor")
_ROLES = (
    "Role",
    "ResourceContributorRole",
    "IndirectResourceContributorRole",
    "MusicalWorkContributorRole",
    "ContributorRole",
)
_ARTIST_ROLES = ("DisplayArtistRole", "ArtistRole")
_SPECIAL = ("SpecialContributor", "SpecialDisplayArtist")


def read_artists(composite: Composite, parties: Parties) -> tuple[DisplayArtist, ...]:
    """The displayed line-up; where it differs by territory, the worldwide one."""
    for facet in composite.facets:
        if nodes := facet.children.get("DisplayArtist"):
            return tuple(_artist(node, parties) for node in nodes)
    return ()


def _artist(node: ElementNode, parties: Parties) -> DisplayArtist:
    children = node.by_name()
    special = _first(children, _SPECIAL)
    return DisplayArtist(
        node=node,
        marks={"special": special} if special is not None else {},
        party=parties.of_credit(node, children),
        special=special.text if special is not None else "",
        special_user_defined=special.attribute("UserDefinedValue") if special is not None else "",
        roles=tuple(n.text for name in _ARTIST_ROLES for n in children.get(name, ()) if n.text),
        sequence=whole(node.attribute("SequenceNumber")),
    )


def read_contributors(
    composite: Composite, parties: Parties, works: Iterable[ElementNode] = ()
) -> tuple[Contributor, ...]:
    """Every credit, of the recording, its editions, its characters and its works.

    ERN 3 repeats a credit for each territory; one that says nothing new is left out.
    """
    found: list[Contributor] = []
    seen: set[tuple[object, ...]] = set()
    writers = ((n, Facet({})) for work in works for n in work.children("MusicalWorkContributor"))
    performers = (
        (performer, facet)
        for character, facet in composite.each("Character")
        for performer in character.children("Performer")
    )
    for node, facet in (*composite.each(*CONTRIBUTORS), *performers, *writers):
        credit = _contributor(node, parties, of_edition=facet.is_edition)
        if facet.territory:
            key = _what_it_says(credit)
            if key in seen:
                continue
            seen.add(key)
        found.append(credit)
    return tuple(found)


def read_part_contributors(
    parts: Iterable[ElementNode], parties: Parties
) -> tuple[Contributor, ...]:
    """Every credit of some chapters or cues, and of the characters in them."""
    return tuple(
        _contributor(node, parties, of_edition=False)
        for part in parts
        for node in (*part.children("Contributor"), *part.find_all("Character/Performer"))
    )


def _contributor(node: ElementNode, parties: Parties, *, of_edition: bool) -> Contributor:
    children = node.by_name()
    special = ai = None
    role_nodes: list[ElementNode] = []
    instruments: tuple[Instrument, ...] = ()
    for name, nodes in children.items():
        if name in _ROLES:
            role_nodes += nodes
        elif name in _SPECIAL:
            special = special or nodes[0]
        elif name == "InstrumentType":
            instruments = tuple(_instrument(one) for one in nodes if one.text)
        elif name == "AiContribution":
            ai = nodes[0]
    if ai is None:  # one that stands in a role by mistake still says something
        inside = (n for role in role_nodes for n in role.children() if n.name == "AiContribution")
        ai = next(inside, None)
    marks: dict[str, Node] = {}
    if special is not None:
        marks["special"] = special
    if ai is not None:
        marks["ai_contribution"] = ai
    return Contributor(
        node=node,
        marks=marks,
        party=parties.of_credit(node, children),
        special=special.text if special is not None else "",
        special_user_defined=special.attribute("UserDefinedValue") if special is not None else "",
        roles=tuple([_role(one, instruments) for one in role_nodes]),
        ai_contribution=ai.text if ai is not None else "",
        sequence=whole(node.attribute("SequenceNumber")),
        of_edition=of_edition or node.name == "EditionContributor",
        is_indirect=node.name in _WRITERS,
    )


def _role(node: ElementNode, instruments: tuple[Instrument, ...]) -> Role:
    """A role: text up to ERN 4.3, with `Value` and `InstrumentType` from 4.3.1 on.

    Up to 4.3 the instruments stand beside the roles, so each role gets them all.
    """
    value = None
    own: tuple[Instrument, ...] = ()
    for child in node.children():
        if child.name == "Value":
            value = value or child
        elif child.name == "InstrumentType" and child.text:
            own += (_instrument(child),)
    value = value or node
    return Role(
        node=node,
        value=value.text,
        instruments=own or instruments,
        namespace=value.attribute("Namespace"),
        user_defined=value.attribute("UserDefinedValue"),
    )


def _instrument(node: ElementNode) -> Instrument:
    return Instrument(
        value=node.text,
        namespace=node.attribute("Namespace"),
        user_defined=node.attribute("UserDefinedValue"),
    )


def _what_it_says(credit: Contributor) -> tuple[object, ...]:
    return (
        credit.party.reference
        or (credit.party.names, tuple(i.value for i in credit.party.identifiers)),
        credit.special,
        credit.special_user_defined,
        tuple((role.value, role.instruments, role.user_defined) for role in credit.roles),
        credit.ai_contribution,
        credit.is_indirect,
        credit.of_edition,
    )


def _first(children: Children, names: Iterable[str]) -> ElementNode | None:
    for name in names:
        if name in children:
            return children[name][0]
    return None
