"""Paths below a folder: how they are shown, which are there, and what a file reference means."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

from precheck.reading.problems import ProblemKind, Problems

RESOURCES = "resources"
"""The folder for files in the DDEX choreographies; many senders leave it out of references."""

FILE_LIMIT = 20_000
"""How many files of one release folder are listed; a real release has some hundred."""

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+):(?P<slashes>//)?")
_DRIVE = re.compile(r"[A-Za-z]:")
_URL_SCHEMES = frozenset({"data", "ftp", "ftps", "gs", "http", "https", "s3", "sftp"})
_DECODINGS = 4
"""How often percent signs are decoded in search of a hidden `..`."""


def shown(path: Path, below: Path | None = None) -> str:
    """A path as text with forward slashes, relative to a folder; bytes not in UTF-8 are escaped."""
    if below is not None and path.is_relative_to(below):
        path = path.relative_to(below)
    return in_utf8(path.as_posix())


def in_utf8(text: str) -> str:
    """A text that may hold the name of a file; bytes of it that are not UTF-8 are escaped."""
    return os.fsencode(text).decode("utf-8", "backslashreplace")


class Where(StrEnum):
    """What a file reference leads to."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    REMOTE = "remote"
    NOWHERE = "nowhere"


class Located(Struct, frozen=True):
    """Where a file reference leads, and the file if it is there."""

    where: Where
    path: Path | None = None
    why: str = ""


class Locator:
    """Finds the files that references mean; each entry of the disk is looked at once."""

    def __init__(self, folder: Path) -> None:
        self._start = os.path.join(folder, "")  # noqa: PTH118 - a path would lose the separator
        self._modes: dict[str, int] = {}

    def locate(self, uri: str) -> Located:
        """The file meant: below the folder or its `resources`, not through a link."""
        if not uri:
            return Located(Where.NOWHERE)
        spellings = _spellings(uri)
        for spelling in spellings:
            if (refused := _refusal(spelling)) is not None:
                return refused
        for spelling in spellings:
            parts = [part for part in posixpath.normpath(spelling).split("/") if part != "."]
            for start in ((), (RESOURCES,)):
                found = self._regular_file((*start, *parts))
                if found.path is not None or found.where is Where.OUTSIDE:
                    return found
        return Located(Where.INSIDE)

    def _regular_file(self, parts: tuple[str, ...]) -> Located:
        """The file at some parts below the folder, part by part so that no link is followed."""
        path = self._start
        mode = 0
        for part in parts:
            path += part
            mode = self._mode(path)
            if not mode:
                return Located(Where.INSIDE)
            if stat.S_ISLNK(mode):
                return Located(Where.OUTSIDE, why=f"goes through the symbolic link {part!r}")
            path += os.sep
        return Located(Where.INSIDE, Path(path) if stat.S_ISREG(mode) else None)

    def _mode(self, path: str) -> int:
        """What kind of entry there is at a path; 0 for none."""
        if path not in self._modes:
            try:
                self._modes[path] = os.lstat(path).st_mode
            except (OSError, ValueError):
                self._modes[path] = 0
        return self._modes[path]


def _spellings(uri: str) -> tuple[str, ...]:
    """The reference as written, with backslashes turned, and with percent signs decoded."""
    if "%" not in uri and "\\" not in uri:
        return (uri,)
    found = [uri, uri.replace("\\", "/")]
    decoded = uri
    for _ in range(_DECODINGS):
        decoded = unquote(decoded)
        found += [decoded, decoded.replace("\\", "/")]
    return tuple(dict.fromkeys(found))


def _refusal(spelling: str) -> Located | None:
    if "\0" in spelling:
        return Located(Where.NOWHERE, why="holds a zero byte")
    if ":" in spelling and (url := _SCHEME.match(spelling)) is not None:
        scheme = url["scheme"].lower()
        if scheme == "file":
            return Located(Where.OUTSIDE, why="is a file: URL")
        if url["slashes"] or scheme in _URL_SCHEMES:
            return Located(Where.REMOTE)
    if spelling.startswith(("/", "\\")):
        why = "is an absolute path"
    elif _DRIVE.match(spelling):
        why = "names a drive"
    elif posixpath.normpath(spelling).split("/")[0] == "..":
        why = "climbs out of the folder with '..'"
    else:
        return None
    return Located(Where.OUTSIDE, why=why)


def list_files(folder: Path, problems: Problems) -> tuple[Path, ...]:
    """Every regular file below the folder, sorted; links are named as problems and not followed."""
    found: list[Path] = []
    for entry in _entries_below(folder, problems):
        if entry.is_symlink():
            where = shown(Path(entry.path), folder)
            text = f"{where!r} is a symbolic link, which is not followed"
            problems.add(ProblemKind.LINK, text, file=where)
        elif entry.is_file(follow_symlinks=False):
            found.append(Path(entry.path))
            if len(found) == FILE_LIMIT:
                text = f"the folder holds more than {FILE_LIMIT:,} files; the rest are not listed"
                problems.add(ProblemKind.TOO_MANY, text, file=shown(folder, folder))
                break
    return tuple(sorted(found))


def _entries_below(folder: Path, problems: Problems) -> Iterator[os.DirEntry[str]]:
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            entries = sorted_entries(at)
        except OSError as error:
            where = shown(at, folder)
            text = f"the folder {where!r} cannot be opened: {error.strerror}"
            problems.add(ProblemKind.UNREADABLE, text, file=where)
            continue
        yield from entries
        below = [Path(e.path) for e in entries if e.is_dir(follow_symlinks=False)]
        waiting += reversed(below)


def is_passed_over(name: str) -> bool:
    """Whether an entry of that name is hidden, or what macOS packs beside the files of a ZIP."""
    return name.startswith(".") or name == "__MACOSX"


def sorted_entries(folder: Path) -> list[os.DirEntry[str]]:
    """The entries of a folder by name."""
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
