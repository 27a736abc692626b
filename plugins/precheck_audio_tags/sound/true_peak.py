"""True peak by ITU-R BS.1770-4, annex 2: the largest value between the samples, oversampled."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from precheck_audio_tags.sound.blocks import Block, Floats

TAPS = 16
"""Of each phase of the interpolating filter."""
WINDOW = 32
"""Samples that are looked at or passed over together."""
FIRST = 16
"""So many of the windows with the highest samples are looked at before all others."""


def factor_of(rate: int) -> int:
    """How many values are taken for each sample: four up to 48 kHz and about, two up to 96."""
    return 4 if rate < 80_000 else 2 if rate < 160_000 else 1  # noqa: PLR2004 - annex 2: to 192 kHz


def phases(factor: int) -> NDArray[np.float64]:
    """The filters that give the values between two samples: windowed sincs, phases x taps.

    Tap `TAPS // 2 - 1` is the sample before the value, the next the one after it. Each is scaled to
    a gain of one at 0 Hz.
    """
    positions = np.arange(TAPS) - (TAPS // 2 - 1)
    offsets = np.arange(1, factor)[:, None] / factor
    distance = positions - offsets
    window = np.kaiser(2 * 4096 + 1, 5.0)
    weight = np.interp(distance / (TAPS / 2) * 4096 + 4096, np.arange(2 * 4096 + 1), window)
    filters = np.sinc(distance) * weight
    return np.asarray(filters / filters.sum(axis=1, keepdims=True), np.float64)


class TruePeak:
    """The highest true peak of any channel.

    A value between samples can be no larger than the largest of the samples around it times the sum
    of the filter's absolute taps. Windows that cannot hold a new maximum are passed over.
    """

    def __init__(self, channels: int, rate: int) -> None:
        self.highest = 0.0
        filters = phases(factor_of(rate))
        self._bound = float(np.abs(filters).sum(axis=1).max(initial=1.0))
        self._matrix = _toeplitz(filters)
        self._waiting = np.zeros((channels, TAPS), np.float32)
        """What the next windows begin with; before the first sample there is silence."""

    def add(self, block: Block) -> None:
        """Look at all whole windows that have come by now."""
        if not self._matrix.size:
            self.highest = max(self.highest, float(np.abs(block.samples).max(initial=0)))
            return
        sound = np.concatenate([self._waiting, block.samples], axis=1)
        count = (sound.shape[1] - TAPS + 1) // WINDOW
        self._waiting = sound[:, count * WINDOW :].copy()
        if count:
            for row in sound:
                self._look(row, count)

    def finish(self) -> float:
        """The highest, from 0; what follows the last sample counts as silence."""
        if self._matrix.size:
            rest = np.zeros((len(self._waiting), WINDOW + TAPS), np.float32)
            self.add(Block(rest, 1))
        return self.highest

    def _look(self, row: Floats, count: int) -> None:
        windows = sliding_window_view(row, WINDOW + TAPS - 1)[::WINDOW]
        around = _highest_around(row)[::WINDOW][:count]
        self.highest = max(self.highest, float(around.max()))
        left = np.flatnonzero(around * self._bound > self.highest)
        if len(left) > FIRST:
            order = np.argpartition(around[left], -FIRST)
            self._interpolate(windows[left[order[-FIRST:]]])
            rest = left[order[:-FIRST]]
            left = rest[around[rest] * self._bound > self.highest]
        if len(left):
            self._interpolate(windows[left])

    def _interpolate(self, windows: Floats) -> None:
        between = windows @ self._matrix
        self.highest = max(self.highest, float(between.max()), -float(between.min()))


def _highest_around(row: Floats) -> Floats:
    """For each position the largest absolute sample of a window with its surroundings.

    By doubling: the maximum of two neighbours, then of two such pairs, and so on.
    """
    made, reach = np.abs(row), 1
    while 2 * reach <= WINDOW:
        made = np.maximum(made[:-reach], made[reach:])
        reach *= 2
    rest = WINDOW + TAPS - 1 - reach
    return np.maximum(made[: len(made) - rest], made[rest:])


def _toeplitz(filters: NDArray[np.float64]) -> Floats:
    """The matrix that turns a window with its surroundings into all values between its samples."""
    matrix = np.zeros((WINDOW + TAPS - 1, len(filters), WINDOW), np.float32)
    for at in range(WINDOW):
        matrix[at : at + TAPS, :, at] = filters.T
    return matrix.reshape(WINDOW + TAPS - 1, -1)
