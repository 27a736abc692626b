"""What a type holds: which of its elements exclude each other, and which must come first.

A type is a tree of sequences and choices. Where two elements stand in it is compared by the group
in which their ways part: in a sequence one comes first, in a choice there is one or the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from precheck.reading.schemas.definition import XS

_WRAPPERS: Final = (f"{XS}complexContent", f"{XS}extension", f"{XS}restriction")


class Group(StrEnum):
    """How the members of a group stand beside each other."""

    SEQUENCE = "sequence"
    CHOICE = "choice"
    ALL = "all"


_GROUPS: Final = {f"{XS}{group}": group for group in Group}


class Step(Struct, frozen=True):
    """One step down into a group."""

    group: Group
    member: int
    """Which member of the group the way leads to."""
    is_optional: bool = False
    """Whether the group may be missing."""
    is_repeatable: bool = False
    """Whether the group may come again; what excludes or precedes within it then does not."""


class Spot(Struct, frozen=True):
    """One declaration of an element in a type, with the way to it."""

    name: str
    way: tuple[Step, ...]
    is_optional: bool = False
    is_repeatable: bool = False

    def is_needed(self, known: int = 0) -> bool:
        """Whether it must be there, given that so many groups on the way to it are."""
        is_chosen = any(step.group is Group.CHOICE for step in self.way[max(known - 1, 0) :])
        return not (self.is_optional or is_chosen or any(s.is_optional for s in self.way[known:]))


class Meeting(StrEnum):
    """What two declarations are to each other."""

    APART = "apart"
    """One or the other."""
    BEFORE = "before"
    AFTER = "after"
    FREE = "free"


class Content(Struct, frozen=True):
    """The declarations of a type, in the schema's order."""

    spots: tuple[Spot, ...] = ()

    def excludes(self, one: str, other: str) -> bool:
        """Whether one element cannot stand beside the other, wherever it is put."""
        return one != other and self._meetings(one, other) == {Meeting.APART}

    def precedes(self, one: str, other: str) -> bool:
        """Whether one element must stand before the other where both are."""
        return self._meetings(one, other) - {Meeting.APART} == {Meeting.BEFORE}

    def needs(self, one: str, other: str) -> bool:
        """Whether the other element must be there wherever the one is."""
        mine, others = self._all(one), self._all(other)
        return bool(mine) and all(
            any(there.is_needed(_shared(here.way, there.way) + 1) for there in others)
            for here in mine
        )

    @property
    def required(self) -> tuple[str, ...]:
        """The elements that must be there in any case."""
        return tuple(dict.fromkeys(spot.name for spot in self.spots if spot.is_needed()))

    @property
    def names(self) -> tuple[str, ...]:
        """The elements that may be there, in the schema's order."""
        return tuple(dict.fromkeys(spot.name for spot in self.spots))

    def repeats(self, name: str) -> bool:
        """Whether an element may stand there more than once."""
        return any(spot.is_repeatable for spot in self._all(name)) or bool(
            self._meetings(name, name) - {Meeting.APART}
        )

    def _meetings(self, one: str, other: str) -> set[Meeting]:
        there = self._all(other)
        return {_meeting(a.way, b.way) for a in self._all(one) for b in there if a is not b}

    def _all(self, name: str) -> list[Spot]:
        return [spot for spot in self.spots if spot.name == name]


def extended(parts: Sequence[Content]) -> Content:
    """The content of a type that extends others, the furthest first."""
    if len(parts) == 1:
        return parts[0]
    return Content(
        tuple(
            replace(spot, way=(Step(Group.SEQUENCE, number), *spot.way))
            for number, part in enumerate(parts)
            for spot in part.spots
        )
    )


def read_content(node: etree._Element) -> Content:
    """The content of a type from its declaration, without what it extends."""
    return Content(tuple(_spots(node, ())))


def _spots(node: etree._Element, way: tuple[Step, ...]) -> Iterator[Spot]:
    """The declarations below a type, a group, or what wraps one."""
    group = _GROUPS.get(node.tag)
    for number, part in enumerate(node):
        here = way
        if group is not None:
            here = (*way, Step(group, number, _is_optional(node), _is_repeatable(node)))
        if part.tag == f"{XS}element":
            name = part.get("name") or part.get("ref", "").rpartition(":")[2]
            again = _is_repeatable(part) or any(step.is_repeatable for step in here)
            yield Spot(name, here, _is_optional(part), again)
        elif part.tag in _GROUPS or part.tag in _WRAPPERS:
            yield from _spots(part, here)


def _is_optional(node: etree._Element) -> bool:
    return node.get("minOccurs") == "0"


def _is_repeatable(node: etree._Element) -> bool:
    return node.get("maxOccurs", "1") not in {"0", "1"}


def _shared(one: tuple[Step, ...], other: tuple[Step, ...]) -> int:
    """How many steps two ways have in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((depth for depth, (a, b) in pairs if a != b), min(len(one), len(other)))


def _meeting(one: tuple[Step, ...], other: tuple[Step, ...]) -> Meeting:
    """What two declarations are to each other, by the ways to them."""
    depth = _shared(one, other)
    common = one[: depth + 1]
    if depth == len(one) or any(s.is_repeatable or s.group is Group.ALL for s in common):
        return Meeting.FREE
    if common[-1].group is Group.CHOICE:
        return Meeting.APART
    return Meeting.BEFORE if one[depth].member < other[depth].member else Meeting.AFTER
