"""What a history is asked about, and what it answers with."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from precheck import UploadStatus
from precheck_cadence.duplicates.matching import Stretch
from precheck_cadence.duplicates.relation import Relation
from precheck_cadence.history.moments import Moment


class Entity(StrEnum):
    """Whose uploads are counted. What its key is stands beside it."""

    ACCOUNT = "account"
    """The account as `delivery.toml` or the message names it."""
    ARTIST = "artist"
    """What the spellings of a main artist's name share."""
    LABEL = "label"
    """What the spellings of a label's name share."""
    PAYEE = "payee"
    """Who is paid, as `delivery.toml` names them."""
    WRITER = "writer"
    """What the spellings of a writer's name share. Only tracks count."""
    PREFIX = "prefix"
    """The first seven characters of an ISRC: who gave it, in which year. Only tracks count."""
    RELEASE_DAY = "release-day"
    """An artist's products of one release date; see `release_day`. Only products count."""
    INTAKE = "intake"
    """All uploads together, by whole hours; the key is empty."""


def release_day(artist: str, day: str) -> str:
    """The key of `RELEASE_DAY`: an artist's key and a date such as `2026-11-20`."""
    return f"{day}\n{artist}"


class Measure(StrEnum):
    """What is counted."""

    TRACKS = "tracks"
    RELEASES = "releases"


class Arrival(NamedTuple):
    """How many came from one account at one moment. A tuple, because a label has thousands."""

    moment: Moment
    account: str
    number: int


class Came(Struct, frozen=True):
    """When a part of a product first came, and for whom it counts."""

    moment: Moment
    artists: tuple[str, ...]
    """Artist keys."""
    recording: str = ""
    """The recording's key; empty for the product itself."""
    is_spared: bool = False
    """Whether it counts for nobody, as what a catalogue transfer brings."""

    @property
    def measure(self) -> Measure:
        """What it adds to."""
        return Measure.TRACKS if self.recording else Measure.RELEASES


class Tally(Struct, frozen=True):
    """What came in a stretch of time, counted."""

    releases: int = 0
    tracks: int = 0
    ai_releases: int = 0
    """Where AI made some or all."""
    ai_tracks: int = 0
    all_ai_releases: int = 0
    """Where AI made all."""
    all_ai_tracks: int = 0
    timed: int = 0
    """Tracks whose length is known."""
    edge: int = 0
    """Tracks of 30 to 35 seconds."""
    short: int = 0
    """Tracks of 30 to 45 seconds, those at the edge included."""
    functional: int = 0
    """Tracks that are noise, or sound to sleep or meditate by."""
    singles: int = 0
    """Products of one track."""

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        fields = self.__struct_fields__
        return Tally(*(getattr(self, name) + getattr(other, name) for name in fields))


class Releases(NamedTuple):
    """How many releases came in one hour or one day of UTC."""

    moment: Moment
    """Its beginning."""
    number: int


class Counted(Struct, frozen=True):
    """What came in one day of UTC."""

    moment: Moment
    """Its beginning."""
    tally: Tally


class Same(Struct, frozen=True, kw_only=True):
    """Another recording with the same bytes, in another product."""

    moment: Moment
    account: str
    product: str
    release_title: str
    isrc: str
    title: str
    title_key: str
    artist: str
    artist_key: str
    sums: tuple[str, ...] = ()
    """What both have in common."""


class HeldTrack(Struct, frozen=True, kw_only=True):
    """A recording that a product holds."""

    moment: Moment
    """When it first came."""
    account: str
    product: str
    release_title: str
    recording: str
    """Its key within the product."""
    isrc: str
    title: str
    title_key: str
    artists: tuple[str, ...]
    """Artist keys."""
    seconds: float | None
    is_functional: bool


class HeldProduct(Struct, frozen=True, kw_only=True):
    """A product that an account has sent."""

    moment: Moment
    """When it first came."""
    account: str
    product: str
    title: str
    cover: int | None = None
    original_release_date: date | None = None


class Compared(Struct, frozen=True):
    """A recording whose bytes are known, and were compared with earlier ones."""

    track: HeldTrack
    is_copy: bool


class Standing(Struct, frozen=True, kw_only=True):
    """What somebody said of a product at one moment."""

    account: str
    product: str
    moment: Moment
    status: UploadStatus
    reason: str = ""
    points: float = 0.0
    """Of infraction, as the recipient counts them."""


class Echo(Struct, frozen=True, kw_only=True):
    """Another recording that sounds like a track, all of it or somewhere, in other bytes."""

    relation: Relation
    """What the track is to it."""
    stretches: tuple[Stretch, ...]
    """Where both hold the same sound, the track as the first; at most 20."""
    shared_seconds: float
    """How much sound they share."""
    bit_error_rate: float
    """The share of the bits of their fingerprints that differ over it, from 0 to 0.3."""
    own_coverage: float
    """The share of the track that it is, from 0 to 1."""
    other_coverage: float
    """The share of the other, likewise."""
    seconds: float
    """How long the other is."""
    moment: Moment
    account: str
    product: str
    recording: str = ""
    """Its key within the product."""
    release_title: str
    isrc: str
    title: str
    title_key: str
    artist: str
    artist_key: str
    is_same_product: bool = False
    """Whether the track's own product holds it too."""
    releases: tuple[str, ...] = ()
    """The releases of the batch that hold it; none where it is not in the batch."""

    @property
    def coverage(self) -> float:
        """The share of the shorter one that both share, from 0 to 1."""
        return max(self.own_coverage, self.other_coverage)


class AlteredEcho(Struct, frozen=True, kw_only=True):
    """Another recording that sounds like a track at another speed."""

    speed: float
    """How fast the track is played to sound like it: 0.95 where it was sped up by 5 %."""
    echo: Echo
    """Where stretches begin in the track is told in its own time, their lengths in the other's."""


class Echoes(Struct, frozen=True, kw_only=True):
    """What sounds like a track."""

    found: tuple[Echo, ...] = ()
    """Those with most in common, most first."""
    is_telling: bool = True
    """False where there was too little to look up by: nothing found then means nothing."""
    left_out: int = 0
    """Candidates beyond the limit, which were not compared."""


class Said(Struct, frozen=True, kw_only=True):
    """What one message said of a product."""

    moment: Moment
    message: str
    title: str
    artists: tuple[str, ...]
    """Artist keys."""
    words: bytes
    """A digest of titles, names, codes and dates; two that say the same have the same."""
    sums: bytes
    """A digest of the bytes of every track; empty where some were not known."""
