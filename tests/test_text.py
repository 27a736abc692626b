"""The report for people, from events made by hand."""

from datetime import date
from typing import Any

from msgspec import structs

from precheck.facts import Reason
from precheck.model import Place
from precheck.present.text import to_text
from precheck.report import (
    BatchDone,
    Counts,
    Decision,
    Event,
    Fault,
    ForRecipient,
    Notice,
    Outcome,
    Plan,
    ReleaseDone,
    ReleaseResult,
    Run,
    RunFinished,
    RunStarted,
    Skip,
    SubjectRef,
    Verdict,
)
from precheck.rules import Basis, Severity, Source

TRACK = SubjectRef(kind="track", release="r.xml", reference="A1", title="a\x1b[2J\u202eb")
RELEASE = SubjectRef(kind="release", release="r.xml")


RECIPIENTS = ("deezer", "spotify", "tidal", "tiktok", "traxsource")


def a_notice(
    *severities: Severity, subject: SubjectRef = TRACK, waived: Decision | None = None
) -> Notice:
    recipients = tuple(
        ForRecipient(name=name, severity=severity, waived=waived)
        for name, severity in zip(RECIPIENTS, severities, strict=False)
    )
    return Notice(
        rule="x.rule",
        title="Title",
        severity=max(severities),
        subject=subject,
        message="it is wrong",
        places=(Place(file="r.xml", line=7, xpath="/a/b"), Place(file="1.flac", tag="ISRC")),
        evidence={"message": "A", "counts": [1, 2]},
        remedy="Mend it.",
        sources=(Source(title="A page", url="https://example.org", read=date(2026, 11, 22)),),
        recipients=recipients,
    )


def written(
    *notices: Notice,
    skips: tuple[Skip, ...] = (),
    faults: tuple[Fault, ...] = (),
    whole: tuple[Notice, ...] = (),
    complete: bool = True,
    debug: bool = False,
    recipients: tuple[str, ...] = RECIPIENTS[:2],
) -> str:
    verdicts = (
        Verdict(recipient="deezer", outcome=Outcome.PASS, complete=True),
        Verdict(recipient="spotify", outcome=Outcome.BLOCK, complete=complete),
    )
    result = ReleaseResult(
        id="r.xml",
        title="Slow Tide",
        verdicts=verdicts,
        notices=notices,
        skips=skips,
        faults=faults,
    )
    events: tuple[Event, ...] = (
        RunStarted(
            schema=1,
            precheck="0",
            plan=Plan(as_of=date(2026, 11, 22), recipients=recipients),
            releases=("r.xml",),
            plugins=(),
            policies=(),
            run=Run(started=""),
        ),
        ReleaseDone(result=result),
        BatchDone(notices=whole, skips=(), faults=(), verdicts={"r.xml": verdicts}),
        RunFinished(
            outcome=Outcome.BLOCK, complete=complete, counts=Counts(block=1), exit_code=1, seconds=1
        ),
    )
    return "\n".join(to_text(events, debug=debug))


def test_recipients_with_the_same_verdict_share_a_line() -> None:
    text = written(complete=False)
    assert "  BLOCK  spotify (not complete)" in text
    assert "  PASS   deezer" in text
    assert text.splitlines()[-1].startswith("BLOCK, not complete · 1 block")


def test_a_notice_says_what_where_why_and_what_to_do() -> None:
    text = written(a_notice(Severity.BLOCK, Severity.BLOCK))
    assert "it is wrong" in text
    assert "at r.xml, line 7, /a/b" in text
    assert "at 1.flac, tag ISRC" in text
    assert "message: A; counts: [1,2]" in text
    assert "do: Mend it." in text
    assert "see: A page, https://example.org" in text


def test_a_hostile_title_is_shown_and_does_nothing() -> None:
    text = written(a_notice(Severity.NOTE, Severity.NOTE))
    assert "a␛[2J\\u{202e}b" in text
    assert "\x1b" not in text


def test_whom_it_concerns_is_said_where_it_is_not_everyone() -> None:
    assert "x.rule\n" in written(a_notice(Severity.BLOCK, Severity.BLOCK))
    assert "x.rule for deezer\n" in written(a_notice(Severity.BLOCK))
    both = written(a_notice(Severity.NOTE, Severity.BLOCK))
    assert "x.rule (block for spotify; note for deezer)\n" in both


def test_of_many_recipients_those_left_out_are_named() -> None:
    noted = written(a_notice(*[Severity.NOTE] * 4), recipients=RECIPIENTS)
    assert "x.rule for all but traxsource\n" in noted
    mixed = written(a_notice(Severity.BLOCK, *[Severity.NOTE] * 3), recipients=RECIPIENTS)
    assert "x.rule (block for deezer; note for all but deezer, traxsource)\n" in mixed
    half = written(a_notice(*[Severity.NOTE] * 2), recipients=RECIPIENTS)
    assert "x.rule for deezer, spotify\n" in half


