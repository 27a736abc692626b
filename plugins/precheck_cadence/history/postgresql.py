"""The PostgreSQL database behind the history: the one door to psycopg."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NoReturn

import msgspec

from precheck import Reason
from precheck_cadence.history import shape
from precheck_cadence.history.address import Address
from precheck_cadence.history.database import Dialect
from precheck_cadence.history.failure import HistoryFailure
from precheck_cadence.history.shape import VERSION

try:
    import psycopg
    from psycopg import sql
except ImportError as _error:  # the extra, or libpq itself, is not there
    MISSING: ImportError | None = _error
else:
    MISSING = None

STATEMENT_SECONDS = 60
"""No question takes so long; one that does is given up."""
_LEAST_SECONDS = 2
"""Of waiting for a server; libpq takes less for this."""

_MAKING = 0x50524344
"""The lock under which tables are made: `PRECD`."""

ROWS_AT_ONCE = 2_000
"""In one statement."""

_INSERT = re.compile(
    r"INSERT INTO (?P<table>[a-z_]+) \((?P<columns>[a-z_, ]+)\)"
    r" VALUES \((?P<values>[a-z_:, ]+)\)(?P<rest>[^:]*)"
)
_VALUE = re.compile(r"(?<!:):([a-z_]+)")

_PLAIN = "Put back a copy, or name another schema or database in [plugins.cadence]."
_STATES = {
    "53100": (Reason.SERVICE, "has no room on its disk", "Make room on the server's disk."),
    "53300": (Reason.SERVICE, "has too many connections", "Run again, or allow it more of them."),
    "55P03": (Reason.SERVICE, "is still locked", "Run again, or raise busy_seconds."),
    "57014": (Reason.SERVICE, "took too long to answer", "See what the server is busy with."),
    "40P01": (Reason.SERVICE, "is in use by others who wait for us", "Run again."),
    "25006": (Reason.UNREADABLE, "is read-only", "Name a server that can be written to."),
    "42501": (Reason.UNREADABLE, "may not be used by this user", "Grant it the schema."),
}
"""By SQLSTATE (PostgreSQL 15, appendix A)."""
_CLASSES = {
    "08": (Reason.SERVICE, "lost its connection", "Run again."),
    "53": (Reason.SERVICE, "lacks resources", "Look at the server's log, and run again."),
    "57": (Reason.SERVICE, "is shutting down or starting", "Run again."),
    "58": (Reason.SERVICE, "cannot read or write its files", "Look at the server's disk."),
    "XX": (Reason.UNREADABLE, "is damaged", _PLAIN),
}
_REFUSALS = (
    ("password", "Give the right one by PGPASSWORD or ~/.pgpass."),
    ("authentication failed", "Look at the user's name and the server's pg_hba.conf."),
    ("does not exist", "Create it (createdb, createuser), or name another."),
    ("refused", "Start the server, or correct the address in [plugins.cadence]."),
    ("No such file", "Start the server, or correct the address in [plugins.cadence]."),
    ("resolve", "Correct the host's name in [plugins.cadence]."),
)


@lru_cache(maxsize=1024)
def _for_psycopg(statement: str) -> bytes:
    """The statement with `%(name)s` for each `:name`."""
    return _VALUE.sub(r"%(\1)s", statement.replace("%", "%%")).encode()


class PostgresqlDatabase:
    """A connection to a schema of our shape. One thread, one instance."""

    dialect = Dialect.POSTGRESQL

    def __init__(self, address: Address, *, busy_seconds: float = 5.0) -> None:
        """Connect, and make the schema where it is not there."""
        self._name = address.name
        self._busy_seconds = busy_seconds
        if MISSING is not None:
            raise HistoryFailure.of(
                self._name,
                Reason.NOT_INSTALLED,
                f"needs psycopg, which cannot be loaded ({MISSING})",
                "pip install 'precheck-music[postgresql]'",
            )
        self.db = self._connected(address.url)
        try:
            with self.told():
                self._prepare(address.schema)
        except BaseException:
            self.db.close()
            raise

    def all(self, statement: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Every row."""
        return self.db.execute(_for_psycopg(statement), values).fetchall()

    def one(self, statement: str, /, **values: object) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return self.db.execute(_for_psycopg(statement), values).fetchone()

    def run(self, statement: str, /, **values: object) -> int:
        """Run it; how many rows it changed."""
        return self.db.execute(_for_psycopg(statement), values).rowcount

    def run_many(self, statement: str, rows: Iterable[Mapping[str, object]], /) -> None:
        """Run it for each row of values, many rows in one statement where it is an INSERT."""
        insert = _INSERT.fullmatch(statement)
        if insert is None or insert["values"].replace(":", "") != insert["columns"]:
            with self.db.cursor() as cursor:
                cursor.executemany(_for_psycopg(statement), rows)
            return
        # The table itself says which types the columns have.
        table, columns, rest = insert["table"], insert["columns"], insert["rest"]
        query = (
            f"INSERT INTO {table} ({columns}) SELECT {columns}"  # noqa: S608 - our own words
            f" FROM json_populate_recordset(CAST(NULL AS {table}), CAST(%s AS json)){rest}"
        ).encode()
        every = list(rows)
        for begin in range(0, len(every), ROWS_AT_ONCE):
            some = [_for_json(row) for row in every[begin : begin + ROWS_AT_ONCE]]
            self.db.execute(query, [msgspec.json.encode(some).decode()])

    def close(self) -> None:
        """What was not committed never was."""
        self.db.close()

    @contextmanager
    def transaction(self, *, writes: bool = True) -> Iterator[None]:
        """All of what is done inside, or nothing of it; questions inside see one moment."""
        self.db.execute("BEGIN" if writes else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        except BaseException:
            if not self.db.closed:
                self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what psycopg raises into what a person can act on."""
        try:
            yield
        except psycopg.Error as error:
            state = error.sqlstate or ("08000" if self.db.closed else "")
            shaped = (Reason.UNREADABLE, "does not have the shape it should", _PLAIN)
            reason, what, remedy = _STATES.get(state) or _CLASSES.get(state[:2]) or shaped
            raise HistoryFailure.of(
                self._name, reason, f"{what} ({_first_line(error)})", remedy
            ) from error

    def _connected(self, url: str) -> psycopg.Connection[tuple[Any, ...]]:
        try:
            return psycopg.connect(
                url,
                autocommit=True,
                client_encoding="utf-8",
                connect_timeout=max(_LEAST_SECONDS, int(self._busy_seconds)),
                application_name="precheck",
            )
        except (psycopg.Error, UnicodeError) as error:
            said = _first_line(error)
            remedy = next((remedy for words, remedy in _REFUSALS if words in said), "")
            remedy = remedy or "See that the server runs and lets this user in, and run again."
            self._fail(Reason.SERVICE, f"cannot be reached ({said})", remedy, error)

    def _prepare(self, schema: str) -> None:
        """Bring the schema to this version's shape, or refuse it untouched."""
        self.run(f"SET lock_timeout = {max(1, int(self._busy_seconds * 1000))}")
        self.run(f"SET statement_timeout = {STATEMENT_SECONDS * 1000}")
        self.db.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
        encoding = self.one("SHOW server_encoding")
        if encoding != ("UTF8",):
            remedy = "Create a database with ENCODING 'UTF8'."
            self._fail(Reason.UNREADABLE, "cannot hold every text: it is not in UTF-8", remedy)
        if self._version(schema) == VERSION:
            return
        with self.transaction():
            self.all("SELECT pg_advisory_xact_lock(:lock)", lock=_MAKING)
            if self._version(schema) == 0:  # nobody else was quicker
                if not self.one("SELECT 1 FROM pg_namespace WHERE nspname = :name", name=schema):
                    self.db.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
                shape.make(self)
                self.run("CREATE TABLE shape (version INTEGER NOT NULL)")
                self.run("INSERT INTO shape (version) VALUES (:version)", version=VERSION)

    def _version(self, schema: str) -> int:
        """The version of the schema's shape, 0 where it is empty; refuses what is not ours."""
        tables = {
            name
            for (name,) in self.all(
                "SELECT tablename FROM pg_tables WHERE schemaname = :name", name=schema
            )
        }
        if not tables:
            return 0
        row = self.one("SELECT version FROM shape") if {"shape", "came"} <= tables else None
        if row is None:
            self._fail(
                Reason.UNREADABLE,
                f"has other tables than ours in its schema {schema!r}",
                "Name another schema: ?schema=... behind the address in [plugins.cadence].",
            )
        if row[0] > VERSION:
            self._fail(
                Reason.UNREADABLE,
                f"was written by a newer version of Precheck (shape {row[0]}, known to {VERSION})",
                "Install that version, or name another schema in [plugins.cadence].",
            )
        return int(row[0])

    def _fail(
        self, reason: Reason, what: str, remedy: str, cause: Exception | None = None
    ) -> NoReturn:
        raise HistoryFailure.of(self._name, reason, what, remedy) from cause


def _for_json(row: Mapping[str, object]) -> dict[str, object]:
    """The row with bytes as PostgreSQL reads them from text."""
    return {k: f"\\x{v.hex()}" if isinstance(v, bytes) else v for k, v in row.items()}


def _first_line(error: Exception) -> str:
    """What the driver says, without the lines of advice and of the statement below it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
