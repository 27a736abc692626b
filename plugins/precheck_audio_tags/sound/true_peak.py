"""True peak by ITU-R BS.1770-4, annex 2: the largest value between the samples, oversampled."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from precheck_audio_tags.sound.blocks import Block, Floats

TAPS = 16
"""Of each phase of the interpolating filter."""
WINDOW = TAPS
"""Samples that are looked at or passed over together; a power of two."""
REACH = WINDOW + TAPS - 1
"""The samples of a window and those around it that the filter needs."""
SEAM = REACH // 2 + 1
"""So many samples of what came before are looked at once more, with what follows them."""
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
        self._waiting = np.zeros((channels, SEAM), np.float32)
        """What came last; before the first sample there is silence."""

    def add(self, block: Block) -> None:
        """Look at all that has come by now."""
        sound = block.samples
        if not self._matrix.size:
            self.highest = max(self.highest, float(np.abs(sound).max(initial=0)))
            return
        if sound.shape[1] < REACH:
            sound = np.concatenate([self._waiting, sound], axis=1)
            if sound.shape[1] < REACH:
                self._waiting = sound
                return
        else:
            self._look(np.concatenate([self._waiting, sound[:, : REACH - SEAM]], axis=1))
        self._look(sound)
        self._waiting = sound[:, -SEAM:].copy()

    def finish(self) -> float:
        """The highest, from 0; what follows the last sample counts as silence."""
        if self._matrix.size:
            silence = np.zeros((len(self._waiting), REACH - SEAM), np.float32)
            self._look(np.concatenate([self._waiting, silence], axis=1))
        return self.highest

    def _look(self, sound: Floats) -> None:
        """Look between the samples of a piece, not at what needs those around it."""
        self._interpolate(sound[:, -REACH:])
        if sound.shape[1] > REACH:
            for row in sound:
                self._search(row)

    def _search(self, row: Floats) -> None:
        around = _highest_around(row)
        windows = as_strided(
            row, (len(around), REACH), (WINDOW * row.itemsize, row.itemsize), writeable=False
        )
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
    """For each window at least the largest absolute sample of it and its surroundings.

    A window with its surroundings lies within two cells as long as a window; the maximum of a cell
    is found by halving: of two neighbours, then of two such, and so on.
    """
    cells = np.abs(row[: len(row) // WINDOW * WINDOW])
    for _ in range(WINDOW.bit_length() - 1):
        cells = np.maximum(cells[::2], cells[1::2])
    return np.maximum(cells[:-1], cells[1:])


def _toeplitz(filters: NDArray[np.float64]) -> Floats:
    """The matrix that turns a window with its surroundings into all values between its samples."""
    matrix = np.zeros((REACH, len(filters), WINDOW), np.float32)
    for at in range(WINDOW):
        matrix[at : at + TAPS, :, at] = filters.T
    return matrix.reshape(REACH, -1)
