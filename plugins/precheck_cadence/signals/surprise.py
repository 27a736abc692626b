"""How surprising a count is: the upper tail of the Poisson distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence

_NEGLIGIBLE = 1e-17
"""A term this small beside the sum changes no bit of it."""
_SERIES_FROM = 16
"""From here on four terms of Stirling's series are exact to the last bits of a double."""


def log10_tail(count: int, expected: float) -> float:
    """log10 P(N >= count) of a Poisson variable with mean `expected`; from minus millions to 0.

    For counts up to 100,000 and any mean above 0 it is within 1e-12 of the truth, relatively, and
    nothing underflows: the tail is the probability of its largest term (Loader 2000, "Fast and
    accurate computation of binomial probabilities", the saddle-point form) times a sum of ratios
    that begins with 1 (Abramowitz and Stegun 26.4.21 relates the tail to the same series).

    It takes single arrivals for independent. Tracks of one album are not: see `clumped_tail`.
    """
    if count <= 0:
        return 0.0
    if expected <= 0.0:
        return -math.inf
    if count > expected:
        series = _ratios(count, expected, up=True)
        return (_log_mass(count, expected) + math.log(series)) / math.log(10)
    # Below the mean the tail is at least about a half: one minus the rest loses nothing.
    series = _ratios(count - 1, expected, up=False)
    below = math.exp(_log_mass(count - 1, expected) + math.log(series))
    return math.log1p(-min(below, 1.0)) / math.log(10)


def clump(sizes: Sequence[int]) -> float:
    """How many tracks come as one, from 1 up: sum of squares over sum of the release sizes.

    It is the index of dispersion (variance over mean) of a compound Poisson count, E[S^2] / E[S]
    (Daley and Vere-Jones 2003, "An introduction to the theory of point processes", 2.1): for
    albums of 12 tracks it is 12, for singles 1. Empty or senseless sizes give 1.
    """
    total = sum(size for size in sizes if size > 0)
    return sum(size * size for size in sizes if size > 0) / total if total else 1.0


def clumped_tail(count: int, expected: float, together: float) -> float:
    """The same tail for tracks that come in releases of `together` tracks (from 1 up, see `clump`).

    Count and mean are divided by it (the quasi-Poisson correction: McCullagh and Nelder 1989,
    6.2.3), and the count is rounded down, so that a lone album of an artist who makes albums is
    one arrival. It cannot tell an album from as many singles: ask of releases for that.
    """
    size = max(together, 1.0)
    return log10_tail(math.floor(count / size), expected / size)


def _ratios(start: int, expected: float, *, up: bool) -> float:
    """The sum of the probabilities from `start` on, up or down, over that of `start` itself."""
    total = term = 1.0
    at = start
    while term > total * _NEGLIGIBLE:
        if up:
            at += 1
            term *= expected / at
        else:
            term *= at / expected
            at -= 1
        total += term
    return total


def _log_mass(count: int, expected: float) -> float:
    """The natural logarithm of P(N = count), without the cancellation of large logarithms."""
    if count == 0:
        return -expected
    return -(
        _stirling_error(count) + _deviance(count, expected) + 0.5 * math.log(2 * math.pi * count)
    )


def _stirling_error(count: int) -> float:
    """What Stirling's formula lacks: log n! - log(sqrt(2 pi n) (n / e)^n)."""
    if count < _SERIES_FROM:
        plain = (count + 0.5) * math.log(count) - count + 0.5 * math.log(2 * math.pi)
        return math.lgamma(count + 1) - plain
    square = count * count
    return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / count


def _deviance(count: int, expected: float) -> float:
    """Count * log(count / expected) + expected - count, 0 or more."""
    off = (count - expected) / expected
    if abs(off) < 0.1:  # noqa: PLR2004 - where the plain form would lose digits
        return expected * _small_deviance(off)
    return count * math.log(count / expected) + expected - count


def _small_deviance(off: float) -> float:
    """(1 + x) log(1 + x) - x as its series, for small x: the sum of (-x)^k / (k (k - 1))."""
    total, power, k = 0.0, off * off, 2
    while True:
        added = total + (power if k % 2 == 0 else -power) / (k * (k - 1))
        if added == total:
            return total
        total, power, k = added, power * off, k + 1
