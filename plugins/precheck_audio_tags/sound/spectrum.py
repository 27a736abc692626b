"""The long-term spectrum, and whether it ends in a shelf as lossy encoders leave one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

from precheck import Cutoff
from precheck_audio_tags.sound.blocks import Block

FRAME = 8192
LOWEST_SHELF_HZ = 10_000.0
WIDTH_HZ = 600.0
"""Between the levels above and below a shelf; each is taken over the same width."""
FLOOR_DB = -140.0

Doubles = NDArray[np.float64]


class Spectrum:
    """One frame of every block, all channels, added up as power."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._window = np.hanning(FRAME).astype(np.float32)
        self._power = np.zeros(FRAME // 2 + 1)

    def add(self, block: Block) -> None:
        """Take the frame in the middle of the first two seconds, if there are as many samples."""
        start = (min(block.samples.shape[1], 2 * self.rate) - FRAME) // 2
        if start >= 0:
            bins = rfft(block.samples[:, start : start + FRAME] * self._window, axis=1)
            self._power += np.square(bins.real).sum(axis=0) + np.square(bins.imag).sum(axis=0)

    @property
    def decibels(self) -> Doubles:
        """Every bin relative to the largest, at least `FLOOR_DB`; empty for silence."""
        largest = self._power.max()
        if largest <= 0:
            return np.zeros(0)
        floor = 10 ** (FLOOR_DB / 10)
        return np.asarray(10 * np.log10(np.maximum(self._power / largest, floor)))

    def picture(self, steps: int) -> tuple[float, tuple[float, ...]]:
        """The width of a step in Hz, and the level of each."""
        levels = self.decibels
        if not len(levels):
            return 0.0, ()
        grouped = levels[: len(levels) // steps * steps].reshape(steps, -1).max(axis=1)
        return self.rate / 2 / steps, tuple(round(level, 1) for level in grouped.tolist())

    def cutoff(self) -> Cutoff | None:
        """The deepest drop above 10 kHz beyond which nothing comes back; None below 6 dB."""
        levels = self.decibels
        width = round(WIDTH_HZ * FRAME / self.rate)
        first = round(LOWEST_SHELF_HZ * FRAME / self.rate)
        if len(levels) < first + 3 * width:
            return None
        means = np.convolve(levels, np.ones(width) / width, "valid")
        """means[i] is the mean of levels[i : i + width]."""
        below = means[first - width : -2 * width]
        above = means[first + width :]
        drops = below[: len(above)] - above
        highest_after = np.maximum.accumulate(means[::-1])[::-1][first + width :]
        stays = below[: len(above)] - highest_after
        lasting = np.minimum(drops, stays)
        best = int(lasting.argmax())
        if lasting[best] < 6:  # noqa: PLR2004 - less is the slope of any music
            return None
        at = (first + best + width / 2) * self.rate / FRAME
        return Cutoff(frequency_hz=float(round(at)), drop_db=round(float(lasting[best]), 1))
