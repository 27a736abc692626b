"""CSV with a header: one row for each track."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from precheck.commands import UsageError
from precheck_cadence.exchange.lines import Line, lines
from precheck_cadence.exchange.source import LINE, WHY, Mapped, Record

DELIMITERS = ",;\t|"
"""The one that stands most often in the header is the file's."""


class Table:
    """A file of CSV, in UTF-8."""

    def __init__(self, file: Path, mapped: Mapped) -> None:
        """Read the header. Raises `UsageError` where there is none that helps."""
        self._file = file
        self.size = file.stat().st_size
        with file.open("rb") as opened:
            first = next(lines(opened, 0, 0), None)
        if first is None or not first.text.strip() or first.is_cut or not first.is_utf8:
            raise UsageError(f"{file.name} does not begin with a header of columns in UTF-8")
        self._begin = first.end
        header = first.text.removeprefix("\ufeff")
        self._delimiter = max(DELIMITERS, key=header.count)
        every = next(csv.reader([header], delimiter=self._delimiter))
        for ours, theirs in mapped.theirs.items():
            if theirs not in every:
                raise UsageError(
                    f"--map {ours}={theirs}: {file.name} has no such column;"
                    f" it has {', '.join(every)}"
                )
        self._width = len(every)
        self._ours = [(n, own) for n, name in enumerate(every) if (own := mapped.ours(name))]
        self._kept = [n for n, name in enumerate(every) if name not in {LINE, WHY}]
        self.columns = tuple(every[place] for place in self._kept)
        used = {place for place, _ in self._ours}
        self.unused = {every[place] for place in self._kept if place not in used}
        if "account" not in {ours for _, ours in self._ours}:
            raise UsageError(
                f"{file.name} has no column account; say by --map account=COLUMN which it is"
            )

    def records(self, at: int, line: int) -> Iterator[Record]:
        """Every row; empty ones are none.

        Where quotes do not close, the first line alone is at fault: the next ones are read again.
        """
        with self._file.open("rb") as opened:
            if at < self._begin:
                at, line = self._begin, 1
            waiting: deque[Line] = deque()
            read = lines(opened, at, line)
            taken: list[Line] = []

            def fed() -> Iterator[str]:
                while True:
                    one = waiting.popleft() if waiting else next(read, None)
                    if one is None:
                        return
                    taken.append(one)
                    yield f"{one.text}\n"

            while True:
                taken.clear()
                try:
                    # Begun anew for each row: after a fault a reader is in no state to go on.
                    row = next(csv.reader(fed(), delimiter=self._delimiter, strict=True), None)
                except csv.Error as error:
                    waiting.extendleft(reversed(taken[1:]))
                    first = taken[0]
                    yield Record(
                        first.number, first.end, None, [first.text], f"this is no CSV: {error}"
                    )
                    continue
                if row is None:
                    return
                if any(cell.strip() for cell in row):
                    yield self._record(row, taken)

    def _record(self, row: list[str], taken: list[Line]) -> Record:
        first, last = taken[0], taken[-1]
        why = ""
        if any(one.is_cut for one in taken):
            why = "the line is too long"
        elif not all(one.is_utf8 for one in taken):
            why = "the line is not in UTF-8"
        elif len(row) != self._width:
            why = f"there are {len(row)} cells for {self._width} columns"
        if why:
            return Record(first.number, last.end, None, row, why)
        said = {ours: row[place] for place, ours in self._ours}
        return Record(first.number, last.end, said, [row[place] for place in self._kept])
