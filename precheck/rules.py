"""Rules: one question about one kind of subject, with sources and documentation. Rules are pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum, StrEnum
from inspect import cleandoc
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from precheck.facts import Facts
from precheck.model import Place

S = TypeVar("S")

Json = str | int | float | bool | None | list[Any] | tuple[Any, ...] | Mapping[str, Any]


class Severity(Enum):
    """What a notice means for the delivery, from least to most."""

    OFF = "off"
    """Not asked."""
    NOTE = "note"
    """Good to know."""
    WARNING = "warning"
    """Likely to cost something; send it if you know better."""
    REVIEW = "review"
    """A person must look before it is sent."""
    BLOCK = "block"
    """Do not send."""

    rank: int
    """From 0 (`OFF`) to 4 (`BLOCK`)."""

    def __init__(self, _: str) -> None:
        self.rank = len(self.__class__.__members__)

    def __lt__(self, other: Severity) -> bool:
        """Whether this is the milder one."""
        return self.rank < other.rank

    def __le__(self, other: Severity) -> bool:
        """Whether this is not the graver one."""
        return self.rank <= other.rank

    def __gt__(self, other: Severity) -> bool:
        """Whether this is the graver one."""
        return self.rank > other.rank

    def __ge__(self, other: Severity) -> bool:
        """Whether this is not the milder one."""
        return self.rank >= other.rank


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where something is written down."""

    title: str
    url: str
    clause: str = ""
    read: date
    """The day it was read."""


class Basis(StrEnum):
    """Who set a number."""

    PUBLISHED = "published"
    OURS = "ours"
    MIXED = "mixed"
    """The demand is published, the number is ours."""


class Threshold(Struct, frozen=True, kw_only=True):
    """Where the default of one option comes from."""

    option: str
    basis: Basis
    source: Source | None = None
    note: str = ""


class Finding(Struct, frozen=True, omit_defaults=True):
    """One thing a rule saw."""

    message: str
    """One line; the subject of the sentence is the music."""
    place: Place | None = None
    file: Path | None = None
    """The file it is about, where `place` does not name one."""
    evidence: Mapping[str, Json] = field(default_factory=dict)
    """Everything needed to see it with one's own eyes: both sides, counts, thresholds, models."""
    remedy: str = ""
    """What to do, where the rule's page does not say it better."""
    release: str = ""
    """For a batch rule: the id of the release it is about."""


class Rule(Struct, Generic[S], frozen=True, kw_only=True):
    """One question about one kind of subject."""

    id: str
    """`<plugin>.<words-with-hyphens>`."""
    title: str
    severity: Severity
    of: type[S]
    ask: Callable[[S, Facts], Iterable[Finding]]
    when: Callable[[S, Facts], bool] | None = None
    """Whether the question can arise at all: where it says no, the rule has nothing to say.

    It is pure, as the rule is. Rules that have it in common are spared together, by one look.
    """
    needs: tuple[type, ...] = ()
    sources: tuple[Source, ...] = ()
    options: type | None = None
    """A frozen struct of thresholds that a policy may set; the rule reads it as a fact."""
    thresholds: tuple[Threshold, ...] = ()
    """Where each option's default comes from."""
    is_estimate: bool = False
    """Whether it rests on a score or a count without a published limit: it may never block."""
    needs_trial: bool = False
    """Whether it may hold (`REVIEW`) only where the policy names a back-test of its numbers."""
    formerly: tuple[str, ...] = ()
    doc: str = ""
    """Markdown under the headings What it checks, Why it matters, What to do, Limits."""

    @property
    def plugin(self) -> str:
        """The name of the plugin it belongs to."""
        return self.id.partition(".")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Its former ids, oldest first, and its id: settings and policies may use any of them."""
        return (*self.formerly, self.id)

    def section(self, heading: str) -> str:
        """The text under one heading of its page, on one line."""
        _, _, rest = self.doc.partition(f"## {heading}\n")
        return " ".join(rest.partition("\n## ")[0].split())


def rule(  # noqa: PLR0913 - a declaration names everything once
    rule_id: str,
    *,
    title: str,
    severity: Severity,
    of: type[S],
    needs: tuple[type, ...] = (),
    sources: tuple[Source, ...] = (),
    options: type | None = None,
    thresholds: tuple[Threshold, ...] = (),
    is_estimate: bool = False,
    needs_trial: bool = False,
    formerly: tuple[str, ...] = (),
    when: Callable[[S, Facts], bool] | None = None,
) -> Callable[[Callable[[S, Facts], Iterable[Finding]]], Rule[S]]:
    """Declare a function as a rule. Its docstring becomes the rule's page."""

    def declare(ask: Callable[[S, Facts], Iterable[Finding]]) -> Rule[S]:
        return Rule(
            id=rule_id,
            title=title,
            severity=severity,
            of=of,
            ask=ask,
            needs=needs,
            sources=sources,
            options=options,
            thresholds=thresholds,
            is_estimate=is_estimate,
            needs_trial=needs_trial,
            formerly=formerly,
            when=when,
            doc=cleandoc(ask.__doc__ or ""),
        )

    return declare
