"""Blocks of sound: planar, contiguous, four seconds each but for the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

HOPS = 40
"""How many hops of a tenth of a second a block has."""

Floats = NDArray[np.float32]


def hop_of(rate: int) -> int:
    """How many samples a tenth of a second has, rounded."""
    return max(round(rate / 10), 1)


def block_length(rate: int) -> int:
    """How many samples all blocks but the last have."""
    return HOPS * hop_of(rate)


class Block(Struct, frozen=True):
    """Some of the sound, one row for each channel."""

    samples: Floats
    """Channels x samples, full scale from -1 to 1."""
    hops: Floats
    """Channels x hops x samples; what is left behind the last whole hop is left out."""
    powers: Floats
    """Channels x hops: the sum of the squares of each hop."""

    @property
    def rest(self) -> Floats:
        """Channels x samples behind the last whole hop: none in all blocks but the last."""
        _, count, hop = self.hops.shape
        return self.samples[:, count * hop :]


def block_of(samples: Floats, hop: int) -> Block:
    """A block of channels x samples, where a tenth of a second has `hop` of them."""
    channels, length = samples.shape
    whole = length // hop
    hops = samples[:, : whole * hop].reshape(channels, whole, hop)
    return Block(samples=samples, hops=hops, powers=np.vecdot(hops, hops))


class Cutter:
    """Makes blocks of one length of pieces of any length."""

    def __init__(self, rate: int) -> None:
        self.hop = hop_of(rate)
        self.length = block_length(rate)
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
