"""The sound once more at 11,025 Hz in one channel: for the fingerprint and what it sounds like."""

from __future__ import annotations

import numpy as np
import soxr

from precheck_audio_tags.sound.blocks import Block, Floats

RATE = 11_025
"""What Chromaprint works at."""
TOGETHER = 25
"""So many values are made by one row of a matrix product; a block has a whole number of them."""
CUTOFF_HZ = 5_500.0
BETA = 6.0
"""Of the Kaiser window: what is mirrored into the lower 4.7 kHz is 54 dB down."""


class Mono:
    """Mixes and resamples block by block."""

    def __init__(self, rate: int) -> None:
        """By matrices at 22.05, 44.1, 88.2 kHz and so on, in half the time; else by soxr."""
        self._decimation = Decimation(rate // RATE) if rate % (2 * RATE) == 0 else None
        self._stream = soxr.ResampleStream(rate, RATE, 1, dtype="float32", quality="LQ")

    def of(self, block: Block, *, is_last: bool = False) -> Floats:
        """What the block gives."""
        sound = block.samples
        mixed = sound[0] if len(sound) == 1 else sound[0] + sound[1]
        for more in sound[2:]:
            mixed = mixed + more
        if self._decimation is not None:
            made = self._decimation.of(mixed)
        else:
            made = self._stream.resample_chunk(mixed, last=is_last)
        return made * np.float32(1 / len(sound)) if len(sound) > 1 else made


class Decimation:
    """Keeps one value of several, behind a low-pass filter.

    The filter reaches over what comes `TOGETHER` values before; it is late by half of that.
    """

    def __init__(self, factor: int) -> None:
        self._width = TOGETHER * factor
        taps = _low_pass(factor)
        matrix = np.zeros((2 * self._width, TOGETHER), np.float32)
        for at in range(TOGETHER):
            start = (at + 1) * factor
            matrix[start : start + self._width, at] = taps
        self._from_before, self._from_row = np.split(matrix, 2)
        self._before = np.zeros(self._width, np.float32)

    def of(self, sound: Floats) -> Floats:
        """A value for each `factor` samples; what is left behind the last whole row is left out."""
        rows = sound[: len(sound) // self._width * self._width].reshape(-1, self._width)
        made: Floats = rows @ self._from_row
        if len(rows):
            made[0] += self._before @ self._from_before
            made[1:] += rows[:-1] @ self._from_before
            self._before = rows[-1].copy()
        return made.ravel()


def _low_pass(factor: int) -> Floats:
    """A windowed sinc with as many taps as there are samples for `TOGETHER` values."""
    count = TOGETHER * factor
    distance = np.arange(count) - (count - 1) / 2
    taps = np.sinc(2 * CUTOFF_HZ / (RATE * factor) * distance) * np.kaiser(count, BETA)
    return np.asarray(taps / taps.sum(), np.float32)
