"""A composite element with the children it has itself, by territory and by edition.

ERN 3 puts half of a resource into `...DetailsByTerritory`,
ERN 4.3 puts its identifiers and files into `...Edition`.
Looking in all of them at once reads every version, and misplaced elements too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from precheck.reading.xml import ElementNode

WORLDWIDE = "Worldwide"

_IS_DEFAULT = {"true": 0, "1": 0, "": 1}


class Facet(Struct, frozen=True):
    """One set of children: the composite's own, those for a territory, or those of an edition."""

    children: Mapping[str, list[ElementNode]]
    territory: str = ""
    is_edition: bool = False


class Composite:
    """An element and its facets: its own children first, then worldwide ones, then the rest."""

    __slots__ = ("_names", "facets", "node")

    def __init__(self, node: ElementNode) -> None:
        self.node = node
        own = node.by_name()
        inner: list[Facet] = []
        for name, nodes in own.items():
            if name.endswith("DetailsByTerritory"):
                inner += [_territory_facet(one.by_name()) for one in nodes]
            elif name.endswith("Edition"):
                inner += [Facet(one.by_name(), "", is_edition=True) for one in nodes]
        if len(inner) > 1:
            inner.sort(key=lambda facet: facet.territory not in {"", WORLDWIDE})
        self.facets = (Facet(own), *inner)
        self._names = set(own).union(*(facet.children for facet in inner))

    def nodes(self, *names: str) -> list[ElementNode]:
        """Every child with one of these names, facet by facet."""
        if self._names.isdisjoint(names):  # as is most of what is asked for
            return []
        return [
            node
            for facet in self.facets
            for name in names
            if name in facet.children
            for node in facet.children[name]
        ]

    def each(self, *names: str) -> list[tuple[ElementNode, Facet]]:
        """The same with the facet that each child stands in."""
        if self._names.isdisjoint(names):
            return []
        return [
            (node, facet)
            for facet in self.facets
            for name in names
            if name in facet.children
            for node in facet.children[name]
        ]

    def first(self, *names: str) -> ElementNode | None:
        """The first child that has a text, else the first one, else nothing."""
        nodes = self.nodes(*names)
        for node in nodes:
            if node.text:
                return node
        return nodes[0] if nodes else None

    def fields(self, table: Mapping[str, tuple[str, ...]]) -> dict[str, ElementNode]:
        """The first child for each field of a table from fields to names, where there is one."""
        found = {field: self.first(*names) for field, names in table.items()}
        return {field: node for field, node in found.items() if node is not None}

    def best(self, *names: str) -> ElementNode | None:
        """The child that holds for most listeners: with a text, worldwide, marked as default."""
        found = self.each(*names)
        if not found:
            return None
        if len(found) == 1:
            return found[0][0]
        return min(found, key=lambda pair: preference(pair[0], territory_of(*pair)))[0]

    def text(self, *names: str) -> str:
        """The text of the first child that has one, or an empty string."""
        node = self.first(*names)
        return node.text if node is not None else ""

    def texts(self, *names: str) -> tuple[str, ...]:
        """The distinct texts of the children, in document order."""
        return tuple(dict.fromkeys([node.text for node in self.nodes(*names) if node.text]))

    def names(self) -> Iterable[str]:
        """The names of all children."""
        if len(self.facets) == 1:
            return self.facets[0].children
        return dict.fromkeys(name for facet in self.facets for name in facet.children)


def preference(node: ElementNode, territory: str) -> tuple[bool, bool, int]:
    """A sorting key: a text before none, worldwide before elsewhere, the default before others."""
    is_default = _IS_DEFAULT.get(node.attribute("IsDefault"), 2)
    has_content = bool(node.text) or not node.is_leaf
    return not has_content, territory not in {"", WORLDWIDE}, is_default


def territory_of(node: ElementNode, facet: Facet) -> str:
    """The territory of a value: its own attribute, else that of its facet."""
    return node.attribute("ApplicableTerritoryCode") or facet.territory


def _territory_facet(children: Mapping[str, list[ElementNode]]) -> Facet:
    named = " ".join(node.text for node in children.get("TerritoryCode", ()))
    if named:
        return Facet(children, named)
    excluded = " ".join(node.text for node in children.get("ExcludedTerritoryCode", ()))
    return Facet(children, f"{WORLDWIDE} except {excluded}" if excluded else "")
