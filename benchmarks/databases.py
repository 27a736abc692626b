"""Databases to measure on: SQLite in a file, PostgreSQL in a cluster of its own.

The cluster lives in a temporary folder and listens on a socket there alone. It needs Debian's
package `postgresql`, the package `psycopg`, and as root the user `postgres`.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from precheck_cadence.history.database import Dialect

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
"""Where Debian keeps the newest server."""

_NAME = re.compile(r"(?<!:):([a-z_]+)")


class Sqlite:
    """A SQLite file."""

    dialect = Dialect.SQLITE

    def __init__(self, file: Path | str = ":memory:") -> None:
        self.db = sqlite3.connect(str(file), isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = NORMAL")
        self.db.execute("PRAGMA cache_size = -32768")

    def all(self, statement: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Every row."""
        return self.db.execute(statement, values).fetchall()

    def one(self, statement: str, /, **values: object) -> tuple[Any, ...] | None:
        """The first row."""
        rows = self.all(statement, **values)
        return rows[0] if rows else None

    def run(self, statement: str, /, **values: object) -> int:
        """How many rows were changed."""
        return self.db.execute(statement, values).rowcount

    def run_many(self, statement: str, rows: Iterable[Mapping[str, object]], /) -> None:
        """Run it for each row."""
        self.db.executemany(statement, rows)

    @contextmanager
    def transaction(self, *, writes: bool = True) -> Iterator[None]:
        """All or nothing."""
        self.db.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Errors stay what they are here."""
        yield

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()


class Postgresql:
    """A connection to PostgreSQL."""

    dialect = Dialect.POSTGRESQL

    def __init__(self, where: str) -> None:
        from importlib import import_module

        self.db: Any = import_module("psycopg").connect(where, autocommit=True)
        self._said: dict[str, str] = {}

    def all(self, statement: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Every row."""
        rows: list[tuple[Any, ...]] = self._run(statement, values).fetchall()
        return rows

    def one(self, statement: str, /, **values: object) -> tuple[Any, ...] | None:
        """The first row."""
        row: tuple[Any, ...] | None = self._run(statement, values).fetchone()
        return row

    def run(self, statement: str, /, **values: object) -> int:
        """How many rows were changed."""
        return int(self._run(statement, values).rowcount)

    def run_many(self, statement: str, rows: Iterable[Mapping[str, object]], /) -> None:
        """Run it for each row."""
        self.db.cursor().executemany(_NAME.sub(r"%(\1)s", statement), list(rows))

    @contextmanager
    def transaction(self, *, writes: bool = True) -> Iterator[None]:
        """All or nothing."""
        del writes
        with self.db.transaction():
            yield

    @contextmanager
    def told(self) -> Iterator[None]:
        """Errors stay what they are here."""
        yield

    def close(self) -> None:
        """Hang up."""
        self.db.close()

    def _run(self, statement: str, values: Mapping[str, object]) -> Any:  # noqa: ANN401
        said = self._said.get(statement)
        if said is None:
            said = self._said[statement] = _NAME.sub(r"%(\1)s", statement)
        return self.db.execute(said, values)


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL server with nothing in it; how to connect to it."""
    if PROGRAMS is None:
        raise FileNotFoundError("no PostgreSQL in /usr/lib/postgresql: apt install postgresql")
    is_root = os.geteuid() == 0
    owner = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") if is_root else ()
    folder = Path(mkdtemp(prefix="precheck-pg-"))
    if is_root:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [*owner, str(PROGRAMS / program), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        settings += " -c shared_buffers=1GB -c max_wal_size=8GB"
        run(
            "pg_ctl",
            "-D",
            str(data),
            "-w",
            "-s",
            "-l",
            str(folder / "log"),
            "-o",
            settings,
            "start",
        )
        try:
            yield f"host={folder} user=postgres dbname=postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
