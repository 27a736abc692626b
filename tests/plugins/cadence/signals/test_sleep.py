"""Sleepers."""

from __future__ import annotations

from precheck_cadence.signals.sleep import wakings
from precheck_cadence.signals.units import DAY, HOUR


def test_a_sleeper_that_wakes_with_a_flood_is_seen() -> None:
    [waking] = wakings([0, DAY, *(200 * DAY + at * HOUR for at in range(30))])
    assert waking.idle_days == 199
    assert waking.burst == 24


def test_the_flood_may_come_a_week_after_the_first_single() -> None:
    [waking] = wakings([0, 200 * DAY, *(207 * DAY + at for at in range(11))])
    assert waking.burst == 11


def test_a_flood_a_month_later_is_not_the_waking() -> None:
    [waking] = wakings([0, 200 * DAY, *(230 * DAY + at for at in range(11))])
    assert waking.burst == 1


def test_a_window_is_a_day_without_its_end() -> None:
    [waking] = wakings([0, 200 * DAY, 201 * DAY])
    assert waking.burst == 1


def test_a_day_short_of_the_idle_time_is_no_sleep_and_order_does_not_matter() -> None:
    assert wakings([179 * DAY, 0]) == ()
    assert len(wakings([180 * DAY, 0])) == 1
    assert wakings([]) == wakings([5]) == ()


def test_every_sleep_is_told() -> None:
    assert len(wakings([0, 190 * DAY, 400 * DAY])) == 2
