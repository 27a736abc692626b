"""Bringing a history of the first shape, which was SQLite's alone, to this one, in place."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

from precheck import AccountTier
from precheck_cadence.history import shape
from precheck_cadence.history.columns import ProductId
from precheck_cadence.history.database import Database
from precheck_cadence.history.state import Held, Part, digest_of
from precheck_cadence.history.writing import Change, write

AT_ONCE = 5_000
"""How many products are held in memory."""

_OLD = ("product", "recording", "product_artist", "recording_artist")
_INDEXES = (
    "product_by_account",
    "recording_by_account",
    "recording_by_bytes",
    "product_artist_by_name",
    "recording_artist_by_name",
)


def from_first(database: Database) -> None:
    """Write everything anew in this shape, inside a transaction; the old tables go."""
    for index in _INDEXES:
        database.run(f"DROP INDEX IF EXISTS {index}")
    for table in _OLD:
        database.run(f"ALTER TABLE {table} RENAME TO old_{table}")
    shape.make(database)
    last = 0
    while products := database.all(
        "SELECT id, account, key, title, message, first, last FROM old_product"
        " WHERE id > :last ORDER BY id LIMIT :number",
        last=last,
        number=AT_ONCE,
    ):
        first, last = products[0][0], products[-1][0]
        artists = _artists(database, first, last)
        parts = _parts(database, first, last)
        held = [_held(row, artists.get(row[0], ()), parts.get(row[0], ())) for row in products]
        write(database, [Change.of(None, one) for one in held], {})
    for table in reversed(_OLD):
        database.run(f"DROP TABLE old_{table}")


def _artists(
    database: Database, first: ProductId, last: ProductId
) -> dict[ProductId, tuple[str, ...]]:
    rows = database.all(
        "SELECT product, artist FROM old_product_artist"
        " WHERE product BETWEEN :first AND :last ORDER BY product, artist",
        first=first,
        last=last,
    )
    return {
        product: tuple(artist for _, artist in together)
        for product, together in groupby(rows, itemgetter(0))
    }


def _parts(
    database: Database, first: ProductId, last: ProductId
) -> dict[ProductId, tuple[Part, ...]]:
    rows = database.all(
        "SELECT product, key, first, is_current, isrc, title, title_key, artist, artist_key,"
        " seconds, sha256 FROM old_recording"
        " WHERE product BETWEEN :first AND :last ORDER BY product, key",
        first=first,
        last=last,
    )
    return {
        product: tuple(_part(number, row) for number, row in enumerate(together, 1))
        for product, together in groupby(rows, itemgetter(0))
    }


def _held(row: tuple[Any, ...], artists: tuple[str, ...], parts: tuple[Part, ...]) -> Held:
    _, account, key, title, message, first, last = row
    return Held(
        account=account,
        key=key,
        title=title,
        message=message,
        first=first,
        last=last,
        tier=AccountTier.ARTIST.value,
        payee="",
        label="",
        artists=artists,
        release_date="",
        original_release_date="",
        ai="",
        cover=None,
        is_transfer=False,
        parts=parts,
    )


def _part(number: int, row: tuple[Any, ...]) -> Part:
    _, key, first, is_current, isrc, title, title_key, artist, artist_key, seconds, sha256 = row
    # The first shape did not say whether it had summed up the sound or the whole file.
    sums = (f"file:{sha256.hex()}", f"sound:{sha256.hex()}") if sha256 else ()
    return Part(
        number=number,
        key=key,
        first=first,
        is_current=bool(is_current),
        isrc=isrc,
        title=title,
        title_key=title_key,
        artist=artist,
        artists=tuple(artist_key.split("\n")) if artist_key else (),
        writers=(),
        ai="",
        is_functional=False,
        seconds=seconds,
        seconds_from=first if seconds is not None else None,
        sums=tuple(sorted(digest_of(one) for one in sums)),
        sums_from=first if sums else None,
    )
