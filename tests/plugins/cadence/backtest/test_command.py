"""`precheck backtest`, as it is run: on a history with two farms and some artists."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from precheck_cadence.upload import UploadEvent

POLICY = """
name = "house"
title = "House"
kind = "house"
[[rules]]
rule = "cadence.releases-per-account-extreme"
severity = "review"
from = 2026-01-01
basis = "ours"
"""


@pytest.fixture
def past(tmp_path: Path, counter: Any, desk: Any) -> Path:
    """Artists with a single a month, and farms with one an hour from some day on."""
    releases, number = [], 0
    for artist in range(4):
        for month in range(5):
            number += 1
            at = timedelta(days=30 * month + artist)
            releases.append(desk.release(number, at=at, account=f"artist-{artist}"))
    for farm in range(2):
        for place in range(36):
            number += 1
            at = timedelta(days=3 + farm, hours=place)
            releases.append(desk.release(number, at=at, account=f"farm-{farm}"))
    events = [counter.event(release) for release in releases]
    with counter.open() as history:
        history.record([event for event in events if isinstance(event, UploadEvent)])
    (tmp_path / "precheck.toml").write_text('[plugins.cadence]\nhistory = "history.sqlite"\n')
    (tmp_path / "house.toml").write_text(POLICY)
    (tmp_path / "truth.csv").write_text("account,bad,since\nfarm-0,1,\nfarm-1,1,\nartist-0,0,\n")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "precheck", "backtest", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own command


def test_it_tells_of_each_rule_whom_it_would_have_held_and_how_early(past: Path) -> None:
    done = run(past, "--for", "house.toml", "--truth", "truth.csv", "--json")
    assert done.returncode == 0, done.stderr
    rows = {row["rule"]: row for row in json.loads(done.stdout)}
    extreme = rows["cadence.releases-per-account-extreme"]
    assert extreme["holds"] is True
    assert extreme["clean"] == {"some": 0, "of": 4}
    assert extreme["bad"] == {"some": 2, "of": 2}
    assert extreme["early"] == {"some": 2, "of": 2}
    assert rows["all that hold"]["bad"] == {"some": 2, "of": 2}
    assert rows["cadence.royalty-edge-account"]["holds"] is False


def test_two_processes_find_what_one_finds(past: Path) -> None:
    alone = run(past, "--for", "house.toml", "--truth", "truth.csv", "--json")
    both = run(past, "--for", "house.toml", "--truth", "truth.csv", "--json", "--jobs", "2")
    assert alone.stdout == both.stdout != ""


def test_a_sample_leaves_no_bad_account_out(past: Path) -> None:
    def rows(sample: str) -> list[dict[str, dict[str, int]]]:
        asked = ("--for", "house.toml", "--truth", "truth.csv", "--json", "--sample", sample)
        found: list[dict[str, dict[str, int]]] = json.loads(run(past, *asked).stdout)
        return found

    some = rows("3")
    assert {(row["clean"]["of"], row["bad"]["of"]) for row in some} == {(3, 2)}
    assert rows("3") == some
    assert {row["clean"]["of"] for row in rows("9")} == {4}


def test_what_it_prints_for_a_policy_lets_the_rule_hold(past: Path) -> None:
    text = run(past, "--for", "house.toml", "--truth", "truth.csv").stdout
    trial = text.split('rule = "cadence.releases-per-account-extreme"\n')[1].splitlines()[0]
    (past / "tried.toml").write_text(POLICY + trial + "\n")
    (past / "precheck.toml").write_text('policy-files = ["tried.toml"]\n')
    release = Path(__file__).parents[4] / "fixtures" / "deliveries" / "clean-single"
    check = [sys.executable, "-m", "precheck", "check", str(release), "--for", "house", "--json"]
    done = subprocess.run(check, cwd=past, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stderr
    (past / "tried.toml").write_text(POLICY)
    untried = subprocess.run(check, cwd=past, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert untried.returncode == 2
    assert "names no back-test of them" in untried.stderr


def test_accounts_are_bad_from_when_the_truth_says_so(past: Path) -> None:
    (past / "truth.csv").write_text("account,bad,since\nfarm-0,1,2027-01-01T00:00:00Z\n")
    done = run(past, "--for", "house.toml", "--truth", "truth.csv", "--json")
    rows = {row["rule"]: row for row in json.loads(done.stdout)}
    assert rows["cadence.releases-per-account-extreme"]["bad"] == {"some": 0, "of": 1}


@pytest.mark.parametrize(
    ("truth", "says"),
    [
        ("account,bad\nfarm-0,maybe\n", "line 2: it needs account, bad (0 or 1)"),
        ("who,bad\nfarm-0,1\n", "line 2: it needs account"),
        ("account,bad,since\nfarm-0,1,yesterday\n", "line 2: it needs account"),
    ],
)
def test_a_truth_that_cannot_be_read_is_told_with_its_line(
    past: Path, truth: str, says: str
) -> None:
    (past / "truth.csv").write_text(truth)
    done = run(past, "--for", "house.toml", "--truth", "truth.csv")
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_history_or_a_policy_it_says_what_to_name(tmp_path: Path) -> None:
    nothing = run(tmp_path, "--for", "spotify")
    assert nothing.returncode == 2
    assert "no history is named: give --history" in nothing.stderr
    wrong = run(tmp_path, "--for", "spotfy", "--history", "h.sqlite")
    assert wrong.returncode == 2
    assert "did you mean 'spotify'?" in wrong.stderr
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no database" * 100)
    broken = run(tmp_path, "--for", "spotify", "--history", "damaged.sqlite")
    assert broken.returncode == 2
    assert "is damaged or no SQLite database" in broken.stderr
    assert "Traceback" not in broken.stderr


def test_what_was_found_before_it_broke_off_is_not_asked_again(past: Path) -> None:
    asked = ("--for", "house.toml", "--truth", "truth.csv", "--json")
    whole = run(past, *asked)
    assert run(past, *asked, "--keep", "so-far.jsonl").stdout == whole.stdout != ""
    kept = past / "so-far.jsonl"
    header, *accounts = kept.read_text().splitlines(keepends=True)
    assert [json.loads(line)["account"] for line in accounts] == [
        *(f"artist-{artist}" for artist in range(4)),
        "farm-0",
        "farm-1",
    ]
    # Broken off in a line; and of a farm it says what only this file does.
    calm = json.loads(accounts[4]) | {"spoke": {}}
    kept.write_text(header + accounts[0] + json.dumps(calm) + "\n" + accounts[2][:9])
    rows = {row["rule"]: row for row in json.loads(run(past, *asked, "--keep", kept.name).stdout)}
    assert rows["cadence.releases-per-account-extreme"]["bad"] == {"some": 1, "of": 2}
    assert rows["cadence.releases-per-account-extreme"]["clean"] == {"some": 0, "of": 4}
    names = [json.loads(line)["account"] for line in kept.read_text().splitlines()[1:]]
    assert sorted(names) == sorted(json.loads(line)["account"] for line in accounts)


def change_the_policy(past: Path) -> None:
    options = "options = { from_7_days = 99 }\n"
    (past / "house.toml").write_text(POLICY + options)


def change_the_truth(past: Path) -> None:
    (past / "truth.csv").write_text("account,bad,since\nfarm-0,1,\n")


def change_the_history(past: Path) -> None:
    row = {"account": "new", "uploaded": "2026-09-01T00:00:00Z", "tracks": [{"track": "1"}]}
    (past / "more.jsonl").write_text(json.dumps(row | {"product": "icpn:1", "message": "1"}) + "\n")
    command = [sys.executable, "-m", "precheck", "history", "import", "more.jsonl"]
    subprocess.run(command, cwd=past, capture_output=True, check=True)  # noqa: S603 - our own command


def change_a_decision(past: Path) -> None:
    with sqlite3.connect(past / "history.sqlite") as db:
        (product,) = db.execute("SELECT key FROM product ORDER BY id").fetchone()
    said = {"account": "artist-0", "product": product, "status": "rejected"}
    row = said | {"status_at": "2026-09-02T00:00:00Z"}
    (past / "more.jsonl").write_text(json.dumps(row) + "\n")
    command = [sys.executable, "-m", "precheck", "history", "import", "more.jsonl"]
    subprocess.run(command, cwd=past, capture_output=True, check=True)  # noqa: S603 - our own command


@pytest.mark.parametrize(
    "change", [change_the_policy, change_the_truth, change_the_history, change_a_decision]
)
def test_what_was_found_of_something_else_is_not_taken(
    past: Path, change: Callable[[Path], None]
) -> None:
    asked = ("--for", "house.toml", "--truth", "truth.csv", "--json", "--keep", "so-far.jsonl")
    run(past, *asked)
    kept = (past / "so-far.jsonl").read_bytes()
    change(past)
    done = run(past, *asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert "so-far.jsonl: it is of another back-test" in done.stderr
    assert (past / "so-far.jsonl").read_bytes() == kept


def test_what_was_found_holds_when_the_history_only_takes_less_room(past: Path) -> None:
    asked = ("--for", "house.toml", "--truth", "truth.csv", "--json", "--keep", "so-far.jsonl")
    before = run(past, *asked)
    with sqlite3.connect(past / "history.sqlite", isolation_level=None) as db:
        db.execute("CREATE TABLE room (taken BLOB)")
        db.execute("INSERT INTO room VALUES (zeroblob(1000000))")
        db.execute("DROP TABLE room")
    assert run(past, *asked).stdout == before.stdout != ""


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (b'{"account": 5}\n', "line 3 is damaged"),
        (b"nothing\n", "line 3 is damaged"),
    ],
)
def test_a_damaged_line_is_named(past: Path, damage: bytes, says: str) -> None:
    asked = ("--for", "house.toml", "--truth", "truth.csv", "--keep", "so-far.jsonl")
    run(past, *asked)
    kept = past / "so-far.jsonl"
    header, first, *_ = kept.read_bytes().splitlines(keepends=True)
    kept.write_bytes(header + first + damage)
    done = run(past, *asked)
    assert done.returncode == 2
    assert says in done.stderr
    assert kept.read_bytes() == header + first + damage


def test_a_header_that_was_broken_off_is_begun_anew(past: Path) -> None:
    asked = ("--for", "house.toml", "--truth", "truth.csv", "--json", "--keep", "so-far.jsonl")
    whole = run(past, *asked).stdout
    kept = past / "so-far.jsonl"
    content = kept.read_bytes()
    kept.write_bytes(content[:20])
    assert run(past, *asked).stdout == whole
    assert kept.read_bytes() == content


@pytest.mark.parametrize("name", ["truth.csv", "house.toml", ".", "no-folder/so-far.jsonl"])
def test_a_file_of_something_else_is_left_alone(past: Path, name: str) -> None:
    before = (past / "truth.csv").read_bytes(), (past / "house.toml").read_bytes()
    done = run(past, "--for", "house.toml", "--truth", "truth.csv", "--keep", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert before == ((past / "truth.csv").read_bytes(), (past / "house.toml").read_bytes())


def test_what_a_killed_one_found_is_kept(past: Path) -> None:
    asked = ("--for", "house.toml", "--truth", "truth.csv", "--json")
    command = [sys.executable, "-m", "precheck", "backtest", *asked, "--keep", "so-far.jsonl"]
    kept = past / "so-far.jsonl"
    with subprocess.Popen(command, cwd=past, stdout=subprocess.PIPE) as running:  # noqa: S603 - our own command
        while running.poll() is None and not (kept.exists() and kept.read_bytes().count(b"\n") > 1):
            time.sleep(0.001)
        running.kill()
    whole = run(past, *asked)
    assert run(past, *asked, "--keep", kept.name).stdout == whole.stdout != ""
