"""The report as text for people: verdicts first, then what to do about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from precheck.facts import Reason
from precheck.model import Place
from precheck.present.plain import plain
from precheck.present.policies import BASES
from precheck.report import (
    NOT_APPLICABLE,
    BatchDone,
    Event,
    Fault,
    ForRecipient,
    Notice,
    Outcome,
    ReleaseDone,
    ReleaseResult,
    RunFinished,
    RunStarted,
    Skip,
    Verdict,
)
from precheck.rules import Basis, Severity, Source

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
FEW = 5
"""Where fewer recipients than this are left out, they are named and not the many others."""
MAX_SOURCES = 3
"""How many sources are shown; the JSON has all of them."""
MAX_EVIDENCE = 300
"""How many characters of the evidence, or of a remark, are shown; the JSON has all of it."""


def no_paint(text: str, _: str) -> str:
    """No colour."""
    return text


def to_text(
    events: Iterable[Event], paint: Paint = no_paint, *, debug: bool = False
) -> Iterator[str]:
    """The lines of a report, as the events come."""
    return _Text(paint, debug=debug).lines(events)


class _Text:
    """The state of writing one report."""

    def __init__(self, paint: Paint, *, debug: bool) -> None:
        self.paint = paint
        self.debug = debug
        self.recipients: tuple[str, ...] = ()

    def lines(self, events: Iterable[Event]) -> Iterator[str]:
        held: list[ReleaseResult] = []
        for event in events:
            if isinstance(event, RunStarted):
                self.recipients = event.plan.recipients
                yield from self._head(event)
            elif isinstance(event, ReleaseDone):
                held.append(event.result)
            elif isinstance(event, BatchDone):
                yield from self._body(held, event)
            elif isinstance(event, RunFinished):
                yield self._foot(event)

    def _head(self, event: RunStarted) -> Iterator[str]:
        count = many(len(event.releases), "release")
        yield f"Precheck {event.precheck} · {count} · as of {event.plan.as_of}"
        yield f"for {', '.join(self.recipients)}"
        yield ""

    def _body(self, results: list[ReleaseResult], batch: BatchDone) -> Iterator[str]:
        about = batch.by_release()
        whole = about.pop("", [])
        for result in results:
            verdicts = batch.verdicts.get(result.id, result.verdicts)
            yield from self._release(result, verdicts, about.get(result.id, []))
        if whole or batch.skips or batch.faults:
            yield "The batch as a whole"
            yield from self._said(whole, batch.skips, batch.faults)

    def _release(
        self, result: ReleaseResult, verdicts: tuple[Verdict, ...], more: list[Notice]
    ) -> Iterator[str]:
        by = f" · {plain(result.artist)}" if result.artist else ""
        version = f" · ERN {plain(result.message_version)}" if result.message_version else ""
        yield f"{plain(result.title or result.id)}{by}  ({plain(result.id)}{version})"
        yield from self._verdicts(verdicts)
        yield from self._said([*result.notices, *more], result.skips, result.faults)

    def _verdicts(self, verdicts: tuple[Verdict, ...]) -> Iterator[str]:
        """One line for each different verdict, with the recipients that share it."""
        shared: dict[Verdict, list[str]] = {}
        for verdict in verdicts:
            alike = msgspec.structs.replace(verdict, recipient="")
            shared.setdefault(alike, []).append(verdict.recipient)
        worst_first = sorted(
            shared.items(),
            key=lambda item: (-item[0].outcome.rank, item[0].not_applicable, item[0].complete),
        )
        for verdict, recipients in worst_first:
            word = self.paint(verdict.word.ljust(6), verdict_colour(verdict))
            note = "" if verdict.complete else self.paint(" (not complete)", "yellow")
            why = f": {plain(verdict.not_applicable)}" if verdict.not_applicable else ""
            yield f"  {word} {', '.join(recipients)}{note}{why}"

    def _said(
        self, notices: Iterable[Notice], skips: Iterable[Skip], faults: Iterable[Fault]
    ) -> Iterator[str]:
        for notice in sorted(notices, key=lambda n: (n.is_waived, -n.severity.rank)):
            yield ""
            yield from self._notice(notice)
        yield from self._not_judged(skips)
        for fault in faults:
            yield ""
            yield f"  {self.paint('fault', 'red')}   {plain(fault.where)}: {plain(fault.message)}"
            if self.debug:
                yield from (f"{INDENT}{plain(line)}" for line in fault.trace.splitlines())
        yield ""

    def _notice(self, notice: Notice) -> Iterator[str]:
        word = self.paint(notice.severity.value.ljust(7), COLOURS[notice.severity])
        yield f"  {word} {plain(subject_of(notice) + notice.message)}"
        yield f"{INDENT}{notice.rule}{self._for(notice)}"
        for place in notice.places:
            yield f"{INDENT}at {plain(where(place))}"
        if evidence := _evidence(notice):
            yield f"{INDENT}{plain(evidence)}"
        if notice.remedy:
            yield f"{INDENT}do: {plain(notice.remedy)}"
        for source in _sources(notice):
            yield f"{INDENT}see: {source.title}, {source.url}"
        yield from (f"{INDENT}{plain(doubt)}" for doubt in _doubts(notice))
        for decision in {r.waived for r in notice.recipients if r.waived is not None}:
            who = f"{decision.owner} until {decision.expires}: {decision.reason}"
            yield f"{INDENT}waived by {plain(who)}"

    def _for(self, notice: Notice) -> str:
        """Which recipients, where it is not the same for all of them."""
        grouped: dict[Severity, list[str]] = {}
        for share in notice.recipients:
            grouped.setdefault(share.severity, []).append(share.name)
        if len(grouped) == 1 and len(notice.recipients) == len(self.recipients):
            return ""
        if len(grouped) == 1:
            return f" for {self._named([r.name for r in notice.recipients])}"
        worst_first = sorted(grouped.items(), reverse=True)
        parts = [f"{severity.value} for {self._named(names)}" for severity, names in worst_first]
        return f" ({'; '.join(parts)})"

    def _named(self, names: list[str]) -> str:
        return named(names, self.recipients)

    def _not_judged(self, skips: Iterable[Skip]) -> Iterator[str]:
        """Each reason, with how many rules it stopped, and what to do."""
        told = (s for s in skips if s.reason is not Reason.NOT_APPLICABLE)
        for alike in by_reason(told):
            word = self.paint("not judged", "yellow" if alike[0].matters_to else "white")
            yield ""
            yield f"  {word} {stopped(alike)}"
            if alike[0].remedy:
                yield f"{INDENT}do: {plain(alike[0].remedy)}"

    def _foot(self, event: RunFinished) -> str:
        counts = event.counts
        word = self.paint(event.outcome.value.upper(), OUTCOMES[event.outcome])
        nothing_asked = counts.not_applicable == counts.releases * len(self.recipients)
        if nothing_asked and event.outcome is Outcome.PASS:
            word = self.paint(NOT_APPLICABLE, "white")
        whole = "" if event.complete else self.paint(", not complete", "yellow")
        parts = [
            f"{number} {name}"
            for number, name in (
                (counts.block, "block"),
                (counts.review, "review"),
                (counts.warning, "warning"),
                (counts.note, "note"),
                (counts.waived, "waived"),
                (counts.not_applicable, "not applicable"),
                (counts.skips_that_matter, "not judged"),
                (counts.faults, "faults"),
            )
            if number
        ]
        return f"{word}{whole} · {', '.join(parts) or 'nothing to report'} · {event.seconds:.2f} s"


def verdict_colour(verdict: Verdict) -> str:
    """The colour of a verdict; a pass is green only where something was asked."""
    return "white" if verdict.word == NOT_APPLICABLE else OUTCOMES[verdict.outcome]


def many(count: int, what: str) -> str:
    """A count with its word."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def by_reason(skips: Iterable[Skip]) -> list[list[Skip]]:
    """The skips with one reason together; first those that a verdict hangs on."""
    grouped: dict[tuple[bool, str, str, str], list[Skip]] = {}
    for skip in skips:
        key = (not skip.matters_to, skip.reason.value, skip.detail, skip.remedy)
        grouped.setdefault(key, []).append(skip)
    return [grouped[key] for key in sorted(grouped)]


