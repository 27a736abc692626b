"""What a large upload history costs: all questions of a release against one point query.

    python benchmarks/cadence.py [number of uploads] [--postgresql] [--in FOLDER]

Fills an SQLite history with singles of one year. A larger history is a larger distributor's: with
ten times the uploads come ten times the accounts (one for ten uploads) and the registrants of ISRCs
(one for a thousand), and the accounts are as unequal in size as before: what one sends falls as one
over its rank, and from 200,000 uploads on the largest send about 20,000 a year. Then asks, for
random uploads and for the largest account, what the plugin asks of a release. The reference is one
query by primary key on the same history, in the same run. `--postgresql` copies the tables, row by
row, to a server of its own and asks there too. `--in` keeps the file in a
folder, and goes on with the one that is there.
"""

from __future__ import annotations

import random
from argparse import ArgumentParser
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from shutil import rmtree
from statistics import median, quantiles
from string import ascii_uppercase, digits
from tempfile import mkdtemp
from time import perf_counter

from databases import cluster

from precheck_cadence.cadence import Span
from precheck_cadence.history import HOUR, Entity, moment
from precheck_cadence.history.address import Address
from precheck_cadence.history.postgresql import PostgresqlDatabase
from precheck_cadence.history.sqlite import SqliteDatabase
from precheck_cadence.history.store import Store
from precheck_cadence.inspection import learned
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack

PER_ACCOUNT = 10
LARGEST = 200_000
"""Of a larger history several accounts are the largest: one for so many uploads."""
PER_REGISTRANT = 1_000
IN_ONE_TRANSACTION = 10_000
ASKED = 300
MORE = 5_000
"""So many uploads are recorded into the full history."""
YEAR_SECONDS = 365 * 24 * 3600
BEGINNING = datetime(2025, 11, 22, tzinfo=UTC)


