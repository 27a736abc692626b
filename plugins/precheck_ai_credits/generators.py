"""Music generators: their names, who has licensed them, and what their plans allow.

Dated data, each line with its source. What is not listed is not known; it is never "allowed".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from precheck import Source
from precheck_ai_credits.names import Names, each_part, each_word, words
from precheck_ai_credits.sources import (
    DETECTED_GENERATORS,
    ELEVENLABS_PLANS,
    LICENSED_GENERATORS,
    STABLE_AUDIO_BEGINNING,
    SUNO_BEGINNING,
    SUNO_DOWNLOADS,
    SUNO_PLANS,
    TOOL_AS_WRITER,
    UDIO_BEGINNING,
    UDIO_WINDOW,
)

STATE = date(2026, 11, 22)
"""The day these lists were last gone through."""

NAMES: Mapping[str, Source] = MappingProxyType(
    {
        "Suno": LICENSED_GENERATORS,
        "Udio": LICENSED_GENERATORS,
        "ElevenLabs": LICENSED_GENERATORS,
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

    def covers(self, called: frozenset[str], made: date | None) -> bool:
        """Whether it is called so, and the day is one when it was as described."""
        on = made or STATE
        held = (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
        return held and bool(called) and called.issubset(self.names)


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


class Beginning(Struct, frozen=True, kw_only=True):
    """The first day on which anybody can have made music with a generator."""

    since: date
    source: Source


BEGINNINGS: Mapping[str, Beginning] = MappingProxyType(
    {
        "Suno": Beginning(since=date(2022, 1, 1), source=SUNO_BEGINNING),
        "Udio": Beginning(since=date(2023, 12, 1), source=UDIO_BEGINNING),
        "Stable Audio": Beginning(since=date(2023, 9, 13), source=STABLE_AUDIO_BEGINNING),
    }
)
"""Where a company is older than its tool, its own first day: its people were the first to use it.

Of what began as something else, such as the voices of ElevenLabs, no day is known.
"""

_SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ElevenLabs": ("ElevenLabs", "Eleven Labs"), "ChatGPT": ("ChatGPT", "Chat GPT")}
)
MUSIC = Names({name: _SPELLINGS.get(name, (name,)) for name in NAMES})


_PLAN_ITSELF = ("plan", "tier", "account", "subscription", "version")
_BEHIND_A_PLAN = re.compile(rf"\s+(?:{'|'.join(_PLAN_ITSELF)})$", re.IGNORECASE)
_NO_PLAN_NAMED = frozenset({"", "none", "no", "n a", "na", "unknown"})


def tool_named(name: str) -> str:
    """The music generator that bears this whole name, its version left aside; or empty."""
    return MUSIC.versioned(name)


def generators_in(tool: str) -> tuple[str, ...]:
    """The music generators that a declared tool is, or several; what follows a name is left aside.

    Where it is said to be a tool, a name at the beginning will do: "Suno Studio", "suno.com".
    """
    return tuple(dict.fromkeys(filter(None, map(MUSIC.leading, each_part(tool)))))


def plan_of(generator: str, name: str, made: date | None) -> Plan | None:
    """What is known of a generator's plan, on the day the music was made."""
    called = _called(generator, name)
    return next((p for p in _of(generator, PLANS) if p.covers(called, made)), None)


def plan_named(written: str) -> str:
    """The plan's name without the word "plan" behind it; empty where it is no name."""
    name = _BEHIND_A_PLAN.sub("", written.strip())
    return "" if words(name) in _NO_PLAN_NAMED else name


def has_plans(generator: str) -> bool:
    """Whether the generator has plans that do not all allow the same."""
    return any(not plan.is_commercial for plan in _of(generator, PLANS))


def closed_on(generator: str, plan: str, made: date) -> Closed | None:
    """Why music made there on that day cannot have been taken out of it."""
    called = _called(generator, plan)
    return next(
        (
            c
            for c in CLOSED
            if c.generator == generator
            and (not c.plans or (called and called.issubset(c.plans)))
            and c.since <= made
        ),
        None,
    )


def closed_by_now(generator: str) -> Closed | None:
    """Why what is made there, on whatever plan, cannot be taken out of it any more."""
    return closed_on(generator, "", STATE)


def _called(generator: str, plan: str) -> frozenset[str]:
    """The words by which a plan is called, without those for a plan, and without another's plan."""
    parts = (part for part in each_part(plan) if MUSIC.leading(part) in {"", generator})
    called = {word for part in parts for word in each_word(part)}
    return frozenset(called.difference(_PLAN_ITSELF, each_word(generator)))


def licence(of: str, generator: str, day: date) -> Licence | None:
    """What a list says of a generator on a day; of several lines the one that began last."""
    lines = [
        one for one in LICENCES if one.of == of and one.generator == generator and one.since <= day
    ]
    return max(lines, key=lambda one: one.since) if lines else None


def _of(generator: str, plans: Iterable[Plan]) -> Iterable[Plan]:
    return (plan for plan in plans if plan.generator == generator)