def stopped(alike: Sequence[Skip]) -> str:
    """How many rules were not judged, and of how many subjects, for which reason they share."""
    first = alike[0]
    rules = many(len({skip.rule for skip in alike}), "rule")
    hang = "" if first.matters_to else " that no verdict hangs on"
    subjects = {(skip.subject.kind, skip.subject.release, skip.subject.reference) for skip in alike}
    kinds = {kind for kind, *_ in subjects}
    kind = kinds.pop() if len(kinds) == 1 else "subject"
    of = f", of {len(subjects)} {kind}s" if len(subjects) > 1 else ""
    return f"{rules}{hang}{of}, {first.reason.value}: {plain(first.detail)}"


def named(names: Sequence[str], everyone: Iterable[str]) -> str:
    """The recipients by name; of many, those that are left out."""
    others = [name for name in everyone if name not in names]
    if len(others) < min(len(names), FEW):
        return f"all but {', '.join(others)}"
    return ", ".join(names)


def subject_of(notice: Notice) -> str:
    """The track or image that a notice is about, before its message."""
    subject = notice.subject
    if subject.kind not in {"track", "image"}:
        return ""
    return f"{subject.reference} {subject.title}: " if subject.title else f"{subject.reference}: "


def where(place: Place) -> str:
    """A place in one line."""
    parts = [place.file] if place.file else []
    if place.line is not None:
        parts.append(f"line {place.line}")
    if place.tag:
        parts.append(f"tag {place.tag}")
    if place.start_seconds is not None:
        end = f" to {place.end_seconds:.1f} s" if place.end_seconds is not None else " s"
        parts.append(f"{place.start_seconds:.1f}{end}")
    if place.xpath:
        parts.append(place.xpath)
    return ", ".join(parts)


