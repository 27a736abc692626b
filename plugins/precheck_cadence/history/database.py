"""A database that speaks the SQL which SQLite and PostgreSQL both understand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Any, Protocol


class Dialect(StrEnum):
    """Whose SQL it is, where the two differ."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class Database(Protocol):
    """Statements with `:name` for each value. One thread, one instance.

    It is open until `close`. Errors of the driver leave it as they are, except inside `told`.
    """

    dialect: Dialect

    def all(self, statement: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Every row."""

    def one(self, statement: str, /, **values: object) -> tuple[Any, ...] | None:
        """The first row, or None."""

    def run(self, statement: str, /, **values: object) -> int:
        """Run it; how many rows it changed."""

    def run_many(self, statement: str, rows: Iterable[Mapping[str, object]], /) -> None:
        """Run it for each row of values; no two rows of one call write the same key."""

    def transaction(self, *, writes: bool = True) -> AbstractContextManager[None]:
        """All of what is done inside, or nothing of it; questions inside see one moment."""

    def told(self) -> AbstractContextManager[None]:
        """Turn what the driver raises into a `HistoryFailure` that a person can act on."""

    def close(self) -> None:
        """What was not committed never was."""


_ITEMS = {
    Dialect.SQLITE: "(SELECT value FROM json_each(:{name}))",
    Dialect.POSTGRESQL: "(SELECT unnest(CAST(:{name} AS {type}[])))",
}


def items(dialect: Dialect, name: str, type: str) -> str:  # noqa: A002 - SQL's word for it
    """SQL for the values of a list, which `listed` makes: `x IN` stands before it."""
    return _ITEMS[dialect].format(name=name, type=type)


def listed(dialect: Dialect, values: Sequence[object]) -> object:
    """A list of whole numbers or texts as one value."""
    return json.dumps(values) if dialect is Dialect.SQLITE else list(values)
