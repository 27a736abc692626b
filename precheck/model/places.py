"""Where a value stands: a node of a message, a line, a tag, a stretch of audio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, Self, runtime_checkable

from msgspec import Struct

NO_MARKS: Mapping[str, Node] = MappingProxyType({})


@runtime_checkable
class Node(Protocol):
    """A read-only element of a message, for what the model does not name."""

    @property
    def name(self) -> str:
        """The local name, without its namespace."""

    @property
    def namespace(self) -> str:
        """The namespace, or an empty string."""

    @property
    def text(self) -> str:
        """The element's own text, stripped."""

    @property
    def written(self) -> str:
        """The element's own text with the blanks around it, which take time to find."""

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by name."""

    def attribute(self, name: str) -> str:
        """One attribute, stripped, or an empty string."""

    @property
    def line(self) -> int:
        """The line of the start tag in the file, from 1."""

    @property
    def xpath(self) -> str:
        """An XPath that selects this element alone."""

    @property
    def place(self) -> Place:
        """Its line and XPath. They take time to find: ask when something is wrong there."""

    def children(self, name: str = "") -> tuple[Self, ...]:
        """The child elements, or those with this local name."""

    def by_name(self) -> Mapping[str, Sequence[Self]]:
        """The child elements by local name."""

    def find(self, path: str) -> Self | None:
        """The first element at a path of local names such as `Role/Value`."""

    def find_all(self, path: str) -> tuple[Self, ...]:
        """Every element at a path of local names, in document order; `//Name` searches below."""

    def below(self, *names: str) -> Sequence[Self]:
        """Every element below with one of these local names, in document order, in one pass."""

    def value(self, path: str) -> str:
        """The text of the first element at the path, or an empty string."""


class Place(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where something is: a line of a message, a tag, or a stretch of audio."""

    file: str | None = None
    line: int | None = None
    xpath: str | None = None
    tag: str | None = None
    start_seconds: float | None = None
    end_seconds: float | None = None


class Marked(Struct, frozen=True, kw_only=True, gc=False):
    """A value that remembers the elements it was read from."""

    node: Node | None = None
    marks: Mapping[str, Node] = NO_MARKS
    """The element behind a single field, by the field's name."""

    def at(self, name: str = "") -> Place | None:
        """The place of a field, or of the whole value where the field has none."""
        node = self.marks.get(name, self.node)
        return node.place if node is not None else None
