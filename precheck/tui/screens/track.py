"""The track: its sound, its tags beside the message, and its notices, one track at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.content import Content

from precheck.portrait import Portrait
from precheck.present.portrait import Size, page
from precheck.tui.screens.sheet import SheetScreen, content_of, stepping
from precheck.tui.state import State, TrackRef
from precheck.tui.widgets.detail import Detail

TrackCommand = Callable[[str], tuple[str, ...]]
"""Gives the command that prints a portrait, for a release's id, `#`, and a track's reference."""


class TrackScreen(SheetScreen[TrackRef, Portrait]):
    """One track, whose sound a child decodes."""

    THING: ClassVar[str] = "track"
    WAITING: ClassVar[str] = "Its sound is being decoded. Esc leaves it at that."
    FAILED: ClassVar[str] = "The track could not be looked at"
    BINDINGS: ClassVar[list[BindingType]] = stepping("Track")

    def __init__(self, state: State, track: TrackRef, command_for: TrackCommand) -> None:
        """Begin with a track of a run."""
        super().__init__(track)
        self._state = state
        self._command_for = command_for

    def places(self) -> Sequence[TrackRef]:
        """Every track of the run."""
        return self._state.tracks

    def argv(self, place: TrackRef) -> tuple[str, ...]:
        """The command that prints its portrait."""
        return self._command_for(f"{place.release}#{place.reference}")

    def decoded(self, out: str) -> Portrait:
        """The portrait."""
        return msgspec.json.decode(out, type=Portrait)

    def content(self, found: Portrait) -> Content:
        """The portrait with the notices of the run, drawn for the screen."""
        told = msgspec.structs.replace(
            found, notices=self._state.notices_of(self._place), is_alone=False
        )
        return content_of(page(told, _size(self.detail)))

    def named(self, place: TrackRef) -> str:
        """Its release and its reference."""
        return f"{self._state.name(place.release)} · {place.reference}"


def _size(detail: Detail) -> Size:
    """What fits: the width of the page, and all three pictures on a tall screen."""
    width, height = detail.scrollable_content_region.size
    return Size(width, wave=min(12, max(6, height // 4)), curve=min(7, max(4, height // 7)))
