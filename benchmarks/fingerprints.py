"""What it costs to look one recording up among many, and what is found.

    python benchmarks/fingerprints.py [tracks] [--postgresql]    made-up ones, 100,000 in SQLite
                                      [--at-once N]              so many in a transaction
    python benchmarks/fingerprints.py --real FOLDER              real audio, made worse by ffmpeg

Made-up tracks have 950 values (two minutes): neighbours differ in few bits, as in music, and three
in a hundred are values that many tracks have. Every time is the median over the questions, beside
one query by primary key on the same database in the same run; the last column is CPU.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np
from databases import cluster
from numpy.typing import NDArray
from worsened import compare

from precheck import Fingerprint
from precheck_cadence.duplicates.index import Print, PrintIndex
from precheck_cadence.duplicates.matching import matched
from precheck_cadence.history.address import Address
from precheck_cadence.history.database import Database, Dialect
from precheck_cadence.history.postgresql import PostgresqlDatabase
from precheck_cadence.history.sqlite import SqliteDatabase

VALUES = 950
IN_ONE_TRANSACTION = 1_000
ASKED = 200
CUTS = {"whole": slice(None), "30 s off": slice(242, None), "60 s of it": slice(200, 685)}
CUTS |= {"20 s of it": slice(300, 462)}
BIT_ERRORS = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1)

Values = NDArray[np.uint32]


class Press:
    """Makes tracks: track 7 is always the same."""

    def __init__(self) -> None:
        dice = np.random.default_rng(2026)
        flips = dice.random((500, VALUES, 32)) < 0.15
        bits = (np.cumsum(flips, axis=1) + dice.integers(0, 2, (500, 1, 32))) % 2
        shifts = np.arange(32, dtype=np.uint32)
        self._pool: Values = (bits.astype(np.uint32) << shifts).sum(axis=2, dtype=np.uint32)
        self._popular: Values = dice.integers(0, 2**32, 400, dtype=np.uint32)

    def values(self, number: int) -> Values:
        """One of the pool, all its values turned over by one mask, with popular ones in it."""
        dice = np.random.default_rng(number)
        values = self._pool[number % len(self._pool)] ^ dice.integers(0, 2**32, dtype=np.uint32)
        places = dice.integers(0, VALUES, VALUES * 3 // 100)
        ranks = (len(self._popular) ** dice.random(len(places))).astype(np.int64) - 1
        values[places] = self._popular[ranks]
        return values

    def worn(self, number: int, bit_error_rate: float, cut: slice) -> Fingerprint:
        """A track with bits turned over, and something cut off."""
        dice = np.random.default_rng((number, 1))
        values = self.values(number)[cut]
        flips = dice.random((len(values), 32)) < bit_error_rate
        shifts = np.arange(32, dtype=np.uint32)
        mask = (flips.astype(np.uint32) << shifts).sum(axis=1, dtype=np.uint32)
        return printed(values ^ mask)


def printed(values: Values) -> Fingerprint:
    """The fingerprint with these values."""
    return Fingerprint(raw=values.astype("<u4").tobytes(), seconds=len(values) * 0.1238)


def fill(db: Database, press: Press, tracks: int, at_once: int) -> None:
    """Add them all; say how fast, and how fast at the end."""
    index = PrintIndex(db)
    spent, last, busy = 0.0, 0.0, 0.0
    for first in range(0, tracks, at_once):
        numbers = range(first, min(first + at_once, tracks))
        block = [a_print(number, printed(press.values(number))) for number in numbers]
        began, began_busy = perf_counter(), process_time()
        with db.transaction():
            index.add(block, at_once=at_once)
        last = perf_counter() - began
        spent += last
        busy += process_time() - began_busy
    print(f"  added {tracks / spent:,.0f} tracks a second, {len(block) / last:,.0f} at the end")
    print(f"  {tracks / busy:,.0f} tracks a second of this process's CPU")
    began = perf_counter()
    with db.transaction():
        stopped = index.drop_common()
    print(f"  {stopped} common values found and dropped in {perf_counter() - began:.1f} s")
    if db.dialect is Dialect.POSTGRESQL:
        db.run("VACUUM ANALYZE")
    began = perf_counter()
    for number in range(tracks, tracks + 200):
        with db.transaction():
            index.add([a_print(number, printed(press.values(number)))])
    print(f"  one track a transaction: {200 / (perf_counter() - began):,.0f} a second")


def a_print(number: int, fingerprint: Fingerprint) -> Print:
    """The only recording of a product."""
    return Print(product=number, recording=1, fingerprint=fingerprint)


class Taken(NamedTuple):
    """Milliseconds of each question."""

    wall: list[float]
    busy: float
    """The mean CPU of this process, which other programs on the machine lengthen less."""


def milliseconds(ask: Callable[[int], object], numbers: list[int]) -> Taken:
    """How long each took."""
    taken = []
    began_busy = process_time()
    for number in numbers:
        began = perf_counter()
        ask(number)
        taken.append((perf_counter() - began) * 1000)
    return Taken(taken, (process_time() - began_busy) * 1000 / len(numbers))


def show(what: str, taken: Taken, reference: Taken) -> None:
    """One line."""
    middle, high = median(taken.wall), quantiles(taken.wall, n=20)[-1]
    print(
        f"  {what:<40} {middle:8.3f} ms {high:8.3f} ms {middle / median(reference.wall):8.1f} x"
        f" {taken.busy:8.3f} ms"
    )


def ask(db: Database, press: Press, tracks: int) -> None:
    """Known ones and strangers: how long it takes."""
    index = PrintIndex(db)
    dice = np.random.default_rng(5)
    known = [int(number) for number in dice.choice(tracks, ASKED, replace=False)]
    strangers = [10**9 + number for number in range(ASKED)]
    prints = {number: press.worn(number, 0.01, slice(100, None)) for number in known + strangers}
    point = "SELECT seconds FROM print WHERE id = :number"
    by_key = lambda number: db.one(point, number=number + 1)  # noqa: E731
    milliseconds(by_key, known)
    reference = milliseconds(by_key, known)
    print(f"  {'':<40} {'median':>11} {'95 %':>11} {'ratio':>10} {'own CPU':>11}")
    show("reference: one print by its key", reference, reference)
    for number in known[:20]:
        index.alike(prints[number])
    look = lambda number: index.alike(prints[number])  # noqa: E731
    show("a copy: 1 % of bits, 12 s cut off", milliseconds(look, known), reference)
    show("a stranger", milliseconds(look, strangers), reference)
    whole = {number: printed(press.values(number)) for number in known}
    beside = lambda number: matched(prints[number], whole[number])  # noqa: E731
    show("of which laying two beside each other", milliseconds(beside, known), reference)


def recall(db: Database, press: Press, tracks: int) -> None:
    """What is found, and what is found wrongly."""
    index = PrintIndex(db)
    numbers = [int(n) for n in np.random.default_rng(6).choice(tracks, ASKED, replace=False)]
    print(f"  found of {ASKED}, at these shares of wrong bits; then wrong candidates")
    print("  " + " " * 12 + "".join(f"{rate:>8.1%}" for rate in BIT_ERRORS))
    for name, cut in CUTS.items():
        row, wrong = [], 0
        for rate in BIT_ERRORS:
            answers = [(n, index.alike(press.worn(n, rate, cut))) for n in numbers]
            row.append(sum(any(a.product == n for a in answer.found) for n, answer in answers))
            wrong += sum(answer.candidates for _, answer in answers) - row[-1]
        print(f"  {name:<12}" + "".join(f"{found:>8}" for found in row) + f"   {wrong}")


def size(db: Database) -> Iterator[tuple[str, int]]:
    """The bytes of each table with its indexes."""
    if db.dialect is Dialect.SQLITE:
        for table in ("print", "posting"):
            asked = """SELECT sum(pgsize) FROM dbstat WHERE name = :name
                OR name LIKE 'sqlite_autoindex_' || :name || '%'"""
            yield table, (db.one(asked, name=table) or (0,))[0]
    else:
        yield "print", (db.one("SELECT pg_total_relation_size('print')") or (0,))[0]
        asked = """SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits
            WHERE inhparent = 'posting'::regclass"""
        yield "posting", int((db.one(asked) or (0,))[0])


def measure(db: Database, tracks: int, at_once: int) -> None:
    """Fill, ask, find."""
    press = Press()
    print(f"{db.dialect}, {tracks:,} tracks of {VALUES} values")
    fill(db, press, tracks, at_once)
    try:
        for table, used in size(db):
            print(f"  {table}: {used / 1e6:,.0f} MB, {used / tracks:,.0f} bytes a track")
    except Exception as error:  # noqa: BLE001 - SQLite may have been built without dbstat
        print(f"  sizes not known: {error}")
    ask(db, press, tracks)
    recall(db, press, tracks)
    print()


def main(arguments: list[str]) -> None:
    """Do as the first lines say."""
    if "--real" in arguments:
        compare(Path(arguments[arguments.index("--real") + 1]))
        return
    at_once = IN_ONE_TRANSACTION
    if "--at-once" in arguments:
        place = arguments.index("--at-once")
        _, said = arguments[place : place + 2]
        at_once = int(said)
        arguments = arguments[:place] + arguments[place + 2 :]
    counts = [int(one.replace("_", "")) for one in arguments if one[0].isdigit()]
    for tracks in counts or [100_000]:
        if "--postgresql" in arguments:
            with cluster() as where:
                database = PostgresqlDatabase(Address.of(where))
                database.run("SET statement_timeout = 0")  # reading all postings takes its time
                measure(database, tracks, at_once)
        else:
            with TemporaryDirectory() as folder:
                measure(SqliteDatabase(Path(folder) / "prints.sqlite"), tracks, at_once)


if __name__ == "__main__":
    main(sys.argv[1:])
