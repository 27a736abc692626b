"""The sound once more at about 11 kHz, in each channel: what lies below 5 kHz, for less work."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from precheck_audio_tags.sound.blocks import Floats, block_length
from precheck_audio_tags.sound.mono import RATE

TOGETHER = 25
"""So many values are made by one row of a matrix product; a block has a whole number of them."""
BETA = 6.0
"""Of the Kaiser window: what is mirrored into the lower 4.7 kHz is 49 dB down."""


def factor_of(rate: int) -> int:
    """Of how many samples one is kept: a power of two, one for rates that no music has."""
    factor = 1
    while rate >= 2 * factor * RATE and rate % (2 * factor) == 0:
        factor *= 2
    return factor if block_length(rate) % (TOGETHER * factor) == 0 else 1


class Low:
    """Keeps one sample of several, behind a low-pass filter, block by block."""

    def __init__(self, channels: int, rate: int) -> None:
        """`rate` is that of the sound as it comes."""
        self.factor = factor_of(rate)
        self.rate = rate // self.factor
        self.late = TOGETHER // 2 if self.factor > 1 else 0
        """So many values come before the one that stands where the sound begins."""
        self._width = TOGETHER * self.factor
        matrix = np.zeros((2 * self._width, TOGETHER))
        taps = low_pass(self.factor)
        for at in range(TOGETHER):
            start = (at + 1) * self.factor
            matrix[start : start + len(taps), at] = taps
        from_before, from_row = np.split(matrix, 2)
        self._matrix = np.hstack([from_row, from_before]).astype(np.float32)
        """What a row gives to its own values, and to those of the row behind it."""
        self._carried = np.zeros((channels, TOGETHER), np.float32)

    def of(self, sound: Floats, *, is_last: bool = False) -> Floats:
        """Channels x values, of channels x samples. A whole block each time but the last."""
        if self.factor == 1:
            return sound
        channels, samples = sound.shape
        count = samples // self.factor
        if is_last:
            count += self.late
            missing = -samples % self._width + self._width
            sound = np.pad(sound, ((0, 0), (0, missing)))
        by_row = sound.reshape(channels, -1, self._width) @ self._matrix
        made = by_row[:, :, :TOGETHER].copy()
        made[:, 0] += self._carried
        made[:, 1:] += by_row[:, :-1, TOGETHER:]
        self._carried = by_row[:, -1, TOGETHER:].copy()
        return made.reshape(channels, -1)[:, :count]


def low_pass(factor: int) -> NDArray[np.float64]:
    """A windowed sinc over `TOGETHER` values, an odd number of taps with a gain of one at 0 Hz."""
    count = (TOGETHER - 1) * factor + 1
    distance = np.arange(count) - (count - 1) / 2
    taps = np.sinc(distance / factor) * np.kaiser(count, BETA)
    return np.asarray(taps / taps.sum(), np.float64)
