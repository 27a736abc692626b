"""Lengths all alike."""

# ruff: noqa: S311 - a test needs chance to be repeated, not to be secret

from __future__ import annotations

import random
import statistics

import pytest

from precheck_cadence.signals.lengths import deviation_seconds, sameness


@pytest.mark.parametrize("seed", range(5))
def test_the_deviation_is_the_librarys(seed: int) -> None:
    chance = random.Random(seed)
    lengths = [chance.uniform(10, 400) for _ in range(chance.randint(2, 40))]
    assert deviation_seconds(lengths) == pytest.approx(statistics.stdev(lengths))
    assert deviation_seconds(lengths[:1]) is None


@pytest.mark.parametrize("seed", range(5))
def test_the_most_alike_are_those_of_a_slow_search(seed: int) -> None:
    chance = random.Random(seed)
    lengths = [round(chance.uniform(100, 130), 1) for _ in range(60)]
    slow = max(sum(low <= other <= low + 4.0 for other in lengths) for low in lengths)
    found = sameness(lengths)
    assert found is not None
    assert found.tracks == slow
    assert found.share == pytest.approx(slow / 60)
    assert found.longest_seconds - found.shortest_seconds <= 4.0


def test_a_farm_of_two_lengths_is_seen_where_the_plain_spread_is_wide() -> None:
    lengths = [31.0 + at % 2 / 2 for at in range(12)] + [120.0 + at % 3 / 3 for at in range(10)]
    found = sameness(lengths)
    spread = deviation_seconds(lengths)
    assert found is not None
    assert spread is not None
    assert spread > 40
    assert found.tracks == 12
    assert found.deviation_seconds < 2


def test_nothing_known_is_nothing_said() -> None:
    assert sameness([None]) is None


def test_the_chance_crowd_of_a_large_catalogue_is_as_said() -> None:
    chance = random.Random(1)
    found = sameness([chance.uniform(120, 300) for _ in range(10_000)])
    assert found is not None
    assert 200 < found.tracks < 330
