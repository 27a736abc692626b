"""The store: schema files under the names of their hash sums, and an index of what they are.

    index.json          what is there, how the files belong together, since when
    files/<sha256>.xsd  the files, byte for byte

A file is written whole before the index names it, and the index is replaced in one step,
so whoever reads meanwhile sees the store before or after, never between.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct, field

from precheck.errors import SchemaStoreError

FORM: Final = 1
"""The form of the index; raised when an older Precheck could not read it."""


class StoredFile(Struct, frozen=True, kw_only=True):
    """One file of the store."""

    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    name: str
    """Its file name when it was added."""
    namespace: str
    version: str = ""
    """Of ERN; empty for value sets and other imported files."""
    value_set: int | None = None
    imports: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each file it imports, by the location it gives."""
    added: date


class Index(Struct, frozen=True, kw_only=True):
    """What is in the store."""

    form: int = FORM
    licence_shown: date | None = None
    """When the user was told of DDEX's licences."""
    files: tuple[StoredFile, ...] = ()

    @property
    def by_sum(self) -> Mapping[str, StoredFile]:
        """The files by their SHA-256."""
        return {file.sha256: file for file in self.files}

    @property
    def schemas(self) -> tuple[StoredFile, ...]:
        """The message schemas, oldest version first."""
        found = (file for file in self.files if file.version)
        return tuple(sorted(found, key=lambda f: (_numbers(f.version), f.namespace)))

    def value_sets(self, namespace: str) -> tuple[StoredFile, ...]:
        """The numbered value sets of a namespace, newest first."""
        found = [f for f in self.files if f.value_set is not None and f.namespace == namespace]
        return tuple(sorted(found, key=lambda f: f.value_set or 0, reverse=True))

    def needed_by(self, schema: StoredFile) -> tuple[StoredFile, ...]:
        """The files that a schema imports, and those that they import."""
        by_sum = self.by_sum
        found: dict[str, StoredFile] = {}
        waiting = list(schema.imports.values())
        while waiting:
            file = by_sum.get(waiting.pop())
            if file is not None and file.sha256 not in found:
                found[file.sha256] = file
                waiting += file.imports.values()
        return tuple(found.values())


class Store:
    """A folder with schemas. Without the folder it is empty."""

    def __init__(self, folder: Path) -> None:
        """Look at nothing yet."""
        self.folder = folder

    def index(self) -> Index:
        """What is there; raises `SchemaStoreError` where it cannot be read."""
        path = self.folder / "index.json"
        try:
            index = msgspec.json.decode(path.read_bytes(), type=Index)
        except FileNotFoundError:
            return Index()
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SchemaStoreError(
                f"the schemas in {self.folder} cannot be read: {error}; "
                "remove that folder and add the schemas again"
            ) from error
        if index.form > FORM:
            raise SchemaStoreError(f"{path} was written by a newer Precheck; use that one")
        return index

    def read(self, sha256: str) -> bytes:
        """A file of the store; raises `SchemaStoreError` where it is gone or not what it was."""
        try:
            data = self._path(sha256).read_bytes()
        except OSError as error:
            raise SchemaStoreError(
                f"a stored schema cannot be read: {error.strerror}; add the schemas again"
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise SchemaStoreError("a stored schema has been changed; add the schemas again")
        return data

    def holds(self, sha256: str) -> bool:
        """Whether a file is there as it was added."""
        try:
            self.read(sha256)
        except SchemaStoreError:
            return False
        return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep every other writer out."""
        try:
            (self.folder / "files").mkdir(parents=True, exist_ok=True)
            with (self.folder / ".lock").open("wb") as lock:
                _keep_others_out(lock.fileno())
                yield
        except OSError as error:
            raise SchemaStoreError(f"{self.folder} cannot be written: {error.strerror}") from error

    def write(self, index: Index, contents: Iterable[bytes] = ()) -> None:
        """Write new files, then the index, then drop the files that it no longer names."""
        for data in contents:
            self._replace(self._path(hashlib.sha256(data).hexdigest()), data)
        encoded = msgspec.json.format(msgspec.json.encode(index), indent=2)
        self._replace(self.folder / "index.json", encoded + b"\n")
        named = {self._path(file.sha256) for file in index.files}
        for path in set((self.folder / "files").iterdir()) - named:
            path.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self.folder / "files" / f"{sha256}.xsd"

    def _replace(self, path: Path, data: bytes) -> None:
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with draft.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _keep_others_out(handle: int) -> None:
    """Lock an open file; closing it unlocks it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
