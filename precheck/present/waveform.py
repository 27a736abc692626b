"""The waveform: the lowest and highest samples along the track, in braille."""

from __future__ import annotations

from collections.abc import Sequence

from precheck.present.drawing import GUTTER, Line, Piece, axis, braille, joined, with_gutter
from precheck.present.moments import Moment, cells, clock
from precheck.shared_facts import SoundPicture

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200)
"""Seconds between two times below a picture."""
_TOP = 255
"""The byte that stands for a sample of 1."""


def waveform(
    picture: SoundPicture, marked: Sequence[Moment], width: int, height: int
) -> tuple[Line, ...]:
    """The waveform in `width` cells and `height` lines, then its marks, then the times.

    What is silent, clipped or noticed has the look of its mark, and the mark itself below.
    """
    columns = max(1, width - GUTTER)
    lows, highs = picture.lows, picture.highs
    spans = [
        span and (_dot(span[1], height), _dot(span[0], height))
        for span in _stretches(lows, highs, 2 * columns)
    ]
    marks = cells(marked, columns, picture.seconds)
    looks = [mark.look if mark is not None else "wave" for mark in marks]
    labels = {0: "+1", height - 1: "-1"} if height > 1 else {}
    if height > 2:  # noqa: PLR2004 - there must be a line between the two
        labels[(height - 1) // 2] = "0"
    drawn = [
        with_gutter(labels.get(number, ""), *joined(row, looks))
        for number, row in enumerate(braille(spans, height))
    ]
    below = joined((mark.mark if mark is not None else " " for mark in marks), looks)
    return (*drawn, with_gutter("", *below), time_axis(width, picture.seconds))


def time_axis(width: int, seconds: float) -> Line:
    """The times below a picture."""
    words = axis(max(1, width - GUTTER), seconds, STEPS, clock)
    return with_gutter("", Piece(words, "quiet"))


def _stretches(lows: bytes, highs: bytes, count: int) -> list[tuple[int, int] | None]:
    """The lowest and highest of each of so many equal stretches."""
    known = min(len(lows), len(highs))
    if not known:
        return [None] * count
    found: list[tuple[int, int] | None] = []
    for number in range(count):
        start = number * known // count
        end = max(start + 1, -(-(number + 1) * known // count))
        found.append((min(lows[start:end]), max(highs[start:end])))
    return found


def _dot(level: int, height: int) -> int:
    """The dot of a level from 0 to 255, counted from the top."""
    return round((_TOP - level) / _TOP * (4 * height - 1))
