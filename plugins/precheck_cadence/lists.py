"""Lists of the user's own: CSV files that are relied on as a whole, or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from precheck import Reason, Unavailable
from precheck_cadence.upload import writable

Entry = TypeVar("Entry")

TOLD = 3
"""So many bad lines are told of."""


class Form(Struct, frozen=True, kw_only=True):
    """What such a list is called, and what stands in it."""

    option: str
    """What names the file under `[plugins.cadence]`."""
    of: str
    """What is on it, such as `blocked codes`."""
    columns: tuple[str, ...]
    needed: int
    """So many of the columns, from the first on, must be there."""


class BadList(ValueError):  # noqa: N818 - the name says what the list is
    """The list cannot be relied on, and why."""


def read(
    form: Form, folder: Path, name: str, entry: Callable[[Mapping[str, str], int], Entry]
) -> list[Entry] | Unavailable:
    """Every line of the file, as `entry` makes it of its cells and number.

    `entry` raises `BadList` where it cannot: that line may be the one that matters.
    """
    if not name:
        return Unavailable(Reason.NOT_APPLICABLE, f"no list of {form.of} is named")
    try:
        return _entries(folder / name, form.columns[: form.needed], entry)
    except (BadList, OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return Unavailable(
            Reason.UNREADABLE,
            f"the list of {form.of} {name!r} cannot be relied on: {why}",
            f"Correct it, or what {form.option} under [plugins.cadence] names; it has a header and"
            f" the columns {', '.join(form.columns)}.",
        )


def day_of(cells: Mapping[str, str], column: str) -> date | None:
    """The day in a cell, None where it is empty. Raises `BadList`."""
    said = cells.get(column, "")
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise BadList(f"{column} is {said!r}, no date such as 2026-11-20") from None


def _entries(
    file: Path, needed: Sequence[str], entry: Callable[[Mapping[str, str], int], Entry]
) -> list[Entry]:
    found: list[Entry] = []
    bad: list[str] = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            missing = [column for column in needed if column not in (reader.fieldnames or ())]
            if missing:
                raise BadList(f"its header has no column {' and '.join(missing)}")
            for row in reader:
                try:
                    found.append(entry(_cells(row), reader.line_num))
                except BadList as why:
                    bad.append(f"line {reader.line_num}: {why}")
    except UnicodeDecodeError as error:
        raise BadList("it is not in UTF-8") from error
    except csv.Error as error:
        raise BadList(f"line {reader.line_num} is no CSV: {error}") from error
    if bad:
        more = f"; and {len(bad) - TOLD} more" if len(bad) > TOLD else ""
        raise BadList("; ".join(bad[:TOLD]) + more)
    return found


def _cells(row: Mapping[str | None, object]) -> dict[str, str]:
    if None in row or None in row.values():
        raise BadList("it has not as many cells as the header")
    return {str(name): writable(str(cell).strip()) for name, cell in row.items()}
