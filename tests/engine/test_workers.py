"""Many releases on several processes: the same answer, and only the one that kills is lost."""

import shutil
from pathlib import Path
from textwrap import dedent

import msgspec
import pytest

from precheck.engine.room import Order
from precheck.engine.run import Request, check
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


def a_batch_of(count: int, folder: Path) -> Path:
    for number in range(count):
        home = folder / f"r{number:02}"
        home.mkdir(parents=True)
        shutil.copy(FIXTURES / "messages" / "4.3.2.xml", home / "m.xml")
    return folder


def run(path: Path, jobs: int) -> Report:
    order = Order(root=Path(), as_of=A_DAY, offline=True)
    return gather(check(Request(paths=(path,), order=order, jobs=jobs)))


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
