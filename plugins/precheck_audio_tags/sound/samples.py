"""From a decoder's numbers to floats, and to the bytes that the samples were stored as."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from precheck_audio_tags.sound.blocks import Floats

SCALES = {"u8": 2.0**-7, "s16": 2.0**-15, "s32": 2.0**-31, "flt": 1.0, "dbl": 1.0}
"""What one step is worth, full scale being one."""
LOUDEST = 1e4
"""80 dB above full scale: floats beyond it are damage, and their squares would be no numbers."""


def floats(piece: NDArray[Any], sample: str) -> Floats:
    """Samples x channels as channels x samples, from -1 to 1; what is no number is zero."""
    return counted_floats(piece, sample)[0]


def counted_floats(piece: NDArray[Any], sample: str) -> tuple[Floats, int]:
    """The same, and how many were no numbers, infinite or beyond `LOUDEST`."""
    made = np.empty(piece.shape[::-1], np.float32)
    if sample == "u8":
        np.subtract(piece.T, 128, out=made, dtype=np.float32, casting="unsafe")
        made *= np.float32(SCALES["u8"])
    else:
        scale = np.float32(SCALES[sample])
        with np.errstate(invalid="ignore", over="ignore"):  # what is no number is told below
            np.multiply(piece.T, scale, out=made, dtype=np.float32, casting="unsafe")
    if sample in {"flt", "dbl"} and made.size and not _is_sound(made):
        return made, _mended(made)
    return made, 0


def _is_sound(made: Floats) -> bool:
    return bool(made.max() <= LOUDEST and made.min() >= -LOUDEST)  # what is no number is neither


def _mended(made: Floats) -> int:
    is_bad = ~(np.abs(made) <= LOUDEST)
    made[is_bad] = np.nan_to_num(np.sign(made[is_bad]))
    return int(np.count_nonzero(is_bad))


def full_scale(sample: str, bits: int | None) -> float:
    """The largest value that a stored sample can have; one for floats."""
    return 1.0 if sample in {"flt", "dbl"} or bits is None else 1 - 2.0 ** (1 - bits)


class Stored:
    """The samples as FLAC sums them up (RFC 9639, 8.2), whatever container they are in.

    Interleaved, signed, little-endian, each in as few whole bytes as hold its bits.
    """

    def __init__(self, sample: str, bits: int | None) -> None:
        """`bits` are those of the stored samples; None for all of the decoder's own."""
        size = {"u8": 1, "s16": 2, "s32": 4, "flt": 4, "dbl": 8}[sample]
        used = min(bits or size * 8, size * 8)
        self._sample = sample
        self._size = size
        self._width = -(-used // 8)
        self._shift = size * 8 - used
        """Decoders put the bits of a sample at the upper end of their own."""
        self._md5 = hashlib.md5(usedforsecurity=False)

    def add(self, piece: NDArray[Any]) -> None:
        """Take samples x channels in the decoder's numbers."""
        self._md5.update(self._bytes(np.ascontiguousarray(piece)))

    @property
    def md5(self) -> str:
        """Of all samples so far."""
        return self._md5.hexdigest()

    def _bytes(self, piece: NDArray[Any]) -> Any:  # noqa: ANN401 - a buffer
        if self._sample == "u8":
            return (piece ^ 0x80).data
        if self._sample in {"flt", "dbl"} or not self._shift:
            return piece.data
        skipped = self._shift // 8
        if self._shift % 8:
            piece, skipped = np.right_shift(piece, self._shift), 0
        if self._width == self._size:
            return piece.data
        every = piece.view(np.uint8).reshape(-1, self._size)
        return np.ascontiguousarray(every[:, skipped : skipped + self._width]).data
