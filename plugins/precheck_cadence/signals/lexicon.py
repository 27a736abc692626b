"""The words of `lexicon.toml`, and where a title holds them."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from precheck_cadence.signals.spelling import folded, words

_FREQUENCY = re.compile(
    r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*(?:k?hz|hertz|ヘルツ|赫兹|赫茲)(?![^\W\d_])"
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Kana, Han and Hangul: scripts whose words are found anywhere in a title."""


class Topic(StrEnum):
    """What a term is about."""

    NOISE = "noise"
    NATURE = "nature"
    SLEEP = "sleep"
    MEDITATION = "meditation"
    FREQUENCY = "frequency"
    BENEFIT = "benefit"
    """What the sound is said to do."""
    SEARCH = "search"
    """What people type into a search box."""


class Origin(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a kind of word is named."""

    title: str
    url: str
    read: date


class Block(Struct, frozen=True, forbid_unknown_fields=True):
    """Terms of one topic in one language."""

    topic: Topic
    language: str
    """ISO 639-1."""
    source: str
    """A key of the sources."""
    as_of: date
    phrases: tuple[str, ...]
    """They mean their topic by themselves."""
    words: tuple[str, ...]
    """They mean it in company."""


class TitleWords(Struct, frozen=True, forbid_unknown_fields=True):
    """How titles count, and how versions are named."""

    parts: frozenset[str]
    numbers: frozenset[str]
    versions: frozenset[str]


class GenreWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What genres are made of."""

    functional: frozenset[str]


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `lexicon.toml`."""

    sources: dict[str, Origin]
    titles: TitleWords
    genres: GenreWords
    blocks: tuple[Block, ...]


class Term(Struct, frozen=True, order=True):
    """A term that a title holds."""

    text: str
    topic: Topic
    is_phrase: bool
    """Whether it means its topic by itself."""


class _Index(Struct, frozen=True):
    spaced: dict[str, list[tuple[tuple[str, ...], Term]]]
    """By the first word of the term, longest term first."""
    unspaced: list[Term]
    """Longest first."""


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with this version."""
    text = files("precheck_cadence.signals").joinpath("lexicon.toml").read_bytes()
    return msgspec.toml.decode(text, type=Lexicon)


def terms(title: str) -> tuple[Term, ...]:
    """The terms in a title, each once, in the order of their text; longer ones win over shorter.

    `432 Hz`, with any number, is a term of frequency. Words split by hyphens or commas still make a
    phrase. It knows no grammar, and nothing that is not in the list.
    """
    plain = folded(title)
    found = {
        Term(f"{match[1]} hz", Topic.FREQUENCY, is_phrase=False)
        for match in _FREQUENCY.finditer(plain)
    }
    found.update(_spaced(_FREQUENCY.sub(" ", plain)))
    found.update(_unspaced(plain))
    return tuple(sorted(found))


def _spaced(plain: str) -> list[Term]:
    found, at, row = [], 0, words(plain)
    while at < len(row):
        for parts, term in _index().spaced.get(row[at], ()):
            if tuple(row[at : at + len(parts)]) == parts:
                found.append(term)
                at += len(parts)
                break
        else:
            at += 1
    return found


def _unspaced(plain: str) -> list[Term]:
    found = []
    if _UNSPACED.search(plain):
        for term in _index().unspaced:
            if term.text in plain:
                found.append(term)
                plain = plain.replace(term.text, "\n")
    return found


@cache
def _index() -> _Index:
    spaced: dict[str, list[tuple[tuple[str, ...], Term]]] = defaultdict(list)
    unspaced = []
    for block in lexicon().blocks:
        for texts, is_phrase in ((block.phrases, True), (block.words, False)):
            for text in texts:
                term = Term(folded(text), block.topic, is_phrase)
                if _UNSPACED.search(text):
                    unspaced.append(term)
                else:
                    parts = tuple(words(term.text))
                    spaced[parts[0]].append((parts, term))
    for one in spaced.values():
        one.sort(key=lambda pair: (-len(pair[0]), not pair[1].is_phrase, pair[1]))
    unspaced.sort(key=lambda term: (-len(term.text), term))
    return _Index(spaced=dict(spaced), unspaced=unspaced)
