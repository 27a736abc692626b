"""Blocks of sound: planar, contiguous, two seconds each but for the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

HOPS = 20
"""How many hops of a tenth of a second a block has."""

Floats = NDArray[np.float32]


def hop_of(rate: int) -> int:
    """How many samples a tenth of a second has, rounded."""
    return max(round(rate / 10), 1)


class Block(Struct, frozen=True):
    """Some of the sound, one row for each channel."""

    samples: Floats
    """Channels x samples, full scale from -1 to 1."""
    hop: int
    """Samples of a tenth of a second. All blocks but the last have a whole number of them."""

    @property
    def hops(self) -> Floats:
        """Channels x hops x samples; what is left behind the last whole hop is left out."""
        channels, length = self.samples.shape
        whole = length // self.hop
        return self.samples[:, : whole * self.hop].reshape(channels, whole, self.hop)


class Cutter:
    """Makes blocks of one length of pieces of any length."""

    def __init__(self, rate: int) -> None:
        self.hop = hop_of(rate)
        self.length = HOPS * self.hop
        self._waiting: list[NDArray[Any]] = []
        self._count = 0

    def add(self, piece: NDArray[Any]) -> Iterator[NDArray[Any]]:
        """Take samples x channels, as the decoder gave them, and give whole blocks of them."""
        self._waiting.append(piece)
        self._count += len(piece)
        if self._count >= self.length:
            joined = np.concatenate(self._waiting)
            whole = len(joined) // self.length
            for number in range(whole):
                yield joined[number * self.length : (number + 1) * self.length]
            self._waiting = [joined[whole * self.length :]]
            self._count = len(self._waiting[0])

    def rest(self) -> NDArray[Any]:
        """What is left, shorter than a block. Only once something has come."""
        return np.concatenate(self._waiting)
