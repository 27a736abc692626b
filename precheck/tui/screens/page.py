"""The page: what a plain command prints, or any text, in a window of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from precheck.present.page import paragraphs
from precheck.present.plain import plain
from precheck.tui.stream import output_of
from precheck.tui.widgets.detail import Detail
from precheck.tui.wording import styled

MAX_LINES = 5000
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")


class PageScreen(ModalScreen[None]):
    """A text to read; Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close"),
        Binding("j", "line(1)", "Down", show=False),
        Binding("k", "line(-1)", "Up", show=False),
    ]

    def __init__(self, title: str, text: Content) -> None:
        """Show this text."""
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """A heading, the text, and how to close it."""
        with Vertical(id="page"):
            yield Static(styled(plain(self._title), "bold"), markup=False, id="page-title")
            yield Detail(id="page-text")
            yield Static("Esc closes, arrows scroll", markup=False, id="page-keys")

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one(Detail).show(self._text)
        self.query_one(Detail).focus()

    def action_line(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(Detail).scroll_relative(y=lines, animate=False)


class CommandPage(PageScreen):
    """What a plain command prints. It runs in a child, so a plugin that breaks harms nothing."""

    def __init__(self, title: str, argv: tuple[str, ...], starting_with: str = "") -> None:
        """Show what a command prints, or the lines of it that begin so."""
        super().__init__(title, styled("one moment …", "off"))
        self._argv = argv
        self._starting_with = starting_with

    def on_mount(self) -> None:
        """Run it."""
        super().on_mount()
        self.load()

    @work(exclusive=True, exit_on_error=False)
    async def load(self) -> None:
        """Run the command and show what it says."""
        try:
            code, out, err = await output_of(self._argv)
        except OSError as error:
            code, out, err = -1, "", f"the command cannot be started: {error}"
        lines = [line for line in out.splitlines() if line.startswith(self._starting_with)]
        content = Content("\n").join(_formatted(paragraphs(lines[:MAX_LINES])))
        if code:
            said = plain(" ".join(err.split()) or "it said nothing")
            failed = styled(f"This page is not complete (exit code {code}): {said}", "block")
            content = Content("\n").join([failed, content])
        self.query_one(Detail).show(content)


def _formatted(lines: Iterable[str]) -> Iterator[Content]:
    """Headings stand out; addresses are shown, as they are where a reader must go."""
    for line in lines:
        text = plain(_LINK.sub(r"\1, \2", line))
        if text.startswith("#"):
            yield styled(text.lstrip("# "), "bold underline")
        else:
            yield Content(text)