def idle(*, counts: Counts, outcome: Outcome = Outcome.PASS) -> list[str]:
    """A report of two recipients, of which one or both ask nothing."""
    reasons = ["it holds\x1b elsewhere"] * counts.not_applicable
    result = ReleaseResult(
        id="r.xml",
        verdicts=tuple(
            Verdict(recipient=name, outcome=outcome, complete=True, not_applicable=why)
            for name, why in zip(("law", "shop"), [*reasons, ""], strict=False)
        ),
    )
    plan = Plan(as_of=date(2026, 11, 22), recipients=("law", "shop"))
    events: tuple[Event, ...] = (
        RunStarted(
            schema=1,
            precheck="0",
            plan=plan,
            releases=("r.xml",),
            plugins=(),
            policies=(),
            run=Run(started=""),
        ),
        ReleaseDone(result=result),
        BatchDone(notices=(), skips=(), faults=(), verdicts={}),
        RunFinished(outcome=outcome, complete=True, counts=counts, exit_code=0, seconds=1),
    )
    return "\n".join(to_text(events)).splitlines()


def test_whoever_asks_nothing_is_told_from_a_pass() -> None:
    lines = idle(counts=Counts(releases=1, not_applicable=1))
    assert "  N/A    law: it holds␛ elsewhere" in lines
    assert "  PASS   shop" in lines
    assert lines[-1].startswith("PASS · 1 not applicable")


def test_where_nobody_asks_anything_the_whole_is_no_pass_either() -> None:
    lines = idle(counts=Counts(releases=1, not_applicable=2))
    assert "  N/A    law, shop: it holds␛ elsewhere" in lines
    assert lines[-1].startswith("N/A · 2 not applicable")


def test_what_holds_it_up_all_the_same_is_said() -> None:
    counts = Counts(releases=1, not_applicable=2)
    lines = idle(counts=counts, outcome=Outcome.BLOCK)
    assert "  BLOCK  law, shop: it holds␛ elsewhere" in lines
    assert lines[-1].startswith("BLOCK")


def doubted(**share: Any) -> str:
    shares = (ForRecipient(name="deezer", **{"severity": Severity.BLOCK, **share}),)
    notice = structs.replace(a_notice(Severity.BLOCK), recipients=shares)
    return written(notice)


def test_where_sources_disagree_it_is_said_with_what_they_say() -> None:
    other = Source(title="B page", url="https://b.example", read=date(2026, 11, 22))
    text = doubted(otherwise=(other,), note="Sources disagree: 45 here,\x1b 60 there.")
    assert "      sources disagree for deezer: 45 here,␛ 60 there.\n" in text
    mild = doubted(severity=Severity.NOTE, otherwise=(other,), note="45 or 60.")
    assert "sources disagree for deezer: 45 or 60." in mild


def test_what_is_held_by_our_own_reading_says_so() -> None:
    text = doubted(basis=Basis.MIXED, note="The number is ours.")
    assert "published, but in part our own reading for deezer: The number is ours." in text
    assert "our own reading" not in doubted()
    assert "our own reading" not in doubted(basis=Basis.OURS, severity=Severity.WARNING)


def test_the_strictest_recipient_is_quoted_first() -> None:
    def quoted(name: str, severity: Severity) -> ForRecipient:
        source = Source(title=name, url=f"https://{name}.example", read=date(2026, 11, 22))
        return ForRecipient(name=name, severity=severity, source=source)

    shares = (quoted("deezer", Severity.NOTE), quoted("spotify", Severity.BLOCK))
    text = written(structs.replace(a_notice(Severity.BLOCK), recipients=shares))
    assert text.index("see: spotify") < text.index("see: deezer")


def test_the_worst_comes_first_and_what_is_waived_last() -> None:
    decision = Decision(owner="Kim", reason="agreed", expires=date(2027, 1, 1))
    text = written(
        a_notice(Severity.NOTE, Severity.NOTE),
        a_notice(Severity.BLOCK, Severity.BLOCK, waived=decision),
        a_notice(Severity.REVIEW, Severity.REVIEW),
    )
    assert text.index("review ") < text.index("note ") < text.index("waived by Kim until 2027")


def test_what_was_not_judged_is_counted_by_reason() -> None:
    skips = tuple(
        Skip(
            rule=f"x.{n}",
            title="T",
            subject=TRACK,
            reason=Reason.NO_FILE,
            detail="1.flac is missing",
            remedy="Add it.",
            matters_to=("spotify",),
        )
        for n in range(3)
    )
    text = written(skips=skips)
    assert "  not judged 3 rules, no-file: 1.flac is missing\n      do: Add it.\n" in text


def test_a_rule_that_was_not_judged_of_many_tracks_is_one_rule() -> None:
    skips = tuple(
        Skip(
            rule=f"x.{rule}",
            title="T",
            subject=SubjectRef(kind="track", reference=f"A{track}"),
            reason=Reason.NO_MESSAGE,
            detail="there is no message",
        )
        for rule in range(2)
        for track in range(3)
    )
    said = (
        "not judged 2 rules that no verdict hangs on, of 3 tracks, no-message: there is no message"
    )
    assert said in written(skips=skips)


def test_what_does_not_apply_is_not_mentioned() -> None:
    skip = Skip(
        rule="x.a", title="T", subject=TRACK, reason=Reason.NOT_APPLICABLE, detail="a video"
    )
    assert "a video" not in written(skips=(skip,))


def test_a_fault_shows_its_trace_only_when_asked() -> None:
    fault = Fault(where="rule: x.a", message="it broke", trace="File x\nline 1")
    assert "it broke" in written(faults=(fault,))
    assert "line 1" not in written(faults=(fault,))
    assert "line 1" in written(faults=(fault,), debug=True)


def test_what_concerns_the_batch_stands_apart() -> None:
    batch = SubjectRef(kind="batch")
    text = written(whole=(a_notice(Severity.NOTE, Severity.NOTE, subject=batch),))
    assert "The batch as a whole" in text
