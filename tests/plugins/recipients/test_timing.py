"""Whether a release is sent early enough."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from precheck import Deal, Release
from precheck.testing import a_message, a_release, ask
from precheck_recipients.options import LeadTime
from precheck_recipients.rules.timing import lead_time_short, pitch_too_late

SENT = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)


def out_on(day: str, **of_message: Any) -> Release:
    message = a_message(**{"created": SENT, "deals": (Deal(),), **of_message})
    return a_release(message=message, release_date=day)


@pytest.mark.parametrize(("day", "days"), [("2026-12-01", 0), ("2026-12-02", 1), ("2026-12-05", 4)])
def test_a_new_release_that_comes_late_is_told(day: str, days: int) -> None:
    (finding,) = ask(lead_time_short, out_on(day))
    assert finding.evidence == {
        "sent": "2026-12-01",
        "release_date": day,
        "days": days,
        "wanted_days": 5,
    }


def test_the_sentence_counts_the_days() -> None:
    (finding,) = ask(lead_time_short, out_on("2026-12-02"))
    assert finding.message == (
        "Slow Tide is sent 1 day before its release on 2026-12-02; a new release wants 5"
    )


@pytest.mark.parametrize("day", ["2026-12-06", "2027-01-01"])
def test_a_new_release_that_comes_in_time_is_fine(day: str) -> None:
    assert ask(lead_time_short, out_on(day)) == []


@pytest.mark.parametrize("day", ["2026-11-30", "1999-01-01", "2026-12", "2026", ""])
def test_what_is_out_already_or_has_no_day_is_not_judged(day: str) -> None:
    assert ask(lead_time_short, out_on(day)) == []
    assert ask(pitch_too_late, out_on(day)) == []


def test_a_message_without_a_date_is_not_judged() -> None:
    assert ask(lead_time_short, out_on("2026-12-02", created=None)) == []


@pytest.mark.parametrize("deals", [(), (Deal(is_takedown=True),)])
def test_a_takedown_comes_when_it_comes(deals: tuple[Deal, ...]) -> None:
    assert ask(lead_time_short, out_on("2026-12-02", deals=deals)) == []
    assert ask(pitch_too_late, out_on("2026-12-02", deals=deals)) == []


def test_an_update_needs_less_time() -> None:
    assert ask(lead_time_short, out_on("2026-12-03", update_indicator="UpdateMessage")) == []
    (late,) = ask(lead_time_short, out_on("2026-12-02", update_indicator="UpdateMessage"))
    assert late.message.endswith("an update wants 2")


def test_a_recipient_may_want_it_earlier() -> None:
    assert ask(lead_time_short, out_on("2026-12-20"), LeadTime(days=28))


def test_what_comes_in_the_last_week_cannot_be_pitched() -> None:
    (finding,) = ask(pitch_too_late, out_on("2026-12-07"))
    assert finding.message.endswith("to be pitched it wants 7")
    assert ask(pitch_too_late, out_on("2026-12-08")) == []


def test_an_update_is_not_pitched() -> None:
    assert ask(pitch_too_late, out_on("2026-12-02", update_indicator="UpdateMessage")) == []
