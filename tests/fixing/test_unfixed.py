"""What cannot be fixed: it is told, and costs nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from making.flac import flac
from making.sound import EXTENSIBLE, wav
from precheck.fixed import Outcome
from tests.fixing.bench import (
    DELIVERIES,
    ID3,
    MUSIC,
    PCM,
    SONG,
    WRONG,
    contents,
    fixed,
    one,
    precheck,
)


def test_a_broken_file_is_told_and_left_out_and_costs_no_other(
    sounds: Path, tmp_path: Path
) -> None:
    (sounds / "b.wav").write_bytes(WRONG[:-5000])
    (sounds / "c.flac").write_bytes(b"")
    done = precheck("fix", sounds, "--out", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert list(contents(tmp_path / "out")) == ["a.wav"]
    assert "b.wav\n  left out: 'b.wav', WAV: chunk 'data' states" in done.stdout
    assert "1 file fixed, 0 with nothing to fix, 0 that cannot be fixed, 2 left out" in done.stdout


def test_a_repair_that_cannot_be_made_leaves_the_file_as_it_is(
    sounds: Path, tmp_path: Path
) -> None:
    six = bytes((0xFE, 0xFF, 6)) + EXTENSIBLE[3:12] + bytes((12,)) + EXTENSIBLE[13:]
    (sounds / "a.wav").write_bytes(wav(PCM, fmt=six))
    report = fixed(sounds, out=tmp_path / "out")
    assert one(report).outcome is Outcome.NOT_FIXED
    assert not report.complete
    assert (tmp_path / "out" / "a.wav").read_bytes() == wav(PCM, fmt=six)


def test_a_message_that_names_a_missing_file_is_told(delivery: Path, tmp_path: Path) -> None:
    (delivery / "resources" / "9520000000011.png").unlink()
    (delivery / SONG).unlink()
    (delivery / "resources" / "other.flac").write_bytes(flac(MUSIC))
    done = precheck("fix", delivery, "--out", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert f"{SONG}' is not there" in done.stdout


def test_what_cannot_be_read_as_a_message_is_told(tmp_path: Path) -> None:
    done = precheck("fix", DELIVERIES / "hostile", "--dry-run", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert "not taken over: " in done.stdout


def test_a_link_is_neither_followed_nor_copied(sounds: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not yours")
    (sounds / "linked.txt").symlink_to(secret)
    done = precheck("fix", sounds, "--out", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert list(contents(tmp_path / "out")) == ["a.wav"]
    assert "'linked.txt' is a symbolic link" in done.stdout


def test_a_folder_that_cannot_be_written_costs_a_message_not_a_trace(
    sounds: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    done = precheck("fix", sounds, "--out", "file", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("precheck: 'file' cannot be the output folder")


def test_a_full_disk_costs_the_files_that_do_not_fit(sounds: Path, tmp_path: Path) -> None:
    (sounds / "b.flac").write_bytes(ID3 + flac(MUSIC))
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
        "from precheck.__main__ import main; main()"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", limited, "fix", sounds, "--out", "out"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "a.wav  left out: it could not be written: File too large" in done.stdout
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.flac"]
