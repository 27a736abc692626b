"""How much a history holds, and from when to when."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from precheck_cadence.history.answers import Entity
from precheck_cadence.history.database import Database, Dialect
from precheck_cadence.history.moments import time_of
from precheck_cadence.history.shape import KINDS, VERSION

_SIZE = {
    Dialect.SQLITE: (
        "SELECT page_count * page_size FROM pragma_page_count() CROSS JOIN pragma_page_size()"
    ),
    Dialect.POSTGRESQL: (
        "SELECT CAST(coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bigint) FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = current_schema() AND c.relkind = 'r'"
    ),
}


_SUMS = (
    "sum(first % 1000003), sum(last % 1000003) FROM product",
    "sum(is_current) FROM recording",
    "sum(moment % 1000003) FROM said",
    "sum(moment % 1000003), sum(points) FROM standing",
)
"""What changes with every message and decision. Whole moments would add up to too much."""


class Status(Struct, frozen=True, kw_only=True):
    """What is there."""

    history: str
    """What the settings name, without a user's name."""
    kind: Dialect
    shape: int
    """The version of its tables."""
    products: int
    recordings: int
    """That products hold now."""
    accounts: int
    first: datetime | None
    """When the first product first came; None in an empty history."""
    last: datetime | None
    """When the last upload came."""
    size_bytes: int
    """With its indexes; of an SQLite file without the log beside it."""


def status_of(database: Database, name: str) -> Status:
    """Ask inside one transaction."""
    products, first, last = database.all("SELECT count(*), min(first), max(last) FROM product")[0]
    ((recordings,),) = database.all(
        "SELECT CAST(coalesce(sum(tracks), 0) AS BIGINT) FROM hourly WHERE entity ="
        " (SELECT id FROM entity WHERE key = '' AND kind = :kind)",
        kind=KINDS[Entity.INTAKE],
    )
    ((accounts,),) = database.all(
        "SELECT count(*) FROM entity WHERE kind = :kind AND key <> ''", kind=KINDS[Entity.ACCOUNT]
    )
    return Status(
        history=name,
        kind=database.dialect,
        shape=VERSION,
        products=products,
        recordings=recordings,
        accounts=accounts,
        first=time_of(first) if first is not None else None,
        last=time_of(last) if last is not None else None,
        size_bytes=size_of(database),
    )


def revision_of(database: Database) -> str:
    """A text that is another one when what the history holds has changed, whatever its size."""
    rows = (database.all(f"SELECT count(*), {one}")[0] for one in _SUMS)
    return " ".join(f"{float(value or 0):.2f}" for row in rows for value in row)


def size_of(database: Database) -> int:
    """How much room it takes, in bytes."""
    ((size,),) = database.all(_SIZE[database.dialect])
    return int(size)