def _sources(notice: Notice) -> list[Source]:
    """The rule's first source, then what the recipients say, the strictest first."""
    strictest_first = sorted(notice.recipients, key=lambda r: r.severity.rank, reverse=True)
    theirs = (r.source for r in strictest_first if r.source is not None)
    by_url = {source.url: source for source in (*notice.sources[:1], *theirs)}
    return list(by_url.values())[:MAX_SOURCES]


def doubtful(share: ForRecipient) -> str:
    """Why the source alone is not the whole of it, in words; empty where it is."""
    if share.otherwise:
        return "sources disagree"
    return "" if share.basis is Basis.PUBLISHED else BASES[share.basis]


def _doubts(notice: Notice) -> list[str]:
    """Where sources disagree, and what is held by our own reading; the strictest first."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for share in sorted(notice.recipients, key=lambda r: r.severity.rank, reverse=True):
        doubt = doubtful(share)
        if doubt and (share.otherwise or share.severity >= Severity.REVIEW):
            grouped.setdefault((doubt, share.note), []).append(share.name)
    return [
        f"{doubt} for {', '.join(names)}: {_short(note.removeprefix('Sources disagree: '))}"
        for (doubt, note), names in list(grouped.items())[:MAX_SOURCES]
    ]


def _evidence(notice: Notice) -> str:
    """The evidence in one line; a nested value as JSON."""
    parts = (
        f"{name}: {value if isinstance(value, str) else msgspec.json.encode(value).decode()}"
        for name, value in notice.evidence.items()
        if value not in ("", None)
    )
    return _short("; ".join(parts))


def _short(text: str) -> str:
    return text if len(text) <= MAX_EVIDENCE else f"{text[: MAX_EVIDENCE - 1]}…"
