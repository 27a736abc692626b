"""A rule's page in Markdown, made from its declaration alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from precheck.rules import Rule

_OWN_LINE = ("#", "- ", "  ")
"""How lines begin that go on with no paragraph: headings, and what is listed."""


def page(rule: Rule[Any]) -> str:
    """The whole page, ending with a line break."""
    return "\n".join(_lines(rule)) + "\n"


def paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a page, those of one paragraph as one: how wide it is, is for others to say."""
    paragraph = ""
    for line in lines:
        if paragraph and line and not line.startswith(_OWN_LINE):
            paragraph = f"{paragraph} {line}"
            continue
        if paragraph:
            yield paragraph
        paragraph = "" if line.startswith("#") else line
        if not paragraph:
            yield line
    if paragraph:
        yield paragraph


def _lines(rule: Rule[Any]) -> Iterator[str]:
    yield f"# {rule.id}"
    yield ""
    yield f"{rule.title}."
    yield ""
    estimate = ", an estimate that never blocks" if rule.is_estimate else ""
    tried = ", and 'review' only after a back-test" if rule.needs_trial else ""
    yield f"- Severity: {rule.severity.value}{estimate}; a policy may set another{tried}"
    yield f"- Asked of: each {rule.of.__name__.lower()}"
    if rule.needs:
        yield f"- Needs: {', '.join(need.__name__ for need in rule.needs)}"
    if rule.formerly:
        yield f"- Formerly: {', '.join(rule.formerly)}"
    yield ""
    yield rule.doc
    if rule.options is not None:
        yield ""
        yield "## Options"
        yield ""
        yield from _options(rule)
    yield ""
    yield "## Sources"
    yield ""
    for source in rule.sources:
        clause = f", {source.clause}" if source.clause else ""
        yield f"- [{source.title}]({source.url}){clause}, read {source.read.isoformat()}"


def _options(rule: Rule[Any]) -> Iterator[str]:
    thresholds = {t.option: t for t in rule.thresholds}
    defaults = msgspec.to_builtins(rule.options()) if rule.options is not None else {}
    for name, value in defaults.items():
        threshold = thresholds.get(name)
        origin = ""
        if threshold is not None:
            origin = f" ({threshold.basis.value}"
            if threshold.source is not None:
                origin += f": {threshold.source.title}, {threshold.source.url}"
            origin += f"; {threshold.note})" if threshold.note else ")"
        yield f"- `{name}` = `{msgspec.json.encode(value).decode()}`{origin}"
