"""`precheck history` as it is run: what it says, how it ends, what it leaves alone."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from precheck_cadence.history.shape import VERSION
from precheck_cadence.upload import UploadEvent

SETTINGS = '[plugins.cadence]\nhistory = "history.sqlite"\nbusy_seconds = 0.1\n'


def run(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", "history", *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def kept(tmp_path: Path, counter: Any, desk: Any) -> Path:
    """A folder with a history of two accounts."""
    releases = [desk.release(n, tracks=2, account="ada" if n < 4 else "bo") for n in range(1, 6)]
    events = [counter.event(release) for release in releases]
    with counter.open() as history:
        history.record([event for event in events if isinstance(event, UploadEvent)])
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    return tmp_path


# --- status ----------------------------------------------------------------------------------


def test_it_says_how_much_there_is(kept: Path) -> None:
    done = run(kept, "status", "--json")
    found = json.loads(done.stdout)
    assert found.pop("size_bytes") == (kept / "history.sqlite").stat().st_size
    assert found == {
        "history": "history.sqlite",
        "kind": "sqlite",
        "shape": VERSION,
        "products": 5,
        "recordings": 10,
        "accounts": 2,
        "first": "2026-11-20T12:00:00Z",
        "last": "2026-11-20T12:00:00Z",
    }
    words = run(kept, "status").stdout.splitlines()
    assert words[:3] == [
        "history     history.sqlite (sqlite, shape 2)",
        "products    5",
        "recordings  10",
    ]


def test_a_server_says_as_much(server_counter: Any, desk: Any, tmp_path: Path) -> None:
    server_counter.known(desk.release(1, tracks=3))
    done = run(tmp_path, "status", "--json", "--history", server_counter.options.history)
    found = json.loads(done.stdout)
    assert (found["kind"], found["products"], found["recordings"]) == ("postgresql", 1, 3)
    assert found["size_bytes"] > 100_000
    assert "postgres@" not in done.stdout


def test_without_a_history_it_says_where_to_name_one(tmp_path: Path) -> None:
    done = run(tmp_path, "status")
    assert (done.returncode, done.stdout) == (2, "")
    assert "set history under [plugins.cadence]" in done.stderr


def test_a_history_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    for arguments in (["status"], ["forget", "ada", "--yes"], ["vacuum"]):
        done = run(tmp_path, *arguments)
        assert done.returncode == 2
        assert "there is no history 'history.sqlite' yet" in done.stderr
    assert not (tmp_path / "history.sqlite").exists()


# --- what may be wrong with it ---------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["status"], ["forget", "ada", "--yes"], ["vacuum"]])
def test_what_is_no_history_is_told_of_without_a_traceback(
    kept: Path, arguments: list[str]
) -> None:
    file = kept / "history.sqlite"
    for content, words in (
        (b"these are my notes, not a database\n" * 100, "no SQLite database"),
        (of_another_program(kept), "another program"),
        (of_a_newer_version(file), "newer version"),
    ):
        file.write_bytes(content)
        done = run(kept, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert "Traceback" not in done.stderr
        assert file.read_bytes() == content


def test_a_locked_history_ends_it_with_3(kept: Path) -> None:
    db = sqlite3.connect(kept / "history.sqlite", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    for arguments in (["forget", "ada", "--yes"], ["vacuum"]):
        done = run(kept, *arguments)
        assert done.returncode == 3
        assert "still locked" in done.stderr
        assert "Traceback" not in done.stderr
    db.execute("ROLLBACK")
    db.close()
    assert json.loads(run(kept, "status", "--json").stdout)["products"] == 5


def test_a_server_that_is_not_there_ends_it_with_3(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    url = f"postgresql:///x?host={tmp_path}"
    done = run(tmp_path, "status", "--history", url)
    assert (done.returncode, done.stdout) == (3, "")
    assert "cannot be reached" in done.stderr


# --- forget ----------------------------------------------------------------------------------


def test_an_account_is_forgotten_when_one_says_yes(kept: Path) -> None:
    done = run(kept, "forget", "ada", given="n\n")
    assert "Forget 3 products of account 'ada' for ever?" in done.stderr
    assert "nothing was forgotten" in done.stderr
    assert json.loads(run(kept, "status", "--json").stdout)["products"] == 5
    done = run(kept, "forget", "ada", given="y\n")
    assert done.stdout.startswith("3 products and 6 recordings forgotten")
    found = json.loads(run(kept, "status", "--json").stdout)
    assert (found["products"], found["recordings"], found["accounts"]) == (2, 4, 1)


def test_with_yes_nobody_is_asked(kept: Path) -> None:
    done = run(kept, "forget", "bo", "--yes", "--json")
    assert json.loads(done.stdout)["products"] == 2
    assert done.stderr == ""


def test_an_account_that_is_not_there_cannot_be_forgotten(kept: Path) -> None:
    done = run(kept, "forget", "Ada\x1b[2J", "--yes")
    assert done.returncode == 2
    assert "holds nothing of account" in done.stderr
    assert "\x1b" not in done.stderr
    assert run(kept, "forget", "", "--yes").returncode == 2


# --- vacuum ----------------------------------------------------------------------------------


def test_room_is_given_back(kept: Path, counter: Any, desk: Any) -> None:
    events = [counter.event(desk.release(n, account="many")) for n in range(10, 400)]
    with counter.open() as history:
        history.record(events)
    run(kept, "forget", "many", "--yes")
    found = json.loads(run(kept, "vacuum", "--json").stdout)
    assert found["size_bytes"] < found["size_bytes_before"] / 2
    assert json.loads(run(kept, "status", "--json").stdout)["products"] == 5


def test_a_server_is_tidied(server_counter: Any, desk: Any, tmp_path: Path) -> None:
    server_counter.known(desk.release(1))
    done = run(tmp_path, "vacuum", "--history", server_counter.options.history)
    assert (done.returncode, "MB now" in done.stdout) == (0, True), done.stderr


def of_another_program(folder: Path) -> bytes:
    other = folder / "other.sqlite"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE recipes (name TEXT)")
    db.commit()
    db.close()
    return other.read_bytes()


def of_a_newer_version(file: Path) -> bytes:
    copy = file.with_name("newer.sqlite")
    copy.write_bytes(file.read_bytes())
    db = sqlite3.connect(copy)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    for rest in ("-wal", "-shm"):
        Path(f"{os.fspath(copy)}{rest}").unlink(missing_ok=True)
    return copy.read_bytes()
