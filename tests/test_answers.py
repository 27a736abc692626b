"""The answer on its way: streams that are closed or full, and names that are not in UTF-8."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DELIVERIES = Path(__file__).parents[1] / "fixtures" / "deliveries"
CLEAN = DELIVERIES / "clean-single"
NO_UTF8 = os.fsdecode(b"caf\xe9")

ANSWERING = (
    ("rules",),
    ("schema",),
    ("--help",),
    ("check", CLEAN, "--only", "ddex"),
    ("check", CLEAN, "--only", "ddex", "--json"),
    ("disclose", CLEAN, "--only", "ai-credits"),
    ("show", CLEAN, "--only", "ddex"),
)


def precheck(
    *arguments: str | Path, cwd: Path | None = None, stdout: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", *map(str, arguments)],
        check=False,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        errors="surrogateescape",
        cwd=cwd,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", ANSWERING, ids=lambda one: one[0])
def test_a_full_disk_is_no_verdict(arguments: tuple[str | Path, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = precheck(*arguments, stdout=full.fileno())
    assert done.returncode == 2
    assert done.stderr == "precheck: stdout cannot be written: No space left on device\n"


@pytest.mark.parametrize("arguments", ANSWERING, ids=lambda one: one[0])
def test_a_reader_that_goes_away_is_no_verdict(arguments: tuple[str | Path, ...]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = precheck(*arguments, stdout=theirs)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_closed_stdout_is_said() -> None:
    command = [sys.executable, "-m", "precheck", "rules"]
    done = subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr == "precheck: stdout is closed, so that nobody can read the answer\n"


def test_a_closed_stdout_does_not_matter_to_a_file(tmp_path: Path) -> None:
    output = tmp_path / "report.json"
    command = [sys.executable, "-m", "precheck", "check", str(CLEAN), "--only", "ddex", "--json"]
    done = subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command, "-o", str(output)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(output.read_bytes())["outcome"] == "pass"


@pytest.mark.parametrize("output", ["no/such/folder/report.json", "/dev/full"])
def test_an_output_that_cannot_be_written_is_no_verdict(tmp_path: Path, output: str) -> None:
    done = precheck("check", CLEAN, "--only", "ddex", "-o", output, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"precheck: {output} cannot be written: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", ""),
        ("check", CLEAN, "--config", ""),
        ("check", CLEAN, "--output", ""),
        ("show", ""),
        ("disclose", ""),
        ("fix", "", "--dry-run"),
        ("judge", ""),
        ("schemas", "add", ""),
        ("tui", ""),
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    tmp_path: Path, arguments: tuple[str | Path, ...]
) -> None:
    shutil.copytree(CLEAN, tmp_path / "release")
    done = precheck(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "the path is empty" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("check", "loop"), ("disclose", "loop"), ("show", "loop"), ("fix", "loop", "--dry-run")],
)
def test_a_link_in_a_circle_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = precheck(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("precheck: 'loop' cannot be opened: ")


def test_settings_behind_a_link_in_a_circle_are_said(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = precheck("check", CLEAN, "--config", "loop", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("precheck: loop cannot be read: ")


@pytest.mark.parametrize(
    "options", [("--json",), ("--format", "jsonl"), ("--json", "--with-facts")]
)
def test_a_folder_whose_name_is_not_utf8_is_reported_as_any(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    shutil.copytree(CLEAN, tmp_path / NO_UTF8)
    done = precheck("check", tmp_path / NO_UTF8, *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert r"caf\\xe9" in done.stdout


def test_settings_whose_name_is_not_utf8_are_reported(tmp_path: Path) -> None:
    settings = tmp_path / f"{NO_UTF8}.toml"
    settings.touch()
    done = precheck("check", CLEAN, "--only", "ddex", "--config", settings, "--json")
    assert json.loads(done.stdout)["run"]["settings"] == str(tmp_path / r"caf\xe9.toml")


def test_a_finding_about_a_file_whose_name_is_not_utf8_is_no_fault(tmp_path: Path) -> None:
    shutil.copytree(CLEAN, tmp_path / "release")
    (tmp_path / "release" / f"{NO_UTF8}.jpg").touch()
    done = precheck("check", tmp_path / "release", "--only", "audio-tags", "--json")
    report = json.loads(done.stdout)
    [notice] = [
        notice
        for notice in report["releases"][0]["notices"]
        if notice["rule"] == "audio-tags.unreferenced-file"
    ]
    assert notice["evidence"]["files"] == [r"caf\xe9.jpg"]
    assert r"caf\xe9.jpg" in notice["message"]
    assert "faults" not in report["releases"][0]


def test_no_escape_sequence_of_a_name_reaches_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "esc\x1b[31mred").mkdir()
    done = precheck("check", CLEAN, "--config", "esc\x1b[31mred", cwd=tmp_path)
    assert done.stderr == "precheck: esc␛[31mred cannot be read: Is a directory\n"


def on_a_terminal(*arguments: str | Path, columns: int) -> list[str]:
    """What is written to a terminal that wide, without its colours."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "CI": "1"}
    command = [sys.executable, "-m", "precheck", *map(str, arguments)]
    said = b""
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ):
        os.close(theirs)
        try:
            while read := os.read(ours, 65_536):
                said += read
        except OSError:
            pass  # how a terminal says that nobody writes to it any more
    os.close(ours)
    return said.decode().splitlines()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", DELIVERIES / "ai-undeclared", "--only", "ai-credits", "--only", "recipients"),
        ("explain", "audio-tags.hash-differs"),
    ],
    ids=lambda one: one[0],
)
@pytest.mark.parametrize("columns", [80, 200])
def test_text_is_as_wide_as_the_terminal(arguments: tuple[str | Path, ...], columns: int) -> None:
    lines = on_a_terminal(*arguments, columns=columns)
    words = [line.split() for line in lines if len(line) > columns]
    assert len(lines) > 20
    assert all(len(line) == 1 for line in words), "only a word that fits nowhere is wider"


def test_text_for_others_is_not_broken() -> None:
    asked = ("check", DELIVERIES / "ai-undeclared", "--only", "ai-credits", "--only", "recipients")
    assert any(len(line) > 200 for line in precheck(*asked).stdout.splitlines())
