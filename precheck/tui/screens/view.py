"""The view: a page about a release that a plugin's plain command draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.content import Content

from precheck.present.drawing import Line, Piece
from precheck.present.plain import plain
from precheck.tui.screens.sheet import SheetScreen, content_of, stepping
from precheck.tui.views import Page

DrawnCommand = Callable[[tuple[str, ...], tuple[int, int]], tuple[str, ...]]
"""Gives the command that draws a page for a size in cells, for the words of a plain one."""


class ViewScreen(SheetScreen[Page, list[Line]]):
    """The pages of a view over the releases of a run."""

    BINDINGS: ClassVar[list[BindingType]] = stepping("Page")

    def __init__(
        self, title: str, pages: Sequence[Page], page: Page, command_for: DrawnCommand
    ) -> None:
        """Begin with one of the pages."""
        super().__init__(page)
        self._title_of_view = title
        self._pages = pages
        self._command_for = command_for
        self._drawn_for: tuple[int, int] | None = None

    def places(self) -> Sequence[Page]:
        """Every page."""
        return self._pages

    def argv(self, place: Page) -> tuple[str, ...]:
        """The command that draws it as large as the screen is."""
        self._drawn_for = self._room
        return self._command_for(place.words, self._room)

    def decoded(self, out: str) -> list[Line]:
        """The lines, safe to show whoever drew them."""
        lines = msgspec.json.decode(out, type=list[Line])
        return [tuple(Piece(plain(p.text), p.look) for p in drawn) for drawn in lines]

    def content(self, found: list[Line]) -> Content:
        """The lines as they were drawn."""
        return content_of(found)

    def named(self, place: Page) -> str:
        """The view and the release."""
        return f"{self._title_of_view} · {place.name}"

    def on_resize(self) -> None:
        """Another size is another drawing."""
        self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        if self._drawn_for not in {None, self._room}:
            self.forget()
            self.open(self._place)
        else:
            self.draw()

    @property
    def _room(self) -> tuple[int, int]:
        width, height = self.detail.scrollable_content_region.size
        return width, height
