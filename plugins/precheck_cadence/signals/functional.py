"""Sound that is for something: noise, nature, sleep, meditation, frequencies."""

from __future__ import annotations

from precheck_cadence.signals.lexicon import Topic, lexicon, terms
from precheck_cadence.signals.spelling import folded, words

FUNCTIONAL = frozenset({Topic.NOISE, Topic.NATURE, Topic.SLEEP, Topic.MEDITATION, Topic.FREQUENCY})
"""The topics that make a title functional."""


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


def is_functional_genre(genre: str) -> bool:
    """Whether a genre says by itself what its sound is for: `Meditation`, `White Noise`.

    `Noise` and `Ambient` are music, and `Lullabies` are sung.
    """
    said = not lexicon().genres.functional.isdisjoint(words(folded(genre)))
    return said or any(term.is_phrase and term.topic in FUNCTIONAL for term in terms(genre))
