"""The filter line: what narrows the tables, typed or chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from precheck.tui.widgets.plain_input import PlainInput


class FilterLine(Horizontal):
    """A line to type in, and beside it the place that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "leave", "To the table", show=False),
    ]

    _scope = ""

    @dataclass
    class Changed(Message):
        """Another filter was typed."""

        text: str

    @dataclass
    class Left(Message):
        """The line is done with; the keys should go to the table."""

    def compose(self) -> ComposeResult:
        """The line and the place."""
        yield Static("/", markup=False, id="filter-mark")
        yield PlainInput(
            placeholder="filter: words, severity:block, rule:ai, for:spotify, release:",
            compact=True,
            id="filter",
        )
        yield Static("", markup=False, id="scope")

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def clear(self) -> None:
        """Type nothing."""
        self.query_one(Input).value = ""

    def show_scope(self, words: str) -> None:
        """Name the chosen place, in safe text; nothing for everywhere."""
        if words == self._scope:
            return
        self._scope = words
        scope = self.query_one("#scope", Static)
        scope.display = bool(words)
        scope.update(
            Content.assemble(
                ("only ", "$look-quiet"), (words, "bold"), ("  Esc: all", "$look-quiet")
            )
        )

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """Say so."""
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Go to the table."""
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Hand the keys to the table."""
        self.post_message(self.Left())
