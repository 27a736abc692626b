"""A surge of everything that comes in: when it is learned, and when it is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from precheck import Finding
from precheck.testing import a_batch, ask, encoded_alike
from precheck_cadence.cadence import Cadence
from precheck_cadence.history import moment
from precheck_cadence.intake import Intake, PastIntake, Surge
from precheck_cadence.options.rates import IntakeSurge
from precheck_cadence.rules.intake import intake_surge

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

SURGE = Surge(
    since=NOON,
    until=NOON + 2 * HOUR,
    hours=2,
    count=20,
    expected=1.0,
    z=4.1,
    weeks=4,
    releases=("b",),
)


def surging(surge: Surge | None, *options: object) -> list[Finding]:
    return ask(intake_surge, a_batch("a", "b"), Cadence(history="h", intake=surge), *options)


def test_a_surge_is_said_once_of_a_release_that_came_in_it() -> None:
    (finding,) = surging(structs.replace(SURGE, releases=("b", "c")))
    assert finding.release == "b"
    assert finding.message == (
        "all accounts together: 20 releases in the 2 hours from 2026-11-20 12:00 UTC on,"
        " where 1 are usual (z 4.1, notice above 4)"
    )
    assert finding.evidence["baseline_weeks"] == 4
    assert finding.evidence["in_this_batch"] == 2


@pytest.mark.parametrize(
    ("surge", "options"),
    [
        (None, IntakeSurge()),
        (structs.replace(SURGE, count=19), IntakeSurge()),
        (structs.replace(SURGE, z=4.0), IntakeSurge()),
        (SURGE, IntakeSurge(hours=3)),
        (SURGE, IntakeSurge(from_releases=0)),
    ],
)
def test_less_is_no_surge(surge: Surge | None, options: IntakeSurge) -> None:
    assert surging(surge, options) == []


def weeks_of(desk: Any, counter: Any, *weeks: int) -> None:
    """One release in each of these weeks before, from an account each."""
    for week in weeks:
        counter.known(desk.release(week, at=-week * 7 * DAY, account=f"w{week}", artist=f"W{week}"))


def flood_of(desk: Any) -> list[Any]:
    return [
        desk.release(100 + n, at=n * 5 * MINUTE, account=f"f{n}", artist=f"F{n}") for n in range(24)
    ]


def test_a_surge_needs_four_weeks_before_the_last(counter: Any, desk: Any) -> None:
    weeks_of(desk, counter, 4, 3, 2, 1)
    assert counter.known(*flood_of(desk)).intake is None


def test_four_weeks_before_the_last_are_enough(counter: Any, desk: Any) -> None:
    weeks_of(desk, counter, 5, 4, 3, 2, 1)
    assert counter.known(*flood_of(desk)).intake.weeks == 4


def test_a_surge_over_many_accounts_is_seen_where_no_account_is(counter: Any, desk: Any) -> None:
    weeks_of(desk, counter, 6, 5, 4, 3, 2, 1)
    found = counter.judge(*flood_of(desk))
    (finding,) = found.pop("cadence.intake-surge")
    assert found == {}
    assert finding.release == "r100.xml"
    assert (finding.evidence["count"], finding.evidence["hours"]) == (24, 2)
    later = counter.known(desk.release(300, at=DAY, account="late", artist="Late"))
    assert later.intake is None, "nothing of this batch came in it"


def test_a_stray_date_long_ago_is_no_history(counter: Any, desk: Any) -> None:
    weeks_of(desk, counter, 40, 3, 2, 1)
    assert counter.known(*flood_of(desk)).intake is None


def test_a_surge_is_kept_with_the_facts(counter: Any, desk: Any) -> None:
    weeks_of(desk, counter, 5, 4, 3, 2, 1)
    fact = counter.known(*flood_of(desk))
    assert encoded_alike(fact) == fact


def test_what_is_read_once_for_a_back_test_is_what_is_asked_each_time(
    counter: Any, desk: Any
) -> None:
    steps = [6 * HOUR * n for n in range(4 * 7 * 7)] + [42 * DAY + MINUTE * n for n in range(150)]
    releases = [desk.release(n, at=at, account="a") for n, at in enumerate(steps, 1)]
    events = [counter.event(release) for release in releases]
    with counter.open() as history:
        history.record(events)
        past = PastIntake(history)
        hours = {moment(event.uploaded) // moment_of_an_hour() for event in events}
        found = {hour: Intake(history).surging(hour) for hour in hours}
        assert {hour: past.surging(hour) for hour in hours} == found
    assert any(one.found for one in found.values())


def moment_of_an_hour() -> int:
    return HOUR // timedelta(microseconds=1)
