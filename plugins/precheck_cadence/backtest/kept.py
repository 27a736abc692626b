"""What a back-test found of each account, in a file: one that was broken off goes on from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

import msgspec

from precheck_cadence.backtest.replay import Past

_OTHER = "; name another file, or remove it"


class KeptError(Exception):
    """The file holds something else, or cannot be written: why, and what to do."""


class Header(msgspec.Struct, frozen=True, kw_only=True, tag_field="schema", tag="precheck-past/1"):
    """The first line: of which back-test it is."""

    asked: str
    """A sum of the rules with their numbers, of the truth, and of what the history held."""


class Kept:
    """JSON lines, the header first and then an account each."""

    def __init__(self, file: Path, asked: str) -> None:
        """Open it, or begin it where it is not there; `pasts` is what it held, by account.

        A last line that was broken off is dropped. Raises `KeptError` where the file is of another
        back-test, damaged, of something else, or cannot be written.
        """
        with _told():
            self._out: BinaryIO = file.open("a+b")
            try:
                self.pasts = self._read(asked)
            except BaseException:
                self._out.close()
                raise

    def close(self) -> None:
        """Close the file."""
        self._out.close()

    def add(self, pasts: Iterable[Past]) -> None:
        """Write some more of them to the disk. Raises `KeptError`."""
        with _told():
            self._out.writelines(map(_line, pasts))
            self._out.flush()

    def _read(self, asked: str) -> dict[str, Past]:
        self._out.seek(0)
        first, begun = self._out.readline(), _line(Header(asked=asked))
        if not first.endswith(b"\n") and begun.startswith(first):
            self._out.truncate(0)
            self._out.write(begun)
            self._out.flush()
            return {}
        try:
            header = msgspec.json.decode(first, type=Header)
        except msgspec.MsgspecError as error:
            raise KeptError(f"it is no file of a back-test{_OTHER}") from error
        if header.asked != asked:
            of = "of other rules or numbers, truth, or uploads"
            raise KeptError(f"it is of another back-test: {of}{_OTHER}")
        pasts, end = {}, self._out.tell()
        for number, line in enumerate(self._out, 2):
            if not line.endswith(b"\n"):
                break
            try:
                past = msgspec.json.decode(line, type=Past)
            except msgspec.MsgspecError as error:
                raise KeptError(f"line {number} is damaged{_OTHER}") from error
            pasts[past.account] = past
            end += len(line)
        self._out.truncate(end)
        self._out.seek(0, SEEK_END)
        return pasts


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeptError(f"it cannot be written: {error.strerror or error}") from error


def _line(what: Header | Past) -> bytes:
    return msgspec.json.encode(what) + b"\n"
