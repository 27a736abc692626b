"""The ledger: what was asked of vendors, and what they answered, in one SQLite file.

A question that was answered is not paid for again, and a job that was started is polled again. It
holds neither sound nor keys. Every call opens the file anew: any thread and process may.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from platform import node

from msgspec import Struct

from precheck import Reason, Unavailable, user_data

FILE = "voice-vendors.sqlite"
APPLICATION_ID = 0x50524356
"""`PRCV`: how the file says whose it is."""
VERSION = 1
BUSY_SECONDS = 5.0
DAY_SECONDS = 86_400.0
RUN_DAYS = 7
"""How long the sends of a run are counted."""
SHAPE = """
CREATE TABLE questions (
  key TEXT PRIMARY KEY, vendor TEXT NOT NULL, host TEXT NOT NULL, sha256 TEXT NOT NULL,
  job TEXT NOT NULL DEFAULT '', answer BLOB NOT NULL DEFAULT x'',
  owner TEXT NOT NULL DEFAULT '', owned_until REAL NOT NULL DEFAULT 0,
  at REAL NOT NULL
);
CREATE INDEX questions_by_age ON questions (vendor, at);
CREATE TABLE sends (
  run TEXT NOT NULL, vendor TEXT NOT NULL, count INTEGER NOT NULL, at REAL NOT NULL,
  PRIMARY KEY (run, vendor)
);
"""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_COLUMNS = "key, vendor, host, sha256, job, answer, owner, owned_until, at"


class LedgerFailure(Exception):  # noqa: N818 - the name says what happened
    """The ledger cannot be used, and why."""

    def __init__(self, what: str, remedy: str) -> None:
        """Remember it as the reason why no fact could be had."""
        detail = f"the ledger of what was sent to vendors ({FILE}) {what}"
        super().__init__(detail)
        self.why = Unavailable(Reason.SERVICE, f"not sent: {detail}", remedy)


class Entry(Struct, frozen=True):
    """One question."""

    key: str
    vendor: str
    host: str
    """Where the sound was sent; the vendor's own until that is known."""
    sha256: str
    """Of the file that was sent."""
    job: str
    """What the vendor calls its work on it; empty where it has given no such name."""
    answer: bytes
    """JSON; empty where there is none yet."""
    owner: str
    """Who is asking; empty where nobody is."""
    owned_until: float
    """Seconds since 1970; then it counts as nobody."""
    at: float
    """When it was asked or answered, in seconds since 1970."""


class Ledger:
    """The file, wherever it lies. Every method raises `LedgerFailure` where it cannot be used."""

    def __init__(self, file: Path | None = None) -> None:
        """Name the file; None for the one among the user's data. It is made when needed."""
        self.file = file or user_data() / FILE

    def look(self, key: str) -> Entry | None:
        """What is known of a question."""
        with self._open() as db:
            return _entry(db, key)

    def claim(self, entry: Entry, *, now: float, stale_before: float = 0.0) -> Entry:
        """Take the question on oneself, unless another has it: whose it is then.

        `entry` names the owner. An owner whose process on this machine has ended has it no more.
        The vendor's answers from before `stale_before` are forgotten: nobody will use them.
        """
        with self._open() as db, _writing(db):
            db.execute(
                "DELETE FROM questions WHERE vendor = ? AND at < ? AND answer <> x'' AND key <> ?",
                (entry.vendor, stale_before, entry.key),
            )
            known = _entry(db, entry.key)
            if known is not None:
                is_free = known.owned_until <= now or _has_ended(known.owner)
                if known.owner not in ("", entry.owner) and not is_free:
                    return known
                db.execute(
                    "UPDATE questions SET owner = ?, owned_until = ? WHERE key = ?",
                    (entry.owner, entry.owned_until, entry.key),
                )
            else:
                marks = ", ".join("?" for _ in entry.__struct_fields__)
                values = [getattr(entry, name) for name in entry.__struct_fields__]
                db.execute(f"INSERT INTO questions ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608
            return _entry(db, entry.key) or entry

    def hold(self, key: str, owner: str, until: float) -> bool:
        """Keep the question for longer; False where it is another's by now."""
        with self._open() as db, _writing(db):
            return bool(
                db.execute(
                    "UPDATE questions SET owned_until = ? WHERE key = ? AND owner = ?",
                    (until, key, owner),
                ).rowcount
            )

    def release(self, key: str, owner: str) -> None:
        """Give the question up. Where nothing came of it, it is forgotten."""
        with self._open() as db, _writing(db):
            db.execute(
                "UPDATE questions SET owner = '', owned_until = 0 WHERE key = ? AND owner = ?",
                (key, owner),
            )
            db.execute(
                "DELETE FROM questions WHERE key = ? AND owner = '' AND job = '' AND answer = x''",
                (key,),
            )

    def started(self, key: str, job: str, sha256: str, host: str, *, now: float) -> None:
        """Note the vendor's name for its work on a question, and what was sent where."""
        with self._open() as db, _writing(db):
            db.execute(
                "UPDATE questions SET job = ?, sha256 = ?, host = ?, answer = x'', at = ? "
                "WHERE key = ?",
                (job, sha256, host, now, key),
            )

    def answered(self, key: str, answer: bytes, sha256: str, host: str, *, now: float) -> None:
        """Note the answer to a question, and what was sent where; the job is over."""
        with self._open() as db, _writing(db):
            db.execute(
                "UPDATE questions SET answer = ?, sha256 = ?, host = ?, job = '', at = ? "
                "WHERE key = ?",
                (answer, sha256, host, now, key),
            )

    def drop(self, key: str) -> None:
        """Forget the job and the answer: both are of no use."""
        with self._open() as db, _writing(db):
            db.execute("UPDATE questions SET job = '', answer = x'' WHERE key = ?", (key,))

    def spend(self, run: str, vendor: str, most: int, *, now: float) -> bool:
        """Count one more send of a run to a vendor; False where it has had the most."""
        with self._open() as db, _writing(db):
            db.execute("DELETE FROM sends WHERE at < ?", (now - RUN_DAYS * DAY_SECONDS,))
            row = db.execute(
                "SELECT count FROM sends WHERE run = ? AND vendor = ?", (run, vendor)
            ).fetchone()
            count = row[0] if row is not None else 0
            if count >= most:
                return False
            db.execute(
                "INSERT OR REPLACE INTO sends VALUES (?, ?, ?, ?)", (run, vendor, count + 1, now)
            )
            return True

    def entries(self, vendor: str = "") -> tuple[Entry, ...]:
        """Every question, of one vendor or of all, the last first."""
        if not self.file.is_file():
            return ()
        with self._open() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM questions WHERE ? IN ('', vendor) "  # noqa: S608
                "ORDER BY at DESC, key",
                (vendor,),
            )
            return tuple(Entry(*row) for row in rows)

    def forget(self, vendor: str = "") -> int:
        """Forget the questions of one vendor or of all; how many there were."""
        if not self.file.is_file():
            return 0
        with self._open() as db, _writing(db):
            return db.execute("DELETE FROM questions WHERE ? IN ('', vendor)", (vendor,)).rowcount

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(
                sqlite3.connect(self.file, timeout=BUSY_SECONDS, isolation_level=None)
            ) as db:
                _prepare(db, self.file)
                yield db
        except sqlite3.Error as error:
            raise _told(error) from error
        except OSError as error:
            raise LedgerFailure(
                f"cannot be opened ({error.strerror})",
                "Let this user write to the folder of its data.",
            ) from error


