"""The Poisson tail, against scipy and against whole numbers."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from precheck_cadence.signals.surprise import clump, clumped_tail, log10_tail

stats = pytest.importorskip("scipy.stats", reason="the extra `sound` is not installed")

MEANS = (1e-6, 0.0175, 0.5, 1.0, 6.4, 30.0, 99.5, 1000.0, 25_000.0, 99_000.0)


def exact_tail(count: int, mean: Fraction) -> Fraction:
    """P(N >= count) * e^mean, summed in fractions until the rest cannot matter."""
    term = Fraction(1)
    for k in range(1, count + 1):
        term = term * mean / k
    total, k = term, count
    while term > total / 10**20:
        k += 1
        term = term * mean / k
        total += term
    return total


@pytest.mark.parametrize("mean", MEANS)
def test_the_tail_is_scipys_wherever_scipy_does_not_underflow(mean: float) -> None:
    counts = {0, 1, 2, 3, 5, 10, 50, round(mean), round(mean) + 1, round(mean * 1.01) + 5}
    counts |= {round(mean + k * math.sqrt(mean)) for k in (-6, -3, -1, 1, 3, 6, 20)}
    for count in sorted(c for c in counts if c >= 0):
        theirs = stats.poisson.logsf(count - 1, mean) / math.log(10)
        if math.isfinite(theirs) and theirs > -300:
            assert log10_tail(count, mean) == pytest.approx(theirs, rel=1e-9, abs=1e-14)


@pytest.mark.parametrize(
    ("count", "mean"),
    [(12, Fraction(1, 2)), (300, Fraction(1, 50)), (400, Fraction(7)), (2_000, Fraction(1, 1000))],
)
def test_the_tail_is_right_where_a_double_underflows(count: int, mean: Fraction) -> None:
    whole = exact_tail(count, mean)
    digits = math.log10(whole.numerator) - math.log10(whole.denominator)
    truth = digits - float(mean) / math.log(10)
    assert log10_tail(count, float(mean)) == pytest.approx(truth, rel=1e-13)


def test_a_hundred_thousand_against_half_an_expected_one_is_finite() -> None:
    count, mean = 100_000, 0.5
    first = (count * math.log(mean) - mean - math.lgamma(count + 1)) / math.log(10)
    assert log10_tail(count, mean) == pytest.approx(first, rel=1e-10)
    assert log10_tail(count, mean) < -480_000


def test_nothing_at_all_is_certain_and_something_of_nothing_impossible() -> None:
    assert log10_tail(0, 3.0) == 0.0
    assert log10_tail(0, 0.0) == 0.0
    assert log10_tail(1, 0.0) == -math.inf


def test_more_is_never_less_surprising_across_the_mean() -> None:
    row = [log10_tail(count, 40.0) for count in range(200)]
    assert row == sorted(row, reverse=True)


def test_albums_come_as_one() -> None:
    assert clump([12, 12, 12]) == 12.0
    assert clump([1, 1, 1, 1]) == 1.0
    assert clump([]) == clump([0]) == 1.0
    assert clump([1, 1, 12]) == pytest.approx(146 / 14)


def test_the_clump_is_the_dispersion_of_counts_of_albums() -> None:
    # Releases of 1 or 11 tracks, Poisson many: variance over mean is E[S^2] / E[S].
    shares = {1: 0.75, 11: 0.25}
    mean = sum(size * share for size, share in shares.items())
    square = sum(size * size * share for size, share in shares.items())
    assert clump([1, 1, 1, 11]) == pytest.approx(square / mean)


def test_a_lone_album_of_an_album_artist_is_no_surprise_and_twelve_singles_are() -> None:
    a_month = 6.4 / 12
    assert clumped_tail(12, a_month, clump([12, 11, 12])) > -4
    assert clumped_tail(12, a_month, clump([1, 1, 1])) < -6
