"""What an account may still send, held against the rules themselves."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from precheck import AccountTier, AiAmount, Rule, Severity
from precheck_cadence.allowance.answer import Left, Outlook
from precheck_cadence.allowance.limits import COUNTED, Asked, Kind, limits_of
from precheck_cadence.allowance.looking import Inquiry, last_of_age, outlook_of
from precheck_cadence.allowance.plan import Plan
from precheck_cadence.asking import Question
from precheck_cadence.cadence import Cadence, Window
from precheck_cadence.history import Measure, moment, time_of
from precheck_cadence.history.store import Store
from precheck_cadence.inspection import learned
from precheck_cadence.options import ReleasesPerAccount, TracksPerAccount, TracksPerArtist, Windows
from precheck_cadence.options.rates import AiReleases, NewAccount
from precheck_cadence.rules import RULES
from precheck_cadence.upload import UploadEvent

NOW = datetime(2026, 11, 20, 12, 0, 0, 17, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BY_ID = {rule.id: rule for rule in RULES}


@pytest.fixture
def event(counter: Any, desk: Any) -> Any:
    """Make release `number` an upload."""

    def made(number: int, at: datetime, **values: Any) -> UploadEvent:
        found = counter.event(desk.release(number, at=at, **values))
        assert isinstance(found, UploadEvent)
        return found

    return made


def asking(*given: object, rules: Iterable[Rule[Any]] = RULES) -> tuple[Asked, ...]:
    """Every rule about a cadence, with its own numbers but for those given."""
    return tuple(
        Asked(
            question=Question(
                rule,
                next((o for o in given if type(o) is rule.options), None)
                or (rule.options() if rule.options is not None else None),
            ),
            severity=rule.severity,
            recipients=("default",),
        )
        for rule in rules
        if set(rule.needs) == {Cadence}
    )


def look(events: Iterable[UploadEvent], at: datetime = NOW, **values: Any) -> Outlook:
    defaults: dict[str, Any] = {"account": "ada", "asked": asking(), "history": "here"}
    with Store.in_file(None) as store:
        store.record(events)
        found = outlook_of(store, Inquiry(at=moment(at), **{**defaults, **values}))
    assert found is not None
    return found


def speaks(asked: Asked, events: Iterable[UploadEvent], *more: UploadEvent) -> bool:
    """Whether a rule speaks of one of these when they come after all others."""
    with Store.in_file(None) as store:
        store.record([*events, *more])
        cadence = learned(store, more, name="here")
        return any(True for _ in asked.question.findings(cadence, date(2026, 11, 20)))


def left(outlook: Outlook, rule: str, kind: Kind, hours: int) -> Left:
    [found] = [
        left
        for window in outlook.windows
        for left in window.limits
        if (left.rule, window.kind, window.hours) == (rule, kind, hours)
    ]
    return found


# --- the rules say the same ------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_every_slot_is_the_moment_from_which_the_rule_is_silent(seed: int, event: Any) -> None:
    chance = random.Random(seed)  # noqa: S311 - histories, no secrets
    numbers = chance.randint(2, 5), chance.randint(4, 20)
    given = (
        ReleasesPerAccount(from_7_days=numbers[0], from_24_hours=2),
        TracksPerAccount(from_24_hours=numbers[1], from_30_days=3 * numbers[1]),
        TracksPerArtist(from_24_hours=0, from_7_days=numbers[1] + 3, from_30_days=0),
        AiReleases(from_7_days=2),
    )
    asked = {
        one.rule: one
        for one in asking(*given)
        if type(one.question.options) in {type(own) for own in given}
    }
    events = []
    for number in range(1, chance.randint(4, 14)):
        ago = timedelta(days=30 * chance.random() ** 3, microseconds=chance.randint(0, 3))
        made = event(number, NOW - ago, tracks=chance.randint(1, 6))
        ai = chance.choice([AiAmount.ALL, AiAmount.NONE])
        events.append(structs.replace(made, ai=ai))
    outlook = look(events, asked=tuple(asked.values()))
    slots = [(window, one) for window in outlook.windows for one in window.limits if one.next_slot]
    for window, one in slots:
        assert one.more == 0
        assert one.next_slot is not None
        only = structs.replace(
            asked[one.rule], question=alone(asked[one.rule].question, window.hours.words)
        )
        for at, is_too_many in ((one.next_slot - MICROSECOND, True), (one.next_slot, False)):
            ai = AiAmount.ALL if window.kind is Kind.AI_RELEASES else AiAmount.NONE
            more = structs.replace(event(99, at), ai=ai)
            assert speaks(only, events, more) is is_too_many, (window, one, at)


def alone(question: Question, span: str) -> Question:
    """The same question about one window."""
    options = question.options
    if not isinstance(options, Windows):
        return question
    kept = f"from_{span.replace(' ', '_')}"
    others = [name for name in options.__struct_fields__ if name.startswith("from_")]
    off = {name: 0 for name in others if name != kept}
    return Question(question.rule, structs.replace(options, **off))


@pytest.mark.parametrize("seed", range(8))
def test_so_many_more_are_silent_and_one_more_is_not(seed: int, event: Any) -> None:
    chance = random.Random(100 + seed)  # noqa: S311 - histories, no secrets
    events = [
        event(number, NOW - timedelta(days=7 * chance.random()), tracks=chance.randint(1, 5))
        for number in range(1, 5)
    ]
    for asked in asking(TracksPerAccount(from_24_hours=12, from_30_days=25)):
        if asked.rule != "cadence.tracks-per-account":
            continue
        outlook = look(events, asked=(asked,))
        more = min(one.more for window in outlook.windows for one in window.limits)
        if more:
            assert not speaks(asked, events, event(50, NOW, tracks=more))
        assert speaks(asked, events, event(50, NOW, tracks=more + 1))


@pytest.mark.parametrize("tier", list(AccountTier))
def test_each_limit_is_the_number_at_which_its_rule_begins(tier: AccountTier) -> None:
    """One below it is silent, it speaks: whatever table says what a rule counts."""
    is_label = tier is not AccountTier.ARTIST
    every = asking()
    found = [one for one in limits_of(every, is_label=is_label) if one.kind is not Kind.AI_RELEASES]
    by_rule = {one.rule: one for one in every}
    checked = set()
    for limit in found:
        if limit.new_days is not None:
            continue
        for count, expected in ((limit.begins - 1, False), (limit.begins, True)):
            window = Window(
                of=limit.of,
                name="ada",
                key="ada",
                is_label=is_label,
                measure=Measure(limit.kind.value),
                hours=limit.hours,
                after=NOW,
                until=NOW,
                count=count,
                in_batch=1,
                releases=("r1",),
            )
            fact = Cadence(history="here", windows=(window,))
            question = by_rule[limit.rule].question
            assert any(True for _ in question.findings(fact, NOW.date())) is expected, limit
        checked.add(limit.rule)
    assert len(checked) == len(COUNTED)


def test_every_rule_that_counts_windows_is_known() -> None:
    counting = {r.options for r in RULES if r.options and issubclass(r.options, Windows)}
    assert counting == set(COUNTED)


# --- new accounts ----------------------------------------------------------------------------


@pytest.fixture
def newcomer(event: Any) -> list[UploadEvent]:
    """An account of three days in a history of a year."""
    first = NOW - timedelta(days=3)
    old = event(90, NOW - timedelta(days=365), account="old")
    return [old, *(event(n, first + timedelta(hours=n)) for n in (1, 2))]


def test_a_new_account_has_limits_until_it_is_no_longer_new(newcomer: list[UploadEvent]) -> None:
    found = left(look(newcomer), "cadence.new-account", Kind.RELEASES, 7 * 24)
    assert (found.begins, found.more) == (4, 1)
    assert found.until is not None
    asked = next(one for one in asking() if one.rule == "cadence.new-account")
    first = newcomer[1].uploaded
    for at, expected in ((found.until, True), (found.until + MICROSECOND, False)):
        more = [structs.replace(newcomer[1], product=f"p{n}", uploaded=at) for n in range(4)]
        assert speaks(asked, newcomer, *more) is expected
    assert abs(found.until - first - timedelta(days=7)) < timedelta(minutes=1)


def test_an_account_that_is_not_new_has_none(event: Any) -> None:
    old = [event(90, NOW - timedelta(days=365), account="old")]
    events = [*old, event(1, NOW - timedelta(days=8))]
    assert all(one.rule != "cadence.new-account" for w in look(events).windows for one in w.limits)
    unknown = [event(1, NOW - timedelta(days=3)), event(2, NOW)]  # the history is as young
    assert all(one.rule != "cadence.new-account" for w in look(unknown).windows for one in w.limits)


@pytest.mark.parametrize("days", [0.0, 0.5, 3.25, 7.0])
def test_the_last_moment_of_an_age_is_as_the_rules_round_it(days: float) -> None:
    last = last_of_age(0, days)
    assert round(last / 86_400_000_000, 3) <= days < round((last + 1) / 86_400_000_000, 3)
    assert NewAccount().days == 7.0


def untitled(made: UploadEvent) -> UploadEvent:
    """Without words, of which a plan has none."""
    tracks = tuple(structs.replace(track, title="", title_key="") for track in made.tracks)
    return structs.replace(made, title="", tracks=tracks)


# --- plans -----------------------------------------------------------------------------------


def test_what_a_plan_would_make_the_rules_say_is_what_they_then_say(event: Any) -> None:
    events = [
        event(90, NOW - timedelta(days=700), account="old"),
        *(event(n, NOW - timedelta(days=40 * n)) for n in range(1, 14)),
    ]
    outlook = look(events, plan=Plan(releases=12, tracks_each=3))
    assert outlook.plan is not None
    sent = [untitled(event(200 + n, NOW, tracks=3)) for n in range(12)]
    for asked in asking():
        told = [one for one in outlook.plan.rules if one.rule == asked.rule]
        assert bool(told) is speaks(asked, events, *sent), asked.rule
    assert "cadence.surprise-extreme" in {one.rule for one in outlook.plan.rules}
    counted = {(w.of, w.kind, w.hours): w.count + w.planned for w in outlook.windows}
    after = look([*events, *sent])
    assert {(w.of, w.kind, w.hours): w.count for w in after.windows} == counted


def test_what_is_said_already_is_not_laid_on_the_plan(event: Any) -> None:
    events = [event(n, NOW - timedelta(hours=2 * n), tracks=1) for n in range(7)]
    outlook = look(events, plan=Plan(releases=1, is_ai=True))
    assert outlook.plan is not None
    new = {one.rule for one in outlook.plan.rules if one.is_new}
    assert "cadence.releases-per-account" in {one.rule for one in outlook.rules}
    assert "cadence.releases-per-account" in new  # it says another number now
    assert all(not one.is_new for one in outlook.rules)


def test_ai_counts_where_the_plan_is_ai(event: Any) -> None:
    events = [structs.replace(event(1, NOW - timedelta(days=2)), ai=AiAmount.ALL)]
    plain = look(events, plan=Plan(releases=2)).plan
    ai = look(events, plan=Plan(releases=2, is_ai=True)).plan
    assert plain is not None
    assert ai is not None
    [plain_way], [ai_way] = plain.ways, ai.ways
    assert (plain_way.fits_now, ai_way.fits_now) == (1, 0)
    assert ai_way.steps is not None
    assert (ai_way.steps.every_days, ai_way.steps.first) == (7, NOW + timedelta(days=5))
    assert "cadence.ai-releases" in {one.rule for one in ai.rules if one.is_new}


def test_a_plan_counts_for_a_name_only_where_it_can_be_but_one(event: Any) -> None:
    events = [event(1, NOW, artist="Ada"), event(2, NOW, artist="Bo")]
    several = look(events, plan=Plan(releases=5)).plan
    one = look(events, plan=Plan(releases=5), artist="bo").plan
    assert several is not None
    assert one is not None
    assert (several.artists, one.artists) == ((), ("bo",))
    assert "cadence.releases-per-artist" not in {r.rule for r in several.rules if r.is_new}
    assert "cadence.releases-per-artist" in {r.rule for r in one.rules if r.is_new}


# --- whose, and when -------------------------------------------------------------------------


def test_a_label_has_a_labels_numbers(event: Any) -> None:
    found = look([event(1, NOW)], is_label=True)
    assert found.tier is AccountTier.LABEL
    assert left(found, "cadence.releases-per-account", Kind.RELEASES, 168).begins == 40
    assert all(window.kind is not Kind.AI_RELEASES for window in found.windows)


def test_what_others_send_under_a_name_counts_for_the_name(event: Any) -> None:
    events = [event(n, NOW, account=who) for n, who in enumerate(["ada", "bo", "bo"], 1)]
    found = look(events)
    assert left(found, "cadence.releases-per-artist", Kind.RELEASES, 168).share == 1.0
    assert left(found, "cadence.releases-per-account", Kind.RELEASES, 168).share == 0.2


def test_what_came_later_does_not_count_and_is_told(event: Any) -> None:
    events = [event(1, NOW), event(2, NOW + MICROSECOND)]
    found = look(events)
    assert found.is_later
    assert left(found, "cadence.releases-per-account", Kind.RELEASES, 168).more == 3
    assert sum(day.releases for day in found.courses[0].days) == 1
    assert not look(events, at=NOW + MICROSECOND).is_later


def test_an_account_that_had_sent_nothing_has_no_outlook(event: Any) -> None:
    with Store.in_file(None) as store:
        store.record([event(1, NOW)])
        for account, at in (("ada", NOW - MICROSECOND), ("bo", NOW)):
            inquiry = Inquiry(account=account, at=moment(at), asked=asking(), history="here")
            assert outlook_of(store, inquiry) is None


def test_a_rule_that_is_off_sets_no_limit(event: Any) -> None:
    off = asking(ReleasesPerAccount(from_7_days=0))
    found = look([event(1, NOW)], asked=off)
    rules = {one.rule for window in found.windows for one in window.limits}
    assert "cadence.releases-per-account" not in rules
    assert "cadence.releases-per-account-extreme" in rules


def test_an_account_of_nothing_but_a_transfer_counts_nothing(event: Any) -> None:
    old = tuple(
        structs.replace(track, isrc=f"QZPRE19{n:05}", key=f"isrc:QZPRE19{n:05}")
        for n, track in enumerate(event(1, NOW, tracks=3).tracks)
    )
    moved = structs.replace(
        event(1, NOW), tracks=old, is_transfer=True, original_release_date=date(2019, 1, 1)
    )
    found = look([moved])
    assert found.conduct.quarter.releases == 0
    assert all(window.count == 0 for window in found.windows)


def test_products_are_marked_where_they_came(event: Any) -> None:
    events = [event(1, NOW - timedelta(days=2)), event(2, NOW, account="bo")]
    found = look(events, products=(events[0].product, events[1].product, "icpn:9"))
    assert [mark.came for mark in found.marked] == [NOW - timedelta(days=2), None, None]


def test_a_limit_that_speaks_from_one_never_opens(event: Any) -> None:
    found = look([event(1, NOW)], asked=asking(ReleasesPerAccount(from_7_days=1)))
    one = left(found, "cadence.releases-per-account", Kind.RELEASES, 168)
    assert (one.more, one.next_slot, one.share) == (0, None, 1.0)
    plan = look(
        [event(1, NOW)], asked=asking(ReleasesPerAccount(from_7_days=1)), plan=Plan(releases=1)
    ).plan
    assert plan is not None
    [way] = plan.ways
    assert (way.at_once, way.steps, way.fits_now) == (None, None, 0)


def test_a_plan_has_a_way_below_what_warns_and_one_below_what_holds(event: Any) -> None:
    events = [event(n, NOW - timedelta(days=n)) for n in range(1, 4)]
    mild = [one for one in asking() if one.rule.endswith("releases-per-account")]
    grave = [one for one in asking() if one.rule.endswith("releases-per-account-extreme")]
    held = [structs.replace(one, severity=Severity.REVIEW) for one in grave]
    plan = look(events, asked=(*mild, *held), plan=Plan(releases=4)).plan
    assert plan is not None
    warning, review = plan.ways
    assert (warning.severity, warning.fits_now) == (Severity.WARNING, 1)
    assert warning.at_once == NOW + timedelta(days=6)  # when the newest but two has left
    assert (review.severity, review.fits_now, review.at_once) == (Severity.REVIEW, 4, NOW)


def test_without_limits_there_is_nothing_in_the_way(event: Any) -> None:
    plan = look([event(1, NOW)], asked=(), plan=Plan(releases=4)).plan
    assert plan is not None
    assert (plan.ways, plan.rules) == ((), ())


def test_the_end_of_the_calendar_is_no_obstacle(event: Any) -> None:
    late = datetime(9999, 12, 31, 23, tzinfo=UTC)
    events = [structs.replace(event(n, NOW), uploaded=late) for n in range(1, 7)]
    found = look(events, at=late)
    one = left(found, "cadence.releases-per-account", Kind.RELEASES, 168)
    assert one.next_slot == time_of(2**62)
    assert found.recipients == ("default",)
    assert all(said.severity <= Severity.WARNING for said in found.rules)
