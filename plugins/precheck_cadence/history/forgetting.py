"""Forgetting an account: afterwards the history is as if it had never been."""

from __future__ import annotations

from msgspec import Struct

from precheck_cadence.duplicates.index import PrintIndex
from precheck_cadence.history.answers import Entity
from precheck_cadence.history.columns import ProductId, in_slices, numbered
from precheck_cadence.history.database import Database, Dialect, items, listed
from precheck_cadence.history.shape import KINDS
from precheck_cadence.history.writing import lock_all, unwrite

_BELOW_PRODUCTS = ("said", "standing", "recording", "product")
"""In the order in which they go, and the column that names the product."""
_COLUMN = {"product": "id"}

# A name is in use while anything counts for it, an account as long as it has a product.
_UNUSED = (
    "DELETE FROM entity WHERE kind <> :intake"
    " AND NOT EXISTS (SELECT 1 FROM came c WHERE c.entity = entity.id)"
    " AND NOT EXISTS (SELECT 1 FROM product p WHERE p.account = entity.id)"
)


class Forgotten(Struct, frozen=True, kw_only=True):
    """What is there no longer."""

    account: str
    products: int
    recordings: int
    """Those that products no longer held counted too."""
    names: int
    """Of artists, labels and so on that nobody uses any more."""


def products_of(database: Database, account: str) -> list[ProductId]:
    """The numbers of an account's products, sorted."""
    rows = database.all(
        "SELECT id FROM product WHERE account ="
        " (SELECT id FROM entity WHERE key = :key AND kind = :kind) ORDER BY id",
        key=account,
        kind=KINDS[Entity.ACCOUNT],
    )
    return [number for (number,) in rows]


def forget(database: Database, account: str) -> Forgotten:
    """Remove everything of an account, inside a transaction.

    Nobody else writes meanwhile: they may be about to use a name that would go.
    """
    lock_all(database)
    if database.dialect is Dialect.POSTGRESQL:
        database.run("SET LOCAL statement_timeout = 0")  # a large account takes its time
    else:
        database.all("PRAGMA secure_delete = ON")  # what is deleted is overwritten with zeros
    index = PrintIndex(database)
    recordings = 0
    products = products_of(database, account)
    for some in in_slices(products):
        held = numbered(database, some)
        index.forget(index.of_products(some))
        unwrite(database, held)
        _remove(database, some)
        recordings += sum(len(one.parts) for _, one in held)
    names = _remove_names(database)
    return Forgotten(account=account, products=len(products), recordings=recordings, names=names)


def _remove(database: Database, products: list[ProductId]) -> None:
    dialect = database.dialect
    for table in _BELOW_PRODUCTS:
        column = _COLUMN.get(table, "product")
        statement = f"DELETE FROM {table} WHERE {column} IN {items(dialect, 'these', 'bigint')}"  # noqa: S608
        database.run(statement, these=listed(dialect, products))


def _remove_names(database: Database) -> int:
    """Those that nobody uses, those that messages no longer say among them; how many they were."""
    return database.run(_UNUSED, intake=KINDS[Entity.INTAKE])
