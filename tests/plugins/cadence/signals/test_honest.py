"""How often made-up honest accounts look like something else: what the rules quote."""

# ruff: noqa: S311 - a test needs chance to be repeated, not to be secret

from __future__ import annotations

import random
from collections.abc import Iterator

from precheck_cadence.options.alike import IdenticalDurations
from precheck_cadence.options.rates import Bursting, NewRegime
from precheck_cadence.signals.bursts import bursts
from precheck_cadence.signals.changes import change
from precheck_cadence.signals.lengths import sameness
from precheck_cadence.signals.timing import arrivals
from precheck_cadence.signals.units import DAY, MINUTE

PER_YEAR = (4, 8, 8, 12, 26, 52)
"""How often an artist sits down to upload."""
AT_ONCE = ((1, 2, 3, 4, 6), (75, 12, 7, 4, 2))
"""How many releases then, and how many in a hundred do so."""
HALF_A_YEAR, QUARTER = 182, 90
"""In days."""


def honest(chance: random.Random) -> list[int]:
    """Half a year of one artist: independent evenings, now and then with more than one release."""
    per_year, at, came = chance.choice(PER_YEAR), 0.0, list[int]()
    while (at := at + chance.expovariate(per_year / 365)) < HALF_A_YEAR:
        now = int(at * DAY)
        for _ in range(chance.choices(*AT_ONCE)[0]):
            came.append(now)
            now += int(chance.uniform(4, 25) * MINUTE)
    return came


def accounts(number: int, seed: int) -> Iterator[list[int]]:
    chance = random.Random(seed)
    return (came for _ in range(number) if (came := honest(chance)))


def weight(came: list[int]) -> float:
    """Of the burst that the last upload belongs to."""
    recent = [one for one in came if one > came[-1] - QUARTER * DAY]
    found = bursts(arrivals(recent))
    return max((one.weight for one in found if one.until >= came[-1] - DAY), default=0.0)


def is_new_regime(came: list[int], limits: NewRegime) -> bool:
    """As `cadence.new-regime` says it of an artist, on the day of the last upload."""
    first, last = came[0] // DAY, came[-1] // DAY
    week = sum(one > came[-1] - 7 * DAY for one in came)
    quarter = sum(one > came[-1] - QUARTER * DAY for one in came)
    if week < limits.from_7_days or week / 7 < 2 * quarter / QUARTER:
        return False
    days = [0] * (last - first + 1)
    for one in came:
        days[one // DAY - first] += 1
    found = change(days)
    return (
        found is not None
        and found.probability > limits.above
        and found.ratio > limits.times
        and found.days >= limits.from_days
    )


def last_the_same(lengths: list[float], limits: IdenticalDurations) -> bool:
    """As `cadence.identical-durations` says it."""
    found = sameness(lengths)
    return (
        found is not None
        and found.tracks >= limits.from_tracks
        and found.share >= limits.share
        and found.deviation_seconds < limits.below_deviation_seconds
    )


def test_hardly_an_account_whose_lengths_scatter_by_ten_seconds_lasts_the_same() -> None:
    chance, limits = random.Random(3), IdenticalDurations()
    for tracks in (10, 15, 20, 30, 60, 100):
        made = ([chance.gauss(130, 10) for _ in range(tracks)] for _ in range(1_000))
        assert sum(last_the_same(lengths, limits) for lengths in made) <= 10


def test_hardly_an_honest_account_bursts() -> None:
    weights = sorted(weight(came) for came in accounts(5_000, seed=1))
    assert 4.0 < weights[int(0.995 * len(weights))] < 5.0
    assert sum(one >= Bursting().weight for one in weights) <= len(weights) / 500


def test_few_honest_accounts_begin_a_new_regime() -> None:
    limits = NewRegime()
    found = [is_new_regime(came, limits) for came in accounts(4_000, seed=2)]
    assert sum(found) <= len(found) / 50