def _prepare(db: sqlite3.Connection, file: Path) -> None:
    """Make the tables of a new file; refuse one that is not ours."""
    with _transaction(db, "BEGIN"):
        version = _version(db)
    if version != VERSION:
        with suppress(OSError):
            file.chmod(0o600)
        _switch_to_wal(db)
        with _writing(db):
            if _version(db) == 0:  # another process may have been quicker
                for statement in SHAPE.strip().split(";\n"):
                    db.execute(statement.rstrip(";"))
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("PRAGMA synchronous = NORMAL")


def _switch_to_wal(db: sqlite3.Connection) -> None:
    """Let readers and one writer work side by side.

    When several open a new file at once, SQLite may refuse this without waiting.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) not in _BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _version(db: sqlite3.Connection) -> int:
    """Of the file's shape, 0 for an empty one; inside a transaction, as the answers go together."""
    (owner,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if (owner != APPLICATION_ID and (owner or version or tables)) or version > VERSION:
        raise LedgerFailure("is not one that this version wrote", "Move the file away.")
    return int(version)


def _writing(db: sqlite3.Connection) -> AbstractContextManager[None]:
    return _transaction(db, "BEGIN IMMEDIATE")


@contextmanager
def _transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    db.execute(begin)
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _entry(db: sqlite3.Connection, key: str) -> Entry | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM questions WHERE key = ?", (key,)).fetchone()  # noqa: S608
    return Entry(*row) if row is not None else None


def _has_ended(owner: str) -> bool:
    """Whether the owner, `<machine>|<process>|<draw>`, was a process here that is no more."""
    machine, _, rest = owner.rpartition("|")[0].rpartition("|")
    is_posix = os.name == "posix"  # elsewhere the signal 0 is Ctrl-C
    if not is_posix or machine != node() or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _code(error: sqlite3.Error) -> int:
    """The primary result code; 0 where there is none."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _told(error: sqlite3.Error) -> LedgerFailure:
    code = _code(error)
    if code in _BUSY:
        return LedgerFailure(f"is still locked after {BUSY_SECONDS:g} s", "Run again.")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return LedgerFailure(f"cannot be written ({error})", "Make room on its disk and run again.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return LedgerFailure(
            f"cannot be opened for writing ({error})",
            "Let this user write to the file and its folder.",
        )
    return LedgerFailure(
        f"is damaged or no SQLite database ({error})",
        "Put back a copy, or move it away: what it knew is then asked, and paid, again.",
    )
