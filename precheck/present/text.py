"""The report as text for people: verdicts first, then what to do about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from precheck.present.plain import plain
from precheck.report import (
    BatchDone,
    Event,
    Fault,
    Notice,
    Outcome,
    ReleaseDone,
    ReleaseResult,
    RunFinished,
    RunStarted,
    Skip,
    Verdict,
)
from precheck.rules import Severity

Paint = Callable[[str, str], str]
"""Puts a text into a colour by name; gives the text back where there is no colour."""

COLOURS = {
    Severity.BLOCK: "red",
    Severity.REVIEW: "yellow",
    Severity.WARNING: "magenta",
    Severity.NOTE: "cyan",
    Severity.OFF: "white",
}
OUTCOMES = {Outcome.BLOCK: "red", Outcome.REVIEW: "yellow", Outcome.PASS: "green"}
INDENT = "      "
MAX_EVIDENCE = 100
"""How many characters of one piece of evidence are shown; the JSON has all of it."""


def no_paint(text: str, _: str) -> str:
    """No colour."""
    return text


def to_text(
    events: Iterable[Event], paint: Paint = no_paint, *, debug: bool = False
) -> Iterator[str]:
    """The lines of a report, as the events come."""
    held: list[ReleaseResult] = []
    for event in events:
        if isinstance(event, RunStarted):
            yield from _head(event)
        elif isinstance(event, ReleaseDone):
            held.append(event.result)
        elif isinstance(event, BatchDone):
            yield from _body(held, event, paint, debug=debug)
        elif isinstance(event, RunFinished):
            yield from _foot(event, paint)


def _head(event: RunStarted) -> Iterator[str]:
    count = len(event.releases)
    what = "1 release" if count == 1 else f"{count} releases"
    yield f"Precheck {event.precheck} · {what} · as of {event.plan.as_of}"
    yield f"for {', '.join(event.plan.recipients)}"
    yield ""


def _body(
    results: list[ReleaseResult], batch: BatchDone, paint: Paint, *, debug: bool
) -> Iterator[str]:
    for result in results:
        about = [n for n in batch.notices if n.subject.release == result.id]
        yield from _release(result, batch.verdicts[result.id], about, paint, debug=debug)
    whole = [n for n in batch.notices if not n.subject.release]
    if whole or batch.skips or batch.faults:
        yield "The batch as a whole"
        yield from _notices(whole, paint)
        yield from _not_judged(batch.skips, paint)
        yield from _faults(batch.faults, paint, debug=debug)
        yield ""


def _release(
    result: ReleaseResult,
    verdicts: tuple[Verdict, ...],
    more: list[Notice],
    paint: Paint,
    *,
    debug: bool,
) -> Iterator[str]:
    title = plain(result.title or result.id)
    by = f" · {plain(result.artist)}" if result.artist else ""
    version = f" · ERN {result.message_version}" if result.message_version else ""
    yield f"{title}{by}  ({plain(result.id)}{version})"
    yield from _verdicts(verdicts, paint)
    yield from _notices([*result.notices, *more], paint)
    yield from _not_judged(result.skips, paint)
    yield from _faults(result.faults, paint, debug=debug)
    yield ""


def _verdicts(verdicts: tuple[Verdict, ...], paint: Paint) -> Iterator[str]:
    """One line for each different verdict, with the recipients that share it."""
    shared: dict[tuple[Outcome, bool], list[str]] = {}
    for verdict in verdicts:
        shared.setdefault((verdict.outcome, verdict.complete), []).append(verdict.recipient)
    worst_first = sorted(shared.items(), key=lambda item: (-item[0][0].rank, item[0][1]))
    for (outcome, complete), recipients in worst_first:
        word = paint(outcome.value.upper().ljust(6), OUTCOMES[outcome])
        note = "" if complete else paint(" (not complete)", "yellow")
        yield f"  {word} {', '.join(recipients)}{note}"


def _notices(notices: Iterable[Notice], paint: Paint) -> Iterator[str]:
    worst_first = sorted(notices, key=lambda n: (n.is_waived, -n.severity.rank))
    for notice in worst_first:
        yield ""
        word = paint(notice.severity.value.ljust(7), COLOURS[notice.severity])
        yield f"  {word} {plain(_where(notice) + notice.message)}"
        yield f"{INDENT}{notice.rule}{_for(notice)}{_place(notice)}"
        evidence = "; ".join(f"{key}: {value}" for key, value in notice.evidence.items())
        if evidence:
            yield f"{INDENT}{plain(_cut(evidence))}"
        if notice.remedy:
            yield f"{INDENT}do: {plain(notice.remedy)}"
        for source in notice.sources[:1]:
            yield f"{INDENT}see: {source.title}, {source.url}"
        for decision in {r.waived for r in notice.recipients if r.waived is not None}:
            who = f"{decision.owner} until {decision.expires}: {decision.reason}"
            yield f"{INDENT}waived by {plain(who)}"


def _where(notice: Notice) -> str:
    subject = notice.subject
    if subject.kind in {"track", "image"}:
        return (
            f"{subject.reference} {subject.title}: " if subject.title else f"{subject.reference}: "
        )
    return ""


def _for(notice: Notice) -> str:
    """Which recipients, where the severity is not the same for all."""
    severities = {r.severity for r in notice.recipients}
    if len(severities) <= 1:
        return ""
    grouped: dict[Severity, list[str]] = {}
    for share in notice.recipients:
        grouped.setdefault(share.severity, []).append(share.name)
    parts = [f"{s.value}: {', '.join(names)}" for s, names in sorted(grouped.items(), reverse=True)]
    return f" [{'; '.join(parts)}]"


def _place(notice: Notice) -> str:
    place = notice.place
    parts = [plain(place.file)] if place.file else []
    if place.line is not None:
        parts.append(f"line {place.line}")
    if place.tag:
        parts.append(f"tag {plain(place.tag)}")
    if place.start_seconds is not None:
        end = f" to {place.end_seconds:.1f} s" if place.end_seconds is not None else " s"
        parts.append(f"at {place.start_seconds:.1f}{end}")
    line = f"  {', '.join(parts)}" if parts else ""
    return line + (f"\n{INDENT}{plain(place.xpath)}" if place.xpath else "")


def _cut(text: str) -> str:
    limit = MAX_EVIDENCE * 3
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _not_judged(skips: Iterable[Skip], paint: Paint) -> Iterator[str]:
    """One line for each reason, with how many rules it stopped."""
    shown = [skip for skip in skips if skip.matters_to or skip.reason.value != "not-applicable"]
    if not shown:
        return
    yield ""
    reasons = Counter((bool(s.matters_to), s.reason, s.detail, s.remedy) for s in shown)
    for (matters, reason, detail, remedy), count in sorted(
        reasons.items(), key=lambda item: (not item[0][0], item[0][1], item[0][2])
    ):
        word = paint("not judged", "yellow" if matters else "white")
        rules = "1 rule" if count == 1 else f"{count} rules"
        advice = f"; {remedy}" if remedy else ""
        yield f"  {word} {rules}, {reason.value}: {plain(detail + advice)}"


def _faults(faults: Iterable[Fault], paint: Paint, *, debug: bool) -> Iterator[str]:
    for fault in faults:
        yield ""
        yield f"  {paint('fault', 'red')}   {plain(fault.where)}: {plain(fault.message)}"
        if debug and fault.trace:
            yield from (f"{INDENT}{plain(line)}" for line in fault.trace.splitlines())


def _foot(event: RunFinished, paint: Paint) -> Iterator[str]:
    counts = event.counts
    word = paint(event.outcome.value.upper(), OUTCOMES[event.outcome])
    whole = "" if event.complete else paint(", not complete", "yellow")
    parts = [
        f"{number} {name}"
        for name, number in (
            ("block", counts.block),
            ("review", counts.review),
            ("warning", counts.warning),
            ("note", counts.note),
            ("waived", counts.waived),
            ("not judged", counts.skips_that_matter),
            ("faults", counts.faults),
        )
        if number
    ]
    yield f"{word}{whole} · {', '.join(parts) or 'nothing to report'} · {event.seconds:.2f} s"
