"""The limits that a policy and the settings set on counts, as the rules themselves read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from precheck import Batch, Rule, Severity
from precheck_cadence.asking import Question, is_answered
from precheck_cadence.cadence import Span
from precheck_cadence.history import Entity
from precheck_cadence.options import (
    ReleasesPerAccount,
    ReleasesPerAccountExtreme,
    ReleasesPerArtist,
    ReleasesPerArtistExtreme,
    TracksPerAccount,
    TracksPerAccountExtreme,
    TracksPerArtist,
    TracksPerArtistExtreme,
    Windows,
)
from precheck_cadence.options.rates import AiReleases, NewAccount
from precheck_cadence.rules.crowds import begins_at

if TYPE_CHECKING:
    from precheck.commands import Ruling


class Kind(StrEnum):
    """What a limit counts."""

    RELEASES = "releases"
    TRACKS = "tracks"
    AI_RELEASES = "ai-releases"
    """Made by AI alone."""

    @property
    def words(self) -> str:
        """As a person says it."""
        return "AI releases" if self is Kind.AI_RELEASES else self.value


COUNTED: dict[type[Windows], tuple[Entity, Kind]] = {
    TracksPerArtist: (Entity.ARTIST, Kind.TRACKS),
    TracksPerArtistExtreme: (Entity.ARTIST, Kind.TRACKS),
    ReleasesPerArtist: (Entity.ARTIST, Kind.RELEASES),
    ReleasesPerArtistExtreme: (Entity.ARTIST, Kind.RELEASES),
    TracksPerAccount: (Entity.ACCOUNT, Kind.TRACKS),
    TracksPerAccountExtreme: (Entity.ACCOUNT, Kind.TRACKS),
    ReleasesPerAccount: (Entity.ACCOUNT, Kind.RELEASES),
    ReleasesPerAccountExtreme: (Entity.ACCOUNT, Kind.RELEASES),
}
"""What the rules count that these numbers belong to."""


class Asked(Struct, frozen=True, kw_only=True):
    """A rule with its numbers, and for whom it asks with them."""

    question: Question
    severity: Severity
    """The worst over the recipients."""
    recipients: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.question.rule.id


class Limit(Struct, frozen=True, kw_only=True):
    """From how many in a window a rule speaks."""

    rule: str
    severity: Severity
    recipients: tuple[str, ...]
    of: Entity
    kind: Kind
    hours: Span
    begins: int
    """From 1 up."""
    new_days: float | None = None
    """Only so long after the account's first upload; None for always."""


def asked(rulings: Iterable[tuple[Rule[Any], Ruling]]) -> tuple[Asked, ...]:
    """The rules about a cadence that are asked at all, each once for all that give it one set."""
    together: dict[tuple[str, object], list[tuple[Rule[Batch], Ruling]]] = {}
    for rule, made in rulings:
        if is_answered(rule) and made.severity is not Severity.OFF:
            together.setdefault((rule.id, made.options), []).append((rule, made))
    return tuple(
        Asked(
            question=Question(same[0][0], same[0][1].options),
            severity=max(made.severity for _, made in same),
            recipients=tuple(made.recipient for _, made in same),
        )
        for same in together.values()
    )


def limits_of(every: Sequence[Asked], *, is_label: bool) -> tuple[Limit, ...]:
    """The limits for the account of an artist, or of a label or distributor; 0 sets none."""
    return tuple(
        Limit(
            rule=one.rule,
            severity=one.severity,
            recipients=one.recipients,
            of=of,
            kind=kind,
            hours=hours,
            begins=begins,
            new_days=new_days,
        )
        for one in every
        for of, kind, hours, begins, new_days in _numbers(one.question.options, is_label)
        if begins
    )


def _numbers(
    options: object,
    is_label: bool,  # noqa: FBT001 - one of the two kinds of account
) -> Iterator[tuple[Entity, Kind, Span, int, float | None]]:
    if isinstance(options, Windows) and type(options) in COUNTED:
        of, kind = COUNTED[type(options)]
        for hours in Span:
            yield of, kind, hours, begins_at(options, hours, is_label=is_label), None
    elif isinstance(options, AiReleases):
        begins = options.label_from_7_days if is_label else options.from_7_days
        yield Entity.ACCOUNT, Kind.AI_RELEASES, Span.WEEK, begins, None
    elif isinstance(options, NewAccount):
        releases, tracks = (
            (options.label_from_releases, options.label_from_tracks)
            if is_label
            else (options.from_releases, options.from_tracks)
        )
        for kind, begins in ((Kind.RELEASES, releases), (Kind.TRACKS, tracks)):
            yield Entity.ACCOUNT, kind, Span.WEEK, begins, options.days
