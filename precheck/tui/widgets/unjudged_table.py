"""What was not judged: faults and skips, one a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from precheck.report import Fault, Notice, Skip, SubjectRef
from precheck.tui.query import Entry
from precheck.tui.widgets.table import Cell, Column, Table
from precheck.tui.wording import counted, subject_words


class UnjudgedTable(Table):
    """Faults first, then skips that leave a verdict incomplete, then the rest."""

    FROZEN: ClassVar[int] = 1
    COLUMNS = (
        Column("kind", "Verdict", 10),
        Column("subject", "About", 20),
        Column("detail", "Why", 44, grows=True),
        Column("rule", "Rule", 34),
        Column("reason", "Reason", 16),
        Column("for", "For", 24),
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id)
        self.empty_text = "Everything that could matter was judged. Press a for all skips."
        self._entries: Sequence[Entry] = ()
        self._titles: Mapping[str, str] = {}

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""
        return self.COLUMNS

    def fill(
        self,
        entries: Sequence[Entry],
        titles: Mapping[str, str],
        items: Sequence[int],
        *,
        keep: bool = True,
    ) -> None:
        """Show those of the entries; releases go by their titles."""
        self._entries, self._titles = entries, titles
        self.show(items, keep=keep)

    def thing(self, item: int) -> Skip | Fault:
        """The skip or fault at a position."""
        thing = self._entries[item].item
        if isinstance(thing, Notice):
            raise TypeError(f"neither a skip nor a fault: {thing!r}")
        return thing

    def alike(self, item: int) -> tuple[Skip, ...]:
        """Further skips for the same reason."""
        return self._entries[item].alike

    def row(self, item: int) -> Sequence[Cell]:
        """One skip or fault."""
        thing = self.thing(item)
        subject = thing.subject or SubjectRef(kind="batch")
        about = Cell(subject_words(subject, self._titles))
        if isinstance(thing, Fault):
            kind, reason = Cell("FAULT", "block"), Cell("broke", "block")
            return (kind, about, Cell(thing.message), Cell(thing.where, "off"), reason, Cell("all"))
        alike = self.alike(item)
        kind = Cell("incomplete", "review") if thing.matters_to else Cell("unharmed", "off")
        return (
            kind,
            about,
            Cell(thing.detail),
            Cell(thing.rule if not alike else counted(1 + len(alike), "rule"), "off"),
            Cell(thing.reason.value),
            Cell(", ".join(thing.matters_to)),
        )

    def hint(self, item: int) -> str:
        """The whole reason."""
        thing = self.thing(item)
        return thing.message if isinstance(thing, Fault) else f"{thing.rule}: {thing.detail}"
