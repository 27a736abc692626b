"""The table: a grid with a cursor, sorted and chosen from by key and mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from precheck.tui.widgets.grid import Cell, Column, Grid
from precheck.tui.wording import shown

__all__ = ["Cell", "Column", "Table"]


class Table(Grid):
    """A grid with a cursor, sorting and the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("home,g", "first", "First row", show=False),
        Binding("end,G", "last", "Last row", show=False),
        Binding("left,h", "sideways(-1)", "Left", show=False),
        Binding("right,l", "sideways(1)", "Right", show=False),
        Binding("enter", "choose", "Choose", show=False),
        Binding("s", "sort_next", "Sort by the next column", show=False),
        Binding("S", "sort_other_way", "Sort the other way", show=False),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor is on another item, or None where there is none."""

        table: Table

        @property
        def control(self) -> Table:
            """The table."""
            return self.table

    @dataclass
    class Chosen(Message):
        """An item was chosen with Enter, or clicked where the cursor was already."""

        table: Table

        @property
        def control(self) -> Table:
            """The table."""
            return self.table

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id)
        self._given: Sequence[int] = ()
        self._shown_item: int | None = None

    # --- for subclasses ----------------------------------------------------------------------

    def hint(self, item: int) -> str:
        """What the pointer shows over an item; any text."""
        del item
        return ""

    def sort_key(self, column: str) -> Callable[[int], Any]:
        """What an item is sorted by."""
        position = [c.name for c in self.columns].index(column)
        return lambda item: self.row(item)[position].text.casefold()

    # --- what is shown -----------------------------------------------------------------------

    def show(self, items: Sequence[int], *, keep: bool = True) -> None:
        """Show these positions; the cursor stays on its item where that is still there."""
        before = self.item if keep and self.cursor else None
        if not keep:
            self._shown_item = None
        self._given = items
        if self._sort is not None:
            name, backwards = self._sort
            items = sorted(items, key=self.sort_key(name), reverse=backwards)
        self.items = items
        self.measure()
        place = self._place_of(before)
        with self.prevent(self.Highlighted):
            self.set_reactive(Table.cursor, place)
        self._scroll_to_cursor()
        self._tell()

    def _place_of(self, item: int | None) -> int:
        if item is None:
            return 0
        if self.cursor < len(self.items) and self.items[self.cursor] == item:
            return self.cursor
        try:
            return self.items.index(item)
        except ValueError:
            return max(0, min(self.cursor, len(self.items) - 1))

    @property
    def item(self) -> int | None:
        """The item under the cursor."""
        return self.items[self.cursor] if 0 <= self.cursor < len(self.items) else None

    def _tell(self) -> None:
        if self.item != self._shown_item:
            self._shown_item = self.item
            self.post_message(self.Highlighted(self))

    def on_resize(self) -> None:
        """Fit the columns."""
        self.measure()
        self._scroll_to_cursor()

    # --- moving ------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Keep it among the rows."""
        return max(0, min(cursor, len(self.items) - 1))

    def validate_cursor_column(self, column: int) -> int:
        """Keep it among the columns that can be chosen."""
        return min(max(column, self.FROZEN), len(self.columns) - 1)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw two lines anew, not the screen."""
        self.refresh_line(old + 1)
        self.refresh_line(new + 1)
        self._scroll_to_cursor()
        self._tell()

    def watch_cursor_column(self) -> None:
        """Draw the line anew and bring the cell into view."""
        self.refresh_line(self.cursor + 1)
        start, frozen = self.left_of(self.cursor_column), self.left_of(self.FROZEN)
        width = self.left_of(self.cursor_column + 1) - start
        left = self.scroll_offset.x
        if start - frozen < left:
            self.scroll_to(x=start - frozen, animate=False)
        elif start + width > left + self.size.width:
            self.scroll_to(x=start + width - self.size.width, animate=False)

    def _scroll_to_cursor(self) -> None:
        top, height = self.scroll_offset.y, self.size.height - 1
        if height <= 0:
            return
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def action_move(self, rows: int) -> None:
        """Move by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move by what fits."""
        self.cursor += pages * max(1, self.size.height - 2)

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row."""
        self.cursor = len(self.items) - 1

    def action_sideways(self, steps: int) -> None:
        """To the next cell, or scroll."""
        if self.BY_CELL:
            self.cursor_column += steps
        else:
            self.scroll_relative(x=8 * steps, animate=False)

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        if self.item is not None:
            self.post_message(self.Chosen(self))

    # --- sorting -----------------------------------------------------------------------------

    def action_sort_next(self) -> None:
        """Sort by the next column; after the last one, as it was."""
        names: list[str | None] = [None, *(c.name for c in self.columns)]
        now = self._sort[0] if self._sort is not None else None
        name = names[(names.index(now) + 1) % len(names)]
        self._sort = (name, False) if name is not None else None
        self.show(self._given)

    def action_sort_other_way(self) -> None:
        """Turn the order round."""
        if self._sort is not None:
            self._sort = (self._sort[0], not self._sort[1])
            self.show(self._given)

    def _sort_by(self, name: str) -> None:
        backwards = self._sort == (name, False)
        self._sort = None if self._sort == (name, True) else (name, backwards)
        self.show(self._given)

    # --- the mouse ---------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; again, to choose. A heading sorts."""
        spot = event.get_content_offset(self)
        if spot is None:
            return
        column = self.column_at(spot.x)
        if spot.y == 0:
            self._sort_by(self.columns[column].name)
            return
        place = self.scroll_offset.y + spot.y - 1
        if place >= len(self.items):
            return
        was_there = place == self.cursor and (not self.BY_CELL or column == self.cursor_column)
        self.cursor = place
        if self.BY_CELL:
            self.cursor_column = column
        if was_there:
            self.action_choose()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which row is under the pointer, and all of it in a hint."""
        place = self.scroll_offset.y + event.y - 1 if event.y > 0 else -1
        self._hover_on(place if place < len(self.items) else -1)

    def on_leave(self) -> None:
        """The pointer is gone."""
        self._hover_on(-1)

    def _hover_on(self, place: int) -> None:
        if place == self._hover:
            return
        old, self._hover = self._hover, place
        self.refresh_line(old + 1)
        self.refresh_line(place + 1)
        hint = self.hint(self.items[place]) if place >= 0 else ""
        self.tooltip = Content(shown(hint)) if hint else None
