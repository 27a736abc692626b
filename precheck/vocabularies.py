"""Vocabularies: the words in which one recipient, law or standard speaks of AI."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from precheck.facts import Unavailable
from precheck.model import Release, Resource
from precheck.rules import Source
from precheck.shared_facts import AiDisclosure


class Fate(StrEnum):
    """What becomes of something that is said about AI."""

    SHOWN = "shown"
    """Listeners see it."""
    STATED = "stated"
    """It gets through; whether anyone shows it is not said."""
    LIMITED = "limited"
    """The music is taken, but not paid or not recommended."""
    REFUSED = "refused"
    """The music is not taken."""
    LOST = "lost"
    """It is said, but does not get through."""
    UNDECLARED = "undeclared"
    """It is asked for, and nobody says anything."""
    NOT_ASKED = "not-asked"
    """The vocabulary has no word for it, and nobody asks."""
    PERSON_DECIDES = "person-decides"
    """A person must decide: the origins disagree, or the amount is a matter of judgement."""


class Markup(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """XML to paste, and where."""

    xml: str
    into: str
    """An XPath of the element that takes it in."""
    before: tuple[str, ...] = ()
    """It goes before the first child with one of these names; without such a child, to the end."""
    line: int | None = None
    """Where that element begins, if it is in the message already."""


class Expression(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a vocabulary puts one thing, and what becomes of it."""

    subject: str = ""
    """The reference of the track or picture; empty for the release."""
    term: str
    """The word of the vocabulary, such as `Lyricist`, `Artwork` or `some`."""
    fate: Fate
    why: str = ""
    markup: tuple[Markup, ...] = ()


class Disclosures(Struct, frozen=True, kw_only=True):
    """What is said about AI in a release, and the day for which it is put into words."""

    day: date
    by_reference: Mapping[str, AiDisclosure] = field(default_factory=dict)
    unavailable: Mapping[str, Unavailable] = field(default_factory=dict)
    """By reference: why it is not known what is said of a track or picture."""

    def of(self, resource: Resource) -> AiDisclosure:
        """What is said of a track or picture; an empty disclosure where that is not known."""
        return self.by_reference.get(resource.reference) or AiDisclosure()


class Vocabulary(Struct, frozen=True, kw_only=True):
    """The words in which one recipient, law or standard speaks of AI."""

    name: str
    """Lower-case words with hyphens, such as `apple-tags`; used by no other vocabulary."""
    title: str
    sources: tuple[Source, ...]
    express: Callable[[Release, Disclosures], Iterable[Expression]]
    """Puts what is said into these words. It is pure, and silent where nothing is to be said."""
    recipients: tuple[str, ...] = ()
    """The policies of those who use it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which it may be asked for."""
        return (self.name, *self.recipients)
