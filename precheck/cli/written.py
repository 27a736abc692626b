"""Writing the answer: where it cannot be written, no exit code looks like a verdict."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from precheck.cli import READER_GONE, USAGE

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class AnswerLost(Exception):  # noqa: N818 - the name says what happened
    """The answer could not be written to its end. The text is empty where nobody would read it."""

    def __init__(self, message: str, code: int) -> None:
        """Remember the exit code."""
        super().__init__(message)
        self.code = code


class Written(io.RawIOBase):
    """A file that the answer is written to. Once it is lost, what is left of it goes nowhere."""

    def __init__(self, raw: io.RawIOBase | None, name: str, *, is_own: bool) -> None:
        """Take the open file, or None for one that was closed from the start, and its name.

        One of our own is closed with this one; stdout stays open, for others have it too.
        """
        super().__init__()
        self._raw = raw
        self._name = name
        self._is_own = is_own
        self._is_lost = False

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._raw is not None and self._raw.isatty()

    def fileno(self) -> int:
        """Its number; `UnsupportedOperation` where it is closed."""
        return self._raw.fileno() if self._raw is not None else super().fileno()

    def write(self, data: ReadableBuffer, /) -> int | None:
        """Write some bytes. Raises `AnswerLost` the first time that it fails."""
        if self._is_lost:
            return memoryview(data).nbytes
        try:
            if self._raw is not None:
                return self._raw.write(data)
            message = f"{self._name} is closed, so that nobody can read the answer"
        except BrokenPipeError:
            self._is_lost = True
            raise AnswerLost("", READER_GONE) from None
        except OSError as error:
            message = f"{self._name} cannot be written: {error.strerror}"
        self._is_lost = True
        raise AnswerLost(message, USAGE)

    def close(self) -> None:
        """Close it, and a file of our own."""
        if self._is_own and self._raw is not None:
            self._raw.close()
        super().close()


def open_written(path: Path, name: str) -> io.BufferedWriter:
    """Open a file for the answer, which errors call by this name. Raises `OSError`."""
    return io.BufferedWriter(Written(io.FileIO(path, "w"), name, is_own=True))


@contextmanager
def answering() -> Iterator[None]:
    """Give the answer on stdout, in UTF-8; an answer that is lost ends the process."""
    sys.stdout = _stdout(sys.stdout)
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except AnswerLost as lost:
        if str(lost):
            print(f"precheck: {lost}", file=sys.stderr)  # noqa: T201 - it is the answer
        sys.exit(lost.code)


def _stdout(given: TextIO | None) -> TextIO:
    """The stdout of the process, which is None where it was closed from the start."""
    raw: io.RawIOBase | None = None
    if given is not None:
        given.flush()
        raw = cast("io.RawIOBase", getattr(given.buffer, "raw", given.buffer))
    return io.TextIOWrapper(
        io.BufferedWriter(Written(raw, "stdout", is_own=False)),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=raw is not None and raw.isatty(),
    )
