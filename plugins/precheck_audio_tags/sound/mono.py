"""The sound once more at 11,025 Hz in one channel: for the fingerprint and what it sounds like."""

from __future__ import annotations

import numpy as np
import soxr

from precheck_audio_tags.sound.blocks import Block, Floats

RATE = 11_025
"""What Chromaprint works at."""


class Mono:
    """Resamples block by block."""

    def __init__(self, rate: int) -> None:
        self._stream = soxr.ResampleStream(rate, RATE, 1, dtype="float32", quality="LQ")

    def of(self, block: Block, *, is_last: bool = False) -> Floats:
        """What the block gives."""
        sound = block.samples
        mixed = sound[0] if len(sound) == 1 else sound[0] + sound[1]
        for more in sound[2:]:
            mixed = mixed + more
        mixed = mixed * np.float32(1 / len(sound))
        made: Floats = self._stream.resample_chunk(mixed, last=is_last)
        return made
