"""What inspectors learned about one subject, looked up by class."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

F = TypeVar("F")


class Reason(StrEnum):
    """Why a fact could not be had."""

    NOT_APPLICABLE = "not-applicable"
    """The question does not arise. The verdict stays complete."""
    NO_MESSAGE = "no-message"
    NO_FILE = "no-file"
    UNREADABLE = "unreadable"
    INCONCLUSIVE = "inconclusive"
    OFFLINE = "offline"
    SERVICE = "service"
    NOT_CONFIGURED = "not-configured"
    """The user did not set up what it takes. It matters only where the plugin is required."""
    NOT_INSTALLED = "not-installed"
    NOT_SUPPLIED = "not-supplied"
    STALE = "stale"
    """A saved report holds it as it was under another day, other settings, or another plugin."""
    BROKEN = "broken"


class Unavailable(Struct, frozen=True):
    """Why a fact could not be had, and what would change that."""

    reason: Reason
    detail: str
    remedy: str = ""


class AsOf(Struct, frozen=True):
    """The day a verdict is for. Every subject has this fact; there is no other clock."""

    day: date


class MissingFact(LookupError):  # noqa: N818 - the name says what is missing, not that something failed
    """A fact was asked for that could not be had."""

    def __init__(self, kind: type, why: Unavailable) -> None:
        """Remember which fact, and why it is missing."""
        super().__init__(f"{kind.__name__}: {why.detail}")
        self.kind = kind
        self.why = why


class Facts:
    """The facts of one subject: `facts[Tags]` is a `Tags`.

    Through `each` a release sees the facts of its tracks and images, a batch those of its releases.
    """

    __slots__ = ("_known", "_narrower")

    def __init__(
        self,
        known: Mapping[type, object] | None = None,
        narrower: tuple[tuple[Any, Facts], ...] = (),
    ) -> None:
        """Take facts (or `Unavailable`) by class, and the narrower subjects with their facts."""
        self._known: Mapping[type, Any] = {**(known or {})}
        self._narrower = narrower

    @classmethod
    def over(cls, known: Mapping[type, object]) -> Facts:
        """Facts that stay where they are, and are looked up there whenever they are asked for."""
        facts = cls()
        facts._known = known
        return facts

    def __getitem__(self, kind: type[F]) -> F:
        """The fact of this class; raises `MissingFact` where it could not be had."""
        fact = self.get(kind)
        if fact is None:
            raise MissingFact(kind, self.why(kind) or _not_supplied(kind))
        return fact

    def __contains__(self, kind: object) -> bool:
        """Whether the fact could be had."""
        return self.get(cast("type", kind)) is not None

    def get(self, kind: type[F]) -> F | None:
        """The fact of this class, or None."""
        fact: F | Unavailable | None = self._known.get(kind)
        if type(fact) is kind:  # nearly always, and known faster than what it is not
            return fact
        return None if isinstance(fact, Unavailable) else fact

    def why(self, kind: type) -> Unavailable | None:
        """Why the fact could not be had, or None where it could."""
        fact = self._known.get(kind)
        if fact is None:
            return _not_supplied(kind)
        return fact if isinstance(fact, Unavailable) else None

    def available(self) -> frozenset[type]:
        """The classes of all facts that could be had."""
        return frozenset(k for k, fact in self._known.items() if not isinstance(fact, Unavailable))

    def each(self, kind: type[F]) -> Iterator[tuple[Any, F]]:
        """Every narrower subject that has this fact, with the fact, in the order of the message."""
        for subject, facts in self._narrower:
            fact = facts.get(kind)
            if fact is not None:
                yield subject, fact

    @property
    def narrower(self) -> tuple[tuple[Any, Facts], ...]:
        """The narrower subjects with their facts, in the order of the message."""
        return self._narrower

    def plus(self, more: Mapping[type, object]) -> Facts:
        """The same facts and these."""
        return Facts({**self._known, **more}, self._narrower) if more else self

    def known(self) -> Mapping[type, object]:
        """Everything learned or found unavailable, by class."""
        return MappingProxyType(self._known)


def _not_supplied(kind: type) -> Unavailable:
    return Unavailable(Reason.NOT_SUPPLIED, f"no installed plugin supplies {kind.__name__}")
