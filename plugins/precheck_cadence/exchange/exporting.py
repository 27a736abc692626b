"""Writing a history to a file, so that importing it gives the same counts."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import msgspec
from msgspec import Struct

from precheck.commands import UsageError
from precheck_cadence.exchange.form import FLAT, UNKNOWN
from precheck_cadence.exchange.values import SEPARATOR
from precheck_cadence.history.columns import ProductId, numbered
from precheck_cadence.history.database import Database, items, listed
from precheck_cadence.history.moments import Moment, time_of
from precheck_cadence.history.state import Held, Part, sum_of
from precheck_cadence.history.store import Store
from precheck_cadence.upload import key_of

AT_ONCE = 500
"""Products in memory."""

_SAID = (
    "SELECT product, moment, status, reason, points FROM standing WHERE product IN {these}"
    " ORDER BY product, moment, status"
)

Row = dict[str, Any]
"""By our names."""


class Exported(Struct, frozen=True, kw_only=True):
    """What was written."""

    products: int = 0
    rows: int = 0


def exported(store: Store, file: Path, tell: Callable[[int], None]) -> Exported:
    """Write everything, as it is at one moment, to a file that appears when it is whole."""
    suffix = file.suffix.lower()
    if suffix not in {".csv", ".jsonl", ".ndjson"}:
        raise UsageError(f"{file.name} is neither .csv nor .jsonl")
    if file.exists():
        raise UsageError(f"{file.name} is there already; name another file, or move it away")
    part = file.with_name(f"{file.name}.part")
    try:
        with store.snapshot():
            if suffix == ".csv":
                with part.open("w", encoding="utf-8", newline="") as out:
                    done = _table(store.database, out, tell)
            else:
                with part.open("wb") as lines:
                    done = _objects(store.database, lines, tell)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return done


def _objects(database: Database, out: BinaryIO, tell: Callable[[int], None]) -> Exported:
    products = rows = 0
    for held, standings in _products(database):
        for row in uploads_of(held, standings):
            out.write(msgspec.json.encode(row) + b"\n")
            rows += 1
        products += 1
        tell(products)
    return Exported(products=products, rows=rows)


def _table(database: Database, out: TextIO, tell: Callable[[int], None]) -> Exported:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FLAT)
    products = rows = 0
    for held, standings in _products(database):
        for row in uploads_of(held, standings):
            for flat in _flat(row):
                writer.writerow([_cell(flat.get(name)) for name in FLAT])
                rows += 1
        products += 1
        tell(products)
    return Exported(products=products, rows=rows)


def _products(database: Database) -> Iterator[tuple[Held, list[Row]]]:
    last = 0
    while found := database.all(
        "SELECT id FROM product WHERE id > :last ORDER BY id LIMIT :number",
        last=last,
        number=AT_ONCE,
    ):
        numbers = [number for (number,) in found]
        last = numbers[-1]
        standings = _standings(database, numbers)
        for number, held in numbered(database, numbers):
            yield held, standings.get(number, [])


def _standings(database: Database, products: list[ProductId]) -> dict[ProductId, list[Row]]:
    these = items(database.dialect, "these", "bigint")
    said: dict[ProductId, list[Row]] = {}
    for product, moment, status, reason, points in database.all(
        _SAID.format(these=these), these=listed(database.dialect, products)
    ):
        row = {"status": status, "status_at": _time(moment), "reason": reason, "points": points}
        said.setdefault(product, []).append(row)
    return said


def uploads_of(held: Held, standings: list[Row]) -> Iterator[Row]:
    """The messages after which a product is as it is held.

    One for each moment at which a recording first came, or its length or its bytes were learned;
    the last holds what the product holds now.
    """
    moments: dict[Moment, list[Part]] = {}
    for part in held.parts:
        for moment in {part.first, part.seconds_from, part.sums_from} - {None, held.last}:
            if moment is not None:
                moments.setdefault(moment, []).append(part)
    for moment in sorted(moments):
        yield _upload(held, moment, moments[moment], "")
    current = [part for part in held.parts if part.is_current]
    last = _upload(held, held.last, current, held.message)
    yield {**last, "standings": standings} if standings else last


def _upload(held: Held, moment: Moment, parts: list[Part], message: str) -> Row:
    row: Row = {
        "account": held.account,
        "product": held.key,
        "uploaded": _time(moment),
        "message": message,
        "release_title": held.title,
        "release_artists": list(held.artists),
        "release_ai": held.ai or UNKNOWN,
        "label": held.label,
        "payee": held.payee,
        "tier": held.tier,
        "release_date": held.release_date,
        "original_release_date": held.original_release_date,
        "cover": f"{held.cover:016x}" if held.cover is not None else "",
        "transfer": held.is_transfer,
    }
    said = {name: value for name, value in row.items() if name == "account" or _says(value)}
    return said | {"tracks": [_track(part, moment) for part in parts]}


def _track(part: Part, moment: Moment) -> Row:
    """What is known of a recording, its length and bytes only when they were learned."""
    row: Row = {
        "key": part.key,
        "isrc": part.isrc,
        "title": part.title,
        "title_key": part.title_key if part.title_key != key_of(part.title) else "",
        "artist": part.artist,
        "artists": list(part.artists),
        "writers": list(part.writers),
        "ai": part.ai,
        "functional": part.is_functional,
    }
    if part.seconds_from == moment:
        row["seconds"] = part.seconds
    if part.sums_from == moment:
        row["sums"] = [sum_of(digest) for digest in part.sums]
    return {name: value for name, value in row.items() if _says(value)}


def _says(value: object) -> bool:
    """Whether it says something: a list of none does."""
    return value is not False and value != ""


def _flat(row: Mapping[str, Any]) -> Iterator[Row]:
    """A row for each track, and one more for each thing that was said of the product."""
    head = {name: value for name, value in row.items() if name not in {"tracks", "standings"}}
    for track in row["tracks"]:
        yield head | track
    for standing in row.get("standings", ()):
        yield {"account": row["account"], "product": row["product"]} | standing


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        # A list of none is one, unlike an empty cell; so is one whose names hold the separator.
        is_plain = value and not value[0].startswith("[") and SEPARATOR not in "".join(value)
        return f"{SEPARATOR} ".join(value) if is_plain else msgspec.json.encode(value).decode()
    return "" if value is None else value


def _time(moment: Moment) -> str:
    return time_of(moment).isoformat().replace("+00:00", "Z")
