"""Reading files of a release folder: never outside it, never through a link, never too much."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath

MAX_FILES = 1_000
"""Of one kind in one folder; more is not a delivery."""
PIECE = 1 << 20


class UnsafeFileError(Exception):
    """A file may not or cannot be read; the text says why and names no path of this machine."""


def inside(name: str) -> tuple[str, ...]:
    """The parts of a relative path; raises `UnsafeFileError` where it leads elsewhere."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name:
        raise UnsafeFileError(f"{name!r:.80} is no path inside the release folder")
    return parts


@contextmanager
def _folder(root: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """A folder below the root, entered step by step so that no link is ever followed."""
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts:
            there = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = there
        yield here
    finally:
        os.close(here)


def names_in(root: Path, folder: str, ending: str) -> tuple[str, ...]:
    """The files of a folder below the root with this ending, sorted; empty where it is not there.

    Raises `UnsafeFileError` where the folder is outside, a link, or holds too many.
    """
    try:
        with _folder(root, inside(folder)) as here:
            every = os.listdir(here)  # noqa: PTH208 - a path could be swapped; a descriptor cannot
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UnsafeFileError(_why(folder, error)) from None
    found = sorted(name for name in every if name.lower().endswith(ending))
    if len(found) > MAX_FILES:
        raise UnsafeFileError(
            f"{folder} holds {len(found):,} files, at most {MAX_FILES:,} are read"
        )
    return tuple(found)


@contextmanager
def _file(root: Path, name: str, limit: int) -> Iterator[int]:
    *above, last = inside(name)
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with _folder(root, tuple(above)) as here:
            descriptor = os.open(last, flags, dir_fd=here)
    except OSError as error:
        raise UnsafeFileError(_why(name, error)) from None
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise UnsafeFileError(f"{name} is not a file")
        if state.st_size > limit:
            raise UnsafeFileError(f"{name} is larger than {limit:,} bytes")
        yield descriptor
    finally:
        os.close(descriptor)


def content(root: Path, name: str, limit: int) -> bytes:
    """The bytes of a file below the root; raises `UnsafeFileError` with the reason."""
    with _file(root, name, limit) as descriptor:
        pieces = []
        left = limit + 1
        while left > 0 and (piece := os.read(descriptor, min(left, PIECE))):
            pieces.append(piece)
            left -= len(piece)
    if left <= 0:
        raise UnsafeFileError(f"{name} is larger than {limit:,} bytes")
    return b"".join(pieces)


def digest(root: Path, name: str, limit: int) -> str:
    """The SHA-256 of a file below the root, in lower-case hexadecimal."""
    with _file(root, name, limit) as descriptor:
        total = sha256()
        while piece := os.read(descriptor, PIECE):
            total.update(piece)
    return total.hexdigest()


def is_there(root: Path, name: str) -> bool:
    """Whether there is anything at this path below the root, a broken link included."""
    *above, last = inside(name)
    try:
        with _folder(root, tuple(above)) as here:
            os.stat(last, dir_fd=here, follow_symlinks=False)
    except OSError as error:
        return not isinstance(error, FileNotFoundError)
    return True


def _why(name: str, error: OSError) -> str:
    if error.errno in (errno.ELOOP, errno.ENOTDIR):  # what a link gives under O_NOFOLLOW
        return f"{name} is a link, or lies behind one; links are not followed"
    return f"{name} cannot be read: {error.strerror}"
