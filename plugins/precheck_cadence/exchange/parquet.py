"""Parquet, one row for each track or for each product: the one door to pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from precheck.commands import UsageError
from precheck_cadence.exchange.objects import renamed
from precheck_cadence.exchange.source import Mapped, Record

ROWS_AT_ONCE = 1_000


class Columns:
    """A file of Parquet; places in it are rows."""

    columns: tuple[str, ...] = ()
    """None: what is rejected is written as JSON Lines, which can hold lists."""

    def __init__(self, file: Path, mapped: Mapped) -> None:
        """Read the footer. Raises `UsageError` where there is none, or nobody to read it."""
        try:
            from pyarrow import ArrowException
            from pyarrow.parquet import ParquetFile
        except ImportError as error:
            raise UsageError(
                f"{file.name} needs pyarrow, which cannot be loaded ({error}):"
                " pip install 'precheck-music[parquet]'"
            ) from error
        try:
            self._file = ParquetFile(file)
        except (ArrowException, ValueError) as error:
            raise UsageError(f"{file.name} cannot be read as Parquet: {error}") from error
        self._error: type[Exception] = ArrowException
        self._name, self._mapped = file.name, mapped
        self.size = self._file.metadata.num_rows
        self.unused: set[str] = set()

    def records(self, at: int, line: int) -> Iterator[Record]:
        """Every row; those before the place are read over."""
        del line
        row = 0
        try:
            for batch in self._file.iter_batches(batch_size=ROWS_AT_ONCE):
                if row + batch.num_rows <= at:
                    row += batch.num_rows
                    continue
                for said in batch.to_pylist():
                    row += 1
                    if row > at:
                        yield Record(row, row, renamed(said, self._mapped, self.unused), said)
        except (self._error, ValueError, OSError) as error:
            raise UsageError(
                f"{self._name} is damaged behind row {row:,}: {error}; the rows before are recorded"
                " or will be when it is whole"
            ) from error
