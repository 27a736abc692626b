"""Deals built by hand: when they start and end, what they say, and whom they name."""

from __future__ import annotations

import pytest

from precheck import Deal, Finding, ListedRelease, Period, Title
from precheck.testing import a_message, a_release, ask
from precheck_ddex.rules.deals import (
    deal_date_incomplete,
    deal_date_malformed,
    deal_ends_before_start,
    deal_without_model,
    deal_without_start,
    release_without_deal,
)

MAIN = ListedRelease(reference="R0", is_main=True, titles=(Title(text="Slow Tide"),))
TRACK = ListedRelease(reference="R1", kind="TrackRelease")
OLD_TRACK = ListedRelease(reference="R1", types=("VideoTrackRelease",))
RINGTONE = ListedRelease(reference="R2", types=("RingtoneRelease",))


def a_deal(*releases: str, start: str = "2026-12-11", end: str = "", **values: object) -> Deal:
    said = {"commercial_models": ("SubscriptionModel",), "use_types": ("OnDemandStream",)}
    return Deal(
        release_references=releases or ("R0",),
        periods=(Period(start=start, end=end),),
        **{**said, **values},  # type: ignore[arg-type] # a test hands over anything
    )


def ends(start: str, end: str) -> list[Finding]:
    deal = a_deal(start=start, end=end)
    return ask(deal_ends_before_start, *with_deals(deal))


def with_deals(
    *deals: Deal, releases: tuple[ListedRelease, ...] = (MAIN,), version: str = "4.3.2"
) -> tuple[object, ...]:
    message = a_message(version, deals=deals, releases=releases)
    return a_release(message=message), message


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-12-11", "2026-12-10"),
        ("2026-12-11T00:00:00Z", "2026-12-10T23:59:59Z"),
        ("2026-12-11T00:00:00+02:00", "2026-12-10T21:59:59Z"),
        ("2026-12-11T00:00:00-05:00", "2026-12-11T04:59:00+00:00"),
        ("2026-12-11T08:00:00", "2026-12-11T07:59:59"),
        ("2026-12-11+01:00", "2026-12-10Z"),
        ("2026-12-11T08:00:00Z", "2026-12-09"),
        ("2026-12-11T08:00:00Z", "2026-12-09T23:00:00"),
    ],
)
def test_an_end_before_the_start_is_told(start: str, end: str) -> None:
    [finding] = ends(start, end)
    assert finding.message == f"the deal for R0 starts {start}, but ends {end}"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-12-11", "2026-12-11"),
        ("2026-12-11", ""),
        ("", "2026-12-11"),
        ("2026-12-11T00:00:00Z", "2026-12-11T00:00:00Z"),
        ("2026-12-11T08:00:00Z", "2026-12-10"),
        ("2026-12-11T08:00:00Z", "2026-12-11T02:00:00"),
        ("2026", "2025"),
        ("soon", "sooner"),
    ],
)
def test_an_end_that_may_be_after_the_start_is_not_told(start: str, end: str) -> None:
    assert ends(start, end) == []


def test_a_takedown_needs_neither_start_nor_model() -> None:
    bare = a_deal(start="", commercial_models=(), use_types=(), is_takedown=True)
    release, message = with_deals(bare)

    assert ask(deal_without_start, release, message) == []
    assert ask(deal_without_model, release, message) == []


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("3.8", 0),
        ("3.8.2", 0),
        ("3.8.3", 0),
        ("4.1", 0),
        ("4.2", 1),
        ("4.3", 1),
        ("4.3.2", 1),
        ("", 0),
    ],
)
def test_a_deal_needs_a_start_since_ern_4_2(version: str, told: int) -> None:
    ending = with_deals(a_deal(start="", end="2027-05-01"), version=version)

    assert len(ask(deal_without_start, *ending)) == told


def test_both_missing_words_are_named_at_once() -> None:
    release, message = with_deals(a_deal("R0", "R1", commercial_models=(), use_types=()))

    [finding] = ask(deal_without_model, release, message)

    assert finding.message == "the deal for R0, R1 has no CommercialModelType and no UseType"


@pytest.mark.parametrize("track", [TRACK, OLD_TRACK])
def test_a_track_release_needs_a_deal_and_a_ringtone_does_not(track: ListedRelease) -> None:
    release, message = with_deals(a_deal("R0"), releases=(MAIN, track, RINGTONE))

    [finding] = ask(release_without_deal, release, message)

    assert finding.evidence["release"] == "R1"


def test_a_message_without_any_deal_is_told_once() -> None:
    release, message = with_deals(releases=(MAIN, TRACK))

    [finding] = ask(release_without_deal, release, message)

    assert finding.message == "Slow Tide has no deal at all, which takes it down everywhere"


def test_a_purge_needs_no_deals() -> None:
    message = a_message(kind="PurgeReleaseMessage", releases=(MAIN,))

    assert ask(release_without_deal, a_release(message=message), message) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("2026-12-11", []),
        ("2026-12-11+01:00", []),
        ("2026-12-11T09:30:00", []),
        ("2026-12-11T09:30:00.1234567Z", []),
        ("2026-12-11T24:00:00", []),
        ("2026-12", [deal_date_incomplete.id]),
        ("2026", [deal_date_incomplete.id]),
        ("2026-02-30", [deal_date_malformed.id]),
        ("2026-13-01", [deal_date_malformed.id]),
        ("2026-13", [deal_date_malformed.id]),
        ("0000-00-00", [deal_date_malformed.id]),
        ("0000", [deal_date_malformed.id]),
        ("20261211", [deal_date_malformed.id]),
        ("2026-W50-5", [deal_date_malformed.id]),
        ("2026-12-11T25:00:00", [deal_date_malformed.id]),
        ("9999-12-31T24:00:00", [deal_date_malformed.id]),
        ("soon", [deal_date_malformed.id]),
        ("", []),
    ],
)
def test_a_deal_starts_and_ends_on_days_of_the_calendar(text: str, rules: list[str]) -> None:
    asked = (deal_date_malformed, deal_date_incomplete)
    starting, ending = with_deals(a_deal(start=text)), with_deals(a_deal(end=text))

    assert [rule.id for rule in asked if ask(rule, *starting)] == rules
    assert [rule.id for rule in asked if ask(rule, *ending)] == rules


def test_a_date_that_is_none_is_told_with_its_field() -> None:
    [finding] = ask(deal_date_malformed, *with_deals(a_deal(end="2026-02-30")))

    assert finding.message == "the deal for R0 ends on '2026-02-30', which is not a date"
    assert finding.evidence["field"] == "end"


def test_midnight_at_the_end_of_a_day_is_the_next_day() -> None:
    assert ends("2026-12-11T00:00:00", "2026-12-10T24:00:00") == []
