"""`precheck voice jobs`, on a ledger among the user's data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from precheck.cli import cli
from precheck_voice.asking.ledger import FILE, Entry, Ledger

NOW = 1_800_000_000.0


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return Ledger(tmp_path / "precheck" / FILE)


def jobs(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["voice", "jobs", *arguments])


def fill(ledger: Ledger) -> None:
    for number, vendor in enumerate(("pex", "hive")):
        entry = Entry(
            vendor, vendor, f"{vendor}.example", "ab" * 32, "", b"", "me", NOW, NOW + number
        )
        ledger.claim(entry, now=NOW)
    ledger.started("hive", "t-1\x1b[31m", "ab" * 32, "hive.example", now=NOW + 60)
    ledger.answered("pex", b"{}", "ab" * 32, "pex.example", now=NOW)


def test_nothing_is_listed_where_nothing_was_asked(ledger: Ledger) -> None:
    done = jobs()
    assert (done.exit_code, done.output) == (0, "nothing was asked yet\n")
    assert not ledger.file.exists()


def test_what_was_asked_is_listed_the_last_first(ledger: Ledger) -> None:
    fill(ledger)
    first, second = jobs().output.splitlines()
    assert first.startswith(
        "2027-01-15T08:01:00+00:00  hive  under way  hive.example  abababababab"
    )
    assert second == "2027-01-15T08:00:00+00:00  pex  answered  pex.example  abababababab"
    assert "\x1b" not in first
    (told,) = json.loads(jobs("pex", "--json").output)
    assert (told["state"], told["sha256"]) == ("answered", "ab" * 32)


def test_what_was_asked_is_forgotten(ledger: Ledger) -> None:
    fill(ledger)
    assert jobs("pex", "--forget").output == "forgot 1 question\n"
    assert [entry.vendor for entry in ledger.entries()] == ["hive"]
    assert jobs("--forget").output == "forgot 1 question\n"


def test_a_ledger_that_cannot_be_read_is_named(ledger: Ledger) -> None:
    ledger.file.parent.mkdir()
    ledger.file.write_bytes(b"no database at all" * 60)
    done = jobs()
    assert done.exit_code == 2
    assert "is damaged or no SQLite database" in done.output
    assert "Put back a copy" in done.output
