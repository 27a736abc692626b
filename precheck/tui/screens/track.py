"""The track: its sound, its tags beside the message, and its notices, one track at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import ClassVar

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from precheck.portrait import Portrait
from precheck.present.drawing import Line
from precheck.present.portrait import Size, page
from precheck.tui.commands import Command
from precheck.tui.state import State, TrackRef
from precheck.tui.stream import output_of
from precheck.tui.widgets.detail import Detail
from precheck.tui.wording import shown, styled

TrackCommand = Callable[[str], tuple[str, ...]]
"""Gives the command that prints a portrait, for a release's id, `#`, and a track's reference."""
SHOWN, INCOMPLETE = 0, 3
"""The exit codes with which a portrait is printed."""
SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
SPIN_SECONDS = 0.1


class TrackScreen(Screen[None]):
    """One track; the sound is decoded in a child, so a file that breaks it harms nothing here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back"),
        Binding("left,h", "step(-1)", "Track before", priority=True),
        Binding("right,l", "step(1)", "Track after", priority=True),
        Binding("j", "line(1)", "Down", show=False),
        Binding("k", "line(-1)", "Up", show=False),
        Binding("question_mark", "app.help", "Help"),
    ]

    def __init__(self, state: State, track: TrackRef, command_for: TrackCommand) -> None:
        """Begin with a track of a run."""
        super().__init__()
        self._state = state
        self._track = track
        self._command_for = command_for
        self._portraits: dict[TrackRef, Portrait] = {}
        self._trouble = ""
        self._turn = 0
        self._place = ""

    def compose(self) -> ComposeResult:
        """A heading, the page, the keys."""
        yield Static(markup=False, id="track-title")
        yield Detail(id="track-page")
        yield Footer()

    def on_mount(self) -> None:
        """Show the first."""
        self.set_interval(SPIN_SECONDS, self._spin)
        self.query_one(Detail).focus()
        self._open(self._track)

    def on_resize(self) -> None:
        """Draw it as wide as there is room."""
        self.call_after_refresh(self._draw)

    def action_step(self, step: int) -> None:
        """To the next or previous track."""
        tracks = self._state.tracks
        place = tracks.index(self._track) + step if self._track in tracks else 0
        if 0 <= place < len(tracks):
            self._open(tracks[place])

    def action_line(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(Detail).scroll_relative(y=lines, animate=False)

    def commands(self) -> Iterable[Command]:
        """What the palette offers here."""
        yield Command("Track after", "Key Right", partial(self.action_step, 1))
        yield Command("Track before", "Key Left", partial(self.action_step, -1))
        yield Command("Back to the run", "Key Esc", self.action_dismiss)

    # --- learning about it -------------------------------------------------------------------

    def _open(self, track: TrackRef) -> None:
        self._track, self._trouble = track, ""
        tracks = self._state.tracks
        number = tracks.index(track) + 1 if track in tracks else 1
        self._place = f"track {number} of {len(tracks)}"
        self._draw()
        if track in self._portraits:
            self.workers.cancel_group(self, "portrait")
        else:
            self.learn(track)

    @work(exclusive=True, group="portrait", exit_on_error=False)
    async def learn(self, track: TrackRef) -> None:
        """Let a child look at the track. Leaving, or another track, ends it."""
        try:
            code, out, err = await output_of(
                self._command_for(f"{track.release}#{track.reference}")
            )
            if code in {SHOWN, INCOMPLETE}:
                self._portraits[track] = msgspec.json.decode(out, type=Portrait)
            else:
                said = " ".join(err.split()) or "it said nothing"
                self._trouble = f"The track could not be looked at (exit code {code}): {said}"
        except OSError as error:
            self._trouble = f"The command cannot be started: {error}"
        except msgspec.DecodeError as error:
            self._trouble = f"What the command printed cannot be read: {error}"
        self._draw()

    # --- showing it --------------------------------------------------------------------------

    def _draw(self) -> None:
        detail, portrait = self.query_one(Detail), self._portraits.get(self._track)
        self._head()
        if portrait is not None:
            told = msgspec.structs.replace(
                portrait, notices=self._state.notices_of(self._track), is_alone=False
            )
            detail.show(_content(page(told, _size(detail))))
        elif self._trouble:
            detail.show(styled(shown(self._trouble), "block"))
        else:
            detail.show(styled("Its sound is being decoded. Esc leaves it at that.", "off"))

    def _spin(self) -> None:
        if self._track not in self._portraits and not self._trouble:
            self._turn += 1
            self._head()

    def _head(self) -> None:
        is_busy = self._track not in self._portraits and not self._trouble
        busy = f"{SPINNER[self._turn % len(SPINNER)]} " if is_busy else ""
        name = f"{self._state.name(self._track.release)} · {self._track.reference}"
        title = Content.assemble(styled(f"{busy}{self._place}", "bold"), f" · {shown(name)}")
        self.query_one("#track-title", Static).update(title)


def _size(detail: Detail) -> Size:
    """What fits: the width of the page, and all three pictures on a tall screen."""
    width, height = detail.scrollable_content_region.size
    return Size(width, wave=min(12, max(6, height // 4)), curve=min(7, max(4, height // 7)))


def _content(lines: Iterator[Line]) -> Content:
    parts = (
        Content("").join(
            styled(piece.text, _LOOKS.get(piece.look, piece.look))
            if piece.look
            else Content(piece.text)
            for piece in drawn
        )
        for drawn in lines
    )
    return Content("\n").join(list(parts))


_LOOKS = {"strong": "bold", "quiet": "off", "wave": "pass"}
"""The looks of a drawing that go by another name here."""
