"""The schema files in a folder or ZIP: read into memory, within bounds, nothing followed."""

from __future__ import annotations

import os
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from precheck.errors import UsageError
from precheck.reading.paths import is_passed_over, shown
from precheck.reading.schemas.definition import FILE_LIMIT

TOTAL_LIMIT: Final = 128 * 1024 * 1024
"""Bytes of all schema files; those of every ERN version take a fifth of it."""
COUNT_LIMIT: Final = 1_000
"""Schema files."""
ENTRY_LIMIT: Final = 100_000
"""Entries looked at, so that a home folder named by mistake is not searched through."""

_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""What `zipfile` raises for archives that are broken, encrypted or packed in an unknown way."""


def offered(path: Path) -> Mapping[str, bytes]:
    """Every `.xsd` file by its path below the folder or in the ZIP.

    Raises `UsageError` where there is none, or where it cannot or will not be read.
    """
    if path.is_dir():
        files = _gathered(path, _in_folder(path))
    elif zipfile.is_zipfile(path):
        try:
            files = _gathered(path, _in_zip(path))
        except _BROKEN_ZIP as error:
            raise UsageError(f"{shown(path)!r} cannot be unpacked: {error}") from error
    elif path.exists():
        raise UsageError(f"{shown(path)!r} is neither a folder nor a ZIP; name the one it lies in")
    else:
        raise UsageError(f"{shown(path)!r} does not exist; name a folder or a ZIP with schemas")
    if not files:
        raise UsageError(
            f"there is no schema file (.xsd) in {shown(path)!r}; "
            "name the folder or ZIP that you got from DDEX"
        )
    return dict(sorted(files.items()))


def _gathered(path: Path, found: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for name, data in found:
        total += len(data)
        if len(data) > FILE_LIMIT or total > TOTAL_LIMIT or len(files) == COUNT_LIMIT:
            limit = f"{FILE_LIMIT >> 20} MiB a file, {TOTAL_LIMIT >> 20} MiB and {COUNT_LIMIT:,}"
            raise UsageError(
                f"{shown(path)!r} holds more schema files than are read "
                f"({limit} files in all); it went beyond at {name!r}"
            )
        files[name] = data
    return files


def _in_folder(root: Path) -> Iterator[tuple[str, bytes]]:
    """Regular files alone; symbolic links are passed over."""
    waiting = [root]
    looked_at = 0
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            raise UsageError(f"{shown(folder)!r} cannot be opened: {error.strerror}") from error
        looked_at += len(entries)
        if looked_at > ENTRY_LIMIT:
            raise UsageError(
                f"{shown(root)!r} holds more than {ENTRY_LIMIT:,} files; "
                "name the folder of the schemas alone"
            )
        for entry in entries:
            here = Path(entry.path)
            if is_passed_over(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(here)
            elif entry.is_file(follow_symlinks=False) and here.suffix.lower() == ".xsd":
                yield shown(here, root), _read(here)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise UsageError(f"{shown(path)!r} cannot be read: {error.strerror}") from error


def _in_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    """Members are read into memory and never written under their own names."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > ENTRY_LIMIT:
            raise UsageError(f"{shown(path)!r} holds more than {ENTRY_LIMIT:,} files")
        for member in members:
            name = posixpath.normpath(member.filename.replace("\\", "/"))
            if name.startswith(("/", "../")) or name == "..":
                raise UsageError(
                    f"{shown(path)!r} holds {name!r}, which leads out of it; the ZIP is refused"
                )
            is_link = stat.S_ISLNK(member.external_attr >> 16)
            is_aside = any(map(is_passed_over, name.split("/")))
            if member.is_dir() or is_link or is_aside or not name.lower().endswith(".xsd"):
                continue
            with archive.open(member) as file:
                yield name, file.read(FILE_LIMIT + 1)
