"""What a file of uploads is read as: records, each with the place behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from precheck.commands import UsageError
from precheck_cadence.exchange.form import FLAT, NESTED
from precheck_cadence.history.progress import FileKey
from precheck_cadence.upload import writable

LINE, WHY = "rejected_line", "rejected_why"
"""What stands beside a rejected row. Where such a file is imported, they say nothing."""
HEAD_BYTES = 65_536
"""So many of the first bytes tell one file from another of its name and size."""


class Record(NamedTuple):
    """One row or object of a file. A tuple, because there are millions."""

    line: int
    """Where it begins, from 1; of a file without lines the row."""
    end: int
    """The place behind it: from there reading goes on."""
    said: Mapping[str, object] | None
    """By our names; None where it cannot be read."""
    raw: object
    """As it stands there, for the file of rejected ones."""
    why: str = ""
    """Why it cannot be read."""


class Source(Protocol):
    """A file of uploads."""

    size: int
    """The place behind its last record."""
    columns: tuple[str, ...]
    """As they are called there; none where every record has its own."""
    unused: set[str]
    """What is said there under names that nobody knows."""

    def records(self, at: int, line: int) -> Iterator[Record]:
        """Every record from a place on, before which so many lines lie."""


class Mapped:
    """What is called otherwise in a file than here."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take our names with theirs. Raises `UsageError` where one of ours is none."""
        known = (*FLAT, *NESTED)
        for name in names:
            if name not in known:
                raise UsageError(f"--map {name}: no such name; there are {', '.join(known)}")
        self.theirs = dict(names)
        self._ours = {theirs: ours for ours, theirs in names.items()}
        self._known = frozenset(known) - self._ours.keys() - names.keys()

    def ours(self, theirs: str) -> str | None:
        """Our name for one of theirs; None where it says nothing to us."""
        return self._ours.get(theirs) or (theirs if theirs in self._known else None)


def key_of(file: Path, mapped: Mapped, timezone: str) -> FileKey:
    """Which file it is, and how it is read."""
    with file.open("rb") as opened:
        digest = hashlib.sha256(opened.read(HEAD_BYTES))
    digest.update(repr((sorted(mapped.theirs.items()), timezone)).encode())
    return FileKey(writable(file.name), file.stat().st_size, digest.digest())


def source_of(file: Path, mapped: Mapped) -> Source:
    """The file as its suffix says. Raises `UsageError` where it cannot be read at all."""
    suffix = file.suffix.lower()
    if suffix == ".csv":
        from precheck_cadence.exchange.table import Table

        return Table(file, mapped)
    if suffix in {".jsonl", ".ndjson"}:
        from precheck_cadence.exchange.objects import Objects

        return Objects(file, mapped)
    if suffix == ".parquet":
        from precheck_cadence.exchange.parquet import Columns

        return Columns(file, mapped)
    raise UsageError(f"{file.name} is neither .csv nor .jsonl nor .parquet")
