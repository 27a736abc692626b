"""Loudness by ITU-R BS.1770-4: K-weighting, gated integration; and the range by EBU Tech 3342."""

from __future__ import annotations

from math import log10, pi, tan

import numpy as np
from numpy.typing import NDArray

from precheck_audio_tags.sound.blocks import HOPS, Block, hop_of
from precheck_audio_tags.sound.recursion import Recursion

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


def k_weighting(rate: int) -> Doubles:
    """The two stages of the K filter as second-order sections, for any sampling rate.

    The analogue prototypes are those from which the coefficients of BS.1770-4, annex 1, come
    (tables 1 and 2, for 48 kHz): a shelf of +4 dB at 1682 Hz and a high pass at 38 Hz.
    """
    gain, frequency, quality = 3.999843853973347, 1681.974450955533, 0.7071752369554196
    k = tan(pi * frequency / rate)
    high = 10 ** (gain / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / quality + k * k
    shelf = [
        (high + band * k / quality + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / quality + k * k) / a0,
        1,
        2 * (k * k - 1) / a0,
        (1 - k / quality + k * k) / a0,
    ]
    frequency, quality = 38.13547087602444, 0.5003270373238773
    k = tan(pi * frequency / rate)
    a0 = 1 + k / quality + k * k
    high_pass = [1, -2, 1, 1, 2 * (k * k - 1) / a0, (1 - k / quality + k * k) / a0]
    return np.array([shelf, high_pass])


class Loudness:
    """The loudness of a sound, block by block."""

    def __init__(self, channels: int, rate: int) -> None:
        self._filter = Recursion(k_weighting(rate), _length(HOPS * hop_of(rate)), channels)
        self._weights = np.array(SURROUND.get(channels, (1,) * channels), np.float64)
        self._hops: list[Doubles] = []
        """The weighted mean square of each tenth of a second."""

    def add(self, block: Block) -> None:
        """Weight and measure the whole hops of a block; only the last has anything else."""
        hops = block.hops
        if hops.size:
            weighted = self._filter.filtered(hops.reshape(len(hops), -1)).reshape(hops.shape)
            powers = np.vecdot(weighted, weighted).astype(np.float64) / block.hop
            self._hops.append(self._weights @ powers)

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


def _length(samples: int) -> int:
    """The divisor of a block with which matrices are fastest: near 64, a multiple of 8."""
    divisors = (n for n in range(1, samples + 1) if samples % n == 0)
    return min(divisors, key=lambda n: (abs(n - 64) - 8 * (n % 8 == 0), -n))


def _lufs(power: float) -> float:
    return -0.691 + 10 * log10(power)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))
