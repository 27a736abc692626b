"""What any store of upload history can do, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from msgspec import Struct

from precheck import Unavailable
from precheck_cadence.upload import UploadEvent, UploadTrack

Moment = int
"""Microseconds since 1970-01-01 00:00 UTC: exact, and quick to compare."""

TWIN_LIMIT = 20
"""How many recordings with the same bytes are told of for one track, of each kind."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def moment(time: datetime) -> Moment:
    """The microseconds of an aware time."""
    return (time - _EPOCH) // _MICROSECOND


_FIRST = moment(datetime.min.replace(tzinfo=UTC))
_LAST = moment(datetime.max.replace(tzinfo=UTC))


def time_of(moment: Moment) -> datetime:
    """The time in UTC, or the end of the calendar that it lies beyond, as a window may."""
    return _EPOCH + min(max(moment, _FIRST), _LAST) * _MICROSECOND


class Entity(StrEnum):
    """Whose uploads are counted."""

    ACCOUNT = "account"
    ARTIST = "artist"


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

    @property
    def measure(self) -> Measure:
        """What it adds to."""
        return Measure.TRACKS if self.recording else Measure.RELEASES


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


class Durations(Struct, frozen=True):
    """Of the tracks in a stretch of time: how many have a known length, how many are short."""

    timed: int
    short: int


class HistoryFailure(Exception):  # noqa: N818 - the name says what happened
    """The history cannot be read or written. Nothing of the batch was recorded by halves."""

    def __init__(self, why: Unavailable) -> None:
        """Remember why, and what would change that."""
        super().__init__(why.detail)
        self.why = why


class History(Protocol):
    """Uploads as they came, each product once.

    A product counts when it first came. What it holds is what its latest message says, by the time
    of the upload and then the message id; a recording in it counts when it first came with it.
    So the counts depend on what was recorded, never on its order or on how often. Of two versions
    of one message the one recorded last holds. Bytes once known are kept when a message comes
    again without its files.
    Stretches of time are open at the start and closed at the end. Every method may raise
    `HistoryFailure`.
    """

    def record(self, events: Iterable[UploadEvent]) -> None:
        """Remember every event, or none."""

    def came(self, event: UploadEvent) -> tuple[Came, ...]:
        """When the event's product, and each recording that it now holds, first came."""

    def arrivals(
        self, entity: Entity, measure: Measure, name: str, after: Moment, until: Moment
    ) -> Sequence[Arrival]:
        """What came in a stretch of time for an account, or an artist's key; oldest first."""

    def count(
        self, entity: Entity, measure: Measure, name: str, after: Moment, until: Moment
    ) -> tuple[int, int]:
        """How many came in a stretch of time, and from how many accounts."""

    def same_bytes(self, event: UploadEvent, track: UploadTrack) -> tuple[Same, ...]:
        """Recordings of other products with a track's bytes, under other words or accounts.

        Oldest first; at most `TWIN_LIMIT` that differ in ISRC, title or artist, and as many of
        other accounts. What one side does not state does not differ.
        """

    def durations(self, account: str, after: Moment, until: Moment) -> Durations:
        """The lengths of what an account sent in a stretch of time."""
