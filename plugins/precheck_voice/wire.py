"""`voice-compare/1` as it is sent, and how vendors' answers are stored: `docs/voice-vendors.md`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from precheck_voice.facts import Band, Heard

SCHEMA = "voice-compare/1"
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Percent = Annotated[float, Meta(ge=0.0, le=100.0)]
Seconds = Annotated[float, Meta(ge=0.0, le=864_000.0)]
Count = Annotated[int, Meta(ge=0, le=10**15)]
Text = Annotated[str, Meta(max_length=300)]
Id = Annotated[str, Meta(min_length=1, max_length=300)]


class Outcome(StrEnum):
    """What a service says of its own attempt."""

    OK = "ok"
    NO_VOCAL = "no_vocal"
    TOO_SHORT = "too_short"
    INCONCLUSIVE = "inconclusive"


Component = Annotated[float, Meta(ge=-1e6, le=1e6)]
Voice = Annotated[tuple[Component, ...], Meta(min_length=2, max_length=4096)]
"""A voice as a direction: the cosine of two is how near they are."""


class Mode(StrEnum):
    """With whom a voice is to be compared."""

    NAMED = "named"
    """With the artists that the request names."""
    WATCH_LIST = "watchlist"
    """With them, and in a search with all that the service knows."""


class Model(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which model heard it."""

    id: Text = ""
    version: Text = ""
    sha256: Text = ""


class Thresholds(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the bands begin, and how sure that is."""

    possible: Share | None = None
    strong: Share | None = None
    false_alarm_rate: Share | None = None
    impostor_trials: Count | None = None


class Gallery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The voices that it was compared with."""

    sha256: Text = ""
    updated: date | None = None


class Audio(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was heard."""

    sha256: Text = ""
    seconds: Seconds | None = None
    vocal_seconds: Seconds | None = None
    input: Heard = Heard.UNKNOWN


class Window(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch that was compared on its own."""

    start: Seconds
    end: Seconds
    score: Share


class Match(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One artist."""

    artist: Id
    score: Share
    band: Band
    name: Text = ""
    k: Count = 0
    own_from: Share | None = None
    """From where the scores of the artist's own clips lie, each held against the others."""
    windows: Annotated[tuple[Window, ...], Meta(max_length=10_000)] = ()


class Near(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the nearest voices of a search."""

    artist: Id
    score: Share
    name: Text = ""
    k: Count = 0
    windows: Annotated[tuple[Window, ...], Meta(max_length=10_000)] = ()


class WatchList(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom the voice is nearest to among all that the service knows."""

    compared: Count
    score_from: Share = field(name="from")
    margin: Share
    not_compared: Count = 0
    threshold_set: Text = ""
    false_alarm_rate: Share | None = None
    impostor_trials: Count | None = None
    nearest: Annotated[tuple[Near, ...], Meta(max_length=20)] = ()


class About(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which track a stored answer is about."""

    isrc: Text = ""
    reference: Text = ""
    file: Text = ""


class Wire(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`voice-compare/1` as it is sent. Fields it does not name are passed over."""

    schema: Literal["voice-compare/1"]
    outcome: Outcome
    request_id: Text = ""
    model: Model = Model()
    threshold_set: Text = ""
    thresholds: Thresholds = Thresholds()
    gallery: Gallery = Gallery()
    audio: Audio = Audio()
    artists: tuple[Id, ...] | None = None
    not_enrolled: tuple[Id, ...] = ()
    matches: tuple[Match, ...] | None = None
    watch_list: WatchList | None = None
    voice: Voice | None = None
    """Of the track, where it was asked for."""
    latency_ms: Annotated[float, Meta(ge=0.0, le=1e9)] | None = None
    vocal_gate: float | None = None
    detail: Text = ""
    track: About = About()
    """Which track a stored answer is about."""
    asked: tuple[Id, ...] | None = None
    """The ids that the service was asked for, where a recorded answer tells."""


class Wrapped(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A vendor's own answer as it is stored, with what is known of the question."""

    vendor: Id
    """The name of the adapter that reads it."""
    response: Any
    """The answer as the vendor sent it."""
    track: About = About()
    """Which track it is about."""
    artists: tuple[Id, ...] | None = None
    """The ids that were asked for, in the order in which the vendor was given them."""
    request_id: Text = ""
    model: Model = Model()
    threshold_set: Text = ""
    gallery: Gallery = Gallery()
    audio: Audio = Audio()
