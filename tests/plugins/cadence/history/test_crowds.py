"""Many processes on one history at once, some of them killed: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from precheck_cadence.history import HOUR, Entity, moment
from precheck_cadence.history.columns import known
from precheck_cadence.history.shape import KINDS
from precheck_cadence.history.state import rows
from precheck_cadence.history.store import Store

SECONDS = float(os.environ.get("PRECHECK_CROWD_SECONDS", "6"))
"""How long they go on; a minute finds more."""
WRITERS = READERS = 8
KILLED = 3

WRITER = """
    import itertools, sys, time
    from datetime import UTC, datetime, timedelta
    from pathlib import Path
    from precheck_cadence.history.opening import opened
    from precheck_cadence.options import CadenceOptions
    from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack
    place, number, seconds, done = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    artists = (ArtistName("ada", "Ada"),)

    def event(account, product, code):
        return UploadEvent(
            release="r.xml", account=account, product=product, message=code, label="Harbour",
            uploaded=noon + timedelta(seconds=int(code)), timed_by=TimedBy.DELIVERY,
            artists=artists,
            tracks=tuple(
                UploadTrack(reference="A1", key=f"isrc:{code}{n}", isrc=f"{code}{n}".zfill(12),
                            artists=artists, seconds=31.0, sums=(f"file:{'ab' * 32}",))
                for n in (1, 2)
            ),
        )

    opened(CadenceOptions(history=place, busy_seconds=60), Path()).database.close()
    Path(f"{done}.ready").touch()
    while not Path(done).with_name("go").exists():
        time.sleep(0.05)
    deadline = time.monotonic() + seconds
    with open(done, "a") as said:
        for turn in itertools.count():
            if time.monotonic() > deadline:
                break
            code = str(100_000 * number + turn)
            both = [event(f"account-{number}", f"own:{code}", code),
                    event("everybody", f"shared:{turn % 5}", code),
                    event(f"account-{(number + 1) % 8}", f"other:{code}", code)]
            with opened(CadenceOptions(history=place, busy_seconds=60), Path()) as history:
                history.record(both)
            said.write(code + "\\n")
            said.flush()
"""

READER = """
    import sys, time
    from pathlib import Path
    from precheck_cadence.history import Entity
    from precheck_cadence.history.opening import opened
    from precheck_cadence.options import CadenceOptions
    place, seconds, done = sys.argv[1], float(sys.argv[2]), sys.argv[3]
    opened(CadenceOptions(history=place, busy_seconds=60), Path()).database.close()
    Path(f"{done}.ready").touch()
    while not Path(done).with_name("go").exists():
        time.sleep(0.05)
    deadline, last = time.monotonic() + seconds, 0
    with opened(CadenceOptions(history=place, busy_seconds=60), Path()) as history:
        while time.monotonic() < deadline:
            with history.snapshot():
                intake = history.tally(Entity.INTAKE, "", 0, 2**62)
                artist = history.tally(Entity.ARTIST, "ada", 0, 2**62)
                label = history.tally(Entity.LABEL, "harbour", 0, 2**62)
                (products,) = history.database.one("SELECT count(*) FROM product")
            assert intake == artist == label, (intake, artist, label)
            assert intake.releases == products >= last, (intake, products, last)
            last = products
"""


def start(script: str, *args: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", textwrap.dedent(script), *map(str, args)], stderr=subprocess.PIPE
    )


def go_together(folder: Path) -> None:
    """Once all of them have started."""
    deadline = time.monotonic() + 120
    while len(list(folder.glob("*.ready"))) < WRITERS + READERS:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    (folder / "go").touch()


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    assert process.stderr is not None
    said = process.stderr.read().decode()
    process.stderr.close()
    return process.wait(timeout=300), said


def worked_out(store: Store) -> tuple[Counter[Any], Counter[Any]]:
    """What the tables that count should hold, by what the products hold."""
    names = store.database.all(
        "SELECT a.key, p.key FROM product p JOIN entity a ON a.id = p.account"
    )
    came: Counter[Any] = Counter()
    hours: Counter[Any] = Counter()
    for (account, key), (_, held) in known(store.database, set(names)).items():
        for row in rows(held):
            measure = "releases" if row.number == 0 else "tracks"
            hours[KINDS[row.kind], row.key, row.first // HOUR, measure] += 1
            if row.kind is not Entity.INTAKE:
                place = (account, key, row.number)
                came[KINDS[row.kind], row.key, row.first, *place, row.flags] += 1
    return came, hours


def stored(store: Store) -> tuple[Counter[Any], Counter[Any]]:
    """What they hold."""
    came = store.database.all(
        "SELECT e.kind, e.key, c.first, a.key, p.key, c.recording, c.flags FROM came c"
        " JOIN entity e ON e.id = c.entity JOIN product p ON p.id = c.product"
        " JOIN entity a ON a.id = p.account"
    )
    hours: Counter[Any] = Counter()
    for kind, key, hour, releases, tracks in store.database.all(
        "SELECT e.kind, e.key, h.hour, h.releases, h.tracks FROM hourly h"
        " JOIN entity e ON e.id = h.entity"
    ):
        hours[kind, key, hour, "releases"] += releases
        hours[kind, key, hour, "tracks"] += tracks
    return Counter(came), +hours


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_crowd_of_writers_and_readers_loses_nothing(
    either: Any, desk: Any, tmp_path: Path
) -> None:
    place = either.options.history
    place = place if place.startswith("postgresql://") else str(either.file)
    done = [tmp_path / f"done-{number}" for number in range(WRITERS)]
    writers = [start(WRITER, place, n, SECONDS, done[n]) for n in range(WRITERS)]
    readers = [start(READER, place, SECONDS, tmp_path / f"read-{n}") for n in range(READERS)]
    go_together(tmp_path)
    for writer in writers[:KILLED]:
        time.sleep(SECONDS / 4)
        writer.send_signal(signal.SIGKILL)
    outcomes = [ended(process) for process in (*writers, *readers)]

    assert [code for code, _ in outcomes[:KILLED]] == [-signal.SIGKILL] * KILLED
    assert [said for code, said in outcomes[KILLED:] if code != 0 or said] == []
    told = {line for file in done if file.exists() for line in file.read_text().split()}
    assert len(told) >= WRITERS
    with either.open() as history:
        keys = {key for (key,) in history.database.all("SELECT key FROM product")}
        recordings = history.database.all("SELECT product, key FROM recording")
        assert stored(history) == worked_out(history)
        everybody = history.tally(Entity.ACCOUNT, "everybody", 0, moment(desk.noon) + 10**6 * HOUR)
    own = {key.partition(":")[2] for key in keys if key.startswith("own:")}
    other = {key.partition(":")[2] for key in keys if key.startswith("other:")}
    assert own == other
    assert told <= own
    assert len(own - told) <= KILLED, "what was cut off between the commit and the word"
    assert len(recordings) == len(set(recordings)) == 6 * len(own)
    assert (everybody.releases, everybody.tracks) == (5, 10)
