"""Many releases on several processes: the same answer, and only the one that kills is lost."""

import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import msgspec
import pytest

from precheck import Batch, Image, Release, Track
from precheck.engine.room import Order, Room
from precheck.engine.run import Request, check
from precheck.plugins import Registry
from precheck.present.document import gather
from precheck.report import Report
from precheck.testing import A_DAY

FIXTURES = Path(__file__).parents[2] / "fixtures"

KILLER = """
    import os, signal
    from msgspec import Struct
    from precheck import Release, hookimpl, inspector

    class Alive(Struct, frozen=True):
        pass

    @inspector(of=Release, gives=Alive)
    def live(release, facts, tools):
        if release.id.startswith("r03"):
            os.kill(os.getpid(), signal.SIGKILL)
        return Alive()

    @hookimpl
    def precheck_inspectors():
        return [live]
"""


BROKEN_OFF = """
    import os, struct, sys, threading
    from pathlib import Path
    from precheck.engine import workers
    from precheck.engine.room import Order
    from precheck.reading import discover
    from precheck.testing import A_DAY

    def main():
        batch = discover(sys.argv[1])
        outcomes = workers.outcomes(batch, Order(root=Path(), as_of=A_DAY), ("default",), 2)
        next(outcomes)
        next(outcomes)
        results = outcomes.gi_frame.f_locals["pool"]._result_queue
        os.write(results._writer.fileno(), struct.pack("!i", 1000) + b"half of it")
        outcomes.close()
        print(*threading.enumerate()[1:])

    if __name__ == "__main__":
        main()
"""
"""Stops workers while one of them seems to be writing: a result that says 1000 bytes and has 10.

It prints the threads that are left.
"""


def a_batch_of(count: int, folder: Path) -> Path:
    for number in range(count):
        home = folder / f"r{number:02}"
        home.mkdir(parents=True)
        shutil.copy(FIXTURES / "messages" / "4.3.2.xml", home / "m.xml")
    return folder


def run(path: Path, jobs: int) -> Report:
    order = Order(root=Path(), as_of=A_DAY, offline=True)
    return gather(check(Request(paths=(path,), order=order, jobs=jobs)))


def test_an_inspector_is_told_how_many_processes_share_the_run() -> None:
    registry = Registry(inspectors={Track: (), Image: (), Release: (), Batch: ()})
    order = Order(root=FIXTURES, as_of=A_DAY, offline=True, processes=3)
    with Room(order, registry) as room:
        assert room.tools.processes == 3


def test_two_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    batch = a_batch_of(6, tmp_path / "batch")
    one, two = run(batch, 1), run(batch, 2)
    blank = one.run
    assert msgspec.json.encode(msgspec.structs.replace(one, run=blank)) == msgspec.json.encode(
        msgspec.structs.replace(two, run=blank)
    )


def test_a_release_that_kills_its_worker_is_lost_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    info = site / "killer-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "killer.py").write_text(dedent(KILLER))
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: killer\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[precheck]\nkiller = killer\n")
    monkeypatch.syspath_prepend(str(site))
    found = run(a_batch_of(6, tmp_path / "batch"), 2)
    broken = {r.id for r in found.releases if r.faults}
    assert broken == {"r03/m.xml"}
    assert not next(r for r in found.releases if r.id == "r03/m.xml").verdicts[0].complete
    assert found.counts.releases == 6


def test_a_run_that_is_broken_off_waits_for_no_half_result_and_leaves_no_thread(
    tmp_path: Path,
) -> None:
    script = tmp_path / "broken_off.py"
    script.write_text(dedent(BROKEN_OFF))
    batch = a_batch_of(6, tmp_path / "batch")

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, str(script), str(batch)],
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "\n")
