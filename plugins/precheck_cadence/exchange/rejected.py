"""The file of rows that could not be recorded, each with its line and the reason."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

import msgspec

from precheck_cadence.exchange.source import LINE, WHY, Record


class Rejected:
    """Beside the file: as a table where that has columns, else as JSON Lines.

    It can be corrected and imported itself. It is made when the first row comes.
    """

    def __init__(self, file: Path, columns: tuple[str, ...], *, kept_bytes: int) -> None:
        """Go on behind so many bytes; what was written behind them belongs to nothing."""
        self.file = file.with_name(f"{file.stem}.rejected{'.csv' if columns else '.jsonl'}")
        self._columns = columns
        self._kept_bytes = kept_bytes
        self._open: TextIO | None = None

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        if self._open is not None:
            self._open.close()

    def add(self, record: Record, why: str) -> None:
        """Write a row down."""
        out = self._opened()
        if self._columns:
            row = list(record.raw) if isinstance(record.raw, list) else [str(record.raw)]
            row += [""] * (len(self._columns) - len(row))
            csv.writer(out, lineterminator="\n").writerow([*row, record.line, why])
            return
        said = record.raw if isinstance(record.raw, dict) else {"text": _whole(str(record.raw))}
        line = msgspec.json.encode({**said, LINE: record.line, WHY: why}, enc_hook=str)
        out.write(f"{line.decode()}\n")

    def written(self) -> int:
        """How long it is, once everything is on the disk."""
        if self._open is None:
            return self._kept_bytes
        self._open.flush()
        os.fsync(self._open.fileno())
        return os.fstat(self._open.fileno()).st_size

    def _opened(self) -> TextIO:
        if self._open is None:
            kept = min(self._kept_bytes, self.file.stat().st_size) if self.file.exists() else 0
            if self.file.exists():
                os.truncate(self.file, kept)
            out = self.file.open("a", encoding="utf-8", errors="backslashreplace", newline="")
            if self._columns and not kept:
                csv.writer(out, lineterminator="\n").writerow([*self._columns, LINE, WHY])
            self._open = out
        return self._open


def _whole(text: str) -> str:
    """Without halves of characters, which JSON cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode()
