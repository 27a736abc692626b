"""Eight writers and eight readers on one history, some of them killed: nothing is lost.

They are at work for some seconds; `PRECHECK_CROWD_SECONDS=60` keeps them at it for a minute.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from precheck_cadence.history import Entity, moment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

SECONDS = float(os.environ.get("PRECHECK_CROWD_SECONDS", "6"))
WRITERS = READERS = 8
ACCOUNTS = 3
TRACKS = 3
BUSY_SECONDS = 90.0
"""So long everyone waits for a turn: on a slow machine sixteen others come first."""

# Each sends products of its own, one after the other, for accounts that all share. What is
# recorded goes into a journal, and the first of a new life is what the last one may have sent.
WRITER = """
    import sys
    from datetime import timedelta
    from hashlib import sha256
    from pathlib import Path
    import msgspec
    from msgspec.structs import replace
    from precheck_cadence.history.opening import opened
    from precheck_cadence.options import CadenceOptions
    from precheck_cadence.upload import UploadEvent

    def sum_of(name, place):
        return "sound:" + sha256(f"{name}/{place}".encode()).hexdigest()

    history, busy, writer, journal, accounts, _ = sys.argv[1:]
    model = msgspec.json.decode(sys.stdin.buffer.read(), type=UploadEvent)
    options = CadenceOptions(history=history, busy_seconds=float(busy))
    with open(journal, "a+") as kept:
        kept.seek(0)
        number = len(kept.read().split())
        while True:
            name = f"{writer}-{number}"
            tracks = tuple(
                replace(track, key=f"{name}/{place}", isrc="", sums=(sum_of(name, place),))
                for place, track in enumerate(model.tracks)
            )
            event = replace(
                model,
                release=name,
                account=f"account {number % int(accounts)}",
                product=f"icpn:{name}",
                message=name,
                uploaded=model.uploaded + timedelta(seconds=7 * number),
                tracks=tracks,
            )
            with opened(options, Path()) as store:
                store.record([event])
            print(name, file=kept, flush=True)
            number += 1
"""
# In one snapshot every release has all its tracks.
READER = """
    import sys
    from pathlib import Path
    from precheck_cadence.history import LATEST, EARLIEST, Entity
    from precheck_cadence.history.opening import opened
    from precheck_cadence.options import CadenceOptions

    history, busy, reader, journal, accounts, tracks = sys.argv[1:]
    options = CadenceOptions(history=history, busy_seconds=float(busy))
    key = f"account {int(reader) % int(accounts)}"
    seen = 0
    with open(journal, "a") as kept:
        while True:
            with opened(options, Path()) as store, store.snapshot():
                came = store.tally(Entity.ACCOUNT, key, EARLIEST, LATEST)
                days = store.course(Entity.ACCOUNT, key, EARLIEST, LATEST)
                held = store.recent(key, LATEST, 10**6)
            assert came.tracks == int(tracks) * came.releases, came
            assert sum(day.tally.tracks for day in days) == came.tracks, (days, came)
            assert len(held) == came.tracks, (len(held), came)
            assert came.releases >= seen, (came, seen)
            seen = came.releases
            print(seen, file=kept, flush=True)
"""


class Member(Struct):
    """One of the crowd, who is started again when killed."""

    script: str
    arguments: list[str]
    given: bytes
    errors: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(  # noqa: S603 - our own script
                [sys.executable, "-c", textwrap.dedent(self.script), *self.arguments],
                stdin=subprocess.PIPE,
                stderr=errors,
            )
        assert self.process.stdin is not None
        self.process.stdin.write(self.given)
        self.process.stdin.close()

    def kill(self) -> None:
        """By SIGKILL; it was at work until then."""
        assert self.process is not None
        assert self.process.poll() is None, self.errors.read_text()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=60)

    def stop(self) -> None:
        """Whatever happened."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=60)


def crowd(history: str, model: bytes, folder: Path) -> list[Member]:
    shared = (str(ACCOUNTS), str(TRACKS))
    return [
        Member(
            script,
            [history, str(BUSY_SECONDS), str(number), str(folder / f"{kind}-{number}"), *shared],
            model if kind == "writer" else b"",
            folder / f"{kind}-{number}.err",
        )
        for kind, script, many in (("writer", WRITER, WRITERS), ("reader", READER, READERS))
        for number in range(many)
    ]


def journals(folder: Path, kind: str) -> dict[str, list[str]]:
    return {
        file.name: file.read_text().split()
        for file in folder.glob(f"{kind}-*")
        if file.suffix != ".err"
    }


def test_a_crowd_loses_nothing(either: Any, desk: Any, tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    folder.mkdir()
    model = either.event(desk.release(1, tracks=TRACKS))
    options = either.options
    history = options.history if "://" in options.history else str(either.file)
    members = crowd(history, msgspec.json.encode(model), folder)
    dice = random.Random(7)  # noqa: S311 - nothing is secret
    with ExitStack() as after:
        for member in members:
            after.callback(member.stop)
            member.start()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until or not worked(folder):
            assert time.monotonic() < until + 120, "not everyone came to work"
            time.sleep(0.5)
            victim = dice.choice(members)
            if len(journals(folder, "writer")) == WRITERS:
                victim.kill()
                victim.start()
        for member in members:
            member.kill()

    assert [m.errors.read_text() for m in members if m.errors.stat().st_size] == []
    assert all(int(seen[-1]) > 0 for seen in journals(folder, "reader").values())
    recorded = {name for names in journals(folder, "writer").values() for name in names}
    with either.open() as store:
        found = store.database.all("SELECT key FROM product ORDER BY key")
        kept = {key.removeprefix("icpn:") for (key,) in found}
        # Of each writer one may have been recorded, and not yet noted.
        assert len(found) == len(kept)
        assert recorded <= kept
        assert len(kept - recorded) <= WRITERS
        assert either.counts() == (len(kept), TRACKS * len(kept))
        far = moment(desk.noon) + 10**15
        tallies = [
            store.tally(Entity.ACCOUNT, f"account {account}", 0, far) for account in range(ACCOUNTS)
        ]
        assert sum(tally.releases for tally in tallies) == len(kept)
        assert sum(tally.tracks for tally in tallies) == TRACKS * len(kept)
    if "://" not in history:
        db = sqlite3.connect(history)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()


def worked(folder: Path) -> bool:
    """Whether each has written something, or seen what others wrote."""
    written, seen = journals(folder, "writer"), journals(folder, "reader")
    are_there = (len(written), len(seen)) == (WRITERS, READERS)
    return are_there and all(written.values()) and all(any(map(int, s)) for s in seen.values())
