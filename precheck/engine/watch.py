"""What an inspector looks at beside its subject: the day, and settings. Told by watching it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import field

from precheck.facts import AsOf, Facts
from precheck.inspectors import Tools

Seen = set[type]
"""The classes of facts that were looked up; `AsOf` stands for the day, whoever told it."""


def watched(facts: Facts, tools: Tools, seen: Seen) -> tuple[Facts, Tools]:
    """The same facts and tools, which note what is looked at."""
    same = {name: getattr(tools, name) for name in Tools.__struct_fields__}
    return NotingFacts(facts, seen), NotingTools(**same, seen=seen)


class NotingTools(Tools, frozen=True, kw_only=True):
    """Tools that note who asks for the day."""

    seen: Seen = field(default_factory=set)

    @property  # type: ignore[misc] # it is read as the field is
    def as_of(self) -> date:
        """The day the verdict is for."""
        self.seen.add(AsOf)
        day: date = Tools.as_of.__get__(self)  # type: ignore[attr-defined] # a slot
        return day


class NotingFacts(Facts):
    """Facts that note which of them are looked up."""

    __slots__ = ()

    def __init__(self, facts: Facts, seen: Seen) -> None:
        """Take over the facts of a subject."""
        super().__init__({}, facts.narrower)
        self._known = _Noting(facts.known(), seen)


class _Noting(Mapping[type, Any]):
    def __init__(self, known: Mapping[type, object], seen: Seen) -> None:
        self._known = known
        self._seen = seen

    def __getitem__(self, kind: type) -> object:
        self._seen.add(kind)
        return self._known[kind]

    def __iter__(self) -> Iterator[type]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
