"""The grid: items in columns, drawn line by line, so that any number of them is fluid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from precheck.present.plain import plain

LOOKS = ("block", "review", "warning", "note", "pass", "off", "waived", "strong")
STRIPS_KEPT = 512


class Column(NamedTuple):
    """A column: what it is sorted by, its heading, its width in cells, and whether it grows."""

    name: str
    title: str
    width: int
    grows: bool = False


class Cell(NamedTuple):
    """One cell: any text, and one of the looks."""

    text: str
    look: str = ""


class Grid(ScrollView, can_focus=True):
    """Rows under a fixed heading, as they are drawn. Subclasses say what is in a row."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header",
        "table--cursor",
        "table--hover",
        *(f"table--{look}" for look in LOOKS),
    }
    ALLOW_SELECT = False
    FROZEN: ClassVar[int] = 0
    """How many columns stay when the rest is scrolled sideways."""
    BY_CELL: ClassVar[bool] = False
    """Whether the cursor is on one cell instead of a whole row."""

    cursor: reactive[int] = reactive(0, repaint=False)
    cursor_column: reactive[int] = reactive(0, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id)
        self.items: Sequence[int] = ()
        """The positions shown, in order."""
        self.lines_drawn = 0
        """How many lines were ever built; grows with the screen, never with the items."""
        self.empty_text = "Nothing here."
        self._sort: tuple[str, bool] | None = None
        self._hover = -1
        self._strips: LRUCache[Any, Strip] = LRUCache(STRIPS_KEPT)
        self._styles: dict[tuple[str, str], Style] = {}
        self._widths: tuple[int, ...] = ()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""
        raise NotImplementedError

    def row(self, item: int) -> Sequence[Cell]:
        """The cells of one item."""
        raise NotImplementedError

    # --- measuring ---------------------------------------------------------------------------

    def measure(self) -> None:
        """Fit the columns to the width, and the scroll bars to the items."""
        fixed = sum(c.width + 1 for c in self.columns)
        growing = [c for c in self.columns if c.grows]
        spare = max(0, self.size.width - fixed)
        extra = spare // len(growing) if growing else 0
        self._widths = tuple(c.width + (extra if c.grows else 0) for c in self.columns)
        self.redraw()
        self.virtual_size = Size(max(self.left_of(len(self._widths)), 1), len(self.items) + 1)

    def left_of(self, column: int) -> int:
        """The cell in which a column begins."""
        return sum(width + 1 for width in self._widths[:column])

    def column_at(self, x: int) -> int:
        """The column under a cell of the screen."""
        x += self.scroll_offset.x if x >= self.left_of(self.FROZEN) else 0
        last = len(self._widths) - 1
        return next((c for c in range(last) if x < self.left_of(c + 1)), last)

    def redraw(self) -> None:
        """Build every line in view anew."""
        self._strips.clear()
        self._styles.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self.redraw()

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.redraw()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.redraw()

    # --- drawing -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen; only lines in view are ever asked for."""
        self.lines_drawn += 1
        left, top = self.scroll_offset
        width = self.size.width
        place = top + y - 1
        if not self._widths:  # before it has a size
            return Strip.blank(width, self.rich_style)
        if y == 0:
            return self._cut(self._header(), left, width, self._style("header", ""))
        if not self.items and y == 2:  # noqa: PLR2004 - a line below the heading
            text = Segment(f" {self.empty_text}", self._style("", "off"))
            return Strip([text]).adjust_cell_length(width, self.rich_style)
        if place >= len(self.items):
            return Strip.blank(width, self.rich_style)
        state = self._state_of(place)
        key = (self.items[place], state, self.cursor_column if state == "cursor" else 0)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._drawn(self.row(self.items[place]), state)
        base = "" if self.BY_CELL else state
        return self._cut(strip, left, width, self._style(base, ""))

    def _cut(self, strip: Strip, left: int, width: int, style: Style) -> Strip:
        frozen = self.left_of(self.FROZEN)
        if not frozen or left == 0:
            return strip.crop_extend(left, left + width, style)
        rest = strip.crop_extend(frozen + left, left + max(width, frozen), style)
        return Strip.join([strip.crop(0, frozen), rest]).adjust_cell_length(width, style)

    def _state_of(self, place: int) -> str:
        if place == self.cursor:
            return "cursor"
        return "hover" if place == self._hover else ""

    def _header(self) -> Strip:
        style = self._style("header", "")
        name, backwards = self._sort or ("", False)
        arrow = " ▼" if backwards else " ▲"
        return Strip(
            [
                Segment(set_cell_size(c.title + (arrow if c.name == name else ""), w) + " ", style)
                for c, w in zip(self.columns, self._widths, strict=True)
            ]
        )

    def _drawn(self, cells: Sequence[Cell], state: str) -> Strip:
        segments = []
        for position, (cell, width) in enumerate(zip(cells, self._widths, strict=True)):
            text = plain(cell.text[: width * 4])
            on = state if not self.BY_CELL or position == self.cursor_column else ""
            segments.append(Segment(set_cell_size(text, width), self._style(on, cell.look)))
            segments.append(Segment(" ", self._style("" if self.BY_CELL else state, "")))
        return Strip(segments)

    def _style(self, state: str, look: str) -> Style:
        style = self._styles.get((state, look))
        if style is None:
            style = self.rich_style
            if look:
                style += self.get_component_rich_style(f"table--{look}", partial=True)
            if state:
                style += self.get_component_rich_style(f"table--{state}", partial=True)
            self._styles[state, look] = style
        return style
