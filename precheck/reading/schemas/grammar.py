"""The grammar of a schema: which elements, attributes and values its types allow.

A validator says what is wrong, but not what an element could have held, where else it belongs,
or which values its type has. This is read from the schema once, when there is an error to explain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lxml import etree
from msgspec import Struct, field

from precheck.reading.schemas.content import Content, extended, read_content
from precheck.reading.schemas.definition import XS, parsed

_TYPES: Final = (f"{XS}simpleType", f"{XS}complexType")
MAX_DEPTH: Final = 64
"""How far a chain of base types is followed; real ones have three links."""


class Kind(Struct, kw_only=True):
    """A type of the schema."""

    name: str = ""
    """The local name; empty for a type without one."""
    namespace: str = ""
    elements: dict[str, str] = field(default_factory=dict)
    """The keys of the child elements' types by local name, in the schema's order."""
    content: Content = Content()
    """How the child elements stand beside each other."""
    attributes: dict[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    """Its enumerated values."""
    patterns: tuple[str, ...] = ()
    """The regular expressions of which a value must match one."""
    bases: tuple[str, ...] = ()
    """The types that it extends, restricts or unites."""


class Grammar(Struct, kw_only=True):
    """The types of a schema by `{namespace}name`."""

    roots: dict[str, str] = field(default_factory=dict)
    """The keys of the root elements' types by local name."""
    kinds: dict[str, Kind] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[bytes]) -> Grammar:
        """The grammar of a schema, given first, and of the files that it imports."""
        made = cls()
        for number, text in enumerate(texts):
            _Reader(made, parsed(text), number).read()
        return made

    def at(self, names: Sequence[str]) -> str:
        """The key of the type of the element at a path of local names from the root."""
        key = self.roots.get(names[0], "") if names else ""
        for name in names[1:]:
            key = self.elements(key).get(name, "")
        return key

    def elements(self, key: str) -> dict[str, str]:
        """The child elements of a type with the keys of theirs; what it extends comes first."""
        return {name: k for kind in self._line(key) for name, k in kind.elements.items()}

    def content(self, key: str) -> Content:
        """How the child elements of a type stand beside each other."""
        return extended([kind.content for kind in self._line(key)])

    def attributes(self, key: str) -> dict[str, str]:
        """The attributes of a type, with the keys of their types."""
        return {name: k for kind in self._line(key) for name, k in kind.attributes.items()}

    def enumerated(self, key: str, depth: int = 0) -> tuple[Kind, tuple[str, ...]]:
        """The type that lists the values of a type, and the values; none where any text may be."""
        kind = self.kinds.get(key)
        if kind is None or depth == MAX_DEPTH:
            return Kind(), ()
        if kind.values:
            return kind, kind.values
        listed = [self.enumerated(base, depth + 1) for base in kind.bases]
        listed = [(one, values) for one, values in listed if values]
        everything = dict.fromkeys(value for _, values in listed for value in values)
        return (listed[0][0] if listed else kind), tuple(everything)

    def patterns(self, key: str) -> tuple[str, ...]:
        """The regular expressions that the values of a type must match, of the nearest with any."""
        return next((kind.patterns for kind in reversed(self._line(key)) if kind.patterns), ())

    def parents_of(self, name: str) -> tuple[str, ...]:
        """The names of elements that may hold such an element."""
        holders = {key for key, kind in self.kinds.items() if name in kind.elements}
        found = (
            child
            for kind in self.kinds.values()
            for child, key in kind.elements.items()
            if key in holders
        )
        roots = (child for child, key in self.roots.items() if key in holders)
        return tuple(sorted({*found, *roots}))

    def _line(self, key: str) -> tuple[Kind, ...]:
        """A type and those it is built on, the furthest first."""
        found: dict[str, Kind] = {}
        waiting = [key]
        while waiting and len(found) < MAX_DEPTH:
            one = waiting.pop()
            kind = self.kinds.get(one)
            if kind is not None and one not in found:
                found[one] = kind
                waiting += kind.bases
        return tuple(reversed(found.values()))


class _Reader:
    """Reads one schema file into a grammar."""

    def __init__(self, grammar: Grammar, root: etree._Element, number: int) -> None:
        self.grammar = grammar
        self.root = root
        self.namespace = root.get("targetNamespace", "")
        self.number = number
        self.nameless = 0

    def read(self) -> None:
        for node in self.root:
            name = node.get("name", "")
            if node.tag in _TYPES:
                self._kind(node, f"{{{self.namespace}}}{name}", name)
            elif node.tag == f"{XS}element" and self.number == 0:
                self.grammar.roots[name] = self._type_of(node)

    def _kind(self, node: etree._Element, key: str, name: str) -> str:
        kind = Kind(name=name, namespace=self.namespace, content=read_content(node))
        self.grammar.kinds[key] = kind
        values: list[str] = []
        patterns: list[str] = []
        bases: list[str] = []
        for part in _parts(node):
            step = part.tag.removeprefix(XS)
            if step == "element":
                kind.elements[part.get("name") or _local(part.get("ref", ""))] = self._type_of(part)
            elif step == "attribute":
                kind.attributes[part.get("name", "")] = self._type_of(part)
            elif step == "enumeration":
                values.append(part.get("value", ""))
            elif step == "pattern":
                patterns.append(part.get("value", ""))
            elif step in {"extension", "restriction"}:
                bases.append(self._key(part, part.get("base", "")))
            elif step == "union":
                bases += (self._key(part, each) for each in part.get("memberTypes", "").split())
            elif part.tag in _TYPES:
                bases.append(self._inline(part))
        kind.values = tuple(values)
        kind.patterns = tuple(patterns)
        kind.bases = tuple(bases)
        return key

    def _type_of(self, declaration: etree._Element) -> str:
        """The key of the type that an element or attribute is declared with."""
        if named := declaration.get("type"):
            return self._key(declaration, named)
        inline = next(declaration.iterchildren(*_TYPES), None)
        return self._inline(inline) if inline is not None else ""

    def _inline(self, node: etree._Element) -> str:
        self.nameless += 1
        return self._kind(node, f"{self.number}#{self.nameless}", "")

    @staticmethod
    def _key(node: etree._Element, name: str) -> str:
        """A qualified name as a key; what XML Schema itself defines keeps the prefix `xs`."""
        prefix, _, local = name.rpartition(":")
        namespace = node.nsmap.get(prefix or None, "")
        return f"xs:{local}" if f"{{{namespace}}}" == XS else f"{{{namespace}}}{local}"


def _parts(node: etree._Element) -> Iterator[etree._Element]:
    """What a type is made of, down to declarations and nested types."""
    for child in node:
        step = child.tag
        if step == f"{XS}annotation":
            continue
        yield child
        if step not in {f"{XS}element", f"{XS}attribute", *_TYPES}:
            yield from _parts(child)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
