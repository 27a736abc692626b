"""What an import costs: rows a second, and memory that does not grow with the file.

    python benchmarks/importing.py [number of rows]

Writes files of singles, CSV and JSON Lines, and imports each into a new history in a process of its
own. The reference is the same uploads recorded without a file, in blocks as large.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from precheck_cadence.exchange.form import joined, piece_of
from precheck_cadence.exchange.importing import AT_ONCE, Import
from precheck_cadence.exchange.rejected import Rejected
from precheck_cadence.exchange.source import Mapped, key_of, source_of
from precheck_cadence.history.progress import Progress
from precheck_cadence.history.store import Store

BEGINNING = datetime(2025, 11, 22, tzinfo=UTC)
ACCOUNTS = 5_000


def rows(number: int) -> Iterator[dict[str, str]]:
    """Singles, a minute apart, of accounts that take turns."""
    for place in range(number):
        account = place * 7919 % ACCOUNTS
        yield {
            "account": f"account-{account}",
            "icpn": f"{place + 1:012}",
            "uploaded": (BEGINNING + timedelta(minutes=place)).isoformat(),
            "release_title": f"Title {place}",
            "label": f"Label {account % 100}",
            "isrc": f"QZPRE25{place % 100_000:05}",
            "title": f"Title {place}",
            "artist": f"Artist {account}",
            "seconds": f"{30 + place % 200}",
            "sums": f"sound:{place:032x}",
        }


def recorded(number: int, home: Path) -> float:
    """The seconds it takes without a file."""
    pieces = (piece_of(row) for row in rows(number))
    seconds = 0.0
    with Store.in_file(home / "reference.sqlite") as history:
        while block := joined(islice(pieces, AT_ONCE)):
            began = perf_counter()
            history.record(block)
            seconds += perf_counter() - began
    return seconds


def imported(file: Path) -> tuple[float, float]:
    """The seconds it takes, and the most memory of the process in MB."""
    source, mapped = source_of(file, Mapped({})), Mapped({})
    began = perf_counter()
    with (
        Store.in_file(file.with_suffix(f"{file.suffix}.sqlite")) as history,
        Rejected(file, source.columns, kept_bytes=0) as rejected,
    ):
        *_, done = Import(history, source, key_of(file, mapped, ""), rejected).run(Progress())
    if done.rejected:
        raise SystemExit(f"{done.rejected} rows were rejected")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return perf_counter() - began, peak


def written(number: int, home: Path) -> list[Path]:
    """The same rows as CSV and as JSON Lines."""
    table, objects = home / f"{number}.csv", home / f"{number}.jsonl"
    with table.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(next(rows(1))))
        writer.writeheader()
        writer.writerows(rows(number))
    with objects.open("w") as out:
        out.writelines(f"{json.dumps(row)}\n" for row in rows(number))
    return [table, objects]


def main(number: int) -> None:
    """Write, import, print."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        reference = recorded(number, home)
        print(f"{'recorded without a file':<28} {number / reference:9,.0f} rows a second")
        for many in (number // 4, number):
            for file in written(many, home):
                done = subprocess.run(
                    [sys.executable, __file__, "--one", str(file)],
                    check=True,
                    capture_output=True,
                    text=True,
                )
                seconds, peak = map(float, done.stdout.split())
                slower = (seconds / many) / (reference / number)
                print(
                    f"{many:,} rows, {file.suffix:<14} {many / seconds:9,.0f} rows a second"
                    f" {slower:6.2f} x {peak:8.0f} MB"
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(*imported(Path(sys.argv[2])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
