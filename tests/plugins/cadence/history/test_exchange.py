"""Files of uploads: what goes out comes back, whatever stands in it, wherever it is cut off."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from precheck import UploadStatus
from precheck_cadence.exchange.exporting import exported
from precheck_cadence.exchange.importing import Import
from precheck_cadence.exchange.rejected import Rejected
from precheck_cadence.exchange.source import Mapped, key_of, source_of
from precheck_cadence.history import Standing, moment
from precheck_cadence.history.progress import Progress, load
from precheck_cadence.history.store import Store

COUNTED = ("entity", "product", "recording", "sum", "came", "hourly", "standing")


def told(_: int) -> None:
    return


def brought(store: Store, file: Path, begin: Progress | None = None) -> Progress:
    source = source_of(file, Mapped({}))
    key = key_of(file, Mapped({}), "")
    so_far = begin or load(store.database, key)
    with Rejected(file, source.columns, kept_bytes=so_far.rejected_bytes) as rejected:
        *_, done = Import(store, source, key, rejected).run(so_far)
    return done


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
@pytest.mark.parametrize("seed", range(8))
def test_a_history_comes_back_from_its_file_as_it_was(  # noqa: PLR0917 - what it is asked of
    either: Any, made_up: Any, everything: Any, tmp_path: Path, suffix: str, seed: int
) -> None:
    uploads = made_up(seed)
    file = tmp_path / f"all.{suffix}"
    with either.open() as history, Store.in_file(None) as other:
        for start in range(0, len(uploads), 7):
            history.record(uploads[start : start + 7])
        history.stand(
            Standing(
                account=one.account,
                product=one.product,
                moment=moment(one.uploaded),
                status=UploadStatus.REJECTED,
                reason="spam; again",
                points=0.5,
            )
            for one in uploads[::3]
        )
        written = exported(history, file, told)
        assert written.products == len({(u.account, u.product) for u in uploads})
        done = brought(other, file)
        assert (done.rejected, done.at) == (0, file.stat().st_size)
        assert everything(other, COUNTED) == everything(history, COUNTED)


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_what_is_imported_twice_counts_once(
    made_up: Any, everything: Any, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"all.{suffix}"
    with Store.in_file(None) as history, Store.in_file(None) as other:
        history.record(made_up(3))
        exported(history, file, told)
        brought(other, file)
        before = everything(other)
        brought(other, file, Progress())
        assert everything(other) == before


def test_an_import_that_is_killed_goes_on_where_it_was(everything: Any, tmp_path: Path) -> None:
    lines = ["account,product,uploaded,isrc,seconds"]
    lines += [
        f"account-{n % 7},p:{n},2026-11-20T10:{n % 60:02}Z,QZPRE26{n:05},{seconds_of(n)}"
        for n in range(12_000)
    ]
    for folder in ("killed", "whole"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "in.csv").write_text("\n".join(lines))
    process = importing(tmp_path / "killed")
    deadline = time.monotonic() + 120
    while products(tmp_path / "killed") < 4_000 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert 0 < products(tmp_path / "killed") < 11_000
    _, said = importing(tmp_path / "killed").communicate()
    assert "going on behind line" in said
    importing(tmp_path / "whole").communicate()
    found = [load_all(tmp_path / folder, everything) for folder in ("killed", "whole")]
    assert found[0] == found[1]
    rejected = (tmp_path / "killed" / "in.rejected.csv").read_text().splitlines()
    assert len(rejected) == len(set(rejected)) == 1 + 24


def seconds_of(number: int) -> str:
    return "?" if number % 500 == 5 else "31"


def importing(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "precheck", "history", "import", "in.csv"]
    return subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--history", "h.sqlite"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def products(folder: Path) -> int:
    if not (folder / "h.sqlite").exists():
        return 0
    db = sqlite3.connect(folder / "h.sqlite")
    try:
        return int(db.execute("SELECT count(*) FROM product").fetchone()[0])
    except sqlite3.OperationalError:  # the tables are not made yet
        return 0
    finally:
        db.close()


def load_all(folder: Path, everything: Any) -> object:
    with Store.in_file(folder / "h.sqlite") as store:
        progress = store.database.all("SELECT file, at, rows, uploads, rejected FROM progress")
        return progress, everything(store, COUNTED)
