"""Sound that is for something: noise, nature, sleep, meditation, frequencies."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from precheck_cadence.signals.lexicon import Topic, terms

FUNCTIONAL = frozenset({Topic.NOISE, Topic.NATURE, Topic.SLEEP, Topic.MEDITATION, Topic.FREQUENCY})
"""The topics that make a title functional."""


class FunctionalCount(Struct, frozen=True, kw_only=True):
    """How many titles are of functional sound."""

    titles: int
    functional: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of no titles."""
        return self.functional / self.titles if self.titles else 0.0


def is_functional(title: str) -> bool:
    """Whether a title names functional sound: a phrase such as `white noise`, or two topics.

    `Rain` and `Sleep` are songs; `Sleep in the Rain` is called functional, though it may be one.
    So ask an account for its share, and not a single title. `528 Hz Healing` is two topics: what a
    frequency is good for counts beside it alone. It sees titles, not sound: a river under a woman's
    name escapes, and so does every language the lexicon lacks.
    """
    found = terms(title)
    topics = {term.topic for term in found} & FUNCTIONAL
    if Topic.FREQUENCY in topics and any(term.topic is Topic.BENEFIT for term in found):
        return True
    named = any(term.is_phrase and term.topic in FUNCTIONAL for term in found)
    return named or len(topics) > 1


def functional_count(titles: Iterable[str]) -> FunctionalCount:
    """Count the titles of functional sound; CAD-18 speaks from more than half of an account."""
    known = [title for title in titles if title.strip()]
    return FunctionalCount(titles=len(known), functional=sum(map(is_functional, known)))
