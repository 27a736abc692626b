"""What a large upload history costs: the windows of one release against one point query.

    python benchmarks/cadence.py [number of uploads]

Fills a history in a temporary folder with uploads of one year, from 50,000 accounts of very unequal
size. Then asks, for random uploads and for the largest account, what the plugin asks of a release.
The reference is one query by primary key on the same file, in the same run.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from precheck_cadence.cadence import Span
from precheck_cadence.history import HOUR, Entity, moment
from precheck_cadence.history.store import Store
from precheck_cadence.inspection import learned
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack

ACCOUNTS = 50_000
IN_ONE_TRANSACTION = 10_000
ASKED = 400
YEAR_SECONDS = 365 * 24 * 3600
BEGINNING = datetime(2025, 11, 22, tzinfo=UTC)


def uploads(number: int, dice: random.Random) -> Iterator[UploadEvent]:
    """Singles in order of time. The account's rank is log-uniform, so that a few send most."""
    for place in range(number):
        rank = int(ACCOUNTS ** dice.random())
        artist = ArtistName(f"artist {rank % 3} of {rank}", f"Artist {rank % 3} of {rank}")
        code = f"{place:012}"
        track = UploadTrack(
            reference="A1",
            key=f"isrc:{code}",
            isrc=code,
            title=f"Title {place}",
            title_key=f"title {place}",
            artist=artist.name,
            artists=(artist,),
            seconds=dice.uniform(25.0, 300.0),
            sums=(f"sound:{sha256(code.encode()).hexdigest()}",),
        )
        yield UploadEvent(
            release=f"{code}.xml",
            account=f"account-{rank}",
            product=f"icpn:{code}",
            message=code,
            uploaded=BEGINNING + timedelta(seconds=place * YEAR_SECONDS / number),
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


def main(number: int) -> None:
    """Fill, ask, print."""
    dice = random.Random(2026)
    sample = random.Random(11)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "history.sqlite"
        with Store.in_file(file) as history:
            seconds = fill(history, uploads(number, dice))
        size = file.stat().st_size / 1e6
        print(f"{number:,} uploads recorded in {seconds:.1f} s: {number / seconds:,.0f} a second")
        print(f"file: {size:,.0f} MB, {1e6 * size / number:,.0f} bytes an upload\n")

        dice = random.Random(2026)
        events = list(islice(uploads(number, dice), number - number // 12, number))
        anyone = sample.sample(events, ASKED)
        largest = [e for e in events if e.account == "account-1"][-ASKED:]

        with Store.in_file(file) as history:
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
                return learned(history, [event])

            timed(by_key, anyone)
            reference = median(timed(by_key, anyone))
            print(f"{'':<52} {'median':>12} {'95 %':>12} {'ratio':>11}")
            show("reference: one product by its key", timed(by_key, anyone), reference)
            timed(windows, anyone)
            show("6 windows of a release, any account", timed(windows, anyone), reference)
            timed(everything, anyone)
            show("all questions of a release, any account", timed(everything, anyone), reference)
            name = f"all questions, largest account ({len(largest)} asked)"
            show(name, timed(everything, largest), reference)

        def alone(event: UploadEvent) -> object:
            with Store.in_file(file) as own:
                own.record([event])
                return learned(own, [event])

        show("open, record, ask, close, any account", timed(alone, anyone), reference)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
