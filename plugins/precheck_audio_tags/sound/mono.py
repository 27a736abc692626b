"""The sound once more at 11,025 Hz in one channel: for the fingerprint and what it sounds like."""

from __future__ import annotations

from math import gcd

import numpy as np
import soxr
from numpy.lib.stride_tricks import as_strided

from precheck_audio_tags.sound.blocks import Floats

RATE = 11_025
"""What Chromaprint works at."""
REACH = 12
"""So many values on either side of a new one have a say in it."""
LONGEST_ROW = 200
"""The longest row of which a matrix product is cheaper than the resampler."""
BETA = 6.0
"""Of the Kaiser window."""


class Mono:
    """Mixes what comes at a low rate, and resamples it where that is another."""

    def __init__(self, rate: int) -> None:
        """By a matrix from 12 kHz, which is what 48 kHz gives, in half the time; else by soxr."""
        is_short = rate // gcd(rate, RATE) <= LONGEST_ROW
        self._rows = Rows(rate) if rate > RATE and is_short else None
        is_other = rate != RATE and self._rows is None
        self._stream = soxr.ResampleStream(rate, RATE, 1, quality="LQ") if is_other else None

    def of(self, sound: Floats, *, is_last: bool = False) -> Floats:
        """One row of values, of channels x values."""
        mixed: Floats = sound.sum(axis=0) / np.float32(len(sound)) if len(sound) > 1 else sound[0]
        if self._rows is not None:
            mixed = self._rows.of(mixed)
        elif self._stream is not None:
            mixed = self._stream.resample_chunk(mixed, last=is_last)
        return mixed


class Rows:
    """Resamples in rows, of which each gives so many values, late by `REACH` of the old ones."""

    def __init__(self, rate: int) -> None:
        common = gcd(rate, RATE)
        self._length, made = rate // common, RATE // common
        places = np.arange(self._length + 2 * REACH) - REACH
        distance = places[:, None] - np.arange(made) * (self._length / made)
        inside = np.clip(1 - np.square(distance / REACH), 0, None)
        weights = np.sinc(distance * (made / self._length)) * np.i0(BETA * np.sqrt(inside))
        weights *= np.abs(distance) < REACH
        self._matrix = (weights / weights.sum(axis=0)).astype(np.float32)
        self._waiting = np.zeros(2 * REACH, np.float32)
        """What has come and is needed again; before the first value there is silence."""

    def of(self, sound: Floats) -> Floats:
        """The new values of all rows that are whole by now."""
        known = np.concatenate([self._waiting, sound])
        count = (len(known) - 2 * REACH) // self._length
        shape, (step,) = (count, len(self._matrix)), known.strides
        rows = as_strided(known, shape, (self._length * step, step), writeable=False)
        self._waiting = known[count * self._length :]
        made: Floats = np.ascontiguousarray(rows) @ self._matrix
        return made.ravel()
