"""The one store behind the history, over any database of our shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from precheck import SpeedPrint
from precheck_cadence.history import (
    comparing,
    counts,
    forgetting,
    holdings,
    past,
    prints,
    sayings,
    tidying,
    writing,
)
from precheck_cadence.history.answers import (
    AlteredEcho,
    Arrival,
    Came,
    Compared,
    Counted,
    Echoes,
    Entity,
    HeldProduct,
    HeldTrack,
    Measure,
    Releases,
    Said,
    Same,
    Standing,
    Tally,
)
from precheck_cadence.history.database import Database
from precheck_cadence.history.forgetting import Forgotten
from precheck_cadence.history.moments import Moment
from precheck_cadence.history.protocol import ECHO_LIMIT
from precheck_cadence.history.status import Status, revision_of, status_of
from precheck_cadence.upload import UploadEvent, UploadTrack


class Store:
    """A history in a database. One thread, one instance."""

    def __init__(self, database: Database) -> None:
        """Take the open database; it is closed with the store."""
        self.database = database

    @classmethod
    def in_file(cls, file: Path | None, *, name: str = "", busy_seconds: float = 5.0) -> Self:
        """Open or create an SQLite file, or one in memory. `name` is what messages call it."""
        from precheck_cadence.history.sqlite import SqliteDatabase

        return cls(SqliteDatabase(file, name=name, busy_seconds=busy_seconds))

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the database. What was not committed never was."""
        self.database.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Every question inside sees the history at one moment."""
        with self.database.told(), self.database.transaction(writes=False):
            yield

    # --- recording

    def record(self, events: Iterable[UploadEvent]) -> None:
        """Remember every event, or none."""
        with self.database.told(), self.database.transaction():
            writing.record(self.database, events)

    def stand(self, standings: Iterable[Standing]) -> int:
        """Remember what was said of products; how many of them were new."""
        with self.database.told(), self.database.transaction():
            return writing.stand(self.database, standings)

    def forget(self, account: str) -> Forgotten:
        """Remove everything of an account, as if it had never been."""
        with self.database.told():
            with self.database.transaction():
                forgotten = forgetting.forget(self.database, account)
            tidying.tidy(self.database, whole=False)
        return forgotten

    def tidy(self) -> None:
        """Give back all room that rows have left."""
        with self.database.told():
            tidying.tidy(self.database, whole=True)

    def status(self, name: str) -> Status:
        """How much there is; `name` is what to call it."""
        with self.snapshot():
            return status_of(self.database, name)

    def revision(self) -> str:
        """A text that is another one when what it holds has changed."""
        with self.snapshot():
            return revision_of(self.database)

    def maintain(self) -> int:
        """Look up fingerprints no longer by what too many share; how many values were found."""
        with self.database.told():
            return prints.drop_common(self.database)

    # --- counts

    def came(self, event: UploadEvent) -> tuple[Came, ...]:
        """When the event's product, and each recording that it now holds, first came."""
        with self.database.told():
            return holdings.came(self.database, event)

    def tally(self, entity: Entity, key: str, after: Moment, until: Moment) -> Tally:
        """What came in a stretch of time."""
        with self.database.told():
            return counts.tally(self.database, entity, key, after, until)

    def tracks_until(self, entity: Entity, key: str, until: Moment) -> int:
        """How many recordings came up to a moment, that one included."""
        with self.database.told():
            return counts.tracks_until(self.database, entity, key, until)

    def accounts(
        self, entity: Entity, key: str, after: Moment, until: Moment, measure: Measure | None = None
    ) -> int:
        """From how many accounts it came; with a measure, tracks or releases alone."""
        with self.database.told():
            return counts.accounts(self.database, entity, key, after, until, measure=measure)

    def arrivals(
        self, entity: Entity, measure: Measure, key: str, after: Moment, until: Moment
    ) -> list[Arrival]:
        """What came in a stretch of time, moment by moment; oldest first."""
        with self.database.told():
            return counts.arrivals(self.database, entity, key, after, until, measure=measure)

    def hours(self, entity: Entity, key: str, after: Moment, until: Moment) -> list[Releases]:
        """The releases of each whole hour of UTC that touches the stretch; none is empty."""
        with self.database.told():
            return counts.hours(self.database, entity, key, after, until)

    def days(self, entity: Entity, key: str, after: Moment, until: Moment) -> list[Releases]:
        """The releases of each whole day of UTC that touches the stretch; none is empty."""
        with self.database.told():
            return counts.days(self.database, entity, key, after, until)

    def course(self, entity: Entity, key: str, after: Moment, until: Moment) -> list[Counted]:
        """Each day of UTC that touches the stretch, whole; oldest first, without empty ones."""
        with self.database.told():
            return counts.course(self.database, entity, key, after, until)

    def first(self, entity: Entity, key: str) -> Moment | None:
        """When something first came; None where nothing did."""
        with self.database.told():
            return counts.first(self.database, entity, key)

    def last_before(self, entity: Entity, key: str, before: Moment) -> Moment | None:
        """When something last came before a moment."""
        with self.database.told():
            return counts.last_before(self.database, entity, key, before)

    # --- what is held

    def recent(self, account: str, until: Moment, limit: int) -> list[HeldTrack]:
        """The tracks of an account that came last, up to a moment; newest first."""
        with self.database.told():
            return holdings.recent(self.database, account, until, limit)

    def newest(
        self, entity: Entity, key: str, after: Moment, until: Moment, limit: int
    ) -> list[HeldTrack]:
        """The tracks that came last in a stretch of time; newest first."""
        with self.database.told():
            return holdings.newest(self.database, entity, key, (after, until), limit)

    def compared(self, account: str, until: Moment, limit: int) -> list[Compared]:
        """Of the tracks of an account that came last those whose bytes are known."""
        with self.database.told():
            return comparing.compared(self.database, account, until, limit)

    def names(
        self, entity: Entity, key: str, after: Moment, until: Moment, limit: int
    ) -> list[tuple[str, int]]:
        """Artist keys with their tracks, of the newest so many tracks; most tracks first."""
        with self.database.told():
            return holdings.names(self.database, entity, key, (after, until), limit)

    def songs(self, account: str, product: str) -> list[HeldTrack]:
        """What a product holds, by the keys of the recordings; at most a thousand."""
        with self.database.told():
            return holdings.songs(self.database, account, product)

    def dropped(self, account: str, product: str) -> list[HeldTrack]:
        """What a product held before its latest message, and no longer; as many."""
        with self.database.told():
            return holdings.songs(self.database, account, product, are_current=False)

    def products(
        self, entity: Entity, key: str, after: Moment, until: Moment, limit: int
    ) -> list[HeldProduct]:
        """The products that came last in a stretch of time; newest first."""
        with self.database.told():
            return holdings.products(self.database, entity, key, (after, until), limit)

    def covers(self, account: str, until: Moment, limit: int) -> list[HeldProduct]:
        """Of the newest so many products of an account those whose cover is known."""
        with self.database.told():
            return holdings.covers(self.database, account, until, limit)

    def standings(self, account: str, limit: int) -> list[Standing]:
        """What was said of an account's products; newest first."""
        with self.database.told():
            return holdings.standings(self.database, account, limit)

    def by_isrc(self, isrc: str) -> list[HeldTrack]:
        """Recordings with an ISRC, whoever sends them; oldest first, at most a hundred."""
        with self.database.told():
            return holdings.by_isrc(self.database, isrc)

    def by_product(self, product: str) -> list[HeldProduct]:
        """Who holds a product by its key; oldest first, at most a hundred."""
        with self.database.told():
            return holdings.by_product(self.database, product)

    def senders(self) -> list[str]:
        """Every account that has sent something, sorted."""
        with self.database.told():
            return past.senders(self.database)

    def uploads_of(self, account: str) -> list[UploadEvent]:
        """What an account has sent, oldest first; names as keys."""
        with self.database.told():
            return past.uploads_of(self.database, account)

    def latest_of(self, account: str, until: Moment) -> UploadEvent | None:
        """What an account sent last, up to a moment; names as keys."""
        with self.database.told():
            return past.latest_of(self.database, account, until)

    def same_sums(self, event: UploadEvent, track: UploadTrack) -> tuple[Same, ...]:
        """Recordings of other products with a track's bytes, under other words or accounts."""
        with self.database.told():
            return holdings.same_sums(self.database, event, track)

    def alike(
        self,
        event: UploadEvent,
        track: UploadTrack,
        limit: int = ECHO_LIMIT,
        batch: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType({}),
    ) -> Echoes:
        """Recordings that sound like a track and have other bytes."""
        with self.database.told():
            return prints.alike(self.database, event, track, limit, batch)

    def altered(
        self,
        event: UploadEvent,
        track: UploadTrack,
        at_speeds: Iterable[SpeedPrint],
        limit: int = ECHO_LIMIT,
        batch: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType({}),
    ) -> tuple[AlteredEcho, ...]:
        """Recordings that sound like a track at other speeds, whose fingerprints are given."""
        with self.database.told():
            return prints.altered(self.database, event, track, at_speeds, limit, batch)

    def copies(self, track: UploadTrack) -> list[HeldTrack]:
        """Recordings with a track's bytes, whoever sends them; oldest first, at most a hundred."""
        with self.database.told():
            return holdings.copies(self.database, track)

    def said(self, account: str, product: str, until: Moment, limit: int) -> list[Said]:
        """What messages said of a product, up to a moment; newest first."""
        with self.database.told():
            return sayings.said(self.database, account, product, until, limit)

    def verdicts(self, account: str, product: str, until: Moment, limit: int) -> list[Standing]:
        """What was said to become of a product, up to a moment; newest first."""
        with self.database.told():
            return sayings.verdicts(self.database, account, product, until, limit)