def largest(number: int) -> int:
    """The rank of the largest account: those before it are not there."""
    return max(1, number // LARGEST)


def registrant(number: int) -> str:
    """Three of 36 signs, as an ISRC has them."""
    signs = digits + ascii_uppercase
    return signs[number // 1296 % 36] + signs[number // 36 % 36] + signs[number % 36]


def uploads(number: int, begin: int = 0, end: int | None = None) -> Iterator[UploadEvent]:
    """Singles in order of time, of a history of this size; from one up to another of them.

    The account's rank is log-uniform, so that a few send most. A registrant gives its numbers one
    after the other, and has a hundred thousand of them.
    """
    dice, given = random.Random(2026), Counter[int]()
    first = largest(number)
    ranks, registrants = number / PER_ACCOUNT / first, max(1, number // PER_REGISTRANT)
    for place in range(number if end is None else end):
        rank = int(first * ranks ** dice.random())
        giver, seconds = dice.randrange(registrants), dice.uniform(25.0, 300.0)
        isrc = f"QZ{registrant(giver)}25{given[giver] % 100_000:05}"
        given[giver] += 1
        if place >= begin:
            uploaded = BEGINNING + timedelta(seconds=place * YEAR_SECONDS / number)
            yield upload(place, rank, isrc, seconds, uploaded)


def upload(place: int, rank: int, isrc: str, seconds: float, uploaded: datetime) -> UploadEvent:
    """A single of an account."""
    artist = ArtistName(f"artist {rank % 3} of {rank}", f"Artist {rank % 3} of {rank}")
    code = f"{place:012}"
    track = UploadTrack(
        reference="A1",
        key=f"isrc:{isrc}",
        isrc=isrc,
        title=f"Title {place}",
        title_key=f"title {place}",
        artist=artist.name,
        artists=(artist,),
        seconds=seconds,
        sums=(f"sound:{sha256(code.encode()).hexdigest()}",),
    )
    return UploadEvent(
        release=f"{code}.xml",
        account=f"account-{rank}",
        product=f"icpn:{code}",
        message=code,
        uploaded=uploaded,
        timed_by=TimedBy.DELIVERY,
        title=f"Title {place}",
        artists=(artist,),
        tracks=(track,),
    )


def fill(history: Store, events: Iterator[UploadEvent]) -> float:
    """Record everything; the seconds it took, the making of the events left out."""
    seconds = 0.0
    while block := list(islice(events, IN_ONE_TRANSACTION)):
        began = perf_counter()
        history.record(block)
        seconds += perf_counter() - began
    return seconds


def copy(file: SqliteDatabase, server: PostgresqlDatabase) -> float:
    """All tables of a file to an empty schema; the seconds it took."""
    began = perf_counter()
    with server.transaction():
        server.run("SET LOCAL statement_timeout = 0")  # a question may not take this long
        for (table,) in file.all(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND rootpage > 0 ORDER BY rootpage"
        ):
            columns = [name for _, name, *_ in file.all(f"PRAGMA table_info({table})")]
            names = ", ".join(columns)
            rows = file.db.execute(f"SELECT {names} FROM {table}")  # noqa: S608 - our own names
            with (
                server.db.cursor() as cursor,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as out,
            ):
                for row in rows:
                    out.write_row(row)
            if columns[0] == "id":
                sequence = f"pg_get_serial_sequence('{table}', 'id')"
                server.run(f"SELECT setval({sequence}, max(id)) FROM {table}")  # noqa: S608
    server.run("ANALYZE")
    return perf_counter() - began


def timed(ask: Callable[[UploadEvent], object], events: list[UploadEvent]) -> list[float]:
    """The milliseconds of each."""
    taken = []
    for event in events:
        began = perf_counter()
        ask(event)
        taken.append((perf_counter() - began) * 1000)
    return taken


def show(name: str, taken: list[float], reference: float) -> None:
    """One line of the table."""
    middle, high = median(taken), quantiles(taken, n=20)[-1]
    print(f"{name:<52} {middle:9.3f} ms {high:9.3f} ms {middle / reference:9.1f} x")


def held(history: Store) -> int:
    """How many are recorded."""
    (products,) = history.database.one("SELECT count(*) FROM product") or (0,)
    return int(products)


def ask(history: Store, number: int) -> None:
    """Ask about uploads of the last month, and print how long it takes."""
    month = range(number - number // 12, number)
    drawn = set(random.Random(11).sample(month, ASKED))
    anyone, busiest = list[UploadEvent](), deque[UploadEvent](maxlen=ASKED)
    for place, event in zip(month, uploads(number, month.start, month.stop), strict=True):
        if place in drawn:
            anyone.append(event)
        if event.account == f"account-{largest(number)}":
            busiest.append(event)
    point = "SELECT first FROM product WHERE key = :key"

    def by_key(event: UploadEvent) -> object:
        return history.database.one(point, key=event.product)

    def windows(event: UploadEvent) -> object:
        until = moment(event.uploaded)
        names = ((Entity.ACCOUNT, event.account), (Entity.ARTIST, event.artists[0].key))
        return [
            history.tally(entity, name, until - span * HOUR, until)
            for entity, name in names
            for span in Span
        ]

    def everything(event: UploadEvent) -> object:
        with history.snapshot():
            return learned(history, [event])

    timed(by_key, anyone)
    reference = median(timed(by_key, anyone))
    print(f"{'':<52} {'median':>12} {'95 %':>12} {'ratio':>11}")
    show("reference: one product by its key", timed(by_key, anyone), reference)
    timed(windows, anyone)
    show("6 windows of a release, any account", timed(windows, anyone), reference)
    timed(everything, anyone)
    show("all questions of a release, any account", timed(everything, anyone), reference)
    show("all questions, the largest account", timed(everything, list(busiest)), reference)

    def recorded(event: UploadEvent) -> object:
        return history.record([event])

    show("record one that is known, any account", timed(recorded, anyone), reference)
    begin = held(history)
    seconds = fill(history, uploads(number, begin, begin + MORE))
    print(f"{MORE:,} more recorded at {MORE / seconds:,.0f} a second")


def main() -> None:
    """Fill, ask, print."""
    parser = ArgumentParser()
    parser.add_argument("number", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--in", type=Path, dest="folder")
    asked = parser.parse_args()
    with ExitStack() as after:
        folder = asked.folder
        if folder is None:
            folder = Path(mkdtemp())
            after.callback(rmtree, folder)
        file = folder / f"history-{asked.number}.sqlite"
        with Store.in_file(file) as history:
            missing = asked.number - held(history)
            if missing > 0:
                seconds = fill(history, uploads(asked.number, asked.number - missing))
                print(f"{missing:,} uploads recorded at {missing / seconds:,.0f} a second")
            size = file.stat().st_size
            print(f"SQLite: {size / 1e6:,.0f} MB, {size / held(history):,.0f} bytes an upload\n")
            ask(history, asked.number)
        if asked.postgresql:
            url = after.enter_context(cluster())
            database = PostgresqlDatabase(Address.of(url))
            with Store(database) as history:
                source = SqliteDatabase(file)
                seconds = copy(source, database)
                source.close()
                (size,) = database.one("SELECT pg_database_size(current_database())") or (0,)
                print(f"\nPostgreSQL: copied in {seconds:,.0f} s, {size / 1e6:,.0f} MB\n")
                ask(history, asked.number)


if __name__ == "__main__":
    main()
