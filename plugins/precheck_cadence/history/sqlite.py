"""The SQLite file behind the history: opening it, and what can go wrong with it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from precheck import Reason
from precheck_cadence.history import shape, upgrade
from precheck_cadence.history.database import Dialect
from precheck_cadence.history.failure import HistoryFailure
from precheck_cadence.history.shape import VERSION

APPLICATION_ID = 0x50524543
"""`PREC`: how the file says whose it is."""

CACHE_KIB = 32 * 1024
"""Digests and names arrive in no order; with SQLite's own 2 MB every one is read from the disk."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DISK = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_NO_WRITING = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})
_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


class SqliteDatabase:
    """An open SQLite file of our shape, or a database in memory. One thread, one instance."""

    dialect = Dialect.SQLITE

    def __init__(self, file: Path | None, *, name: str = "", busy_seconds: float = 5.0) -> None:
        """Open or create the file; a folder is never created. `name` is what messages call it."""
        self._name = name or (file.name if file is not None else "in memory")
        self._busy_seconds = busy_seconds
        if file is not None:
            self._look_for(file)
        with self.told():
            self.db = sqlite3.connect(
                str(file.absolute()) if file is not None else ":memory:",
                timeout=busy_seconds,
                isolation_level=None,
            )
        try:
            with self.told():
                self._prepare()
        except BaseException:
            self.db.close()
            raise

    def all(self, statement: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Every row."""
        return self.db.execute(statement, values).fetchall()

    def one(self, statement: str, /, **values: object) -> tuple[Any, ...] | None:
        """The first row, or None."""
        row: tuple[Any, ...] | None = self.db.execute(statement, values).fetchone()
        return row

    def run(self, statement: str, /, **values: object) -> int:
        """Run it; how many rows it changed."""
        return self.db.execute(statement, values).rowcount

    def run_many(self, statement: str, rows: Iterable[Mapping[str, object]], /) -> None:
        """Run it once for each row of values."""
        self.db.executemany(statement, rows)

    def close(self) -> None:
        """What was not committed never was."""
        self.db.close()

    @contextmanager
    def transaction(self, *, writes: bool = True) -> Iterator[None]:
        """All of what is done inside, or nothing of it; questions inside see one moment."""
        self.db.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        try:
            yield
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what SQLite raises into what a person can act on."""
        try:
            yield
        except sqlite3.Error as error:
            code = _code(error)
            if code in _BUSY:
                reason, what = Reason.SERVICE, f"is still locked after {self._busy_seconds:g} s"
                remedy = "Run again, or raise busy_seconds in [plugins.cadence]."
            elif code in _DISK:
                reason, what = Reason.SERVICE, f"cannot be written ({error})"
                remedy = "Make room on its disk and run again."
            elif code in _NO_WRITING or code == sqlite3.SQLITE_CANTOPEN:
                reason, what = Reason.UNREADABLE, f"cannot be opened for writing ({error})"
                remedy = "Let this user write to the file and its folder."
            elif code in _DAMAGED:
                reason, what = Reason.UNREADABLE, f"is damaged or no SQLite database ({error})"
                remedy = "Put back a copy, or move the file away to begin a new history."
            else:
                reason, what = Reason.UNREADABLE, f"does not have the shape it should ({error})"
                remedy = "Put back a copy, or move the file away to begin a new history."
            self._fail(reason, what, remedy, error)

    def _look_for(self, file: Path) -> None:
        remedy = "Name a file in [plugins.cadence] that can be opened."
        try:
            is_folder, has_folder = file.is_dir(), file.parent.is_dir()
        except OSError as error:  # a name too long, or a folder that may not be entered
            self._fail(Reason.UNREADABLE, f"cannot be opened ({error.strerror})", remedy, error)
        if "\0" in str(file):
            self._fail(Reason.UNREADABLE, "has a name that no file can have", remedy)
        if is_folder:
            self._fail(Reason.UNREADABLE, "is a folder", remedy)
        if not has_folder:
            self._fail(
                Reason.UNREADABLE,
                "is to lie in a folder that does not exist",
                "Create the folder, or set history in [plugins.cadence] to another file.",
            )

    def _prepare(self) -> None:
        """Bring the file to this version's shape, or refuse it untouched."""
        with self.transaction(writes=False):
            version = self._version()
        if version < VERSION:
            self._switch_to_wal()
            with self.transaction():
                version = self._version()  # another process may have been quicker
                if version == 0:
                    shape.make(self)
                elif version < VERSION:
                    upgrade.from_first(self)
                self.db.execute(f"PRAGMA user_version = {VERSION}")
                self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.db.execute("PRAGMA synchronous = NORMAL")
        self.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    def _version(self) -> int:
        """The version of the file's shape, 0 for an empty one; refuses what is not ours.

        Asked inside a transaction, so that the answers belong together.
        """
        (owner,) = self.db.execute("PRAGMA application_id").fetchone()
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        (tables,) = self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if owner != APPLICATION_ID and (tables or owner or version):
            self._fail(
                Reason.UNREADABLE,
                "is a database of another program",
                "Name another file in [plugins.cadence]; this one is left as it is.",
            )
        if version > VERSION:
            self._fail(
                Reason.UNREADABLE,
                f"was written by a newer version of Precheck (shape {version}, known to {VERSION})",
                "Install that version, or name another file in [plugins.cadence].",
            )
        return int(version)

    def _switch_to_wal(self) -> None:
        """Let readers and one writer work side by side.

        When several open a new file at once, SQLite may refuse this without waiting.
        """
        deadline = time.monotonic() + self._busy_seconds
        while True:
            try:
                self.db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if _code(error) not in _BUSY or time.monotonic() >= deadline:
                    raise
                time.sleep(0.01)
            else:
                return

    def _fail(
        self, reason: Reason, what: str, remedy: str, cause: Exception | None = None
    ) -> NoReturn:
        raise HistoryFailure.of(self._name, reason, what, remedy) from cause


def _code(error: sqlite3.Error) -> int | None:
    """The primary result code, without what SQLite extends it by."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if code is not None else None
