"""The query: what the filter line and a chosen place let through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from precheck.report import Fault, ForRecipient, Notice, Skip, SubjectRef
from precheck.rules import Severity

_TERM = re.compile(r'(?:(?P<field>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<word>\S+))')


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One line of a table, with what a filter looks at, all in lower case."""

    item: Notice | Skip | Fault
    alike: tuple[Skip, ...] = ()
    """Further skips of the same subject for the same reason; only their rules differ."""
    text: str
    """Everything a plain word may match."""
    rule: str
    severity: str
    release: str
    """The id, unchanged."""
    reference: str
    about: str
    """The release's id and title."""
    track: str
    marks: str
    """`waived`, `open`, `estimate`, `fault`, `skip`."""
    recipients: str
    """The names, each between spaces."""
    order: int
    """What comes first: 0 is the most pressing."""


class Scope(Struct, frozen=True):
    """A place chosen in the tree or the matrix. Empty means everywhere."""

    release: str = ""
    reference: str = ""
    recipient: str = ""

    def lets_through(self, entry: Entry) -> bool:
        """Whether the entry is about this place."""
        return (
            (not self.release or entry.release == self.release)
            and (not self.reference or entry.reference == self.reference)
            and (not self.recipient or f" {self.recipient.lower()} " in entry.recipients)
        )


EVERYWHERE = Scope()

_FIELDS: dict[str, Callable[[Entry], str]] = {
    "severity": lambda e: e.severity,
    "rule": lambda e: e.rule,
    "for": lambda e: e.recipients,
    "release": lambda e: e.about,
    "track": lambda e: e.track,
    "is": lambda e: e.marks,
}
FIELDS = tuple(_FIELDS)


class Query(Struct, frozen=True):
    """A filter: every word and every field must match."""

    words: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read a filter line. What is not a known field is a plain word, so nothing is an error.

        A field without a value yet lets everything through, as someone is about to type one.
        """
        words: list[str] = []
        fields: list[tuple[str, str]] = []
        for match in _TERM.finditer(text.lower()):
            name = match["field"]
            value = match["quoted"] if match["quoted"] is not None else match["word"]
            if name in _FIELDS:
                fields.append((name, value))
            elif not (value.endswith(":") and value[:-1] in _FIELDS):
                words.append(f"{name}:{value}" if name else value)
        return cls(tuple(w for w in words if w), tuple(f for f in fields if f[1]))

    def lets_through(self, entry: Entry) -> bool:
        """Whether the entry matches."""
        return all(word in entry.text for word in self.words) and all(
            value in _FIELDS[name](entry) for name, value in self.fields
        )


def view(entries: Sequence[Entry], query: Query, scope: Scope) -> list[int]:
    """The positions of the entries that pass, the most pressing first, else as they came."""
    found: list[int] = list(range(len(entries)))
    if scope != EVERYWHERE:
        found = [i for i in found if scope.lets_through(entries[i])]
    if query.fields:
        found = [i for i in found if query.lets_through(entries[i])]
    else:
        for word in query.words:
            found = [i for i in found if word in entries[i].text]
    found.sort(key=lambda i: entries[i].order)
    return found


def entry_of(
    item: Notice | Skip | Fault, titles: dict[str, str], alike: tuple[Skip, ...] = ()
) -> Entry:
    """An item with what a filter looks at. `titles` are those of the releases, by id."""
    if isinstance(item, Notice):
        return _notice(item, titles)
    if isinstance(item, Skip):
        return _skip(item, titles, alike)
    subject = item.subject or SubjectRef(kind="batch")
    return _entry(
        item, subject, titles, item.where, "", "fault", (), 0, f"{item.message} {item.plugin}"
    )


def together(skips: Iterable[Skip]) -> Iterator[tuple[Skip, ...]]:
    """Skips that differ only in their rule, together: one missing file stops dozens of rules."""
    groups: dict[object, list[Skip]] = {}
    for skip in skips:
        subject = skip.subject
        key = (subject.release, subject.reference, skip.reason, skip.detail, skip.matters_to)
        groups.setdefault(key, []).append(skip)
    return (tuple(group) for group in groups.values())


def _notice(notice: Notice, titles: dict[str, str]) -> Entry:
    marks = "waived" if notice.is_waived else "open"
    if notice.is_estimate:
        marks += " estimate"
    order = Severity.BLOCK.rank - notice.severity.rank + 10 * notice.is_waived
    where = " ".join(f"{place.file or ''} {place.tag or ''}" for place in notice.places)
    more = f"{notice.title} {notice.message} {where}"
    return _entry(
        notice,
        notice.subject,
        titles,
        notice.rule,
        notice.severity.value,
        marks,
        notice.recipients,
        order,
        more,
    )


def _skip(skip: Skip, titles: dict[str, str], alike: tuple[Skip, ...]) -> Entry:
    every = (skip, *alike)
    worst = max(s.severity for s in every)
    held_up = (ForRecipient(name=name, severity=worst) for name in skip.matters_to)
    entry = _entry(
        skip,
        skip.subject,
        titles,
        " ".join(s.rule for s in every),
        worst.value,
        "skip",
        tuple(held_up),
        1 if skip.matters_to else 2,
        f"{' '.join(s.title for s in every)} {skip.detail} {skip.reason.value}",
    )
    return replace(entry, alike=alike)


def _entry(  # noqa: PLR0913, PLR0917 - the parts of one value
    item: Notice | Skip | Fault,
    subject: SubjectRef,
    titles: dict[str, str],
    rule: str,
    severity: str,
    marks: str,
    recipients: tuple[ForRecipient, ...],
    order: int,
    more: str,
) -> Entry:
    about = f"{subject.release} {titles.get(subject.release, '')}".lower()
    track = f"{subject.reference} {subject.title} {subject.isrc}".lower()
    names = " ".join(r.name for r in recipients if r.severity is not Severity.OFF).lower()
    rule = rule.lower()
    return Entry(
        item=item,
        text=f"{severity} {rule} {more.lower()} {about} {track} {marks}",
        rule=rule,
        severity=severity,
        release=subject.release,
        reference=subject.reference,
        about=about,
        track=track,
        marks=marks,
        recipients=f" {names} ",
        order=order,
    )
