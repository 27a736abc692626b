"""A report judged again: as text for people, as one JSON object, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from precheck.changes import (
    BatchJudged,
    FaultChange,
    Judgement,
    JudgingEvent,
    JudgingFinished,
    JudgingStarted,
    NoticeChange,
    ReleaseJudged,
    ShareChange,
    SkipChange,
    Turn,
    VerdictChange,
)
from precheck.facts import Reason
from precheck.present.plain import plain
from precheck.present.text import (
    COLOURS,
    INDENT,
    OUTCOMES,
    Paint,
    by_reason,
    many,
    no_paint,
    stopped,
    subject_of,
    verdict_colour,
    where,
)
from precheck.report import ForRecipient, Outcome, Verdict
from precheck.rules import Severity, Source

SCHEMA_ID = "https://precheck-music.github.io/schema/judgement-1.json"
SIGNS = {Turn.CAME: "+", Turn.WENT: "-", Turn.CHANGED: "~"}


def to_text(events: Iterable[JudgingEvent], paint: Paint = no_paint) -> Iterator[str]:
    """The lines of a judgement, as the events come; what did not change is only counted."""
    for event in events:
        if isinstance(event, JudgingStarted):
            yield from _head(event)
        elif isinstance(event, ReleaseJudged):
            if event.is_change:
                yield from _release(event, paint)
        elif isinstance(event, BatchJudged):
            if event.notices or event.skips or event.faults:
                yield "The batch as a whole"
                yield from _said(event, paint)
        else:
            yield _foot(event, paint)


def _head(event: JudgingStarted) -> Iterator[str]:
    before, after = event.before, event.after
    count = many(event.releases, "release")
    then = f"the report of {before.as_of} judged again"
    day = f"as of {after.as_of}" if after.as_of != before.as_of else "as of the same day"
    yield f"Precheck {after.precheck} · {count} · {then}, {day}"
    yield f"for {plain(', '.join(after.recipients))}"
    dropped = [name for name in before.recipients if name not in after.recipients]
    if dropped:
        yield f"not asked any more: {plain(', '.join(dropped))}"
    if set(before.recipients) != set(after.recipients):
        both = [name for name in after.recipients if name in before.recipients]
        yield f"compared for {plain(', '.join(both))}" if both else "nobody was asked both times"
    for name in event.policies_changed:
        yield f"policy {plain(name)} has been written anew since the report"
    yield ""


def _release(event: ReleaseJudged, paint: Paint) -> Iterator[str]:
    by = f" · {plain(event.artist)}" if event.artist else ""
    yield f"{plain(event.title or event.id)}{by}  ({plain(event.id)})"
    yield from _verdicts(event.verdicts, paint)
    yield from _said(event, paint)


def _verdicts(verdicts: Iterable[VerdictChange], paint: Paint) -> Iterator[str]:
    """One line for each different turn of a verdict, the changed ones first."""
    shared: dict[tuple[bool, str], list[str]] = {}
    for verdict in verdicts:
        if verdict.after is not None:
            now = _verdict(verdict.after, paint)
            was = _verdict(verdict.before, paint) if verdict.before is not None else "not asked"
            words = f"{was} -> {now}" if verdict.is_change else f"{now}, as before"
            shared.setdefault((not verdict.is_change, words), []).append(verdict.recipient)
    for (_, words), recipients in sorted(shared.items(), key=lambda item: item[0][0]):
        yield f"  {words}: {', '.join(plain(name) for name in recipients)}"


def _verdict(verdict: Verdict, paint: Paint) -> str:
    word = _told(paint(verdict.word, verdict_colour(verdict)), verdict.complete, paint)
    return f"{word} ({plain(verdict.not_applicable)})" if verdict.not_applicable else word


def _said(event: ReleaseJudged | BatchJudged, paint: Paint) -> Iterator[str]:
    order = list(Turn)
    for change in sorted(event.notices, key=lambda c: (order.index(c.turn), -_worst(c).rank)):
        yield ""
        yield from _notice(change, paint)
    yield from _skips(event.skips, paint)
    yield from _faults(event.faults, paint)
    yield ""


def _notice(change: NoticeChange, paint: Paint) -> Iterator[str]:
    notice = change.notice
    worst = _worst(change)
    sign = paint(f"{SIGNS[change.turn]} {change.turn.value:7} {worst.value:7}", COLOURS[worst])
    yield f"  {sign} {plain(subject_of(notice) + notice.message)}"
    if change.before is not None:
        yield f"{INDENT}before: {plain(change.before.message)}"
    yield f"{INDENT}{plain(notice.rule)}"
    for place in notice.places[:1]:
        yield f"{INDENT}at {plain(where(place))}"
    yield from _shares(change.shares)


def _worst(change: NoticeChange) -> Severity:
    """The worst that it means or meant to anyone for whom it changed."""
    sides = [s.after or s.before for s in change.shares]
    return max(
        (side.severity for side in sides if side is not None), default=change.notice.severity
    )


def _shares(shares: Iterable[ShareChange]) -> Iterator[str]:
    """One line for each different step and cause, with the recipients that share them."""
    grouped: dict[tuple[str, str], list[ShareChange]] = {}
    for share in shares:
        step = f"{_share(share.before)} -> {_share(share.after)}"
        grouped.setdefault((step, share.why.detail), []).append(share)
    for (step, detail), same in grouped.items():
        names = ", ".join(share.recipient for share in same)
        yield f"{INDENT}{step} for {plain(names)}: {plain(detail)}"
        sources = dict.fromkeys(s for share in same if (s := _source(share)) is not None)
        for source in sources:
            yield f"{INDENT}see: {plain(source.title)}, {plain(source.url)}"


def _share(share: ForRecipient | None) -> str:
    if share is None:
        return "nothing"
    return f"{share.severity.value} (waived)" if share.waived is not None else share.severity.value


def _source(share: ShareChange) -> Source | None:
    """Where the recipient asks for what is now, else for what was."""
    sides = (side.source for side in (share.after, share.before) if side is not None)
    return share.why.source or next((source for source in sides if source is not None), None)


def _skips(skips: Iterable[SkipChange], paint: Paint) -> Iterator[str]:
    """Each reason, with how many rules cannot be judged any more, or can again."""
    told = [c for c in skips if c.skip.reason is not Reason.NOT_APPLICABLE]
    for turn, words in ((Turn.CAME, "not judged"), (Turn.WENT, "not skipped any more")):
        turned = (change.skip for change in told if change.turn is turn)
        for alike in by_reason(turned):
            word = paint(f"{SIGNS[turn]} {words}", "yellow" if alike[0].matters_to else "white")
            yield ""
            yield f"  {word} {stopped(alike)}"
            if alike[0].remedy and turn is Turn.CAME:
                yield f"{INDENT}do: {plain(alike[0].remedy)}"


def _faults(faults: Iterable[FaultChange], paint: Paint) -> Iterator[str]:
    for change in faults:
        sign = paint(f"{SIGNS[change.turn]} fault", "red")
        yield ""
        yield f"  {sign} {plain(change.fault.where)}: {plain(change.fault.message)}"


def _foot(event: JudgingFinished, paint: Paint) -> str:
    """The outcome of what both have; of everything, where now has more."""
    both, now = event.compared, _outcome(event.outcome, event.complete, paint)
    if both is None:
        return now
    counts = ((event.came, "came"), (event.went, "went"), (event.changed, "changed"))
    parts = [f"{number} {name}" for number, name in counts if number]
    changed = many(event.releases_changed, "release") + " changed"
    was = _outcome(both.outcome_before, both.complete_before, paint)
    then = _outcome(both.outcome, both.complete, paint)
    in_all = f" · {now} in all" if then != now else ""
    return f"{was} -> {then} · {changed} · {', '.join(parts) or 'no notice changed'}{in_all}"


def _outcome(outcome: Outcome, complete: bool, paint: Paint) -> str:  # noqa: FBT001 - as they come
    return _told(paint(outcome.value.upper(), OUTCOMES[outcome]), complete, paint)


def _told(word: str, complete: bool, paint: Paint) -> str:  # noqa: FBT001
    return word if complete else f"{word}{paint(' (not complete)', 'yellow')}"


def gather(events: Iterable[JudgingEvent]) -> Judgement:
    """The judgement that a stream of events adds up to.

    Raises `ValueError` for a stream that was cut off.
    """
    releases: list[ReleaseJudged] = []
    started: JudgingStarted | None = None
    batch: BatchJudged | None = None
    finished: JudgingFinished | None = None
    for event in events:
        if isinstance(event, ReleaseJudged):
            releases.append(event)
        elif isinstance(event, JudgingStarted):
            started = event
        elif isinstance(event, BatchJudged):
            batch = event
        else:
            finished = event
    if started is None or batch is None or finished is None:
        raise ValueError("the stream of events was cut off before the judging was finished")
    return Judgement(started=started, releases=tuple(releases), batch=batch, finished=finished)


def to_json(judgement: Judgement) -> bytes:
    """The judgement as indented JSON, UTF-8, with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(judgement), indent=2) + b"\n"


def to_line(event: JudgingEvent) -> bytes:
    """One event as one line of JSON."""
    return msgspec.json.encode(event) + b"\n"


def schema_json() -> bytes:
    """The JSON Schema (draft 2020-12) of the judgement and of its events, indented."""
    (judgement, event), parts = msgspec.json.schema_components(
        (Judgement, JudgingEvent), ref_template="#/$defs/{name}"
    )
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Precheck judgement",
        "description": "What `precheck judge --json` prints. `#/$defs/Event` is a line of jsonl.",
        **judgement,
        "$defs": {**dict(sorted(parts.items())), "Event": event},
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
