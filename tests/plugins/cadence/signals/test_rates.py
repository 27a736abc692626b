"""An account's own rate, and the middle and spread it stands on."""

# ruff: noqa: S311 - a test needs chance to be repeated, not to be secret

from __future__ import annotations

import random

import pytest

from precheck_cadence.signals.rates import FLOOR_PER_YEAR, own_rate
from precheck_cadence.signals.robust import NORMAL, deviation, median
from precheck_cadence.signals.units import DAY, WEEKS_PER_YEAR

np = pytest.importorskip("numpy", reason="the extra `sound` is not installed")
stats = pytest.importorskip("scipy.stats", reason="the extra `sound` is not installed")

FLOOR = FLOOR_PER_YEAR / WEEKS_PER_YEAR


def test_middle_and_spread_are_scipys() -> None:
    chance = random.Random(1)
    for size in range(1, 30):
        values = [chance.choice((chance.gauss(0, 5), chance.randint(0, 3))) for _ in range(size)]
        assert median(values) == pytest.approx(np.median(values))
        assert deviation(values) == pytest.approx(stats.median_abs_deviation(values), abs=1e-12)


def test_the_scale_makes_a_normal_spread_of_it() -> None:
    assert pytest.approx(1 / stats.norm.ppf(0.75), rel=1e-4) == NORMAL


def test_an_account_without_history_has_the_rate_of_an_average_artist() -> None:
    rate = own_rate(())
    assert rate.per_week * WEEKS_PER_YEAR == pytest.approx(6.4)
    assert rate.expected(7 * DAY) == pytest.approx(FLOOR)


def test_a_long_silence_does_not_go_below_the_floor() -> None:
    assert own_rate((0,) * 500).per_week == FLOOR


def test_a_long_history_outweighs_the_prior() -> None:
    rate = own_rate((4, 5, 3, 4) * 50)
    assert rate.per_week == pytest.approx((FLOOR * 26 + 800) / 226)
    assert rate.per_week == pytest.approx(4, rel=0.12)


def test_the_posterior_mean_is_that_of_the_gamma_distribution() -> None:
    grid = np.linspace(1e-9, 20, 200_001)
    weight = stats.gamma.pdf(grid, a=FLOOR * 26, scale=1 / 26)
    for count in (2, 3, 2):
        weight = weight * stats.poisson.pmf(count, grid)
    mean = float((grid * weight).sum() / weight.sum())
    assert own_rate((2, 3, 2)).per_week == pytest.approx(mean, rel=1e-6)


def test_one_earlier_burst_does_not_make_the_next_one_normal() -> None:
    quiet = (1, 0, 1, 2, 0, 0, 1, 1, 0, 2) * 5
    calm, after = own_rate(quiet), own_rate((*quiet[:20], 300, *quiet[21:]))
    assert after.capped_weeks == 1
    assert after.per_week < 1.2 * calm.per_week
    assert after.mean_per_week > 6


def test_two_active_weeks_are_too_few_to_call_one_a_burst() -> None:
    rate = own_rate((0, 12, 0, 0, 0, 1))
    assert rate.cap_per_week is None
    assert rate.capped_weeks == 0


def test_an_artist_of_albums_keeps_most_of_them() -> None:
    albums = ((0,) * 25 + (12,)) * 6
    rate = own_rate(albums)
    assert rate.capped_weeks == 0
    assert rate.per_week == pytest.approx((FLOOR * 26 + 72) / 182)
