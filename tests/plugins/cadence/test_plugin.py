"""The plugin among the others: its contract, what it imports, and a whole run with a history."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from precheck.testing import contract

BATCH = Path(__file__).parents[3] / "fixtures" / "deliveries" / "batch"
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", Path(__file__).parents[4] / "shared" / "ddex"))
SETTINGS = '[plugins.cadence]\nhistory = "history.sqlite"\n'

test_contract = contract("cadence")


def run(what: Path, where: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "precheck", "check", str(what), "--format", "json"]
    command += ["--offline", "--as-of", "2026-11-22"]
    done = subprocess.run(  # noqa: S603 - our own program
        command, cwd=where, capture_output=True, check=False, timeout=300
    )
    assert done.stdout, done.stderr.decode()
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def said(report: dict[str, Any], rule: str) -> list[tuple[str, str]]:
    notices = [n for r in report["releases"] for n in r.get("notices", ()) if n["rule"] == rule]
    return [(n["subject"]["release"].partition("/")[0], n["message"]) for n in notices]


def test_the_rules_and_inspectors_load_without_the_database() -> None:
    code = "import sys, precheck_cadence.rules, precheck_cadence.inspection; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert "precheck_cadence.windows" in done.stdout.split()
    assert "sqlite3" not in done.stdout.split()


def test_a_batch_is_counted_recorded_and_counted_the_same_again(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    first, second = run(BATCH, tmp_path), run(BATCH, tmp_path)
    found = said(first, "cadence.releases-per-artist")
    assert [release for release, _ in found] == [
        "9520000001018",
        "9520000001025",
        "9520000001032",
        "9520000001056",
        "9520000001070",
    ]
    assert found[0][1].startswith("releases by 'Lantern Weather': 5 in 7 days (notice from 3)")
    assert first["releases"] == second["releases"]


def test_releases_that_come_one_by_one_are_counted_together(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    for name in ("9520000001018", "9520000001025"):
        assert said(run(BATCH / name, tmp_path), "cadence.releases-per-artist") == []
    found = said(run(BATCH / "9520000001032", tmp_path), "cadence.releases-per-artist")
    assert [message for _, message in found] == [
        "releases by 'Lantern Weather': 3 in 7 days (notice from 3)"
    ]


def test_one_file_in_two_releases_is_refused_in_both(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    for name in ("9520000001018", "9520000001025"):
        shutil.copytree(BATCH / name, tmp_path / "batch" / name)
    sound = "batch/{0}/resources/{0}_01_001.flac"
    shutil.copy(tmp_path / sound.format("9520000001018"), tmp_path / sound.format("9520000001025"))
    found = said(run(tmp_path / "batch", tmp_path), "cadence.identical-recording")
    assert [release for release, _ in found] == ["9520000001018", "9520000001025"]


def test_a_history_that_cannot_be_opened_makes_the_verdict_incomplete(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    (tmp_path / "history.sqlite").write_text("not a database, and long enough to be told apart")
    report = run(BATCH / "9520000001018", tmp_path)
    assert "is damaged or no SQLite database" in json.dumps(report)
    verdicts = [v for release in report["releases"] for v in release["verdicts"]]
    whole = {verdict["recipient"] for verdict in verdicts if verdict["complete"]}
    assert whole == {"china-labelling", "eu-ai-act"}, "a law asks for no history"
    assert len(verdicts) > len(whole)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real messages is not here")
def test_every_real_message_is_counted_or_does_not_apply(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text(SETTINGS)
    messages = sorted(path for path in CORPUS.rglob("*.xml") if path.stat().st_size < 2_000_000)
    for place, message in enumerate(messages):
        folder = tmp_path / "batch" / f"{place:03}"
        folder.mkdir(parents=True)
        shutil.copy(message, folder)
    report = run(tmp_path / "batch", tmp_path)
    assert len(report["releases"]) == len(messages)
    assert [f for r in report["releases"] for f in r.get("faults", ())] == []
    assert said(report, "cadence.not-compared")
