"""Music generators: their names, who has licensed them, and what their plans allow.

Dated data, each line with its source. What is not listed is not known; it is never "allowed".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from precheck import Source
from precheck_ai_credits.sources import (
    DETECTED_GENERATORS,
    ELEVENLABS_PLANS,
    LICENSED_GENERATORS,
    SUNO_DOWNLOADS,
    SUNO_PLANS,
    TOOL_AS_WRITER,
    UDIO_WINDOW,
)

STATE = date(2026, 11, 22)
"""The day these lists were last gone through."""

NAMES: Mapping[str, Source] = MappingProxyType(
    {
        "Suno": LICENSED_GENERATORS,
        "Udio": LICENSED_GENERATORS,
        "ElevenLabs": LICENSED_GENERATORS,
        "Eleven Labs": LICENSED_GENERATORS,
        "ChatGPT": TOOL_AS_WRITER,
        "Mubert": DETECTED_GENERATORS,
        "MusicGen": DETECTED_GENERATORS,
        "Mureka": DETECTED_GENERATORS,
        "Riffusion": DETECTED_GENERATORS,
        "Stable Audio": DETECTED_GENERATORS,
    }
)
"""By the usual spelling. Names that people bear too, such as Lyria and Yue, are left out."""


class Licence(Struct, frozen=True, kw_only=True):
    """What a list of licensed generators says of one of them."""

    of: str
    """Whose list it is."""
    generator: str
    is_licensed: bool
    since: date
    source: Source


LICENCES = (
    Licence(
        of="believe",
        generator="Suno",
        is_licensed=False,
        since=date(2026, 4, 30),
        source=LICENSED_GENERATORS,
    ),
    Licence(
        of="believe",
        generator="ElevenLabs",
        is_licensed=True,
        since=date(2026, 4, 30),
        source=LICENSED_GENERATORS,
    ),
    Licence(
        of="believe",
        generator="Udio",
        is_licensed=True,
        since=date(2026, 4, 30),
        source=LICENSED_GENERATORS,
    ),
)
"""Only Believe's list is known by name. Others ask for licensed generators and name none."""


class Plan(Struct, frozen=True, kw_only=True):
    """What a generator's plan allows with music that was made on it."""

    generator: str
    names: tuple[str, ...]
    is_commercial: bool
    since: date | None = None
    """The first day; None where the source gives none."""
    until: date | None = None
    source: Source

    def covers(self, name: str, made: date | None) -> bool:
        """Whether it is this plan, on a day when it was as described."""
        on = made or STATE
        held = (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
        return held and _words(name).removesuffix(" plan") in self.names


PLANS = (
    Plan(generator="Suno", names=("basic", "free"), is_commercial=False, source=SUNO_PLANS),
    Plan(generator="Suno", names=("pro", "premier"), is_commercial=True, source=SUNO_PLANS),
    Plan(generator="ElevenLabs", names=("free",), is_commercial=False, source=ELEVENLABS_PLANS),
    Plan(
        generator="ElevenLabs",
        names=("starter", "creator", "pro", "scale", "business"),
        is_commercial=True,
        since=date(2025, 8, 14),
        until=date(2025, 11, 21),
        source=ELEVENLABS_PLANS,
    ),
)
"""Udio is left out: its plans allow nothing to leave it, see `CLOSED`.

The table in ElevenLabs' newer terms could not be read, so that its paid plans are known until
November 2025 only.
"""


class Closed(Struct, frozen=True, kw_only=True):
    """A generator, or its plans, out of which no music can be taken from some day on."""

    generator: str
    plans: tuple[str, ...] = ()
    """Empty for every plan."""
    since: date
    """The first day on which what is made there cannot be taken out."""
    why: str
    source: Source


CLOSED = (
    Closed(
        generator="Udio",
        since=date(2025, 11, 6),
        why=(
            "nothing can be taken out of it since 29 October 2025, "
            "but for 48 hours from 3 November 2025"
        ),
        source=UDIO_WINDOW,
    ),
    Closed(
        generator="Suno",
        plans=("basic", "free"),
        since=date(2026, 1, 1),
        why="by the terms announced on 25 November 2025 only paid plans may download from 2026 on",
        source=SUNO_DOWNLOADS,
    ),
)

_SPELLING = MappingProxyType({"eleven labs": "ElevenLabs", "chat gpt": "ChatGPT"})
_WORD = re.compile(r"[^\W_]+")


def _each_word(text: str) -> list[str]:
    """The words of a text in small letters."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _words(name: str) -> str:
    """The name in small letters, its words parted by one space."""
    return " ".join(_each_word(name))


_USUAL = MappingProxyType(
    {
        form: _SPELLING.get(_words(name), name)
        for name in NAMES
        for form in (_words(name), f"{_words(name)} ai")
    }
)
_VERSION = re.compile(r" v?[0-9][0-9 ]*$")
_FORMS = tuple(tuple(_each_word(name)) for name in NAMES)
_BY_FIRST_WORD = {first: [form for form in _FORMS if form[0] == first] for first, *_ in _FORMS}
_AI_ITSELF = frozenset({"ai", "a i", "artificial intelligence", "gen ai", "generative ai", "genai"})


@lru_cache(maxsize=1024)
def generator_named(name: str) -> str:
    """The generator that bears this whole name, with or without "AI" behind it; or empty."""
    return _USUAL.get(_words(name), "") if name else ""


def tool_named(declared: str) -> str:
    """The generator that a declared tool is, its version left aside; or empty."""
    if not declared:
        return ""
    return generator_named(declared) or generator_named(_VERSION.sub("", _words(declared)))


def is_word_for_ai(name: str) -> bool:
    """Whether this whole name is a word for AI itself."""
    return _words(name) in _AI_ITSELF


def named_within(text: str) -> str:
    """The first generator whose name stands in a text as words of their own; or empty."""
    words = tuple(_each_word(text))
    for place, word in enumerate(words):
        for form in _BY_FIRST_WORD.get(word, ()):
            if words[place : place + len(form)] == form:
                return _USUAL[" ".join(form)]
    return ""


def plan_of(generator: str, name: str, made: date | None) -> Plan | None:
    """What is known of a generator's plan, on the day the music was made."""
    return next((p for p in _of(generator, PLANS) if p.covers(name, made)), None)


def plan_named(written: str) -> str:
    """The plan's name without the word "plan" behind it."""
    return re.sub(r"(?i)\s+plan$", "", written.strip())


def has_plans(generator: str) -> bool:
    """Whether the generator has plans that do not all allow the same."""
    return any(not plan.is_commercial for plan in _of(generator, PLANS))


def closed_on(generator: str, plan: str, made: date) -> Closed | None:
    """Why music made there on that day cannot have been taken out of it."""
    name = _words(plan).removesuffix(" plan")
    return next(
        (
            c
            for c in CLOSED
            if c.generator == generator and (not c.plans or name in c.plans) and c.since <= made
        ),
        None,
    )


def licence(of: str, generator: str, day: date) -> Licence | None:
    """What a list says of a generator on a day; of several lines the one that began last."""
    lines = [
        one for one in LICENCES if one.of == of and one.generator == generator and one.since <= day
    ]
    return max(lines, key=lambda one: one.since) if lines else None


def _of(generator: str, plans: Iterable[Plan]) -> Iterable[Plan]:
    return (plan for plan in plans if plan.generator == generator)
