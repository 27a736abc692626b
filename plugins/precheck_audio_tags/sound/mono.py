"""The sound once more at 11,025 Hz in one channel: for the fingerprint and what it sounds like."""

from __future__ import annotations

import numpy as np
import soxr

from precheck_audio_tags.sound.blocks import Floats

RATE = 11_025
"""What Chromaprint works at."""


class Mono:
    """Mixes what comes at a low rate, and resamples it where that is another."""

    def __init__(self, rate: int) -> None:
        self._stream = None if rate == RATE else soxr.ResampleStream(rate, RATE, 1, quality="LQ")

    def of(self, sound: Floats, *, is_last: bool = False) -> Floats:
        """One row of values, of channels x values."""
        mixed: Floats = sound.sum(axis=0) / np.float32(len(sound)) if len(sound) > 1 else sound[0]
        if self._stream is not None:
            mixed = self._stream.resample_chunk(mixed, last=is_last)
        return mixed
