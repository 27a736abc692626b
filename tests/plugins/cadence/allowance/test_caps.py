"""When more fits: held against a plain count of what lies in each window."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from precheck_cadence.allowance.caps import Arrived, Cap
from precheck_cadence.allowance.spread import Load, at_once, fitting, spread

DAY = 86_400_000_000
AT = 200 * DAY + 12_345_678_901

Came = list[tuple[int, int]]


def held(came: Sequence[tuple[int, int]], span: int, at: int) -> int:
    """What lies in the window that ends at a moment: open at its start, closed at its end."""
    return sum(number for moment, number in came if at - span < moment <= at)


def moments_to_try(came: Came, spans: Sequence[int], until: Sequence[int] = ()) -> list[int]:
    """Every moment at which something can change, and the one just before it, from AT on."""
    leaves = {moment + span for moment, _ in came for span in spans} | {u + 1 for u in until}
    tried = {AT} | {t for leave in leaves for t in (leave - 1, leave)}
    return sorted(t for t in tried if t >= AT)


def some(chance: random.Random, span: int) -> Came:
    """Arrivals before AT; many at the very ends of the window, several at one moment."""
    came: Came = []
    for _ in range(chance.randint(0, 12)):
        edges = (AT - span, AT - span + 1, AT - span - 1, AT, AT - 1)
        moment = chance.choice([*edges, chance.randint(AT - 2 * span, AT)])
        came.append((moment, chance.randint(1, 4)))
    return came


@pytest.mark.parametrize("seed", range(100))
def test_a_slot_opens_at_the_first_moment_at_which_it_fits(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - histories, no secrets
    span = chance.choice([DAY, 7 * DAY, 30 * DAY])
    came, most, more = some(chance, span), chance.randint(0, 15), chance.randint(1, 6)
    until = chance.choice([None, None, AT, AT + chance.randint(0, 8 * DAY)])
    cap = Cap(Arrived(came), span, most, until)

    def fits(at: int) -> bool:
        return (until is not None and at > until) or held(came, span, at) + more <= most

    ends = [until] if until is not None else []
    expected = next((t for t in moments_to_try(came, [span], ends) if fits(t)), None)
    assert cap.opens(AT, more) == expected
    if expected is not None and expected > AT:
        assert not fits(expected - 1)


def test_a_window_is_open_at_its_start_and_closed_at_its_end() -> None:
    cap = Cap(Arrived([(AT - DAY + 1, 1), (AT, 1)]), DAY, 2)
    assert cap.room(AT) == 0
    assert cap.opens(AT, 1) == AT + 1
    assert cap.opens(AT, 2) == AT + DAY
    assert cap.opens(AT, 3) is None


def test_what_is_too_full_already_has_no_room_and_opens_later() -> None:
    cap = Cap(Arrived([(AT - hour, 1) for hour in range(5)]), DAY, 2)
    assert cap.room(AT) == 0
    assert cap.opens(AT, 1) == AT - 1 + DAY


def test_nothing_fits_where_the_rule_speaks_from_one() -> None:
    assert Cap(Arrived([]), DAY, 0).opens(AT, 1) is None


# --- plans -----------------------------------------------------------------------------------


def some_loads(chance: random.Random) -> list[tuple[Came, int, int, int, int | None]]:
    """Limits as (what came, span, most, what each release adds, until)."""
    found = []
    for _ in range(chance.randint(1, 4)):
        span = chance.choice([DAY, 7 * DAY, 30 * DAY])
        until = chance.choice([None, None, None, AT + chance.randint(0, 6 * DAY)])
        found.append(
            (some(chance, span), span, chance.randint(0, 40), chance.choice([1, 1, 3, 12]), until)
        )
    return found


@pytest.mark.parametrize("seed", range(100))
def test_a_plan_goes_at_once_from_the_first_moment_at_which_it_breaks_no_limit(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - histories, no secrets
    limits, releases = some_loads(chance), chance.randint(1, 9)
    loads = [Load(Cap(Arrived(c), s, m, u), each) for c, s, m, each, u in limits]

    def fits(at: int, number: int) -> bool:
        return all(
            (until is not None and at > until) or held(came, span, at) + number * each <= most
            for came, span, most, each, until in limits
        )

    every = [
        t for c, s, _, _, u in limits for t in moments_to_try(c, [s], [] if u is None else [u])
    ]
    expected = next((t for t in sorted(every) if fits(t, releases)), None)
    assert at_once(loads, AT, releases) == expected
    now = next((n for n in range(releases, -1, -1) if n == 0 or fits(AT, n)), 0)
    assert min(releases, fitting(loads, AT, releases)) == now


@pytest.mark.parametrize("seed", range(150))
def test_a_spread_plan_breaks_no_limit_and_begins_as_early_as_it_can(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - histories, no secrets
    limits, releases = some_loads(chance), chance.choice([1, 2, 3, 5, 8, 13, 40])
    loads = [Load(Cap(Arrived(c), s, m, u), each) for c, s, m, each, u in limits]
    steps = spread(loads, AT, releases)
    if steps is None:
        assert any(each > most and until is None for _, _, most, each, until in limits)
        return

    def holds(first: int) -> bool:
        """Whether each limit is kept at each sending, all that was sent before it counted."""
        own = [
            (first + turn * steps.every_days * DAY, min(steps.at_a_time, left))
            for turn in range(steps.times)
            if (left := releases - turn * steps.at_a_time) > 0
        ]
        return all(
            (until is not None and at > until)
            or held([*came, *((m, n * each) for m, n in own)], span, at) <= most
            for came, span, most, each, until in limits
            for at, _ in own
        )

    assert steps.first >= AT
    assert (steps.times - 1) * steps.at_a_time < releases <= steps.times * steps.at_a_time
    assert holds(steps.first)
    assert steps.first == AT or not holds(steps.first - 1)


@pytest.mark.parametrize(
    ("most", "days", "releases", "expected"),
    [
        (4, 7, 12, (1, 2)),  # four a week: one every two days is 4 in any 7 days, 1 a day is 7
        (14, 7, 100, (2, 1)),
        (20, 7, 100, (2, 1)),
        (1, 30, 3, (1, 30)),
        (5, 7, 5, (5, 1)),  # all at once is within the limit
    ],
)
def test_the_pace_is_the_quickest_that_a_limit_lets_go_on(
    most: int, days: int, releases: int, expected: tuple[int, int]
) -> None:
    steps = spread([Load(Cap(Arrived([]), days * DAY, most), 1)], AT, releases)
    assert steps is not None
    assert (steps.at_a_time, steps.every_days) == expected
    assert steps.first == AT


def test_one_album_that_is_too_much_alone_cannot_be_spread() -> None:
    assert spread([Load(Cap(Arrived([]), DAY, 25), 26)], AT, 3) is None
