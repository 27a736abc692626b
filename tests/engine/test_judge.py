"""One subject before the bench, with rules and facts made by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from precheck import (
    Batch,
    Facts,
    Finding,
    Inspector,
    Place,
    Policy,
    Reason,
    Release,
    Rule,
    Severity,
    Tags,
    Track,
    Unavailable,
    rule,
)
from precheck.engine.docket import draw_up, policies_for
from precheck.engine.judge import Bench, Hearing, Judged, Names, judge, verdicts
from precheck.plugins import Plugin, Registry
from precheck.policy import Line, Waiver
from precheck.report import Outcome, SubjectRef
from precheck.settings import Settings
from precheck.testing import A_DAY, a_batch, a_release, a_track, facts_for

REF = SubjectRef(kind="track", release="release.xml", reference="A1", isrc="QZPRE2600001")
NAMES = Names(
    ref=SubjectRef(kind="release", release="release.xml"),
    icpn="0036000291452",
)


class Floor(Struct, frozen=True):
    minimum_seconds: float = 30.0


@rule("x.speaks", title="It speaks", severity=Severity.REVIEW, of=Track)
def speaks(track: Track, _: Facts) -> Iterator[Finding]:
    yield Finding("it\nspeaks", evidence={"title": track.title})


@rule("x.needs-tags", title="It needs tags", severity=Severity.BLOCK, of=Track, needs=(Tags,))
def needs_tags(_: Track, facts: Facts) -> Iterator[Finding]:
    yield Finding(facts[Tags].title)


@rule("x.floor", title="Too short", severity=Severity.BLOCK, of=Track, options=Floor)
def floor(track: Track, facts: Facts) -> Iterator[Finding]:
    least = facts[Floor].minimum_seconds
    if track.duration_seconds is not None and track.duration_seconds < least:
        yield Finding(f"shorter than {least:g} s", evidence={"least": least})


def hear(
    *rules: Rule[Any],
    facts: Facts | None = None,
    policies: tuple[Policy, ...] = (),
    settings: Settings | None = None,
    waivers: tuple[Waiver, ...] = (),
    subject: Any = None,
    root: Path = Path("/delivery"),
) -> Judged:
    inspectors = (Inspector(of=Track, gives=Tags, inspect=lambda *_: Tags()),)
    registry = Registry.of(
        [Plugin(name="x", rules=rules, inspectors=inspectors, policies=policies)]
    )
    settings = settings or Settings()
    docket = draw_up(registry, settings, policies_for(registry, settings, ()), A_DAY)
    subject = subject or a_track()
    hearing = Hearing(
        bench=Bench(root=root, waivers=waivers),
        subject=subject,
        ref=REF,
        facts=facts or facts_for(subject),
        names={"release.xml": NAMES},
        message=root / "release.xml",
    )
    return judge(hearing, docket.cases[type(subject)])


def a_policy(name: str, *lines: Line) -> Policy:
    return Policy(name=name, title=name, lines=lines)


def a_line(rule_id: str, severity: Severity | None = None, **options: Any) -> Line:
    return Line(rule=rule_id, severity=severity, since=date(2020, 1, 1), options=options)


def test_a_finding_becomes_a_notice_on_one_line() -> None:
    [notice] = hear(speaks).notices
    assert notice.message == "it speaks"
    assert notice.severity is Severity.REVIEW
    assert notice.subject == REF
    assert [r.name for r in notice.recipients] == ["default"]


def test_one_finding_under_two_policies_is_one_notice_with_two_severities() -> None:
    policies = (
        a_policy("lenient", a_line("x.speaks", Severity.NOTE)),
        a_policy("strict", a_line("x.speaks", Severity.BLOCK)),
    )
    [notice] = hear(speaks, policies=policies).notices
    assert {r.name: r.severity.value for r in notice.recipients} == {
        "lenient": "note",
        "strict": "block",
    }
    assert notice.severity is Severity.BLOCK


def test_a_rule_that_a_policy_turns_off_says_nothing_to_that_recipient() -> None:
    policies = (a_policy("off", a_line("x.speaks", Severity.OFF)), a_policy("on"))
    [notice] = hear(speaks, policies=policies).notices
    assert [r.name for r in notice.recipients] == ["on"]


def test_recipients_with_other_numbers_are_asked_for_separately() -> None:
    policies = (
        a_policy("long", a_line("x.floor", minimum_seconds=200.0)),
        a_policy("plain"),
        a_policy("same", a_line("x.floor", minimum_seconds=30.0)),
    )
    [notice] = hear(floor, policies=policies).notices
    assert [r.name for r in notice.recipients] == ["long"]
    assert notice.evidence == {"least": 200.0}


def test_a_missing_need_is_a_skip_with_its_reason() -> None:
    why = Unavailable(Reason.UNREADABLE, "the file is cut off", "deliver it whole")
    judged = hear(needs_tags, speaks, facts=facts_for(a_track(), (Tags, why)))
    [skip] = judged.skips
    assert (skip.rule, skip.reason, skip.remedy) == (
        "x.needs-tags",
        Reason.UNREADABLE,
        "deliver it whole",
    )
    assert skip.matters_to == ("default",)
    assert [n.rule for n in judged.notices] == ["x.speaks"]


def test_where_the_question_does_not_arise_the_rule_is_not_asked() -> None:
    @rule("x.live", title="Live", severity=Severity.BLOCK, of=Track, when=lambda *_: False)
    def live(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding("asked")

    judged = hear(live, speaks)
    assert [n.rule for n in judged.notices] == ["x.speaks"]
    assert not judged.skips


def test_rules_that_have_an_occasion_in_common_look_at_it_once() -> None:
    looks = []

    def is_long(track: Track, _: Facts) -> bool:
        looks.append(track.reference)
        return True

    rules = (msgspec.structs.replace(r, when=is_long) for r in (floor, speaks))
    assert [n.rule for n in hear(*rules).notices] == ["x.speaks"]
    assert looks == ["A1"]


def test_an_occasion_that_cannot_be_told_leaves_the_rule_asked() -> None:
    def is_tagged(_: Track, facts: Facts) -> bool:
        return bool(facts[Tags].title)

    judged = hear(msgspec.structs.replace(speaks, when=is_tagged))
    assert [n.rule for n in judged.notices] == ["x.speaks"]
    assert not judged.faults


def test_what_is_missing_is_a_skip_even_where_the_question_would_not_arise() -> None:
    judged = hear(msgspec.structs.replace(needs_tags, when=lambda *_: False))
    assert [s.rule for s in judged.skips] == ["x.needs-tags"]


def test_what_does_not_apply_leaves_the_verdict_complete() -> None:
    why = Unavailable(Reason.NOT_APPLICABLE, "it is a video")
    judged = hear(needs_tags, facts=facts_for(a_track(), (Tags, why)))
    assert judged.skips[0].matters_to == ()
    assert verdicts(("default",), judged)[0].complete


def test_a_skipped_rule_that_could_only_warn_leaves_the_verdict_complete() -> None:
    policies = (a_policy("a", a_line("x.needs-tags", Severity.WARNING)), a_policy("b"))
    judged = hear(needs_tags, policies=policies)
    assert judged.skips[0].matters_to == ("b",)
    assert [v.complete for v in verdicts(("a", "b"), judged)] == [True, False]


def test_a_rule_that_reaches_for_an_undeclared_fact_is_skipped() -> None:
    @rule("x.careless", title="Careless", severity=Severity.BLOCK, of=Track)
    def careless(_: Track, facts: Facts) -> Iterator[Finding]:
        for text in facts[Tags].texts:
            yield Finding(text.text)

    judged = hear(careless, speaks)
    assert [s.rule for s in judged.skips] == ["x.careless"]
    assert not judged.faults
    assert len(judged.notices) == 1


def test_a_rule_that_raises_is_a_fault_and_what_it_said_before_counts() -> None:
    @rule("x.breaks", title="Breaks", severity=Severity.NOTE, of=Track)
    def breaks(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding("before")
        raise ZeroDivisionError("oh")

    judged = hear(breaks, speaks)
    [fault] = judged.faults
    assert (fault.where, fault.plugin) == ("rule: x.breaks", "x")
    assert "ZeroDivisionError: oh" in fault.message
    assert [n.message for n in judged.notices] == ["before", "it speaks"]
    assert not verdicts(("default",), judged)[0].complete


def test_junk_instead_of_a_finding_is_a_fault_that_names_the_rule() -> None:
    @rule("x.junk", title="Junk", severity=Severity.NOTE, of=Track)
    def junk(_: Track, __: Facts) -> Any:
        yield "a string"

    @rule("x.odd", title="Odd", severity=Severity.NOTE, of=Track)
    def odd(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding("odd", evidence={"path": Path("x")})  # type: ignore[dict-item]

    @rule("x.wrong", title="Wrong", severity=Severity.NOTE, of=Track)
    def wrong(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding(7)  # type: ignore[arg-type]

    faults = hear(junk, odd, wrong).faults
    assert [f.where for f in faults] == ["rule: x.junk", "rule: x.odd", "rule: x.wrong"]
    assert "$.message" in faults[2].message


def test_a_release_rule_is_asked_with_the_tracks_that_have_the_fact() -> None:
    @rule("x.all", title="All", severity=Severity.BLOCK, of=Release, needs=(Tags,))
    def every(_: Release, facts: Facts) -> Iterator[Finding]:
        yield Finding(",".join(track.reference for track, _ in facts.each(Tags)))

    release = a_release(a_track("A1"), a_track("A2"), a_track("A3"))
    why = Unavailable(Reason.NO_FILE, "no file")
    away = Unavailable(Reason.NOT_APPLICABLE, "a video")
    facts = facts_for(release, narrower={"A1": [Tags()], "A2": [(Tags, why)], "A3": [(Tags, away)]})
    judged = hear(every, facts=facts, subject=release)
    assert judged.notices[0].message == "A1"
    [skip] = judged.skips
    assert skip.detail == "1 of 3: A2: no file"


def test_what_is_not_configured_for_one_track_does_not_hide_a_failure_at_another() -> None:
    @rule("x.all", title="All", severity=Severity.BLOCK, of=Release, needs=(Tags,))
    def every(_: Release, __: Facts) -> Iterator[Finding]:
        yield Finding("asked")

    release = a_release(a_track("A1"), a_track("A2"))
    unset = Unavailable(Reason.NOT_CONFIGURED, "no service")
    down = Unavailable(Reason.SERVICE, "it is down")
    facts = facts_for(release, narrower={"A1": [(Tags, unset)], "A2": [(Tags, down)]})
    [skip] = hear(every, facts=facts, subject=release).skips
    assert skip.reason is Reason.SERVICE
    assert skip.matters_to == ("default",)


def test_what_the_settings_leave_out_is_said_once() -> None:
    unset = "no service is set"

    @rule("x.all", title="All", severity=Severity.BLOCK, of=Release, needs=(Tags,))
    def every(_: Release, __: Facts) -> Iterator[Finding]:
        yield Finding("asked")

    def said(*details: str) -> list[str]:
        tracks = [a_track(f"A{number}") for number, _ in enumerate(details)]
        whys = {
            track.reference: [(Tags, Unavailable(Reason.NOT_CONFIGURED, detail))]
            for track, detail in zip(tracks, details, strict=True)
        }
        release = a_release(*tracks)
        facts = facts_for(release, narrower=whys)
        return [skip.detail for skip in hear(every, facts=facts, subject=release).skips]

    assert said(unset, unset) == [unset]
    assert said(unset, "another") == [f"2 of 2: A0: {unset}; A1: another"]


def test_the_same_finding_twice_is_one_notice_that_names_each_recipient_once() -> None:
    @rule("x.stutter", title="Stutter", severity=Severity.NOTE, of=Track)
    def stutter(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding("again")
        yield Finding("again")

    [notice] = hear(stutter, policies=(a_policy("a"), a_policy("b"))).notices
    assert [r.name for r in notice.recipients] == ["a", "b"]


def test_a_release_rule_is_not_asked_when_no_track_has_the_fact() -> None:
    @rule("x.all", title="All", severity=Severity.BLOCK, of=Release, needs=(Tags,))
    def every(_: Release, __: Facts) -> Iterator[Finding]:
        yield Finding("asked")

    release = a_release(a_track("A1"))
    why = Unavailable(Reason.NO_FILE, "no file")
    facts = facts_for(release, narrower={"A1": [(Tags, why)]})
    judged = hear(every, facts=facts, subject=release)
    assert not judged.notices
    assert len(judged.skips) == 1


def test_a_rule_about_members_does_not_arise_where_there_are_none() -> None:
    @rule("x.all", title="All", severity=Severity.BLOCK, of=Batch, needs=(Tags,))
    def every(_: Batch, __: Facts) -> Iterator[Finding]:
        yield Finding("asked")

    batch = a_batch()
    judged = hear(every, facts=facts_for(batch), subject=batch)
    assert [s.reason for s in judged.skips] == [Reason.NOT_APPLICABLE]


def test_a_waiver_is_shown_and_does_not_count() -> None:
    waiver = Waiver(
        rule="x.speaks",
        owner="Kim",
        reason="agreed",
        expires=date(2027, 1, 1),
        release="0036000291452",
        track="QZPRE2600001",
    )
    judged = hear(speaks, waivers=(waiver,))
    [notice] = judged.notices
    assert notice.is_waived
    assert notice.recipients[0].waived is not None
    assert notice.recipients[0].waived.owner == "Kim"
    assert verdicts(("default",), judged)[0].outcome is Outcome.PASS


def test_a_waiver_for_one_recipient_leaves_the_others_alone() -> None:
    waiver = Waiver(
        rule="x.speaks", owner="K", reason="r", expires=date(2027, 1, 1), recipients=("a",)
    )
    judged = hear(speaks, waivers=(waiver,), policies=(a_policy("a"), a_policy("b")))
    outcomes = {v.recipient: v.outcome for v in verdicts(("a", "b"), judged)}
    assert outcomes == {"a": Outcome.PASS, "b": Outcome.REVIEW}


def test_a_place_in_the_message_is_named_from_what_is_checked() -> None:
    @rule("x.place", title="Place", severity=Severity.NOTE, of=Track)
    def placed(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding("in the message", place=Place(line=7, xpath="/a"))
        yield Finding("in a file", file=Path("/delivery/resources/01.flac"))
        yield Finding("elsewhere", file=Path("/secret/place/01.flac"))

    places = [n.places for n in hear(placed).notices]
    assert places == [
        (Place(file="release.xml", line=7, xpath="/a"),),
        (Place(file="resources/01.flac"),),
        (Place(file="01.flac"),),
    ]


def test_a_finding_about_both_sides_names_both_places() -> None:
    @rule("x.both", title="Both", severity=Severity.NOTE, of=Track)
    def both(_: Track, __: Facts) -> Iterator[Finding]:
        place = Place(line=7, xpath="/a", tag="TSRC")
        yield Finding("they differ", place=place, file=Path("/delivery/01.mp3"))

    [notice] = hear(both).notices
    assert notice.places == (
        Place(file="release.xml", line=7, xpath="/a"),
        Place(file="01.mp3", tag="TSRC"),
    )


def test_a_fingerprint_outlives_a_change_of_line_but_not_of_evidence() -> None:
    def one(title: str, line: int) -> str:
        @rule("x.print", title="Print", severity=Severity.NOTE, of=Track)
        def printed(_: Track, __: Facts) -> Iterator[Finding]:
            yield Finding("f", place=Place(line=line), evidence={"title": title})

        return hear(printed).notices[0].fingerprint

    assert one("a", 1) == one("a", 2) != one("b", 1)


@rule(
    "x.renamed",
    title="Renamed",
    severity=Severity.BLOCK,
    of=Track,
    formerly=("x.old", "x.older"),
)
def renamed(_: Track, __: Facts) -> Iterator[Finding]:
    yield Finding("said")


def test_a_renamed_rule_still_answers_to_its_old_names() -> None:
    policies = (a_policy("old", a_line("x.older", Severity.WARNING)), a_policy("silent"))
    settings = Settings(rules={"x.old": {"severity": "note"}})
    [by_policy] = hear(renamed, policies=policies).notices
    [by_settings] = hear(renamed, policies=policies, settings=settings).notices
    assert [r.severity.value for r in by_policy.recipients] == ["warning", "block"]
    assert [r.severity.value for r in by_settings.recipients] == ["note", "note"]


def test_a_waiver_under_an_old_name_still_holds() -> None:
    waiver = Waiver(rule="x.old", owner="Kim", reason="agreed", expires=date(2027, 1, 1))
    assert hear(renamed, waivers=(waiver,)).notices[0].is_waived


def test_settings_may_name_a_rule_by_an_old_name() -> None:
    registry = Registry.of([Plugin(name="x", rules=(renamed,))])
    Settings(rules={"x.older": {"severity": "note"}}).require_known(registry)
    assert not draw_up(registry, Settings(), (a_policy("p", a_line("x.old")),), A_DAY).faults


def test_a_policy_of_a_plugin_that_makes_an_estimate_block_is_a_fault() -> None:
    @rule("x.guess", title="Guess", severity=Severity.NOTE, of=Track, is_estimate=True)
    def guess(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding("maybe")

    policies = (a_policy("eager", a_line("x.guess", Severity.BLOCK)),)
    registry = Registry.of([Plugin(name="x", rules=(guess,), policies=policies)])
    docket = draw_up(registry, Settings(), policies, A_DAY)
    assert "estimate" in docket.faults[0].message
    assert docket.cases[Track][0].severity is Severity.NOTE


def test_a_policy_that_names_a_rule_nobody_provides_is_a_fault() -> None:
    policies = (a_policy("old", a_line("x.gone", Severity.BLOCK)),)
    registry = Registry.of([Plugin(name="x", policies=policies)])
    docket = draw_up(registry, Settings(), policies, A_DAY)
    assert "x.gone" in docket.faults[0].message
