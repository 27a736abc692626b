"""How far files were imported: kept with what came out of them, in one transaction."""

from __future__ import annotations

from msgspec import Struct, structs

from precheck_cadence.history.database import Database


class FileKey(Struct, frozen=True):
    """Which file it is, and how it is read."""

    file: str
    """Its name, without folders."""
    size: int
    """In bytes."""
    head: bytes
    """A sum of its first bytes, and of how they are read."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far it was read, and what came of it. Everything before was recorded or rejected."""

    at: int = 0
    """In bytes, or in rows where a file has no lines."""
    line: int = 0
    """How many lines or rows lie before."""
    rows: int = 0
    uploads: int = 0
    standings: int = 0
    """New ones."""
    rejected: int = 0
    rejected_bytes: int = 0
    """How long the file of rejected rows was."""


_COLUMNS = tuple(field.name for field in structs.fields(Progress))
_KEY = "file = :file AND size = :size AND head = :head"


def load(database: Database, key: FileKey) -> Progress:
    """How far it is; not begun where nobody knows it."""
    row = database.one(
        f"SELECT {', '.join(_COLUMNS)} FROM progress WHERE {_KEY}",  # noqa: S608 - our names
        **structs.asdict(key),
    )
    return Progress(**dict(zip(_COLUMNS, row, strict=True))) if row is not None else Progress()


def save(database: Database, key: FileKey, progress: Progress) -> None:
    """Remember how far it is, in the transaction that records what was read."""
    forget(database, key)
    names = ("file", "size", "head", *_COLUMNS)
    database.run(
        f"INSERT INTO progress ({', '.join(names)})"  # noqa: S608 - our names
        f" VALUES ({', '.join(f':{name}' for name in names)})",
        **structs.asdict(key),
        **structs.asdict(progress),
    )


def forget(database: Database, key: FileKey) -> None:
    """Let it begin anew."""
    database.run(f"DELETE FROM progress WHERE {_KEY}", **structs.asdict(key))  # noqa: S608
