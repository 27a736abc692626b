"""The sheet: a page that a child makes, of one thing among several, with arrows between them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from precheck.present.drawing import Line
from precheck.tui.commands import Command
from precheck.tui.stream import output_of
from precheck.tui.widgets.detail import Detail
from precheck.tui.wording import shown, styled

SHOWN, INCOMPLETE = 0, 3
"""The exit codes with which a child prints a page."""
SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
SPIN_SECONDS = 0.1

PlaceT = TypeVar("PlaceT", bound=tuple[object, ...])
FoundT = TypeVar("FoundT")


def stepping(thing: str) -> list[BindingType]:
    """The keys that go from one thing to the next."""
    return [
        Binding("left,h", "step(-1)", f"{thing} before", priority=True),
        Binding("right,l", "step(1)", f"{thing} after", priority=True),
    ]


class SheetScreen(Screen[None], Generic[PlaceT, FoundT]):
    """One thing at a time; a child looks at it, so what breaks the child harms nothing here."""

    THING: ClassVar[str] = "page"
    """What one of them is called."""
    WAITING: ClassVar[str] = "One moment. Esc leaves it at that."
    FAILED: ClassVar[str] = "The page could not be made"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back"),
        Binding("j", "line(1)", "Down", show=False),
        Binding("k", "line(-1)", "Up", show=False),
        Binding("question_mark", "app.help", "Help"),
    ]

    def __init__(self, place: PlaceT) -> None:
        """Begin with one of them."""
        super().__init__()
        self._place = place
        self._found: dict[PlaceT, FoundT] = {}
        self._trouble = ""
        self._turn = 0
        self._numbered = ""

    # --- what a screen of this kind says -----------------------------------------------------

    @abstractmethod
    def places(self) -> Sequence[PlaceT]:
        """All of them, in order."""

    @abstractmethod
    def argv(self, place: PlaceT) -> tuple[str, ...]:
        """The command of the child."""

    @abstractmethod
    def decoded(self, out: str) -> FoundT:
        """What the child printed. Raises `msgspec.DecodeError`."""

    @abstractmethod
    def content(self, found: FoundT) -> Content:
        """The page, for the size of the screen."""

    @abstractmethod
    def named(self, place: PlaceT) -> str:
        """What the heading calls it; it need not be safe."""

    # --- the screen --------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """A heading, the page, the keys."""
        yield Static(markup=False, id="sheet-title")
        yield Detail(id="sheet-page")
        yield Footer()

    def on_mount(self) -> None:
        """Show the first."""
        self.set_interval(SPIN_SECONDS, self._spin)
        self.detail.focus()
        self.call_after_refresh(self.open, self._place)

    def on_resize(self) -> None:
        """Draw it as wide as there is room."""
        self.call_after_refresh(self.draw)

    @property
    def detail(self) -> Detail:
        """The page."""
        return self.query_one(Detail)

    def action_step(self, step: int) -> None:
        """To the next or the one before."""
        places = self.places()
        number = places.index(self._place) + step if self._place in places else 0
        if 0 <= number < len(places):
            self.open(places[number])

    def action_line(self, lines: int) -> None:
        """Scroll by lines."""
        self.detail.scroll_relative(y=lines, animate=False)

    def commands(self) -> Iterable[Command]:
        """What the palette offers here."""
        thing = self.THING.capitalize()
        yield Command(f"{thing} after", "Key Right", partial(self.action_step, 1))
        yield Command(f"{thing} before", "Key Left", partial(self.action_step, -1))
        yield Command("Back to the run", "Key Esc", self.action_dismiss)

    # --- learning about it -------------------------------------------------------------------

    def open(self, place: PlaceT) -> None:
        """Show one of them; what is known of it already is not asked again."""
        self._place, self._trouble = place, ""
        places = self.places()
        number = places.index(place) + 1 if place in places else 1
        self._numbered = f"{self.THING} {number} of {len(places)}"
        self.draw()
        if place in self._found:
            self.workers.cancel_group(self, "sheet")
        else:
            self.learn(place)

    @work(exclusive=True, group="sheet", exit_on_error=False)
    async def learn(self, place: PlaceT) -> None:
        """Let a child look at it. Leaving, or going to another, ends it."""
        try:
            code, out, err = await output_of(self.argv(place))
            if code in {SHOWN, INCOMPLETE} and out:
                self._found[place] = self.decoded(out)
            else:
                said = " ".join(err.split()) or "it said nothing"
                self._trouble = f"{self.FAILED} (exit code {code}): {said}"
        except OSError as error:
            self._trouble = f"The command cannot be started: {error}"
        except msgspec.DecodeError as error:
            self._trouble = f"What the command printed cannot be read: {error}"
        self.draw()

    def forget(self) -> None:
        """Everything is made anew when it is next shown."""
        self._found.clear()

    # --- showing it --------------------------------------------------------------------------

    def draw(self) -> None:
        """Show what is known."""
        self._head()
        if self._place in self._found:
            self.detail.show(self.content(self._found[self._place]))
        elif self._trouble:
            self.detail.show(styled(shown(self._trouble), "block"))
        else:
            self.detail.show(styled(self.WAITING, "off"))

    def _spin(self) -> None:
        if self._place not in self._found and not self._trouble:
            self._turn += 1
            self._head()

    def _head(self) -> None:
        is_busy = self._place not in self._found and not self._trouble
        busy = f"{SPINNER[self._turn % len(SPINNER)]} " if is_busy else ""
        name = shown(self.named(self._place))
        title = Content.assemble(styled(f"{busy}{self._numbered}", "bold"), f" · {name}")
        self.query_one("#sheet-title", Static).update(title)


def content_of(lines: Iterable[Line]) -> Content:
    """Drawn lines as Textual has them."""
    return Content("\n").join(list(_contents(lines)))


def _contents(lines: Iterable[Line]) -> Iterator[Content]:
    for drawn in lines:
        yield Content("").join(
            styled(piece.text, _LOOKS.get(piece.look, piece.look))
            if piece.look
            else Content(piece.text)
            for piece in drawn
        )


_LOOKS = {"strong": "bold", "quiet": "off", "wave": "pass"}
"""The looks of a drawing that go by another name here."""
