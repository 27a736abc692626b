"""What changed between a report and its judging anew, for whom, and why."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from precheck import (
    AsOf,
    Basis,
    Facts,
    Finding,
    Inspector,
    Policy,
    Release,
    Severity,
    Source,
    Unavailable,
    rule,
)
from precheck.changes import Cause, Judgement, NoticeChange, Turn
from precheck.engine.compare import paired
from precheck.facts import Reason
from precheck.plugins import Plugin
from precheck.policy import Line, PolicyKind, Waiver
from precheck.present.judgement import to_text
from precheck.report import ForRecipient, Notice, Outcome, SubjectRef
from precheck.settings import Settings
from precheck.testing import A_DAY

FIXTURES = Path(__file__).parents[2] / "fixtures"
CLEAN = FIXTURES / "deliveries" / "clean-single"
BATCH = FIXTURES / "deliveries" / "batch"
NEW_YEAR = date(2027, 1, 1)
PAGE = Source(title="House rules", url="https://house.example/rules", read=A_DAY)


class Level(Struct, frozen=True):
    least: int = 0


@rule("x.always", title="Always", severity=Severity.NOTE, of=Release)
def always(_: Release, __: Facts) -> Iterator[Finding]:
    yield Finding("it is there")


@rule("x.dated", title="Dated", severity=Severity.WARNING, of=Release)
def dated(_: Release, facts: Facts) -> Iterator[Finding]:
    day = facts[AsOf].day
    yield Finding(f"looked at on {day}", evidence={"day": day.isoformat()})


def policy(name: str, *lines: Line, digest: str = "1") -> Policy:
    return Policy(name=name, title=name.title(), lines=lines, sources={"page": PAGE}, digest=digest)


def line(severity: Severity, since: date = date(2026, 1, 1), until: date | None = None) -> Line:
    return Line(rule="x.always", severity=severity, since=since, until=until, source="page")


def x(*policies: Policy, rules: Any = (always,), version: str = "1", **more: Any) -> Plugin:
    return Plugin(name="x", version=version, rules=rules, policies=policies, **more)


def one_change(judgement: Judgement) -> NoticeChange:
    [release] = judgement.releases
    [change] = release.notices
    return change


def severities(change: NoticeChange) -> list[tuple[Severity | None, Severity | None]]:
    def of(share: ForRecipient | None) -> Severity | None:
        return share.severity if share is not None else None

    return [(of(share.before), of(share.after)) for share in change.shares]


def test_nothing_changes_where_nothing_is_other(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.REVIEW)))]
    judgement = desk.changes(desk.saved(CLEAN, plugins=plugins), plugins=plugins)

    assert not judgement.releases[0].is_change
    assert judgement.finished.releases_changed == 0


def test_a_line_that_begins_later_is_named_with_its_day_and_source(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.NOTE), line(Severity.BLOCK, NEW_YEAR)))]
    judgement = desk.changes(desk.saved(CLEAN, plugins=plugins), plugins=plugins, day=NEW_YEAR)

    change = one_change(judgement)
    [share] = change.shares
    assert change.turn is Turn.CHANGED
    assert severities(change) == [(Severity.NOTE, Severity.BLOCK)]
    assert (share.why.cause, share.why.since, share.why.source) == (
        Cause.POLICY_LINE,
        NEW_YEAR,
        PAGE,
    )
    assert share.why.detail == "house says block from 2027-01-01"
    [verdict] = judgement.releases[0].verdicts
    assert (verdict.before.outcome, verdict.after.outcome) == (Outcome.PASS, Outcome.BLOCK)
    assert judgement.finished.exit_code == 1


def test_a_line_that_ends_takes_its_notice_away(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.BLOCK, until=A_DAY)))]
    off = msgspec.structs.replace(always, severity=Severity.OFF)
    plugins = [msgspec.structs.replace(plugins[0], rules=(off,))]
    judgement = desk.changes(desk.saved(CLEAN, plugins=plugins), plugins=plugins, day=NEW_YEAR)

    change = one_change(judgement)
    assert change.turn is Turn.WENT
    assert change.shares[0].why.detail == f"house says block only until {A_DAY}"
    assert judgement.finished.exit_code == 0


def test_a_policy_that_was_written_anew_is_named(desk: Any) -> None:
    then = [x(policy("house", line(Severity.NOTE)))]
    now = [x(policy("house", line(Severity.REVIEW), digest="2"))]
    judgement = desk.changes(desk.saved(CLEAN, plugins=then), plugins=now)

    assert one_change(judgement).shares[0].why.cause is Cause.POLICY
    assert judgement.started.policies_changed == ("house",)


def test_another_recipient_gets_its_own_verdict_and_the_one_left_out_is_silent(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.NOTE)), policy("shop", line(Severity.REVIEW)))]
    data = desk.saved(CLEAN, plugins=plugins, recipients=("house",))

    judgement = desk.changes(data, plugins=plugins, recipients=("shop",))

    [share] = one_change(judgement).shares
    assert (share.recipient, severities(one_change(judgement))) == (
        "shop",
        [(None, Severity.REVIEW)],
    )
    assert share.why.cause is Cause.RECIPIENT
    house, shop = judgement.releases[0].verdicts
    assert (house.after, shop.before, shop.after.outcome) == (None, None, Outcome.REVIEW)
    assert judgement.finished.compared is None
    assert (judgement.finished.releases_changed, judgement.finished.came) == (0, 0)


def test_whoever_is_left_out_does_not_count_as_a_change(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.NOTE)), policy("shop", line(Severity.BLOCK)))]
    data = desk.saved(CLEAN, plugins=plugins, recipients=("house", "shop"))

    judgement = desk.changes(data, plugins=plugins, recipients=("house",))

    [release] = judgement.releases
    finished = judgement.finished
    assert not release.is_change
    assert (finished.outcome_before, finished.outcome) == (Outcome.BLOCK, Outcome.PASS)
    assert finished.compared is not None
    assert finished.compared.recipients == ("house",)
    assert (finished.compared.outcome_before, finished.compared.outcome) == (
        Outcome.PASS,
        Outcome.PASS,
    )
    assert finished.releases_changed == 0
    events = (judgement.started, *judgement.releases, judgement.batch, finished)
    *_, last = to_text(events)
    assert last == "PASS -> PASS · 0 releases changed · no notice changed"


def test_whoever_is_new_is_shown_and_only_those_asked_both_times_are_counted(desk: Any) -> None:
    first = policy(
        "house", line(Severity.NOTE, until=date(2026, 12, 31)), line(Severity.REVIEW, NEW_YEAR)
    )
    plugins = [x(first, policy("shop", line(Severity.BLOCK)))]
    data = desk.saved(CLEAN, plugins=plugins, recipients=("house",))

    same_day = desk.changes(data, plugins=plugins, recipients=("house", "shop"))
    later = desk.changes(data, plugins=plugins, recipients=("house", "shop"), day=NEW_YEAR)

    assert same_day.releases[0].is_change
    assert (same_day.finished.releases_changed, same_day.finished.changed) == (0, 0)
    assert (later.finished.releases_changed, later.finished.changed) == (1, 1)
    assert later.finished.compared is not None
    assert later.finished.compared.outcome is Outcome.REVIEW
    assert later.finished.outcome is Outcome.BLOCK


def test_a_waiver_of_now_holds_and_is_named(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.REVIEW)))]
    waiver = Waiver(rule="x.always", owner="Kim", reason="seen", expires=date(2026, 12, 31))
    data = desk.saved(CLEAN, plugins=plugins)

    judgement = desk.changes(data, plugins=plugins, settings=Settings(waivers=(waiver,)))

    why = one_change(judgement).shares[0].why
    assert (why.cause, why.detail) == (Cause.WAIVER, "waived by Kim until 2026-12-31: seen")
    assert judgement.releases[0].verdicts[0].after.outcome is Outcome.PASS


def test_a_waiver_that_ran_out_by_then_is_named(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.REVIEW)))]
    waiver = Waiver(rule="x.always", owner="Kim", reason="seen", expires=date(2026, 12, 31))
    settings = Settings(waivers=(waiver,))
    data = desk.saved(CLEAN, plugins=plugins, settings=settings)

    judgement = desk.changes(data, plugins=plugins, settings=settings, day=NEW_YEAR)

    why = one_change(judgement).shares[0].why
    assert why.detail == "not waived any more, which ended on 2026-12-31"


def test_settings_of_now_are_named(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.REVIEW)))]
    settings = Settings(rules={"x.always": {"severity": "block"}})

    judgement = desk.changes(desk.saved(CLEAN, plugins=plugins), plugins=plugins, settings=settings)

    assert one_change(judgement).shares[0].why.cause is Cause.SETTINGS


def test_a_line_that_has_not_begun_is_not_said_to_have_ended(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.REVIEW, since=NEW_YEAR)))]
    data = desk.saved(CLEAN, plugins=plugins, day=NEW_YEAR)

    judgement = desk.changes(data, plugins=plugins, day=A_DAY)

    why = one_change(judgement).shares[0].why
    assert (why.cause, why.detail) == (
        Cause.POLICY_LINE,
        f"house says review only from {NEW_YEAR} on",
    )


def test_settings_that_outdo_a_line_are_the_cause(desk: Any) -> None:
    plugins = [x(policy("house", line(Severity.WARNING, until=A_DAY)))]
    settings = Settings(rules={"x.always": {"severity": "review"}})
    data = desk.saved(CLEAN, plugins=plugins)

    judgement = desk.changes(data, plugins=plugins, settings=settings, day=NEW_YEAR)

    change = one_change(judgement)
    assert severities(change) == [(Severity.WARNING, Severity.REVIEW)]
    assert change.shares[0].why.cause is Cause.SETTINGS


@rule("x.below", title="Below", severity=Severity.NOTE, of=Release, options=Level)
def below(_: Release, facts: Facts) -> Iterator[Finding]:
    if facts[Level].least > 1:
        yield Finding("it is below")


def test_under_the_same_settings_another_line_may_still_ask_for_more(desk: Any) -> None:
    more = Line(rule="x.below", options={"least": 2}, since=NEW_YEAR, source="page")
    plugins = [x(policy("house", more), rules=(below,), options=(Level,))]
    settings = Settings(rules={"x.below": {"severity": "review"}})
    data = desk.saved(CLEAN, plugins=plugins, settings=settings)

    judgement = desk.changes(data, plugins=plugins, settings=settings, day=NEW_YEAR)

    change = one_change(judgement)
    assert severities(change) == [(None, Severity.REVIEW)]
    assert change.shares[0].why.cause is Cause.POLICY_LINE


def law(*territories: str) -> Policy:
    kind = PolicyKind.LAW
    return msgspec.structs.replace(
        policy("law", line(Severity.BLOCK)), kind=kind, territories=territories
    )


@pytest.fixture
def british(tmp_path: Path) -> Path:
    """A release that is offered in one country."""
    copy = shutil.copytree(CLEAN, tmp_path / "british")
    [message] = copy.glob("*.xml")
    text = message.read_text("utf-8")
    code = "<TerritoryCode>{}</TerritoryCode>".format
    message.write_text(text.replace(code("Worldwide"), code("GB")), encoding="utf-8")
    return copy


def test_a_law_of_elsewhere_says_that_it_asks_nothing(desk: Any, british: Path) -> None:
    plugins = [x(law("CN"))]
    data = desk.saved(british, plugins=plugins, recipients=("law",))
    [verdict] = desk.judged(data, plugins=plugins).releases[0].verdicts

    assert (verdict.word, verdict.complete) == ("N/A", True)
    assert verdict.not_applicable == "it holds elsewhere; the deals are for GB"
    assert desk.judged(data, plugins=plugins).counts.not_applicable == 1
    assert not desk.changes(data, plugins=plugins).releases[0].is_change


def test_a_law_that_holds_there_now_turns_its_verdict(desk: Any, british: Path) -> None:
    data = desk.saved(british, plugins=[x(law("CN"))], recipients=("law",))

    judgement = desk.changes(data, plugins=[x(law())])

    text = "\n".join(to_text([judgement.started, *judgement.releases]))
    assert "  N/A (it holds elsewhere; the deals are for GB) -> BLOCK: law" in text


def test_a_notice_says_who_disagrees_and_remarks_only_then(desk: Any) -> None:
    other = Source(title="Press", url="https://press.example", read=A_DAY)
    plain = Line(rule="x.always", since=A_DAY, source="page", note="Seen.")
    lines = {
        "plain": plain,
        "torn": msgspec.structs.replace(plain, otherwise=("press",)),
        "mixed": msgspec.structs.replace(plain, basis=Basis.MIXED),
    }
    policies = [
        msgspec.structs.replace(policy(name, one), sources={"page": PAGE, "press": other})
        for name, one in lines.items()
    ]
    plugins = [x(*policies)]
    report = desk.judged(desk.saved(CLEAN, plugins=plugins), plugins=plugins)

    [notice] = [n for n in report.releases[0].notices if n.rule == "x.always"]
    said = {s.name: (s.basis, s.otherwise, s.note) for s in notice.recipients}
    assert said == {
        "plain": (Basis.PUBLISHED, (), ""),
        "torn": (Basis.PUBLISHED, (other,), "Seen."),
        "mixed": (Basis.MIXED, (), "Seen."),
    }


def test_another_version_of_the_plugin_is_named(desk: Any) -> None:
    graver = msgspec.structs.replace(always, severity=Severity.REVIEW)
    data = desk.saved(CLEAN, plugins=[x(policy("house"))])

    judgement = desk.changes(data, plugins=[x(policy("house"), rules=(graver,), version="2")])

    why = one_change(judgement).shares[0].why
    assert (why.cause, why.detail) == (Cause.PLUGIN, "plugin x is 2 now, it was 1")


def test_a_finding_that_names_the_day_is_the_same_one_in_other_words(desk: Any) -> None:
    plugins = [x(policy("house"), rules=(dated,))]
    judgement = desk.changes(desk.saved(CLEAN, plugins=plugins), plugins=plugins, day=NEW_YEAR)

    change = one_change(judgement)
    assert change.turn is Turn.CHANGED
    assert change.before is not None
    assert (change.before.message, change.notice.message) == (
        f"looked at on {A_DAY}",
        "looked at on 2027-01-01",
    )


def test_a_notice_whose_fact_is_stale_went_because_it_is_not_judged(desk: Any) -> None:
    class Heard(Struct, frozen=True):
        words: str = ""

    @rule("x.heard", title="Heard", severity=Severity.REVIEW, of=Release, needs=(Heard,))
    def heard(_: Release, __: Facts) -> Iterator[Finding]:
        yield Finding("heard")

    def plugins(version: int, fact: object = Heard()) -> list[Plugin]:
        hears: Any = Inspector(of=Release, gives=Heard, inspect=lambda *_: fact, version=version)
        return [x(policy("house"), rules=(heard,), inspectors=(hears,))]

    judgement = desk.changes(desk.saved(CLEAN, plugins=plugins(1)), plugins=plugins(2))
    down = Unavailable(Reason.SERVICE, "down")
    before = desk.changes(desk.saved(CLEAN, plugins=plugins(1, down)), plugins=plugins(1, down))

    change = one_change(judgement)
    assert (change.turn, change.shares[0].why.cause) == (Turn.WENT, Cause.UNJUDGED)
    [skip] = judgement.releases[0].skips
    assert (skip.turn, skip.skip.reason) == (Turn.CAME, Reason.STALE)
    assert before.releases[0].skips == ()
    assert judgement.finished.exit_code == 3


def skipping(*policies: Policy) -> list[Plugin]:
    """A plugin whose rule is off, unless a policy asks for it, and is never judged."""

    class Unheard(Struct, frozen=True):
        pass

    @rule("x.heard", title="Heard", severity=Severity.OFF, of=Release, needs=(Unheard,))
    def heard(_: Release, __: Facts) -> Iterator[Finding]:
        yield Finding("heard")

    why = Unavailable(Reason.SERVICE, "down")
    hears: Any = Inspector(of=Release, gives=Unheard, inspect=lambda *_: why)
    return [x(*policies, rules=(heard,), inspectors=(hears,))]


def test_a_skip_of_whoever_is_left_out_does_not_count_as_a_change(desk: Any) -> None:
    asks = policy("shop", Line(rule="x.heard", severity=Severity.REVIEW, since=date(2026, 1, 1)))
    plugins = skipping(policy("house"), asks)
    data = desk.saved(CLEAN, plugins=plugins, recipients=("house", "shop"))

    judgement = desk.changes(data, plugins=plugins, recipients=("house",))

    assert judgement.releases[0].skips == ()
    assert not judgement.releases[0].is_change


def test_a_skip_that_held_up_whoever_is_asked_is_told_when_it_goes(desk: Any) -> None:
    since, until = date(2026, 1, 1), date(2026, 12, 31)
    asks = policy("shop", Line(rule="x.heard", severity=Severity.REVIEW, since=since, until=until))
    plugins = skipping(asks)

    judgement = desk.changes(
        desk.saved(CLEAN, plugins=plugins), plugins=plugins, day=date(2027, 6, 1)
    )

    assert [(one.turn, one.skip.rule) for one in judgement.releases[0].skips] == [
        (Turn.WENT, "x.heard")
    ]


def test_what_the_batch_says_of_a_release_stands_with_the_release(desk: Any) -> None:
    data = desk.saved(BATCH, recipients=("spotify",))
    whole = desk.saved_whole(BATCH, recipients=("spotify",))

    judgement = desk.changes(data, recipients=("apple-music", "spotify"))
    of_whole = desk.changes(whole, recipients=("apple-music", "spotify"))

    rules = {change.notice.rule for release in judgement.releases for change in release.notices}
    assert any(name.startswith("cadence.") for name in rules)
    assert msgspec.json.encode(judgement) == msgspec.json.encode(of_whole)


def test_changes_that_do_not_fit_into_memory_wait_in_a_file(desk: Any, monkeypatch: Any) -> None:
    from precheck.engine import judging

    data = desk.saved(BATCH, recipients=("spotify",))
    at_once = desk.changes(data, recipients=("apple-music",))
    monkeypatch.setattr(judging, "HELD_BYTES", 1)

    assert msgspec.json.encode(desk.changes(data, recipients=("apple-music",))) == (
        msgspec.json.encode(at_once)
    )


def notice(message: str, fingerprint: str, rule: str = "x.a", reference: str = "A1") -> Notice:
    return Notice(
        rule=rule,
        title="",
        severity=Severity.NOTE,
        subject=SubjectRef(kind="track", release="r", reference=reference),
        message=message,
        fingerprint=fingerprint,
    )


def words(before: list[Notice], after: list[Notice]) -> list[tuple[str | None, str | None]]:
    return [
        (was.message if was is not None else None, now.message if now is not None else None)
        for was, now in paired(before, after)
    ]


def test_each_notice_has_one_partner_at_most() -> None:
    same = notice("same", "1")

    assert words([same, same], [same]) == [("same", "same"), ("same", None)]


def test_a_moved_notice_is_told_by_its_evidence() -> None:
    assert words([notice("a", "1"), notice("b", "2")], [notice("B", "2")]) == [
        ("b", "B"),
        ("a", None),
    ]


def test_the_only_notice_of_a_rule_on_a_track_is_told_by_that() -> None:
    assert words([notice("a", "1")], [notice("b", "2")]) == [("a", "b")]


def test_of_several_none_is_guessed() -> None:
    before, after = [notice("a", "1")], [notice("b", "2"), notice("c", "3")]

    assert words(before, after) == [(None, "b"), (None, "c"), ("a", None)]


def test_a_judgement_is_json(desk: Any) -> None:
    from precheck.present.judgement import to_json

    judgement = desk.changes(desk.saved(CLEAN, recipients=("spotify",)), recipients=("deezer",))

    assert json.loads(to_json(judgement))["started"]["after"]["recipients"] == ["deezer"]
