"""JSON Lines: one object for each product, or for each track."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from precheck_cadence.exchange.form import NESTED
from precheck_cadence.exchange.lines import LONGEST_BYTES, Line, lines
from precheck_cadence.exchange.source import LINE, WHY, Mapped, Record

MOST_NAMES = 100
"""So many names that nobody knows are told of."""


class Objects:
    """A file of JSON Lines."""

    columns: tuple[str, ...] = ()

    def __init__(self, file: Path, mapped: Mapped) -> None:
        """Nothing is read yet."""
        self._file, self._mapped = file, mapped
        self.size = file.stat().st_size
        self.unused: set[str] = set()

    def records(self, at: int, line: int) -> Iterator[Record]:
        """Every object; empty lines are none."""
        with self._file.open("rb") as opened:
            for one in lines(opened, at, line):
                if one.text.strip():
                    yield self._record(one)

    def _record(self, line: Line) -> Record:
        text = line.text.removeprefix("\ufeff")
        why: str
        said: Any = None
        if line.is_cut:
            why = f"the line is longer than {LONGEST_BYTES // 2**20} MiB"
        else:
            try:
                said = msgspec.json.decode(text)
            except UnicodeEncodeError:
                why = "the line is not in UTF-8"
            except (msgspec.DecodeError, RecursionError) as error:
                why = f"this is no JSON: {error}"
            else:
                why = "" if isinstance(said, dict) else "this is no object of JSON"
        if why:
            return Record(line.number, line.end, None, text, why)
        return Record(line.number, line.end, renamed(said, self._mapped, self.unused), said)


def renamed(said: dict[str, object], mapped: Mapped, unused: set[str]) -> dict[str, object]:
    """An object by our names; what nobody knows is put down as unused."""
    found: dict[str, object] = {}
    for name, value in said.items():
        ours = mapped.ours(name)
        if ours is None:
            if len(unused) < MOST_NAMES and name not in {LINE, WHY}:
                unused.add(name)
        elif ours in NESTED and isinstance(value, list):
            found[ours] = [
                renamed(one, mapped, unused) if isinstance(one, dict) else one for one in value
            ]
        else:
            found[ours] = value
    return found
