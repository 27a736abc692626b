"""Moments: what is marked along a track's time, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from precheck.report import Notice
from precheck.shared_facts import Sound, Span

SILENCE, CLIP, MANY = "─", "x", "+"
_ONE_FIGURE = 9


class Moment(Struct, frozen=True):
    """A stretch of the track that is marked."""

    mark: str
    look: str
    start_seconds: float
    end_seconds: float


def moments(sound: Sound | None, notices: Sequence[Notice]) -> tuple[Moment, ...]:
    """What is marked, the least telling first: a later one hides an earlier one."""
    found: list[Moment] = []
    if sound is not None:
        found += (Moment(SILENCE, "quiet", s.start_seconds, s.end_seconds) for s in sound.silences)
        found += (Moment(CLIP, "block", at, at) for at in sound.clipping.starts_seconds)
    for number, notice in reversed(list(enumerate(notices, 1))):
        look = "waived" if notice.is_waived else notice.severity.value
        for span in times_of(notice):
            found.append(Moment(figure(number), look, span.start_seconds, span.end_seconds))
    return tuple(found)


def times_of(notice: Notice) -> Iterator[Span]:
    """Where in the track a notice points."""
    for place in notice.places:
        if place.start_seconds is not None:
            end = place.end_seconds if place.end_seconds is not None else place.start_seconds
            yield Span(place.start_seconds, end)


def figure(number: int) -> str:
    """The mark of a notice: its number, or `+` from the tenth on."""
    return str(number) if number <= _ONE_FIGURE else MANY


def cells(marked: Iterable[Moment], width: int, seconds: float) -> list[Moment | None]:
    """What is marked in each of so many cells."""
    found: list[Moment | None] = [None] * width
    if seconds <= 0 or not width:
        return found
    for moment in marked:
        first = _cell(moment.start_seconds, width, seconds)
        last = _cell(moment.end_seconds, width, seconds)
        for cell in range(first, last + 1):
            found[cell] = moment
    return found


def _cell(at: float, width: int, seconds: float) -> int:
    if not at < seconds:  # a place may be anything, not a number among others
        return width - 1
    return min(width - 1, max(0, int(at / seconds * width)))


def clock(seconds: float) -> str:
    """A time such as `3:07`."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"
