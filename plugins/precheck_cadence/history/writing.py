"""Writing: what changes in the tables, worked out from the states before and after."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter

from msgspec import Struct, field, structs

from precheck import UploadStatus
from precheck_cadence.history import prints
from precheck_cadence.history.answers import Entity, Standing
from precheck_cadence.history.columns import (
    WRITE_PART,
    WRITE_PRODUCT,
    Name,
    ProductId,
    ids,
    in_slices,
    known,
    part_row,
    product_row,
)
from precheck_cadence.history.database import Database, Dialect, items, listed
from precheck_cadence.history.moments import HOUR, moment
from precheck_cadence.history.sayings import remember
from precheck_cadence.history.shape import COUNTERS, KINDS
from precheck_cadence.history.state import Flag, Held, Row, rows, sums, told
from precheck_cadence.upload import UploadEvent

LOCKS = 256
"""Accounts share so many locks: PostgreSQL has room for some thousand in all."""
_LOCK_CLASS = 0x50524543
"""Which locks of a database are ours: `PREC`."""

_ALONE = frozenset({Entity.ACCOUNT, Entity.INTAKE})
"""Whose hours are not kept apart by account."""

_ADD = (
    f"INSERT INTO hourly (entity, hour, account, {', '.join(COUNTERS)})"  # noqa: S608 - our names
    f" VALUES (:entity, :hour, :account, {', '.join(f':{name}' for name in COUNTERS)})"
    " ON CONFLICT (entity, hour, account) DO UPDATE SET "
    + ", ".join(f"{name} = hourly.{name} + excluded.{name}" for name in COUNTERS)
)
_CAME = (
    "INSERT INTO came (entity, first, product, recording, flags)"
    " VALUES (:entity, :first, :product, :recording, :flags)"
)
_PLACE = itemgetter("entity", "first", "product", "recording")
_WENT = (
    "DELETE FROM came WHERE entity = :entity AND first = :first AND product = :product"
    " AND recording = :recording"
)
_SUM = (
    "INSERT INTO sum (digest, first, product, recording)"
    " VALUES (:digest, :first, :product, :recording)"
)
_NO_SUM = (
    "DELETE FROM sum WHERE digest = :digest AND first = :first AND product = :product"
    " AND recording = :recording"
)
_STAND = (
    "INSERT INTO standing (account, moment, product, status, reason, points)"
    " VALUES (:account, :moment, :product, :status, :reason, :points)"
    " ON CONFLICT DO NOTHING"
)

EntityName = tuple[Entity, str]


class Change(Struct, frozen=True):
    """A product before and after."""

    before: Held | None
    after: Held
    went: frozenset[Row] = field(default_factory=frozenset)
    came: frozenset[Row] = field(default_factory=frozenset)

    @classmethod
    def of(cls, before: Held | None, after: Held) -> Change:
        """What no longer counts, and what does so now."""
        old = frozenset(rows(before)) if before is not None else frozenset()
        new = frozenset(rows(after))
        return cls(before, after, old - new, new - old)

    @classmethod
    def away(cls, before: Held) -> Change:
        """Nothing of it counts any more, and no recording is left."""
        return cls(before, structs.replace(before, parts=()), frozenset(rows(before)))

    @property
    def name(self) -> Name:
        """Which product it is."""
        return self.after.account, self.after.key


def record(database: Database, events: Iterable[UploadEvent], *, joins: bool = False) -> None:
    """Remember every event, inside a transaction.

    Where it `joins`, what has the product, time and message of what is known adds to it.
    """
    in_order = sorted(events, key=lambda e: (e.uploaded, e.message, e.release))
    names = {(event.account, event.product) for event in in_order}
    lock(database, {account for account, _ in names})
    before = known(database, names)
    after: dict[Name, Held] = {}
    for event in in_order:
        name = (event.account, event.product)
        then = after.get(name) or (before[name][1] if name in before else None)
        after[name] = told(then, event, joins=joins)
    old = {name: held for name, (_, held) in before.items()}
    changed = [Change.of(old.get(n), after[n]) for n in sorted(after) if after[n] != old.get(n)]
    numbers = write(database, changed, {name: number for name, (number, _) in before.items()})
    prints.keep(database, in_order, old, after, numbers)
    remember(database, in_order, numbers)
    said = [_status(event) for event in in_order if event.status is not UploadStatus.PENDING]
    _stand(database, said, numbers)


def stand(database: Database, standings: Iterable[Standing]) -> int:
    """Remember what was said of products, inside a transaction; how many were new."""
    standings = list(standings)
    names = {(one.account, one.product) for one in standings}
    lock(database, {account for account, _ in names})
    return _stand(database, standings, ids(database, names))


def write(
    database: Database, changes: list[Change], numbers: dict[Name, ProductId]
) -> dict[Name, ProductId]:
    """Bring the tables from one state to the other; the numbers of all products.

    Everything is written in sorted order, so that two writers never wait for each other.
    """
    named = {(row.kind, row.key) for change in changes for row in (*change.went, *change.came)}
    named |= {(Entity.ACCOUNT, change.after.account) for change in changes}
    entities = _entities(database, named)
    of = {change.name: entities[Entity.ACCOUNT, change.after.account] for change in changes}
    database.run_many(WRITE_PRODUCT, [product_row(c.after, of[c.name]) for c in changes])
    new = {change.name for change in changes if change.name not in numbers}
    numbers = {**numbers, **ids(database, new)}
    _write_parts(database, changes, numbers)
    _delete_came(database, changes, entities, numbers)
    came = [row for c in changes for row in _came_rows(c.came, entities, numbers[c.name])]
    database.run_many(_CAME, sorted(came, key=_PLACE))
    _add_hours(database, changes, entities, of)
    return numbers


def unwrite(database: Database, held: Sequence[tuple[ProductId, Held]]) -> None:
    """Take away all that follows from these products.

    The rows of the products, their recordings and what was said of them stay.
    """
    changes = [Change.away(one) for _, one in held]
    numbers = {(one.account, one.key): number for number, one in held}
    named = {(row.kind, row.key) for change in changes for row in change.went}
    named |= {(Entity.ACCOUNT, change.after.account) for change in changes}
    entities = _entities(database, named)
    of = {change.name: entities[Entity.ACCOUNT, change.after.account] for change in changes}
    _write_parts(database, changes, numbers)
    _delete_came(database, changes, entities, numbers)
    _add_hours(database, changes, entities, of)


def lock(database: Database, accounts: set[str]) -> None:
    """Let nobody else write about these accounts until the transaction ends.

    SQLite has one writer anyway.
    """
    sums_ = (hashlib.sha256(account.encode()).digest() for account in accounts)
    _lock(database, {sum_[0] % LOCKS for sum_ in sums_})


def lock_all(database: Database) -> None:
    """Let nobody else write until the transaction ends."""
    _lock(database, set(range(LOCKS)))


def _lock(database: Database, numbers: set[int]) -> None:
    if database.dialect is Dialect.POSTGRESQL:
        for number in sorted(numbers):
            statement = "SELECT pg_advisory_xact_lock(CAST(:kind AS int), CAST(:number AS int))"
            database.all(statement, kind=_LOCK_CLASS, number=number)


def _entities(database: Database, named: set[EntityName]) -> dict[EntityName, int]:
    """The number of every entity; those that are new get one."""
    kinds = {number: kind for kind, number in KINDS.items()}
    found: dict[EntityName, int] = {}

    def look_up(keys: set[str]) -> None:
        dialect = database.dialect
        statement = (
            f"SELECT id, kind, key FROM entity WHERE key IN {items(dialect, 'keys', 'text')}"  # noqa: S608
        )
        for some in in_slices(keys):
            for number, kind, key in database.all(statement, keys=listed(dialect, some)):
                found[kinds[kind], key] = number

    look_up({key for _, key in named})
    missing = sorted((key, KINDS[kind]) for kind, key in named if (kind, key) not in found)
    if missing:
        database.run_many(
            "INSERT INTO entity (key, kind) VALUES (:key, :kind) ON CONFLICT DO NOTHING",
            [{"key": key, "kind": kind} for key, kind in missing],
        )
        look_up({key for key, _ in missing})
    return found


def _write_parts(database: Database, changes: list[Change], numbers: dict[Name, ProductId]) -> None:
    parts: list[dict[str, object]] = []
    gone: list[dict[str, object]] = []
    here: list[dict[str, object]] = []
    for change in changes:
        product = numbers[change.name]
        old = set(change.before.parts) if change.before is not None else set()
        parts += [part_row(part, product) for part in change.after.parts if part not in old]
        were = frozenset(sums(change.before)) if change.before is not None else frozenset()
        are = frozenset(sums(change.after))
        for listed_, digests in ((gone, were - are), (here, are - were)):
            listed_ += [
                {"digest": digest, "first": first, "product": product, "recording": number}
                for digest, first, number in sorted(digests)
            ]
    database.run_many(WRITE_PART, parts)
    database.run_many(_NO_SUM, gone)
    database.run_many(_SUM, sorted(here, key=itemgetter("digest", "first", "product", "recording")))


def _delete_came(
    database: Database,
    changes: list[Change],
    entities: dict[EntityName, int],
    numbers: dict[Name, ProductId],
) -> None:
    went = [row for c in changes for row in _came_rows(c.went, entities, numbers[c.name])]
    database.run_many(_WENT, [{k: v for k, v in row.items() if k != "flags"} for row in went])


def _came_rows(
    rows_: Iterable[Row], entities: dict[EntityName, int], product: ProductId
) -> Iterator[dict[str, int]]:
    """What of these has a row of its own, beside the hours."""
    for kind, key, first, number, flags in rows_:
        if kind is not Entity.INTAKE:
            yield {
                "entity": entities[kind, key],
                "first": first,
                "product": product,
                "recording": number,
                "flags": flags,
            }


def _add_hours(
    database: Database,
    changes: list[Change],
    entities: dict[EntityName, int],
    of: dict[Name, int],
) -> None:
    hours: dict[tuple[bool, int, int, int], list[int]] = {}
    for change in changes:
        own = of[change.name]
        for sign, some in ((-1, change.went), (1, change.came)):
            for kind, key, first, number, flags in some:
                account = 0 if kind in _ALONE else own
                # The intake last: every writer waits for its row, so it is held shortest.
                where = (kind is Entity.INTAKE, entities[kind, key], first // HOUR, account)
                counters = hours.get(where)
                if counters is None:
                    counters = hours[where] = [0] * len(COUNTERS)
                for place in counted(flags, is_product=number == 0):
                    counters[place] += sign
    changed = [
        {"entity": entity, "hour": hour, "account": account, **dict(zip(COUNTERS, by, strict=True))}
        for (_, entity, hour, account), by in sorted(hours.items())
        if any(by)
    ]
    database.run_many(_ADD, changed)
    database.run_many(
        "DELETE FROM hourly WHERE entity = :entity AND hour = :hour AND account = :account"
        " AND releases = 0 AND tracks = 0",
        [
            {"entity": row["entity"], "hour": row["hour"], "account": row["account"]}
            for row in changed
            if min(row["releases"], row["tracks"]) < 0
        ],
    )


@cache
def counted(flags: int, *, is_product: bool) -> tuple[int, ...]:
    """The places of the counters that a part adds one to."""
    sort = "releases" if is_product else "tracks"
    names = {
        sort: True,
        f"ai_{sort}": flags & Flag.AI,
        f"all_ai_{sort}": flags & Flag.ALL_AI,
        "timed": flags & Flag.TIMED,
        "edge": flags & Flag.EDGE,
        "short": flags & Flag.SHORT,
        "functional": flags & Flag.FUNCTIONAL,
        "singles": flags & Flag.SINGLE,
    }
    return tuple(COUNTERS.index(name) for name, counts in names.items() if counts)


def _status(event: UploadEvent) -> Standing:
    return Standing(
        account=event.account,
        product=event.product,
        moment=moment(event.uploaded),
        status=event.status,
    )


def _stand(
    database: Database, standings: Iterable[Standing], numbers: dict[Name, ProductId]
) -> int:
    found = sorted(
        (one for one in standings if (one.account, one.product) in numbers),
        key=lambda one: (one.account, one.moment, one.product, one.status.value),
    )
    accounts = _entities(database, {(Entity.ACCOUNT, one.account) for one in found})
    return sum(
        database.run(
            _STAND,
            account=accounts[Entity.ACCOUNT, one.account],
            moment=one.moment,
            product=numbers[one.account, one.product],
            status=one.status.value,
            reason=one.reason,
            points=one.points,
        )
        for one in found
    )
