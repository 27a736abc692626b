"""What is said about AI, as text for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from precheck.disclosed import (
    DisclosedRelease,
    DisclosedSubject,
    DisclosureReport,
    VocabularyInfo,
)
from precheck.present.plain import plain
from precheck.report import Fault
from precheck.shared_facts import AiRoleStatement, AiStatement, Origin
from precheck.vocabularies import Expression, Markup

SCHEMA_ID = "https://precheck-music.github.io/schema/disclosure-1.json"
SENDERS = (Origin.MESSAGE, Origin.DELIVERY)
"""Whose silence is told; that of a file says nothing."""
WIDTH = 28
"""How wide the words of a vocabulary are at least."""


def to_json(report: DisclosureReport) -> bytes:
    """The answer as one indented JSON object with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def schema_json() -> bytes:
    """The JSON Schema (draft 2020-12) of the answer."""
    (schema,), parts = msgspec.json.schema_components(
        [DisclosureReport], ref_template="#/$defs/{name}"
    )
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "What Precheck learned about AI in one or many releases",
        **schema,
        "$defs": parts,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def to_text(release: DisclosedRelease, vocabularies: Iterable[VocabularyInfo]) -> Iterator[str]:
    """The lines about one release: who says what, then each vocabulary."""
    by = f" · {plain(release.artist)}" if release.artist else ""
    version = f" · ERN {plain(release.message_version)}" if release.message_version else ""
    yield f"{plain(release.title or release.id)}{by}  ({plain(release.id)}{version})"
    for problem in release.problems:
        yield f"  not read: {plain(problem)}"
    yield from faults(release.faults)
    if release.subjects or release.statement is not None:
        yield ""
        yield "  What is said"
    if release.statement is not None:
        yield "    the release as a whole"
        yield _statement(release.statement)
    for subject in release.subjects:
        yield from _subject(subject)
    for vocabulary in vocabularies:
        rows = release.expressions.get(vocabulary.name, ())
        if rows:
            yield ""
            yield f"  {plain(vocabulary.title)}"
            for row in rows:
                yield from _row(row)
    yield ""


def faults(broken: Iterable[Fault]) -> Iterator[str]:
    """A line for each fault."""
    for fault in broken:
        yield f"  fault: {plain(fault.where)}: {plain(fault.message)}"
        yield from (f"      {plain(line)}" for line in fault.trace.splitlines())


def _subject(subject: DisclosedSubject) -> Iterator[str]:
    title = f" {subject.title}" if subject.title else ""
    kind = f" ({subject.type})" if subject.type else ""
    yield f"    {plain(subject.reference + title + kind)}"
    if subject.not_known:
        yield f"      not known: {plain(subject.not_known)}"
        return
    said = {statement.origin: statement for statement in subject.statements}
    for origin in Origin:
        statement = said.get(origin)
        if statement is not None:
            yield _statement(statement)
        elif origin is Origin.MESSAGE and subject.unplaced is not None:
            yield _statement(subject.unplaced, "open")
        elif origin in SENDERS:
            yield f"      {origin.value:9} undeclared"
    if subject.unclear:
        yield f"      {Origin.MESSAGE.value:9} {'unclear':12} {plain(subject.unclear)}"
    for unread in subject.unread:
        yield f"      {unread.origin.value:9} {'not read':12} {plain(unread.detail)}"
    if subject.lyrics is not None:
        yield _statement(subject.lyrics)
    for role in subject.roles:
        yield f"      {role.origin.value:9} {role.amount.value:12} {plain(_role(role))}"


def _statement(statement: AiStatement, amount: str = "") -> str:
    if not amount:
        amount = statement.amount.value if statement.amount is not None else "some or all"
    place = statement.place
    line = f" at line {place.line}" if place is not None and place.line else ""
    return f"      {statement.origin.value:9} {amount:12} {plain(statement.detail)}{line}"


def _role(role: AiRoleStatement) -> str:
    who = f", {role.who}" if role.who else ""
    return f"as {role.role}{who}"


def _row(row: Expression) -> Iterator[str]:
    subject = plain(row.subject or "release")
    yield (
        f"    {subject:8} {plain(row.term):{WIDTH}} {row.fate.value:15} {plain(row.why)}".rstrip()
    )
    for markup in row.markup:
        yield from _markup(markup)


def _markup(markup: Markup) -> Iterator[str]:
    line = f" (line {markup.line})" if markup.line is not None else ""
    before = (
        f", before the first of {', '.join(markup.before)}" if markup.before else ", at the end"
    )
    yield f"             into {plain(markup.into)}{line}{plain(before)}:"
    yield from (f"               {plain(text)}" for text in markup.xml.splitlines())
