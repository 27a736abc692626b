"""Loudness by ITU-R BS.1770-4: K-weighting, gated integration; and the range by EBU Tech 3342."""

from __future__ import annotations

from functools import lru_cache
from math import log10

import numpy as np
from numpy.typing import NDArray

from precheck_audio_tags.sound.blocks import Block, Floats, block_length, hop_of
from precheck_audio_tags.sound.low import Low
from precheck_audio_tags.sound.recursion import Matrices, Recursion, matrices
from precheck_audio_tags.sound.weighting import highest_gain, k_weighting, k_weighting_of_every

ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
RANGE_GATE_LU = -20.0
"""Below the mean of what passes the absolute gate; Tech 3342, 2."""
LOWEST_SHARE, HIGHEST_SHARE = 0.10, 0.95
"""Between these shares of the distribution the range lies; Tech 3342, 2."""
MOMENTARY_HOPS, SHORT_TERM_HOPS = 4, 30
"""400 ms and 3 s, in hops of 100 ms."""
SURROUND_WEIGHT = 1.41
"""Of the channels left and right behind the listener; BS.1770-4, table 3."""
SURROUND: dict[int, tuple[float, ...]] = {
    5: (1, 1, 1, SURROUND_WEIGHT, SURROUND_WEIGHT),
    6: (1, 1, 1, 0, SURROUND_WEIGHT, SURROUND_WEIGHT),
}
"""By the number of channels, in the usual order; the low-frequency channel does not count."""

Doubles = NDArray[np.float64]


class Loudness:
    """The loudness of a sound, block by block.

    Above 5 kHz the K filter does nothing but multiply. So what the sound has there, which is what
    it has more than the sound at a low rate, is multiplied, and the low one alone is filtered: the
    weight of any frequency is that of the filter within 0.02 dB.
    """

    def __init__(self, low: Low, channels: int, rate: int) -> None:
        """`low` is what the sound at a low rate comes from."""
        self._filter = Recursion(_filter(low.factor, rate), channels)
        self._gain = highest_gain(k_weighting(rate)) ** 2
        self._weights = np.array(SURROUND.get(channels, (1,) * channels), np.float32)
        self._factor, self._hop = low.factor, hop_of(rate)
        self._waiting = np.zeros(0, np.float32)
        """What the low sound adds, value by value, from the first hop that is not yet whole."""
        self._begins = -low.late
        """Where that is in the low sound, in its values."""
        self._powers = np.zeros(0)
        """What the sound itself adds, to the hops from there."""
        self._hops: list[Doubles] = []
        """The weighted mean square of each tenth of a second."""
        self._count = 0
        """Of how many hops that is."""

    def add(self, block: Block, low: Floats) -> None:
        """Take a block, and what it gives at a low rate: channels x values."""
        own = self._gain * (self._weights.astype(np.float64) @ block.powers)
        self._powers = np.concatenate([self._powers, own])
        of_low = np.square(self._filter.filtered(low)) - np.float32(self._gain) * np.square(low)
        self._waiting = np.concatenate([self._waiting, self._weights @ of_low])
        self._close_hops()

    def _close_hops(self) -> None:
        """Add up the hops that are whole by now."""
        hops = np.arange(self._count, self._count + len(self._powers) + 1)
        edges = hops * self._hop // self._factor - self._begins
        whole = int(np.searchsorted(edges[1:], len(self._waiting), "right"))
        if not whole:
            return
        last = int(edges[whole])
        added = np.add.reduceat(self._waiting[:last], edges[:whole], dtype=np.float64)
        self._hops.append((self._powers[:whole] + self._factor * added) / self._hop)
        self._waiting, self._powers = self._waiting[last:], self._powers[whole:]
        self._begins += last
        self._count += whole

    def integrated(self) -> float | None:
        """In LUFS, gated at -70 LUFS and 10 LU below what passed; None where nothing passed."""
        blocks = self._means(MOMENTARY_HOPS)
        loud = blocks[blocks > _power(ABSOLUTE_GATE_LUFS)]
        if not len(loud):
            return None
        gate = loud.mean() * 10 ** (RELATIVE_GATE_LU / 10)
        return round(_lufs(float(loud[loud > gate].mean())), 2)

    def loudness_range(self) -> float | None:
        """In LU, of the short-term loudness; None where nothing passed the gates."""
        blocks = self._means(SHORT_TERM_HOPS)
        loud = blocks[blocks >= _power(ABSOLUTE_GATE_LUFS)]
        if not len(loud):
            return None
        gated = np.sort(loud[loud >= loud.mean() * 10 ** (RANGE_GATE_LU / 10)])
        low, high = (
            gated[round((len(gated) - 1) * share)] for share in (LOWEST_SHARE, HIGHEST_SHARE)
        )
        return round(10 * log10(high / low), 2)

    def short_term(self, step: int) -> tuple[float | None, ...]:
        """The short-term loudness after each `step` tenths of a second, in LUFS."""
        powers = np.concatenate(self._hops) if self._hops else np.zeros(0)
        sums = np.concatenate([[0.0], np.cumsum(powers)])
        ends = np.arange(step, len(sums), step)
        means = (sums[ends] - sums[np.maximum(ends - SHORT_TERM_HOPS, 0)]) / SHORT_TERM_HOPS
        gate = _power(ABSOLUTE_GATE_LUFS)
        return tuple(round(_lufs(p), 1) if p > gate else None for p in means.tolist())

    def _means(self, hops: int) -> Doubles:
        powers = np.concatenate(self._hops) if self._hops else np.zeros(0)
        if len(powers) < hops:
            return np.zeros(0)
        sums = np.concatenate([[0.0], np.cumsum(powers)])
        means: Doubles = (sums[hops:] - sums[:-hops]) / hops
        return means


@lru_cache(maxsize=16)
def _filter(factor: int, rate: int) -> Matrices:
    """The K filter of `rate` for every `factor`-th sample; made once for all files at a rate."""
    length = _length(block_length(rate) // factor)
    return matrices(k_weighting_of_every(factor, rate), length)


def _length(samples: int) -> int:
    """The divisor of a block with which matrices are fastest: near 64, a multiple of 8."""
    divisors = (n for n in range(1, samples + 1) if samples % n == 0)
    return min(divisors, key=lambda n: (abs(n - 64) - 8 * (n % 8 == 0), -n))


def _lufs(power: float) -> float:
    return -0.691 + 10 * log10(power)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))
