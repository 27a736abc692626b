"""`precheck backtest`, as it is run: on a history with two farms and some artists."""

from __future__ import annotations

import json
import subprocess
import sys
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
    assert "name one by --history" in nothing.stderr
    wrong = run(tmp_path, "--for", "spotfy", "--history", "h.sqlite")
    assert wrong.returncode == 2
    assert "did you mean 'spotify'?" in wrong.stderr
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no database" * 100)
    broken = run(tmp_path, "--for", "spotify", "--history", "damaged.sqlite")
    assert broken.returncode == 2
    assert "is damaged or no SQLite database" in broken.stderr
    assert "Traceback" not in broken.stderr
