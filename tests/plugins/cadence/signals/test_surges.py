"""A surge of the whole intake."""

# ruff: noqa: S311 - a test needs chance to be repeated, not to be secret

from __future__ import annotations

import math
import random

from precheck_cadence.signals.surges import HOURS_PER_WEEK, surges

WEEKS = 9


def usual(hour: int) -> float:
    """Busy days, quiet nights, and a peak on Thursday night ten times as high."""
    day, of_day = divmod(hour % HOURS_PER_WEEK, 24)
    base = 40 + 30 * math.sin((of_day - 9) / 24 * 2 * math.pi)
    return base * 10 if day == 3 and of_day >= 20 else base


def poisson(chance: random.Random, mean: float) -> int:
    return max(0, round(chance.gauss(mean, math.sqrt(mean))))


def intake(seed: int, overdispersion: float = 1.0) -> list[int]:
    chance = random.Random(seed)
    return [
        poisson(
            chance, usual(hour) * chance.gammavariate(1 / (overdispersion - 1), overdispersion - 1)
        )
        if overdispersion > 1
        else poisson(chance, usual(hour))
        for hour in range(WEEKS * HOURS_PER_WEEK)
    ]


def test_a_thursday_night_is_no_surge() -> None:
    assert [surges(intake(seed)) for seed in range(30)] == [()] * 30


def test_intake_that_clumps_is_seldom_a_surge() -> None:
    found = [surges(intake(seed, 1.05)) for seed in range(30)]
    assert sum(map(bool, found)) <= 1


def test_three_hours_of_double_intake_are_one() -> None:
    hourly = intake(1)
    start = len(hourly) - 50
    for at in range(start, start + 3):
        hourly[at] = hourly[at] * 2 + 30
    [found] = surges(hourly)
    assert (found.first, found.hours) == (start, 3)
    assert found.count == sum(hourly[start : start + 3])
    assert found.z > 4
    assert found.count > 1.8 * found.expected


def test_one_wild_hour_is_none() -> None:
    hourly = intake(1)
    hourly[-20] *= 10
    assert surges(hourly) == ()
    assert len(surges(hourly, hours=1)) == 1


def test_a_surge_that_lasts_until_now_is_told() -> None:
    hourly = intake(2)
    hourly[-2:] = [count * 4 + 50 for count in hourly[-2:]]
    [found] = surges(hourly)
    assert found.first + found.hours == len(hourly)


def test_a_wild_week_in_the_baseline_moves_little() -> None:
    hourly = intake(3)
    for at in range(HOURS_PER_WEEK, 2 * HOURS_PER_WEEK):
        hourly[at] *= 20
    assert surges(hourly) == ()


def test_three_weeks_are_too_few_to_know_a_week_by() -> None:
    assert surges([1] * (HOURS_PER_WEEK * 4 - 1) + [900]) == ()
    assert surges([]) == ()
