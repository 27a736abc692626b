"""Real processes on one history: many writers, a killed one, a full disk, no rights."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import msgspec
import pytest

from precheck_cadence.cadence import Cadence
from precheck_cadence.history.address import Address
from precheck_cadence.history.postgresql import PostgresqlDatabase
from precheck_cadence.history.store import Store


def run(script: str, *given_args: str, given: bytes = b"") -> str:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", textwrap.dedent(script), *given_args],
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_full_disk_is_a_service_failure_and_loses_nothing(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    script = """
        import resource, sys
        from pathlib import Path
        from precheck_cadence.history import HistoryFailure
        from precheck_cadence.history.store import Store
        from precheck_cadence.upload import UploadEvent
        import msgspec
        event = msgspec.json.decode(sys.stdin.read(), type=UploadEvent)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        try:
            with Store.in_file(Path(sys.argv[1])) as history:
                history.record([event])
        except HistoryFailure as failure:
            print(failure.why.reason.value, failure.why.detail)
    """
    event = msgspec.json.encode(counter.event(desk.release(2, tracks=600)))
    said = run(script, str(counter.file), given=event)
    assert said.startswith("service the upload history 'history.sqlite' cannot be written")
    assert counter.counts() == (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_a_history_that_may_not_be_written_is_told_of(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    counter.folder.chmod(0o555)
    counter.file.chmod(0o444)
    script = """
        import os, sys
        from pathlib import Path
        from precheck_cadence.history import HistoryFailure
        from precheck_cadence.history import sqlite
        from precheck_cadence.history.store import Store
        os.chdir(Path(sys.argv[1]).parent)
        if os.geteuid() == 0:
            os.setuid(65534)
        try:
            with Store.in_file(Path(Path(sys.argv[1]).name)) as history:
                history.record([])
        except HistoryFailure as failure:
            print(failure.why.reason.value, failure.why.detail)
    """
    for folder in counter.folder.parents:
        if folder.stat().st_uid == os.geteuid() and folder != Path("/tmp"):  # noqa: S108 - not ours
            folder.chmod(folder.stat().st_mode | 0o011)
    try:
        said = run(script, str(counter.file))
    finally:
        counter.folder.chmod(0o755)
    assert said.startswith("unreadable the upload history 'history.sqlite' cannot be opened")


WRITER = """
    import sys
    from pathlib import Path
    import msgspec
    from precheck_cadence.history.store import Store
    from precheck_cadence.upload import UploadEvent
    events = msgspec.json.decode(sys.stdin.buffer.read(), type=list[UploadEvent])
    for event in events:
        with Store.in_file(Path(sys.argv[1]), busy_seconds=60) as history:
            history.record([event])
"""


def test_four_writers_at_once_lose_nothing(counter: Any, desk: Any) -> None:
    writers = []
    for writer in range(4):
        events = [counter.event(desk.release(100 * writer + n, tracks=2)) for n in range(1, 26)]
        process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-c", textwrap.dedent(WRITER), str(counter.file)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        writers.append((process, msgspec.json.encode(events)))
    for process, given in writers:
        assert process.stdin is not None
        process.stdin.write(given)
        process.stdin.close()
    for process, _ in writers:
        assert process.stderr is not None
        said = process.stderr.read()
        process.stderr.close()
        assert process.wait(timeout=120) == 0, said.decode()
    assert counter.counts() == (100, 200)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_writer_killed_in_mid_transaction_leaves_the_history_good(
    counter: Any, desk: Any
) -> None:
    counter.known(desk.release(1))
    script = """
        import sys, time
        from pathlib import Path
        import msgspec
        from precheck_cadence.history import writing
        from precheck_cadence.history.store import Store
        from precheck_cadence.upload import UploadEvent
        def events():
            yield from msgspec.json.decode(sys.stdin.buffer.read(), type=list[UploadEvent])
        history = Store.in_file(Path(sys.argv[1]))
        history.database.db.execute("PRAGMA cache_size = 1")
        with history.database.transaction():
            writing.record(history.database, events())
            print("written", flush=True)
            time.sleep(60)
    """
    events = [counter.event(desk.release(n, tracks=20)) for n in range(2, 60)]
    process = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", textwrap.dedent(script), str(counter.file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(msgspec.json.encode(events))
    process.stdin.close()
    assert process.stdout.readline() == b"written\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=60)
    process.stdout.close()

    fact = counter.learn(desk.release(2))
    assert isinstance(fact, Cadence)
    assert counter.counts() == (2, 2)
    db = sqlite3.connect(counter.file)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def test_many_may_open_a_new_history_at_once(tmp_path: Path) -> None:
    for number in range(25):
        file, together = tmp_path / f"{number}.sqlite", Barrier(8)

        def open_it(file: Path = file, together: Barrier = together) -> bool:
            together.wait()
            with Store.in_file(file, busy_seconds=30):
                return True

        with ThreadPoolExecutor(8) as pool:
            assert all(done.result() for done in [pool.submit(open_it) for _ in range(8)])


def test_many_may_make_a_new_schema_at_once(server: Any) -> None:
    for _ in range(5):
        address, together = Address.of(server.url()), Barrier(8)

        def open_it(address: Address = address, together: Barrier = together) -> bool:
            together.wait()
            PostgresqlDatabase(address, busy_seconds=30).close()
            return True

        with ThreadPoolExecutor(8) as pool:
            assert all(done.result() for done in [pool.submit(open_it) for _ in range(8)])
