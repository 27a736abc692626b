"""How the state of a product is written into columns, and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from precheck_cadence.history.database import Database, items, listed
from precheck_cadence.history.state import DIGEST_BYTES, Held, Part

AT_ONCE = 500
"""How many keys one statement asks for."""

ProductId = int
Name = tuple[str, str]
"""An account and the key of its product."""

_SIGN = 2**63

_PRODUCT = [
    "title",
    "message",
    "first",
    "last",
    "tier",
    "payee",
    "label",
    "artists",
    "release_date",
    "original_release_date",
    "ai",
    "cover",
    "is_transfer",
]
_PART = [
    "number",
    "key",
    "first",
    "is_current",
    "isrc",
    "title",
    "title_key",
    "artist",
    "artist_key",
    "writers",
    "ai",
    "is_functional",
    "seconds",
    "seconds_from",
    "sums",
    "sums_from",
]


def _upsert(table: str, key: list[str], columns: list[str]) -> str:
    names = [*key, *(name for name in columns if name not in key)]
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    return (
        f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608 - our own names
        f" VALUES ({', '.join(f':{name}' for name in names)})"
        f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
    )


WRITE_PRODUCT = _upsert("product", ["key", "account"], _PRODUCT)
WRITE_PART = _upsert("recording", ["product", "number"], _PART)
_HELD = (
    f"SELECT p.id, a.key, p.key, {', '.join(f'p.{name}' for name in _PRODUCT)}"  # noqa: S608
    " FROM product p JOIN entity a ON a.id = p.account"
)


def in_slices(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values, sorted, so many at once."""
    every = sorted(values)
    for begin in range(0, len(every), AT_ONCE):
        yield every[begin : begin + AT_ONCE]


def known(database: Database, names: set[Name]) -> dict[Name, tuple[ProductId, Held]]:
    """What is remembered of these products."""
    statement = f"{_HELD} WHERE p.key IN {items(database.dialect, 'keys', 'text')}"
    found: dict[Name, tuple[ProductId, Held]] = {}
    for keys in in_slices({key for _, key in names}):
        rows = database.all(statement, keys=listed(database.dialect, keys))
        ours = [row for row in rows if (row[1], row[2]) in names]
        for number, held in _read(database, ours):
            found[held.account, held.key] = number, held
    return found


def numbered(database: Database, products: list[ProductId]) -> list[tuple[ProductId, Held]]:
    """What is remembered of the products with these numbers, in their order."""
    dialect = database.dialect
    statement = f"{_HELD} WHERE p.id IN {items(dialect, 'these', 'bigint')} ORDER BY p.id"
    return _read(database, database.all(statement, these=listed(dialect, products)))


def _read(database: Database, rows: list[tuple[Any, ...]]) -> list[tuple[ProductId, Held]]:
    parts = _parts(database, [row[0] for row in rows])
    found = []
    for number, account, key, *columns in rows:
        said = dict(zip(_PRODUCT, columns, strict=True))
        said["artists"] = _lines(said["artists"])
        said["cover"] = unsigned(said["cover"])
        said["is_transfer"] = bool(said["is_transfer"])
        found.append((number, Held(account=account, key=key, parts=parts.get(number, ()), **said)))
    return found


def ids(database: Database, names: set[Name]) -> dict[Name, ProductId]:
    """The numbers of these products."""
    dialect = database.dialect
    statement = (
        "SELECT p.id, a.key, p.key FROM product p JOIN entity a ON a.id = p.account"  # noqa: S608
        f" WHERE p.key IN {items(dialect, 'keys', 'text')}"
    )
    return {
        (account, key): number
        for keys in in_slices({key for _, key in names})
        for number, account, key in database.all(statement, keys=listed(dialect, keys))
    }


def product_row(held: Held, account: int) -> dict[str, object]:
    """The values of a product, by column."""
    said = {name: getattr(held, name) for name in _PRODUCT}
    return {
        **said,
        "key": held.key,
        "account": account,
        "artists": "\n".join(held.artists),
        "cover": signed(held.cover),
        "is_transfer": int(held.is_transfer),
    }


def part_row(part: Part, product: ProductId) -> dict[str, object]:
    """The values of a recording, by column."""
    return {
        "product": product,
        "number": part.number,
        "key": part.key,
        "first": part.first,
        "is_current": int(part.is_current),
        "isrc": part.isrc,
        "title": part.title,
        "title_key": part.title_key,
        "artist": part.artist,
        "artist_key": "\n".join(part.artists),
        "writers": "\n".join(part.writers),
        "ai": part.ai,
        "is_functional": int(part.is_functional),
        "seconds": part.seconds,
        "seconds_from": part.seconds_from,
        "sums": b"".join(part.sums),
        "sums_from": part.sums_from,
    }


def signed(hash64: int | None) -> int | None:
    """Sixty-four bits as the databases hold them."""
    return hash64 - 2 * _SIGN if hash64 is not None and hash64 >= _SIGN else hash64


def unsigned(column: int | None) -> int | None:
    """Sixty-four bits as they were handed in."""
    return column + 2 * _SIGN if column is not None and column < 0 else column


def _parts(database: Database, products: list[ProductId]) -> dict[ProductId, tuple[Part, ...]]:
    dialect = database.dialect
    rows = database.all(
        f"SELECT product, {', '.join(_PART)} FROM recording"  # noqa: S608 - our own names
        f" WHERE product IN {items(dialect, 'products', 'bigint')} ORDER BY product, number",
        products=listed(dialect, products),
    )
    return {
        product: tuple(_part(columns) for _, *columns in together)
        for product, together in groupby(rows, itemgetter(0))
    }


def _part(columns: list[Any]) -> Part:
    said = dict(zip(_PART, columns, strict=True))
    digests = said["sums"]
    said["artists"] = _lines(said.pop("artist_key"))
    said["writers"] = _lines(said["writers"])
    said["is_current"] = bool(said["is_current"])
    said["is_functional"] = bool(said["is_functional"])
    said["sums"] = tuple(
        digests[begin : begin + DIGEST_BYTES] for begin in range(0, len(digests), DIGEST_BYTES)
    )
    return Part(**said)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
