"""The wording: how values are put into words on the screen. Severity is never colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.content import Content

from precheck.model import Place
from precheck.present.plain import plain
from precheck.report import NOT_APPLICABLE, Decision, Notice, Outcome, SubjectRef, Verdict
from precheck.rules import Severity

MAX_LINES = 60
"""Lines of one notice's evidence that are shown; the JSON report has all of it."""
MAX_IN_LINE = 8
"""How long a list may be to stand on one line."""
MAX_LENGTH = 2000
"""Characters of one text that are shown."""

STYLES = {
    "block": "bold $look-block",
    "review": "bold $look-review",
    "warning": "$look-warning",
    "note": "$look-note",
    "pass": "$look-pass",
    "waived": "italic $look-quiet",
    "off": "$look-quiet",
}
"""How each look is coloured in running text; tables have the same as component classes."""


def shown(text: str) -> str:
    """A text from a submission, safe and not too long."""
    return plain(text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH]}…")


def styled(text: str, look: str) -> Content:
    """A text of ours or an already safe one, in a look."""
    return Content.styled(text, STYLES.get(look, look))


def counted(number: int, noun: str) -> str:
    """`1 release`, `2 releases`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def severity_word(notice: Notice) -> str:
    """The first word of a notice's line."""
    return "waived" if notice.is_waived else notice.severity.value.upper()


def look_of(notice: Notice) -> str:
    """The look of a notice's line."""
    return "waived" if notice.is_waived else notice.severity.value


def verdict_word(verdict: Verdict | None) -> str:
    """Such as `PASS`, `N/A` or `BLOCK`, with a `?` where it is not complete or not known at all."""
    if verdict is None:
        return "?"
    return verdict.word + ("" if verdict.complete else "?")


def verdict_look(verdict: Verdict | None) -> str:
    """The look of a verdict: a pass is green only where it is complete and something was asked."""
    if verdict is None:
        return "off"
    if verdict.outcome is Outcome.PASS and not verdict.complete:
        return "review"
    if verdict.word == NOT_APPLICABLE:
        return "off"
    return verdict.outcome.value


def subject_words(subject: SubjectRef, titles: Mapping[str, str]) -> str:
    """What something is about, for one cell."""
    if subject.kind == "batch":
        return "the whole batch"
    if subject.kind == "release":
        return titles.get(subject.release) or subject.title or subject.release
    return " ".join(part for part in (subject.reference, subject.title) if part)


def place_words(place: Place) -> str:
    """File, line, tag and time, on one line."""
    parts = [place.file] if place.file else []
    if place.line is not None:
        parts.append(f"line {place.line}")
    if place.tag:
        parts.append(f"tag {place.tag}")
    if place.start_seconds is not None:
        end = f" to {place.end_seconds:.1f}" if place.end_seconds is not None else ""
        parts.append(f"at {place.start_seconds:.1f}{end} s")
    return ", ".join(parts)


def waiver_words(decision: Decision) -> str:
    """Who accepted it, until when, and why."""
    return f"waived by {decision.owner} until {decision.expires}: {decision.reason}"


def recipients_words(notice: Notice, everyone: int) -> str:
    """The recipients it counts for; `all` where that is all `everyone` of them."""
    names = [r.name for r in notice.recipients if r.severity is not Severity.OFF and not r.waived]
    return "all" if len(names) == everyone > 1 else ", ".join(names)


def evidence_lines(evidence: Mapping[str, object]) -> Iterator[str]:
    """Evidence as indented lines, cut where it is endless."""
    for count, line in enumerate(_nested(evidence, "")):
        if count == MAX_LINES:
            yield "… more is in the JSON report"
            return
        yield line


def _nested(value: object, indent: str) -> Iterator[str]:
    pairs: Iterator[tuple[str, object]]
    if isinstance(value, Mapping):
        pairs = ((f"{shown(str(key))}: ", inner) for key, inner in value.items())
    elif isinstance(value, list | tuple):
        pairs = (("- ", inner) for inner in value)
    else:
        yield f"{indent}{_scalar(value)}"
        return
    for head, inner in pairs:
        if isinstance(inner, list | tuple) and 0 < len(inner) <= MAX_IN_LINE and _is_flat(inner):
            yield f"{indent}{head}{', '.join(map(_scalar, inner))}"
        elif isinstance(inner, Mapping | list | tuple) and inner:
            yield f"{indent}{head.rstrip()}"
            yield from _nested(inner, f"{indent}  ")
        else:
            yield f"{indent}{head}{_scalar(inner)}"


def _is_flat(values: Iterable[object]) -> bool:
    return not any(isinstance(value, Mapping | list | tuple) for value in values)


def _scalar(value: object) -> str:
    words = {None: "none", True: "yes", False: "no"}
    if value is None or isinstance(value, bool):
        return words[value]
    return shown(str(value)) if value not in ("", [], {}, ()) else "(empty)"
