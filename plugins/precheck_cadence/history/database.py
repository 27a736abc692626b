"""What a store asks of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Any, Protocol


class Dialect(StrEnum):
    """Which SQL it speaks where the two differ."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class Database(Protocol):
    """One connection. Parameters are written `:name` in every statement."""

    dialect: Dialect

    def all(self, statement: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Every row."""

    def one(self, statement: str, /, **values: object) -> tuple[Any, ...] | None:
        """The first row, if there is one."""

    def run(self, statement: str, /, **values: object) -> int:
        """How many rows were changed."""

    def run_many(self, statement: str, rows: Iterable[Mapping[str, object]], /) -> None:
        """Run it for each row."""

    def transaction(self, *, writes: bool = True) -> AbstractContextManager[None]:
        """All of what is done inside, or nothing of it."""

    def told(self) -> AbstractContextManager[None]:
        """Turn what the driver raises into `HistoryFailure`, with a remedy."""
