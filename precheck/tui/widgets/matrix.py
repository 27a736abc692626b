"""The matrix: a row for each release, a column for each recipient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.message import Message

from precheck.tui.state import State
from precheck.tui.widgets.table import Cell, Column, Table
from precheck.tui.wording import verdict_look, verdict_word

WIDTH = 13


class Matrix(Table):
    """What each recipient's policy makes of each release."""

    BY_CELL: ClassVar[bool] = True
    FROZEN: ClassVar[int] = 1

    @dataclass
    class Picked(Message):
        """A cell was chosen."""

        release: str
        recipient: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id)
        self.empty_text = "No releases yet."
        self._state = State()
        self._columns: tuple[Column, ...] = (Column("release", "Release", 24, grows=True),)

    @property
    def columns(self) -> Sequence[Column]:
        """The release, then the recipients."""
        return self._columns

    def fill(self, state: State, *, keep: bool = True) -> None:
        """Show the verdicts of a run."""
        self._state = state
        names = state.recipients
        self._columns = (
            Column("release", "Release", 24, grows=True),
            *(Column(f"for {name}", name, max(WIDTH, len(name) + 2)) for name in names),
        )
        self.show(range(len(state.releases)), keep=keep)
        self.cursor_column = self.validate_cursor_column(self.cursor_column)

    def row(self, item: int) -> Sequence[Cell]:
        """One release."""
        release = self._state.releases[item]
        verdicts = [self._state.verdict(release, r) for r in self._state.recipients]
        name = self._state.name(release)
        return (
            Cell(name if name == release else f"{name}  {release}", "strong"),
            *(Cell(verdict_word(v), verdict_look(v)) for v in verdicts),
        )

    def hint(self, item: int) -> str:
        """The release by both its names, and who asks nothing of it."""
        release = self._state.releases[item]
        verdicts = [self._state.verdict(release, r) for r in self._state.recipients]
        idle = (f"{v.recipient}: {v.not_applicable}" for v in verdicts if v and v.not_applicable)
        return "; ".join((f"{self._state.name(release)} ({release})", *idle))

    def sort_key(self, column: str) -> Callable[[int], Any]:
        """The worst verdict first, or by title."""
        if column == "release":
            return super().sort_key(column)
        recipient = column.removeprefix("for ")

        def rank(item: int) -> int:
            verdict = self._state.verdict(self._state.releases[item], recipient)
            return -(verdict.outcome.rank * 2 + (not verdict.complete)) if verdict else -1

        return rank

    @on(Table.Chosen)
    def pick(self, event: Table.Chosen) -> None:
        """Say which cell it was; the message may be older than the table."""
        event.stop()
        if self.item is not None and self.cursor_column > 0:
            recipient = self._state.recipients[self.cursor_column - 1]
            self.post_message(self.Picked(self._state.releases[self.item], recipient))
