"""The report for people, from events made by hand."""

from datetime import date

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
from precheck.rules import Severity, Source

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
    assert "not judged 3 rules, no-file: 1.flac is missing. Add it." in written(skips=skips)


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
