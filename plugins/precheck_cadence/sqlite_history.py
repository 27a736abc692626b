"""Upload history in one SQLite file.

What is stored, and nothing else: per product the account, its ICPN, GRid or message id, its title,
the id of its latest message and the times it came; per recording its ISRC, title, displayed
artists, length and the SHA-256 of its sound, else of its file; and the names of main artists.
No file names, no writers or other contributors, no payees, no sound itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from precheck_cadence.history import (
    TWIN_LIMIT,
    Arrival,
    Came,
    Durations,
    Entity,
    Measure,
    Moment,
    Same,
    moment,
)
from precheck_cadence.sqlite_file import SqliteFile
from precheck_cadence.upload import LONGEST_SECONDS, SHORTEST_SECONDS, UploadEvent, UploadTrack

_ACCOUNTS = "count(DISTINCT account)"
_CAME = {
    (Entity.ACCOUNT, Measure.TRACKS): "FROM recording WHERE is_current = 1 AND account = ?",
    (Entity.ACCOUNT, Measure.RELEASES): "FROM product WHERE account = ?",
    (Entity.ARTIST, Measure.TRACKS): "FROM recording_artist WHERE artist = ?",
    (Entity.ARTIST, Measure.RELEASES): "FROM product_artist WHERE artist = ?",
}
_BETWEEN = " AND first > ? AND first <= ?"
_ARRIVALS = {
    (entity, measure): f"SELECT first, account, count(*) {came}{_BETWEEN} GROUP BY first, account"
    for (entity, measure), came in _CAME.items()
}
_COUNTS = {
    (entity, measure): (
        f"SELECT count(*), {'min(1, count(*))' if entity is Entity.ACCOUNT else _ACCOUNTS}"
        f" {came}{_BETWEEN}"
    )
    for (entity, measure), came in _CAME.items()
}

_SAME_BYTES = """
    SELECT r.first, r.account, p.key, p.title,
        r.isrc, r.title, r.title_key, r.artist, r.artist_key
    FROM recording r JOIN product p ON p.id = r.product
    WHERE r.is_current = 1 AND r.sha256 = :sha256
        AND NOT (r.account = :account AND p.key = :product) AND """
_OTHER_WORDS = """(
        (r.isrc <> '' AND :isrc <> '' AND r.isrc <> :isrc)
        OR (r.title_key <> '' AND :title <> '' AND r.title_key <> :title)
        OR (r.artist_key <> '' AND :artist <> '' AND r.artist_key <> :artist))"""
_OTHER_ACCOUNT = "(r.account <> '' AND :account <> '' AND r.account <> :account)"
_OLDEST = f" ORDER BY r.first, r.account, p.key, r.key LIMIT {TWIN_LIMIT}"


class SqliteHistory:
    """A history in a file, or in memory where no file is given. One thread, one instance."""

    def __init__(self, file: Path | None, *, name: str = "", busy_seconds: float = 5.0) -> None:
        """Open or create the file. `name` is what messages call it."""
        self._file = SqliteFile(file, name=name, busy_seconds=busy_seconds)
        self._db = self._file.db

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file. What was not committed never was."""
        self._db.close()

    # --- recording ---------------------------------------------------------------------------

    def record(self, events: Iterable[UploadEvent]) -> None:
        """Remember every event, or none."""
        in_order = sorted(events, key=lambda e: (e.uploaded, e.message, e.release))
        with self._file.told(), self._file.transaction():
            for event in in_order:
                self._record(event)

    def _record(self, event: UploadEvent) -> None:
        now = moment(event.uploaded)
        known = self._db.execute(
            "SELECT id, first, last, message FROM product WHERE account = ? AND key = ?",
            (event.account, event.product),
        ).fetchone()
        if known is None:
            product = self._db.execute(
                "INSERT INTO product (account, key, title, message, first, last)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (event.account, event.product, event.title, event.message, now, now),
            ).lastrowid
            self._hold(product, event, now)
            return
        product, first, last, message = known
        if now < first:
            self._db.execute("UPDATE product SET first = ? WHERE id = ?", (now, product))
            self._db.execute(
                "UPDATE product_artist SET first = ? WHERE product = ?", (now, product)
            )
        if (now, event.message) >= (last, message):
            self._db.execute(
                "UPDATE product SET title = ?, message = ?, last = ? WHERE id = ?",
                (event.title, event.message, now, product),
            )
            self._let_go(product)
            self._hold(product, event, min(first, now))
        else:
            self._remember(product, event, now)

    def _let_go(self, product: int) -> None:
        """Nothing counts for the product any more; when its recordings first came is kept."""
        for statement in (
            "UPDATE recording SET is_current = 0 WHERE product = ?",
            "DELETE FROM recording_artist WHERE product = ?",
            "DELETE FROM product_artist WHERE product = ?",
        ):
            self._db.execute(statement, (product,))

    def _hold(self, product: int | None, event: UploadEvent, first: Moment) -> None:
        """The product holds what the event says."""
        now, account = moment(event.uploaded), event.account
        self._db.executemany(
            """INSERT INTO recording VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (product, key) DO UPDATE SET first = min(first, excluded.first),
                is_current = 1, isrc = excluded.isrc, title = excluded.title,
                title_key = excluded.title_key, artist = excluded.artist,
                artist_key = excluded.artist_key,
                seconds = coalesce(excluded.seconds, seconds),
                sha256 = coalesce(excluded.sha256, sha256)""",
            [_row(product, account, now, track) for track in event.tracks],
        )
        self._db.executemany(
            "INSERT INTO product_artist VALUES (?, ?, ?, ?)",
            [(product, artist.key, account, first) for artist in event.artists],
        )
        self._db.executemany(
            "INSERT INTO recording_artist SELECT product, key, ?, account, first"
            " FROM recording WHERE product = ? AND key = ?",
            [(artist.key, product, t.key) for t in event.tracks for artist in t.artists],
        )

    def _remember(self, product: int, event: UploadEvent, now: Moment) -> None:
        """A message older than the latest moves only when its recordings first came."""
        self._db.executemany(
            """INSERT INTO recording VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (product, key) DO UPDATE SET first = min(first, excluded.first),
                seconds = coalesce(seconds, excluded.seconds),
                sha256 = coalesce(sha256, excluded.sha256)""",
            [_row(product, event.account, now, track) for track in event.tracks],
        )
        self._db.execute(
            "UPDATE recording_artist SET first = (SELECT r.first FROM recording r"
            " WHERE r.product = recording_artist.product AND r.key = recording) WHERE product = ?",
            (product,),
        )

    # --- asking ------------------------------------------------------------------------------

    def came(self, event: UploadEvent) -> tuple[Came, ...]:
        """When the event's product, and each recording that it now holds, first came."""
        with self._file.told():
            product, first = self._db.execute(
                "SELECT id, first FROM product WHERE account = ? AND key = ?",
                (event.account, event.product),
            ).fetchone()
            names = self._db.execute(
                "SELECT artist FROM product_artist WHERE product = ? ORDER BY artist", (product,)
            )
            parts = [Came(first, tuple(name for (name,) in names))]
            artists: dict[str, list[str]] = {}
            for key, artist in self._db.execute(
                "SELECT recording, artist FROM recording_artist WHERE product = ?", (product,)
            ):
                artists.setdefault(key, []).append(artist)
            for key, since in self._db.execute(
                "SELECT key, first FROM recording WHERE product = ? AND is_current = 1", (product,)
            ):
                parts.append(Came(since, tuple(artists.get(key, ())), key))
            return tuple(parts)

    def arrivals(
        self, entity: Entity, measure: Measure, name: str, after: Moment, until: Moment
    ) -> list[Arrival]:
        """What came in a stretch of time for an account, or an artist's key; oldest first."""
        with self._file.told():
            rows = self._db.execute(_ARRIVALS[entity, measure], (name, after, until))
            return [Arrival._make(row) for row in rows]

    def count(
        self, entity: Entity, measure: Measure, name: str, after: Moment, until: Moment
    ) -> tuple[int, int]:
        """How many came in a stretch of time, and from how many accounts."""
        with self._file.told():
            found = self._db.execute(_COUNTS[entity, measure], (name, after, until)).fetchone()
        return found[0], found[1]

    def same_bytes(self, event: UploadEvent, track: UploadTrack) -> tuple[Same, ...]:
        """Recordings of other products with a track's bytes, under other words or accounts."""
        asked = {
            "sha256": bytes.fromhex(track.sha256),
            "account": event.account,
            "product": event.product,
            "isrc": track.isrc,
            "title": track.title_key,
            "artist": track.artist_key,
        }
        found: dict[Same, None] = {}
        with self._file.told():
            for which in (_OTHER_WORDS, _OTHER_ACCOUNT):
                for row in self._db.execute(_SAME_BYTES + which + _OLDEST, asked):
                    names = Same.__struct_fields__
                    found[Same(**dict(zip(names, row, strict=True)))] = None
        return tuple(found)

    def durations(self, account: str, after: Moment, until: Moment) -> Durations:
        """The lengths of what an account sent in a stretch of time."""
        with self._file.told():
            timed, short = self._db.execute(
                """SELECT count(seconds), coalesce(sum(seconds BETWEEN ? AND ?), 0) FROM recording
                WHERE is_current = 1 AND account = ? AND first > ? AND first <= ?""",
                (SHORTEST_SECONDS, LONGEST_SECONDS, account, after, until),
            ).fetchone()
        return Durations(timed, short)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Every question inside sees the history at one moment."""
        with self._file.told(), self._file.transaction("DEFERRED"):
            yield


def _row(product: int | None, account: str, now: Moment, track: UploadTrack) -> tuple[object, ...]:
    """What is stored of a track, in the order of the columns that change."""
    words = (track.isrc, track.title, track.title_key, track.artist, track.artist_key)
    sha256 = bytes.fromhex(track.sha256) or None
    return (product, track.key, account, now, *words, track.seconds, sha256)
