"""Rates, timing, beginnings and shares: border values, what stays quiet, what evidence holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from precheck import AccountTier, AiAmount, Declaration, Delivery, Finding, Rule
from precheck.testing import a_batch, ask
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Awakening, Conduct, Surprise
from precheck_cadence.history import Tally, moment
from precheck_cadence.options import CadenceOptions
from precheck_cadence.options.rates import (
    AiReleases,
    AiShare,
    Bursting,
    NewAccount,
    NewRegime,
    SleeperWakes,
    Surprising,
)
from precheck_cadence.options.shares import OneTrackReleases, ShortTracks
from precheck_cadence.options.timing import CrowdedMinute, MachineTiming, RoundTheClock
from precheck_cadence.rules.ai import ai_releases, ai_share
from precheck_cadence.rules.awake import new_account, sleeper_wakes
from precheck_cadence.rules.changes import burst, new_regime
from precheck_cadence.rules.shares import one_track_releases, short_tracks_account
from precheck_cadence.rules.surprise import surprise, surprise_extreme
from precheck_cadence.rules.timing import crowded_minute, machine_timing, round_the_clock
from precheck_cadence.signals.bursts import Burst
from precheck_cadence.signals.changes import Change
from precheck_cadence.signals.timing import CALENDAR_GAP, Crowd, Rhythm, Wakefulness
from precheck_cadence.signals.units import SECOND
from precheck_cadence.upload import TimedBy, UploadEvent

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
AT = moment(NOON)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
BARE = Conduct(account="ada", tier=AccountTier.ARTIST, until=NOON, releases=("r1.xml",))
AGED = CadenceOptions(history="history.sqlite", labels=("ada",))


def about(**known: Any) -> Conduct:
    return structs.replace(BARE, **known)


def as_label(conduct: Conduct) -> Conduct:
    return structs.replace(conduct, tier=AccountTier.LABEL)


def said(rule: Rule[Any], conduct: Conduct, *options: object) -> list[Finding]:
    """What a rule says of an account, nothing else known."""
    fact = Cadence(history="h", accounts=(conduct,))
    return ask(rule, a_batch(*conduct.releases), fact, *options)


def told(rule: Rule[Any], conduct: Conduct, events: Iterable[UploadEvent]) -> list[str]:
    """The releases that a rule speaks of, what they are being known."""
    uploads = {event.release: (event,) for event in events}
    known = structs.replace(conduct, releases=tuple(sorted(uploads)))
    fact = Cadence(history="h", accounts=(known,))
    return [one.release for one in ask(rule, a_batch(*uploads), fact, narrower=uploads)]


def upload(release: str, back: timedelta = 0 * DAY, **values: Any) -> UploadEvent:
    defaults: dict[str, Any] = {"account": "ada", "product": release, "timed_by": TimedBy.DELIVERY}
    return UploadEvent(release=release, uploaded=NOON - back, **{**defaults, **values})


RHYTHM = Rhythm(
    arrivals=10, since=AT - 9 * 3600 * SECOND, until=AT, mean_gap_seconds=3600.0, variation=0.05
)
CROWD = Crowd(arrivals=5, since=AT - 40 * SECOND, until=AT)
AWAKE = Wakefulness(
    hours=24, entropy_bits=4.5, arrivals=50, since=AT - 70 * 3600 * SECOND, until=AT
)
BURST = Burst(level=1, since=AT - 3600 * SECOND, until=AT, arrivals=11, weight=6.0)
CHANGE = Change(probability=0.96, days=4, rate_before=0.1, rate_now=0.6)
WOKEN = Awakening(slept_since=NOON - 190 * DAY, woke=NOON - 2 * DAY, idle_days=188.0, tracks=11)
UNLIKELY = Surprise(hours=168, releases=4, expected=0.16, log10_probability=-4.6, weeks=10)
FAST = Tally(releases=4)

LOUD: dict[str, tuple[Rule[Any], Conduct]] = {
    "ai-releases": (ai_releases, about(week=Tally(releases=2, all_ai_releases=2))),
    "ai-share": (ai_share, about(month=Tally(tracks=11, ai_tracks=9))),
    "surprise": (surprise, about(surprises=(UNLIKELY,))),
    "burst": (burst, about(burst=BURST)),
    "new-regime": (new_regime, about(change=CHANGE, week=FAST)),
    "machine-timing": (machine_timing, about(rhythm=RHYTHM)),
    "crowded-minute": (crowded_minute, about(crowd=CROWD)),
    "round-the-clock": (round_the_clock, about(wakefulness=AWAKE)),
    "sleeper-wakes": (sleeper_wakes, about(awakening=WOKEN, quarter=Tally(releases=2))),
    "new-account": (new_account, about(age_days=7.0, week=FAST)),
    "short-tracks": (short_tracks_account, about(quarter=Tally(timed=20, short=4))),
    "one-track": (one_track_releases, about(quarter=Tally(releases=20, singles=19))),
}
"""Each as little as it takes."""


@pytest.mark.parametrize("name", LOUD)
def test_at_its_number_a_rule_speaks_and_says_what_it_counted(name: str) -> None:
    rule, conduct = LOUD[name]
    (finding,) = said(rule, conduct)
    assert finding.release == "r1.xml"
    assert "'ada'" in finding.message
    assert "notice" in finding.message
    evidence = finding.evidence
    assert (evidence["account"], evidence["tier"], evidence["history"]) == ("ada", "artist", "h")
    for end in ("after", "until"):
        assert datetime.fromisoformat(str(evidence[end])) <= NOON
    assert any(key.startswith(("threshold", "from_")) for key in evidence)


@pytest.mark.parametrize("name", [name for name in LOUD if name != "short-tracks"])
def test_an_honest_label_looks_like_this_and_is_left_alone(name: str) -> None:
    rule, conduct = LOUD[name]
    assert said(rule, as_label(conduct)) == []


QUIET: dict[str, tuple[Rule[Any], Conduct]] = {
    "one AI release": (ai_releases, about(week=Tally(releases=9, all_ai_releases=1))),
    "partly AI": (ai_releases, about(week=Tally(ai_releases=5))),
    "ten AI tracks": (ai_share, about(month=Tally(tracks=10, ai_tracks=10))),
    "under 80%": (ai_share, about(month=Tally(tracks=100, ai_tracks=79))),
    "likely": (surprise, about(surprises=(structs.replace(UNLIKELY, log10_probability=-4.0),))),
    "two releases": (surprise, about(surprises=(structs.replace(UNLIKELY, releases=2),))),
    "unknown": (surprise, about(surprises=(structs.replace(UNLIKELY, weeks=3),))),
    "one day": (surprise, about(surprises=(structs.replace(UNLIKELY, hours=24),))),
    "not extreme": (surprise_extreme, about(surprises=(UNLIKELY,))),
    "light burst": (burst, about(burst=structs.replace(BURST, weight=5.99))),
    "unsure": (new_regime, about(change=structs.replace(CHANGE, probability=0.95), week=FAST)),
    "five times": (new_regime, about(change=structs.replace(CHANGE, rate_now=0.5), week=FAST)),
    "a busy day": (new_regime, about(change=structs.replace(CHANGE, days=2), week=FAST)),
    "a slow week": (new_regime, about(change=CHANGE, week=Tally(releases=3))),
    "uneven": (machine_timing, about(rhythm=structs.replace(RHYTHM, variation=0.10))),
    "calendar": (
        machine_timing,
        about(
            rhythm=structs.replace(RHYTHM, mean_gap_seconds=CALENDAR_GAP / SECOND, variation=0.0)
        ),
    ),
    "four in a minute": (crowded_minute, about(crowd=structs.replace(CROWD, arrivals=4))),
    "an hour asleep": (round_the_clock, about(wakefulness=structs.replace(AWAKE, hours=23))),
    "ten tracks": (
        sleeper_wakes,
        about(awakening=structs.replace(WOKEN, tracks=10), quarter=Tally(releases=2)),
    ),
    "an album": (
        sleeper_wakes,
        about(awakening=structs.replace(WOKEN, tracks=14), quarter=Tally(releases=1)),
    ),
    "eight days old": (new_account, about(age_days=7.001, week=FAST)),
    "of unknown age": (new_account, about(week=FAST)),
    "begins slowly": (new_account, about(age_days=1.0, week=Tally(releases=3, tracks=20))),
    "19 tracks": (short_tracks_account, about(quarter=Tally(timed=19, short=19))),
    "under a fifth": (short_tracks_account, about(quarter=Tally(timed=21, short=4))),
    "19 singles": (one_track_releases, about(quarter=Tally(releases=19, singles=19))),
    "two albums": (one_track_releases, about(quarter=Tally(releases=20, singles=18))),
}


@pytest.mark.parametrize("name", QUIET)
def test_just_below_its_number_a_rule_is_silent(name: str) -> None:
    rule, conduct = QUIET[name]
    assert said(rule, conduct) == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("ai-releases", AiReleases(from_7_days=0)),
        ("ai-share", AiShare(from_tracks=0)),
        ("surprise", Surprising(below=0.0)),
        ("surprise", Surprising(from_releases=0)),
        ("burst", Bursting(weight=0.0)),
        ("new-regime", NewRegime(above=0.0)),
        ("new-regime", NewRegime(from_7_days=0)),
        ("machine-timing", MachineTiming(variation=0.0)),
        ("crowded-minute", CrowdedMinute(from_60_seconds=0)),
        ("round-the-clock", RoundTheClock(hours=0)),
        ("sleeper-wakes", SleeperWakes(from_tracks=0)),
        ("new-account", NewAccount(from_releases=0, from_tracks=0)),
        ("short-tracks", ShortTracks(from_tracks=0)),
        ("one-track", OneTrackReleases(from_releases=0)),
    ],
)
def test_zero_leaves_a_question_out(name: str, options: object) -> None:
    rule, conduct = LOUD[name]
    assert said(rule, conduct, options) == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("ai-releases", AiReleases(label_from_7_days=2)),
        ("ai-share", AiShare(label_from_tracks=11)),
        ("burst", Bursting(label_weight=6.0)),
        ("new-regime", NewRegime(label_from_7_days=4)),
        ("machine-timing", MachineTiming(labels=True)),
        ("crowded-minute", CrowdedMinute(label_from_60_seconds=5)),
        ("round-the-clock", RoundTheClock(labels=True)),
        ("new-account", NewAccount(label_from_releases=4)),
        ("one-track", OneTrackReleases(label_from_releases=20)),
    ],
)
def test_who_wants_to_can_ask_labels_too(name: str, options: object) -> None:
    rule, conduct = LOUD[name]
    (finding,) = said(rule, as_label(conduct), options)
    assert finding.evidence["tier"] == "label"


def test_nothing_of_a_kind_is_no_share_even_where_the_share_asked_for_is_zero() -> None:
    assert said(ai_share, about(month=Tally(tracks=50)), AiShare(share=0.0)) == []
    assert said(short_tracks_account, about(quarter=Tally(timed=50)), ShortTracks(share=0.0)) == []


def test_a_label_that_wakes_has_numbers_of_its_own() -> None:
    slept = structs.replace(WOKEN, idle_days=90.0, tracks=101)
    quarter = Tally(releases=1)
    (finding,) = said(sleeper_wakes, as_label(about(awakening=slept, quarter=quarter)))
    assert finding.evidence["threshold_days"] == 90.0
    assert said(sleeper_wakes, about(awakening=slept, quarter=Tally(releases=9))) == []


def test_a_new_account_is_told_of_its_tracks_too() -> None:
    (finding,) = said(new_account, about(age_days=0.5, week=Tally(releases=2, tracks=21)))
    assert finding.message == (
        "'ada' is new and sent 21 tracks (notice from 21) in the 0.5 days since its first upload"
    )


def test_a_probability_too_small_for_a_number_can_be_said() -> None:
    flood = Surprise(hours=720, releases=9000, expected=0.7, log10_probability=-25000.25, weeks=50)
    (finding,) = said(surprise_extreme, about(surprises=(UNLIKELY, flood)))
    assert "9000 in 30 days" in finding.message
    assert "(by chance 5.6e-25001); notice below 1.0e-6, baseline 50 weeks" in finding.message
    assert len(finding.evidence["windows"]) == 1  # type: ignore[arg-type]


# --- whom it is said of -----------------------------------------------------------------------


def test_only_releases_made_by_ai_within_the_week_are_told() -> None:
    rule, conduct = LOUD["ai-releases"]
    events = [
        upload("old", 7 * DAY, ai=AiAmount.ALL),
        upload("new", 7 * DAY - timedelta(microseconds=1), ai=AiAmount.ALL),
        upload("now", ai=AiAmount.ALL),
        upload("partly", ai=AiAmount.SOME),
        upload("silent"),
    ]
    assert told(rule, conduct, events) == ["new", "now"]


@pytest.mark.parametrize("name", ["machine-timing", "crowded-minute", "round-the-clock"])
def test_times_that_a_machine_wrote_say_nothing_of_the_sender(name: str) -> None:
    rule, conduct = LOUD[name]
    events = [
        upload("d"),
        *(upload(by.value, timed_by=by) for by in (TimedBy.MESSAGE, TimedBy.DAY)),
    ]
    assert told(rule, conduct, events) == ["d"]


def test_a_crowd_is_told_of_those_in_it() -> None:
    rule, conduct = LOUD["crowded-minute"]
    later = structs.replace(conduct, until=NOON + HOUR)
    events = [
        upload("a", MINUTE),
        upload("b", timedelta(seconds=40)),
        upload("c"),
        upload("d", -HOUR),
    ]
    assert told(rule, later, events) == ["b", "c"]


def test_a_burst_begins_with_its_first_upload() -> None:
    rule, conduct = LOUD["burst"]
    assert told(rule, conduct, [upload("a", 2 * HOUR), upload("b", HOUR), upload("c")]) == [
        "b",
        "c",
    ]


def test_the_evidence_lists_twenty_others_and_counts_them_all() -> None:
    rule, conduct = LOUD["new-account"]
    releases = tuple(f"r{n:02}" for n in range(60))
    found = said(rule, structs.replace(conduct, releases=releases))
    assert len(found) == 60
    assert found[0].evidence["others"] == [f"r{n:02}" for n in range(1, 21)]
    assert found[59].evidence["others"] == [f"r{n:02}" for n in range(20)]
    assert found[0].evidence["other_releases_in_batch"] == 59


# --- from the history on ----------------------------------------------------------------------


def test_an_account_that_keeps_its_pace_is_quiet_and_one_that_leaves_it_is_not(
    counter: Any, desk: Any
) -> None:
    monthly = [desk.release(n, at=(n * 30 - 300) * DAY) for n in range(9)]
    assert counter.judge(*monthly) == {}
    assert counter.judge(desk.release(20, artist="B")) == {}
    flood = [desk.release(20 + n, at=n * 9 * HOUR, artist=f"A{n}") for n in range(1, 4)]
    found = counter.judge(*flood)
    assert set(found) == {"cadence.surprise"}
    (first, *_) = found["cadence.surprise"]
    assert [one["baseline_weeks"] for one in first.evidence["windows"]] == [42]


def test_a_weekly_artist_may_go_on_weekly(counter: Any, desk: Any) -> None:
    weekly = [desk.release(n, at=(n * 7 - 210) * DAY + n % 5 * HOUR) for n in range(30)]
    for release in weekly:
        assert not any("surprise" in rule or "regime" in rule for rule in counter.judge(release))


def test_the_thursdays_of_a_label_are_quiet(new_counter: Any, desk: Any, tmp_path: Any) -> None:
    label = new_counter(tmp_path, AGED)

    def thursday(week: int, late: timedelta = 0 * HOUR) -> list[Any]:
        return [
            desk.release(
                week * 50 + n,
                at=week * 7 * DAY + late + n * 40 * timedelta(seconds=1),
                artist=f"A{n}",
            )
            for n in range(30)
        ]

    for week in range(12):
        found = label.judge(*thursday(week))
        assert found == {}, week
    # The next comes an hour early, so that two lie within seven days.
    found = label.judge(*thursday(12, -HOUR))
    assert set(found) == {"cadence.releases-per-account"}


def test_a_label_far_beyond_its_rate_is_told(new_counter: Any, desk: Any, tmp_path: Any) -> None:
    label = new_counter(tmp_path, AGED)
    for week in range(12):
        label.known(
            *(desk.release(week * 9 + n, at=week * 7 * DAY, artist=f"A{n}") for n in range(9))
        )
    flood = [desk.release(900 + n, at=84 * DAY, artist=f"B{n}") for n in range(60)]
    found = label.judge(*flood)
    assert set(found) == {
        "cadence.releases-per-account",
        "cadence.surprise",
        "cadence.surprise-extreme",
    }


def test_ai_is_taken_from_what_the_sender_declares(counter: Any, desk: Any) -> None:
    def made(n: int, ai: AiAmount | None) -> Any:
        delivery = Delivery(account="ada", uploaded=NOON + n * DAY, audio=Declaration(ai=ai))
        return desk.release(n, delivery=delivery, artist=f"A{n}")

    quiet = [made(1, AiAmount.ALL), made(2, AiAmount.SOME), made(3, None)]
    assert "cadence.ai-releases" not in counter.judge(*quiet)
    (finding,) = counter.judge(made(4, AiAmount.ALL))["cadence.ai-releases"]
    assert finding.evidence["count"] == 2
    assert finding.evidence["releases_of_all_kinds"] == 4


def test_a_calendar_before_it_hides_no_machine(counter: Any, desk: Any) -> None:
    weekly = [desk.release(n, at=(n - 14) * 5 * DAY, artist=f"A{n}") for n in range(12)]
    hourly = [desk.release(50 + n, at=n * HOUR + n % 2 * MINUTE, artist=f"B{n}") for n in range(10)]
    assert "cadence.machine-timing" not in counter.judge(*weekly)
    found = counter.judge(*hourly)["cadence.machine-timing"]
    assert found[0].evidence["mean_gap_seconds"] == pytest.approx(3600, rel=0.01)
