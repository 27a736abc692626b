"""What a back-test found of each account, in a file: one that was broken off goes on from there."""

from __future__ import annotations

from collections.abc import Iterable
from io import SEEK_END
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from precheck_cadence.backtest.replay import Past


class KeptError(Exception):
    """The file is there, and holds something else."""


class Header(msgspec.Struct, frozen=True, kw_only=True, tag_field="schema", tag="precheck-past/1"):
    """The first line: of which back-test it is."""

    asked: str
    """A sum of the rules with their numbers, of the truth, and of what the history held."""


class Kept:
    """JSON lines, the header first and then an account each; a context manager."""

    def __init__(self, file: Path, asked: str) -> None:
        """Open it, or begin it where it is not there; `pasts` is what it held, by account.

        A last line that was broken off is dropped. Raises `KeptError` where the file is of another
        back-test, damaged or of something else, and `OSError`.
        """
        self._out: BinaryIO = file.open("a+b")
        try:
            self.pasts = self._read(asked)
        except BaseException:
            self._out.close()
            raise

    def __enter__(self) -> Self:
        """Itself; it is open."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._out.close()

    def add(self, pasts: Iterable[Past]) -> None:
        """Write some more of them to the disk."""
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
            raise KeptError("it is no file of a back-test") from error
        if header.asked != asked:
            msg = "it is of another back-test: of other rules or numbers, truth, or uploads"
            raise KeptError(msg)
        pasts, end = {}, self._out.tell()
        for number, line in enumerate(self._out, 2):
            if not line.endswith(b"\n"):
                break
            try:
                past = msgspec.json.decode(line, type=Past)
            except msgspec.MsgspecError as error:
                raise KeptError(f"line {number} is damaged") from error
            pasts[past.account] = past
            end += len(line)
        self._out.truncate(end)
        self._out.seek(0, SEEK_END)
        return pasts


def _line(what: Header | Past) -> bytes:
    return msgspec.json.encode(what) + b"\n"
