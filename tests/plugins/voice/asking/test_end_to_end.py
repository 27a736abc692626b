"""The command as a user runs it, with a vendor that is asked, and asked only once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from vendor_house import KEY, FakeVendor, resemble

OURS = ("--only", "voice", "--only", "ai-credits")
CLEAN = Path(__file__).parents[4] / "fixtures" / "deliveries" / "clean-single"


@pytest.fixture
def home(tmp_path: Path, vendor: FakeVendor) -> Path:
    """A folder to work in, with settings, and two releases of one recording."""
    vendor.flow = resemble
    for name in ("one", "other"):
        copytree(CLEAN, tmp_path / "batch" / name)
    (tmp_path / "precheck.toml").write_text(
        f"""
allow-hosts = ["127.0.0.1"]
[plugins.voice.vendors.resemble-detect]
url = "{vendor.url}"
poll_seconds = 0.05
"""
    )
    return tmp_path


def started(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PRECHECK_RESEMBLE_DETECT_KEY": KEY,
    }
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=home,
        env=environment,
        start_new_session=True,
    )


def checked(home: Path, *arguments: str) -> Any:
    with started(home, "check", *arguments, "--json", *OURS) as run:
        said, trouble = run.communicate(timeout=120)
    assert trouble == ""
    assert KEY not in said
    return json.loads(said)


def heard(release: Any) -> list[Any]:
    return [n for n in release["notices"] if n["rule"] == "ai-credits.none-but-detected"]


def wait_for(vendor: FakeVendor, told: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and told not in vendor.told:
        time.sleep(0.05)
    assert told in vendor.told


def test_one_recording_on_two_releases_in_two_processes_is_paid_for_once(
    home: Path, vendor: FakeVendor
) -> None:
    report = checked(home, "batch", "-j", "2")

    assert len(vendor.sent()) == 1
    for release in report["releases"]:
        (notice,) = heard(release)
        (one,) = notice["evidence"]["detector"]
        assert (one["service"], one["score"], one["sent_to"]) == ("Resemble Detect", 0.92, "")

    again = checked(home, "batch", "--offline")

    assert [heard(r) for r in again["releases"]] == [heard(r) for r in report["releases"]]
    assert len(vendor.sent()) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_broken_off_leaves_its_job_to_the_next(
    home: Path, vendor: FakeVendor, number: signal.Signals
) -> None:
    vendor.looks = 1_000_000
    with started(home, "check", "batch/one", *OURS) as run:
        wait_for(vendor, "GET /detect/9f-1")
        os.killpg(run.pid, number)
        _, trouble = run.communicate(timeout=60)
    if number is signal.SIGINT:
        assert (run.returncode, trouble) == (130, "precheck: interrupted\n")

    vendor.looks = 0
    report = checked(home, "batch/one")

    assert len(heard(report["releases"][0])) == 1
    assert len(vendor.sent()) == 1


def test_a_vendor_that_is_down_leaves_the_verdict_incomplete(
    home: Path, vendor: FakeVendor
) -> None:
    vendor.faults = [("POST", "status=500")]

    report = checked(home, "batch/one")

    assert report["complete"] is False
    details = {skip["detail"] for skip in report["releases"][0]["skips"]}
    assert any(d.startswith("Resemble Detect: sent to 127.0.0.1; ") for d in details), details


def test_settings_that_cannot_be_honoured_are_refused_in_words(home: Path) -> None:
    (home / "precheck.toml").write_text("[plugins.voice.vendors.pexx]")
    with started(home, "check", "batch/one") as run:
        said, trouble = run.communicate(timeout=60)
    assert (run.returncode, said) == (2, "")
    assert "precheck.toml: [plugins.voice] vendors.pexx: no adapter of this name" in trouble
