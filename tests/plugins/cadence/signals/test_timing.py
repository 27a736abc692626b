"""Even gaps, crowded minutes and hours without sleep."""

# ruff: noqa: S311 - a test needs chance to be repeated, not to be secret

from __future__ import annotations

import math
import random
import statistics
from itertools import pairwise

import pytest

from precheck_cadence.signals.timing import arrivals, crowd, steadiest, wakefulness
from precheck_cadence.signals.units import DAY, HOUR, MINUTE, SECOND, WEEK


def slow_variation(came: list[int], at_least: int) -> float:
    """The least variation of any stretch, by the library's own standard deviation."""
    gaps = [b - a for a, b in pairwise(came)]
    width = at_least - 1
    stretches = [gaps[at : at + width] for at in range(len(gaps) - width + 1)]
    return min(statistics.stdev(s) / statistics.mean(s) for s in stretches if sum(s))


def test_a_batch_and_a_minute_are_one_arrival() -> None:
    moments = [HOUR, HOUR + 50 * MINUTE, 5 * HOUR, 5 * HOUR + 30 * SECOND, 9 * HOUR]
    assert arrivals(moments, batches=["one", "one", None, None, None]) == (HOUR, 5 * HOUR, 9 * HOUR)
    assert arrivals(moments[::-1]) == (HOUR, HOUR + 50 * MINUTE, 5 * HOUR, 9 * HOUR)
    assert arrivals([]) == ()


def test_equal_moments_alone_can_be_merged() -> None:
    assert arrivals([5, 5, 6], within=0) == (5, 6)


def test_a_machine_that_never_pauses_stays_many_arrivals() -> None:
    assert len(arrivals([at * 30 * SECOND for at in range(120)])) == 40


@pytest.mark.parametrize("seed", range(8))
def test_the_steadiest_stretch_is_the_one_a_slow_search_finds(seed: int) -> None:
    chance = random.Random(seed)
    came = [0]
    for _ in range(40):
        came.append(came[-1] + round(chance.expovariate(1 / HOUR)) + 1)
    ours = steadiest(came)
    assert ours is not None
    assert ours.variation == pytest.approx(slow_variation(came, 10))
    assert ours.arrivals == 10


def test_a_scheduler_is_found_between_nights() -> None:
    chance = random.Random(2)
    came = [DAY * day + round(HOUR * chance.uniform(9, 20)) for day in range(20)]
    machine = [30 * DAY + at * 7 * MINUTE + chance.randint(-5, 5) * SECOND for at in range(12)]
    found = steadiest([*came, *machine])
    assert found is not None
    assert found.variation < 0.05
    assert found.since >= 30 * DAY - MINUTE
    assert not found.is_calendar
    assert found.mean_gap_seconds == pytest.approx(420, abs=5)


def test_a_weekly_delivery_is_even_and_a_calendar() -> None:
    # Forty releases every Friday at ten, a second apart, sent by a program.
    moments = [week * WEEK + at * SECOND for week in range(15) for at in range(40)]
    batches = [week for week in range(15) for _ in range(40)]
    found = steadiest(arrivals(moments, batches=batches))
    assert found is not None
    assert found.variation == 0.0
    assert found.is_calendar


def test_too_few_arrivals_have_no_rhythm() -> None:
    assert steadiest(range(0, 9 * HOUR, HOUR)) is None
    assert steadiest([5] * 20) is None


def test_the_chance_of_an_even_stretch_is_as_small_as_said() -> None:
    # Gaps of chance, divided by their sum, are even on a simplex; little variation is a ball in it.
    gaps, variation = 9, 0.1
    radius = variation / gaps * math.sqrt(gaps - 1)
    ball = math.pi ** ((gaps - 1) / 2) / math.gamma((gaps + 1) / 2) * radius ** (gaps - 1)
    simplex = math.sqrt(gaps) / math.factorial(gaps - 1)
    assert ball / simplex == pytest.approx(5.2e-8, rel=0.01)


def test_the_same_sum_is_right_where_chance_can_be_tried() -> None:
    chance, gaps, variation, tries = random.Random(3), 4, 0.2, 20_000
    radius = variation / gaps * math.sqrt(gaps - 1)
    ball = math.pi ** ((gaps - 1) / 2) / math.gamma((gaps + 1) / 2) * radius ** (gaps - 1)
    simplex = math.sqrt(gaps) / math.factorial(gaps - 1)
    hits = 0
    for _ in range(tries):
        row = [chance.expovariate(1) for _ in range(gaps)]
        mean = sum(row) / gaps
        hits += math.sqrt(sum((gap - mean) ** 2 for gap in row) / (gaps - 1)) < variation * mean
    assert hits / tries == pytest.approx(ball / simplex, rel=0.15)


def test_a_crowd_is_the_fullest_minute() -> None:
    moments = [0, 10 * SECOND, 60 * SECOND, 61 * SECOND, 70 * SECOND, 3 * MINUTE]
    found = crowd(moments)
    assert found is not None
    assert (found.arrivals, found.since, found.until) == (4, 10 * SECOND, 70 * SECOND)
    assert crowd([]) is None


def test_a_delivery_of_forty_is_no_crowd() -> None:
    moments = [at * SECOND for at in range(40)]
    found = crowd(arrivals(moments, batches=["delivery"] * 40, within=0))
    assert found is not None
    assert found.arrivals == 1


def test_day_and_night_is_seen_and_a_working_day_is_not() -> None:
    always = wakefulness([at * HOUR for at in range(72)])
    assert always is not None
    assert (always.hours, always.arrivals) == (24, 72)
    assert always.entropy_bits == pytest.approx(math.log2(24))
    office = wakefulness([d * DAY + h * HOUR // 4 for d in range(4) for h in range(36, 68)])
    assert office is not None
    assert office.hours == 8
    assert wakefulness([at * HOUR for at in range(49)]) is None


@pytest.mark.parametrize("seed", range(5))
def test_hours_of_the_day_are_those_of_a_slow_search(seed: int) -> None:
    chance = random.Random(seed)
    came = sorted(chance.randrange(10 * DAY) for _ in range(150))
    windows = [[m for m in came if end - 72 * HOUR < m <= end] for end in came]
    slow = max((len({m // HOUR % 24 for m in w}) for w in windows if len(w) >= 40), default=0)
    found = wakefulness(came, at_least=40)
    assert (found.hours if found else 0) == slow
