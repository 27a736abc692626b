"""Change-points, against every way to part a short row."""

# ruff: noqa: S311 - a test needs chance to be repeated, not to be secret

from __future__ import annotations

import math
import random
import time
from collections import defaultdict
from itertools import combinations, pairwise

import pytest

from precheck_cadence.signals.changes import MOST_RUNS, change, run_lengths

stats = pytest.importorskip("scipy.stats", reason="the extra `sound` is not installed")
special = pytest.importorskip("scipy.special", reason="the extra `sound` is not installed")

SHAPE, RATE = 0.5, 1.0


def evidence(counts: list[int]) -> float:
    """ln of the probability of one regime, its rate integrated out in closed form."""
    total, days = sum(counts), len(counts)
    return float(
        SHAPE * math.log(RATE)
        - special.gammaln(SHAPE)
        + special.gammaln(SHAPE + total)
        - (SHAPE + total) * math.log(RATE + days)
        - sum(special.gammaln(count + 1) for count in counts)
    )


def every_partition(daily: list[int], hazard: float) -> dict[int, float]:
    """The posterior of the last regime's length, from all 2^(n-1) partitions."""
    weights: dict[int, float] = defaultdict(float)
    places = range(1, len(daily))
    for many in range(len(daily)):
        for cuts in combinations(places, many):
            edges = [0, *cuts, len(daily)]
            pieces = [daily[a:b] for a, b in pairwise(edges)]
            prior = many * math.log(hazard) + (len(daily) - 1 - many) * math.log1p(-hazard)
            weights[len(pieces[-1])] += math.exp(prior + sum(map(evidence, pieces)))
    total = sum(weights.values())
    return {days: weight / total for days, weight in weights.items()}


@pytest.mark.parametrize("seed", range(12))
def test_run_lengths_are_those_of_all_partitions(seed: int) -> None:
    chance = random.Random(seed)
    size, hazard = chance.randint(1, 11), chance.choice((1 / 365, 0.05, 0.3))
    daily = [chance.choice((0, 0, 1, 2, 9)) for _ in range(size)]
    ours = {run.days: run.probability for run in run_lengths(daily, hazard=hazard, least=0.0)}
    assert ours == pytest.approx(every_partition(daily, hazard), rel=1e-9, abs=1e-12)


def test_a_days_prediction_is_a_negative_binomial() -> None:
    # With two days there are two stories; their odds hold one predictive each.
    first, second, hazard = 3, 7, 0.2
    runs = {r.days: r.probability for r in run_lengths([first, second], hazard=hazard)}
    same = stats.nbinom.pmf(second, SHAPE + first, (RATE + 1) / (RATE + 2)) * (1 - hazard)
    new = stats.nbinom.pmf(second, SHAPE, RATE / (RATE + 1)) * hazard
    assert runs[2] / runs[1] == pytest.approx(same / new)


def test_forgetting_the_unlikely_changes_little() -> None:
    chance = random.Random(3)
    daily = [min(chance.randint(0, 3), 2) for _ in range(60)] + [9, 11, 8, 12]
    whole = {r.days: r.probability for r in run_lengths(daily, least=0.0)}
    kept = {r.days: r.probability for r in run_lengths(daily)}
    assert sum(kept.values()) == pytest.approx(1)
    assert max(abs(whole[days] - share) for days, share in kept.items()) < 1e-4


def test_a_sudden_flood_is_a_change() -> None:
    found = change([0] * 200 + [20] * 5)
    assert found is not None
    assert found.probability > 0.99
    assert found.days == 5
    assert found.ratio > 5
    assert found.rate_now == pytest.approx(100.5 / 6)


def test_a_steady_sender_has_not_changed() -> None:
    chance = random.Random(8)
    found = change([chance.choice((1, 2, 3)) for _ in range(300)])
    assert found is not None
    assert found.probability < 0.2
    assert found.days > 250


def test_a_flood_that_was_always_there_is_no_change() -> None:
    found = change([30] * 20)
    assert found is not None
    assert found.probability < 0.01


def test_a_change_long_ago_is_not_a_new_one() -> None:
    found = change([0] * 200 + [5] * 60)
    assert found is not None
    assert found.days == 60
    assert found.probability < 0.05


def test_no_days_say_nothing() -> None:
    assert change([]) is None


def test_ten_years_keep_few_runs_and_take_seconds_at_most() -> None:
    chance = random.Random(9)
    daily = [chance.choice((0, 0, 0, 1, 2)) for _ in range(3_650)]
    start = time.process_time()
    runs = run_lengths(daily)
    assert time.process_time() - start < 20
    assert len(runs) <= MOST_RUNS
    assert [run.days for run in runs] == sorted(run.days for run in runs)
