"""Parties: the party list of ERN 4, and the parties that ERN 3 names inside each credit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from precheck.model import Identifier, Node, Party, Scheme
from precheck.reading.values import is_true
from precheck.reading.xml import ElementNode

Children = Mapping[str, list[ElementNode]]

SCHEMES = {
    "ISRC": Scheme.ISRC,
    "ICPN": Scheme.ICPN,
    "GRid": Scheme.GRID,
    "ISWC": Scheme.ISWC,
    "DPID": Scheme.DPID,
    "ISNI": Scheme.ISNI,
    "IpiNameNumber": Scheme.IPI,
    "IPN": Scheme.IPN,
    "CatalogNumber": Scheme.CATALOG_NUMBER,
    "ProprietaryId": Scheme.PROPRIETARY,
}
CREDITS = (
    "DisplayArtist",
    "DisplayConductor",
    "DisplayComposer",
    "ResourceContributor",
    "IndirectResourceContributor",
    "MusicalWorkContributor",
    "Contributor",
)
"""The elements that name a party in ERN 3."""

REFERENCES = ("ContributorPartyReference", "ArtistPartyReference", "PartyReference")
_DPID_PREFIX = "PADPIDA"
_OTHER_NAMES = ("FullNameAsciiTranscribed", "FullNameIndexed", "AbbreviatedName")
_NAME_PARTS = ("NamesBeforeKeyName", "KeyName", "NamesAfterKeyName")


class Parties:
    """The parties a message names, by reference and in the order they are met."""

    def __init__(self, party_list: Iterable[ElementNode]) -> None:
        self._listed: list[Party] = []
        self._by_reference: dict[str, Party] = {}
        self._inline: dict[tuple[object, ...], Party] = {}
        self._met: set[ElementNode] = set()
        for node in party_list:
            children = node.by_name()
            reference = first_text(children, ("PartyReference",))
            party = read_party(node, children, reference)
            self._listed.append(party)
            if reference:
                self._by_reference.setdefault(reference, party)

    def all(self) -> tuple[Party, ...]:
        """The party list, then every distinct party that is named inline."""
        return (*self._listed, *self._inline.values())

    def at(self, reference: str, node: ElementNode) -> Party:
        """The party a reference stands for; one with no name where the list does not have it."""
        return self._by_reference.get(reference) or Party(node=node, reference=reference)

    def meet(self, root: ElementNode) -> None:
        """Take in the inline parties of credits not read yet, such as those of one territory."""
        for node in root.below(*CREDITS):
            if node not in self._met:
                self.of_credit(node, node.by_name())

    def of_credit(self, node: ElementNode, children: Children) -> Party:
        """The party of a credit, which refers to it or names it."""
        for name in REFERENCES:
            if name in children:
                reference = children[name][0]
                return self.at(reference.text, reference)
        if "PartyName" not in children and "PartyId" not in children:
            return Party()
        self._met.add(node)
        party = read_party(node, children)
        identifiers = tuple((i.scheme, i.value, i.namespace) for i in party.identifiers)
        return self._inline.setdefault((party.names, identifiers), party)


def first_text(children: Children, names: Iterable[str]) -> str:
    """The first text among the children with these names, or an empty string."""
    for name in names:
        if name in children:
            for node in children[name]:
                if node.text:
                    return node.text
    return ""


def read_party(node: ElementNode, children: Children, reference: str = "") -> Party:
    """A party from its `PartyName` and `PartyId` children."""
    names: list[str] = []
    marks: dict[str, Node] = {}
    for party_name in children.get("PartyName", ()):
        marks.setdefault("name", party_name)
        names += _names(party_name)
    for name in (
        "FullName",
        "TradingName",
    ):  # straight in the party: misplaced, or a messaging party
        names += (n.text for n in children.get(name, ()))
    identifiers: list[Identifier] = []
    for party_id in children.get("PartyId", ()):
        inner = party_id.by_name()
        if inner:
            identifiers += identifiers_in(inner)
        elif party_id.text:
            identifiers.append(_flagged_identifier(party_id))
    distinct = tuple(dict.fromkeys(name for name in names if name))
    return Party(
        node=node,
        marks=marks,
        name=distinct[0] if distinct else "",
        reference=reference,
        names=distinct,
        identifiers=tuple(identifiers),
    )


def _names(party_name: ElementNode) -> Iterable[str]:
    """Every name in a `PartyName`; some senders write the name straight into it."""
    children = party_name.by_name()
    if not children:
        return (party_name.text,)
    full = [node.text for node in children.get("FullName", ())]
    joined = " ".join(n.text for part in _NAME_PARTS for n in children.get(part, ()))
    others = [node.text for name in _OTHER_NAMES for node in children.get(name, ())]
    return (*(full or [joined]), *others)


def identifiers_in(children: Children) -> tuple[Identifier, ...]:
    """The identifiers of a composite such as `ResourceId`, `ReleaseId`, `WorkId` or `PartyId`.

    One that ERN knows but the model does not, such as `ISAN`,
    has its element's name as its namespace.
    """
    return tuple(
        [
            Identifier(
                node=node,
                scheme=SCHEMES.get(name, Scheme.OTHER),
                value=node.text,
                namespace=node.attribute("Namespace") or ("" if name in SCHEMES else name),
            )
            for name, nodes in children.items()
            for node in nodes
            if node.text
        ]
    )


def _flagged_identifier(node: ElementNode) -> Identifier:
    """A `PartyId` of ERN 3 or of a header: text, with flags for the scheme."""
    namespace = node.attribute("Namespace")
    if is_true(node.attribute("IsISNI")):
        scheme = Scheme.ISNI
    elif is_true(node.attribute("IsDPID")) or (
        not namespace and node.text.startswith(_DPID_PREFIX)
    ):
        scheme = Scheme.DPID
    else:
        scheme = Scheme.PROPRIETARY
    return Identifier(node=node, scheme=scheme, value=node.text, namespace=namespace)
