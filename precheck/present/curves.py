"""Curves: loudness over time and the long-term spectrum, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from precheck.present.drawing import GUTTER, Line, Piece, axis, bars, joined, with_gutter
from precheck.present.waveform import time_axis
from precheck.shared_facts import Cutoff, SoundPicture

LEVEL, EDGE = "╌", "┊"
_STEP_LU = 5
_MOST_LU = 40
_LEAST_DB = -120.0
"""The bottom of the spectrum; 16 bits of noise lie above it."""
_STEPS_HZ = (1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


def loudness(
    picture: SoundPicture, integrated_lufs: float | None, width: int, height: int
) -> tuple[Line, ...]:
    """The short-term loudness in `width` cells and `height` lines, then the times.

    The integrated loudness is a line behind it, where it lies within.
    """
    columns = max(1, width - GUTTER)
    values = _spread(picture.loudness_lufs, columns)
    known = [value for value in values if value is not None]
    if not known:
        return (with_gutter("", Piece("nothing is louder than -70 LUFS", "quiet")),)
    top = _STEP_LU * ceil(max(known) / _STEP_LU)
    bottom = max(_STEP_LU * floor(min(known) / _STEP_LU), top - _MOST_LU)
    bottom = min(bottom, top - 2 * _STEP_LU)
    shares = [None if v is None else (v - bottom) / (top - bottom) for v in values]
    level = -1
    if integrated_lufs is not None and bottom <= integrated_lufs <= top:
        level = min(height - 1, int((top - integrated_lufs) / (top - bottom) * height))
    drawn = []
    for number, row in enumerate(bars(shares, height)):
        behind = LEVEL if number == level else " "
        looks = ["quiet" if cell == " " else "wave" for cell in row]
        labels = {0: str(top), height - 1: str(bottom)}
        drawn.append(with_gutter(labels.get(number, ""), *joined(row.replace(" ", behind), looks)))
    return (*drawn, time_axis(width, picture.seconds))


def spectrum(
    picture: SoundPicture, cutoff: Cutoff | None, width: int, height: int
) -> tuple[Line, ...]:
    """The long-term spectrum from 0 to -120 dB, then the frequencies; the cut-off is a line."""
    columns = max(1, width - GUTTER)
    levels = picture.spectrum_db
    top_hz = picture.spectrum_step_hz * max(0, len(levels) - 1)
    if top_hz <= 0:
        return (with_gutter("", Piece("there is too little sound for a spectrum", "quiet")),)
    shares = [
        None if level is None else 1 - max(level, _LEAST_DB) / _LEAST_DB
        for level in _spread(levels, columns)
    ]
    edge = -1
    if cutoff is not None:
        edge = min(columns - 1, max(0, int(cutoff.frequency_hz / top_hz * columns)))
    labels = {0: "0", height - 1: f"{_LEAST_DB:.0f}"}
    drawn = [
        with_gutter(labels.get(number, ""), *_with_edge(row, edge))
        for number, row in enumerate(bars(shares, height))
    ]
    words = axis(columns, top_hz, _STEPS_HZ, lambda hz: f"{hz / 1000:.0f}k" if hz else "0 Hz")
    return (*drawn, with_gutter("", Piece(words, "quiet")))


def _with_edge(row: str, edge: int) -> Line:
    looks = ["wave"] * len(row)
    if edge >= 0:
        row = f"{row[:edge]}{EDGE}{row[edge + 1 :]}"
        looks[edge] = "review"
    return joined(row, looks)


def _spread(values: Sequence[float | None], columns: int) -> list[float | None]:
    """The largest value of each column; a column without one of its own has its neighbour's."""
    known = len(values)
    found: list[float | None] = []
    for number in range(columns):
        start = number * known // columns
        end = max(start + 1, (number + 1) * known // columns)
        there = [value for value in values[start:end] if value is not None]
        found.append(max(there, default=None))
    return found
