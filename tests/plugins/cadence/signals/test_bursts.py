"""Kleinberg's automaton, against every path there is."""

# ruff: noqa: S311 - a test needs chance to be repeated, not to be secret

from __future__ import annotations

import random
import time
from itertools import pairwise, product

import pytest

from precheck_cadence.signals.bursts import automaton, bursts, states
from precheck_cadence.signals.units import DAY, HOUR, MINUTE, SECOND


def gaps_of(chance: random.Random, size: int) -> list[int]:
    return [round(chance.expovariate(1) * chance.choice((HOUR, DAY))) for _ in range(size)]


@pytest.mark.parametrize("scale", [2.0, 2.5, 3.0])
@pytest.mark.parametrize("top", [1, 2, 3])
def test_no_other_path_is_cheaper(scale: float, top: int) -> None:
    chance = random.Random(f"{scale} {top}")
    for size in (1, 2, 3, 5, 7) * 3:
        gaps = gaps_of(chance, size)
        machine = automaton(gaps, scale=scale, top=top)
        ours = machine.path_cost(states(machine, gaps), gaps)
        every = product(range(top + 1), repeat=size)
        assert ours == pytest.approx(min(machine.path_cost(path, gaps) for path in every))


def test_a_weight_is_what_the_burst_saves() -> None:
    chance = random.Random(4)
    moments = [0]
    for gap in [DAY] * 10 + [HOUR] * 8 + [DAY] * 10:
        moments.append(moments[-1] + round(gap * chance.uniform(0.5, 1.5)))
    [burst] = bursts(moments)
    gaps = [b - a for a, b in pairwise(moments)]
    machine = automaton(gaps)
    path = states(machine, gaps)
    calm = [0] * len(gaps)
    # The path pays once to climb, and saves the weight.
    saved = machine.path_cost(calm, gaps) - machine.path_cost(path, gaps)
    assert burst.weight == pytest.approx(saved + machine.up)
    assert (burst.level, burst.arrivals) == (1, 9)
    assert (burst.since, burst.until) == (moments[10], moments[18])


def test_more_levels_nest() -> None:
    moments = [0]
    for gap in [DAY] * 30 + [HOUR] * 10 + [MINUTE] * 20 + [HOUR] * 10 + [DAY] * 30:
        moments.append(moments[-1] + gap)
    found = bursts(moments, top=None)
    by_level = {burst.level: burst for burst in found}
    assert max(by_level) >= 5
    for level in range(2, max(by_level) + 1):
        outer, inner = by_level[level - 1], by_level[level]
        assert outer.since <= inner.since
        assert inner.until <= outer.until


def test_an_even_row_has_no_burst_and_neither_has_next_to_nothing() -> None:
    assert bursts([at * HOUR for at in range(50)]) == ()
    assert bursts([]) == bursts([1]) == bursts([1, 2]) == ()


def test_the_unit_and_the_order_do_not_matter() -> None:
    chance = random.Random(5)
    moments = [0]
    for gap in gaps_of(chance, 60) + [HOUR] * 20:
        moments.append(moments[-1] + max(gap, SECOND))
    shuffled = [moment * 7 + 11 for moment in moments]
    chance.shuffle(shuffled)
    assert [(b.arrivals, round(b.weight, 6)) for b in bursts(shuffled)] == [
        (b.arrivals, round(b.weight, 6)) for b in bursts(moments)
    ]


def test_a_higher_price_gives_fewer_bursts() -> None:
    chance = random.Random(6)
    moments = [0]
    for _ in range(12):
        for gap in [DAY] * 8 + [HOUR] * 6:
            moments.append(moments[-1] + round(gap * chance.uniform(0.8, 1.2)))
    row = [sum(b.arrivals for b in bursts(moments, gamma=gamma)) for gamma in (0.5, 1, 2, 20)]
    assert row == sorted(row, reverse=True)
    assert row[0] > 0
    assert row[-1] == 0


def test_arrivals_at_the_same_moment_are_no_trouble() -> None:
    [burst] = bursts([day * DAY for day in range(20)] + [20 * DAY] * 10)
    assert burst.arrivals >= 10


def test_ten_thousand_arrivals_take_seconds_at_most() -> None:
    chance = random.Random(7)
    moments = [0]
    for gap in gaps_of(chance, 10_000):
        moments.append(moments[-1] + gap)
    start = time.process_time()
    bursts(moments, top=None)
    assert time.process_time() - start < 10
