"""The output folder: where `precheck fix` may write."""

from __future__ import annotations

from pathlib import Path

import pytest

from making.sound import wav
from precheck.fixed import Outcome
from tests.fixing.bench import PCM, WRONG, contents, fixed, one, precheck


@pytest.mark.parametrize("out", ["sounds", "sounds/out", "sounds/../sounds/deep/er"])
def test_an_output_folder_inside_what_is_fixed_is_refused(
    sounds: Path, tmp_path: Path, out: str
) -> None:
    done = precheck("fix", sounds, "--out", out, "--force", cwd=tmp_path)
    assert done.returncode == 2
    assert "lies inside what is fixed" in done.stderr
    assert [path.name for path in sounds.iterdir()] == ["a.wav"]


def test_so_it_is_behind_a_link(sounds: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(sounds)
    done = precheck("fix", sounds, "--out", "elsewhere/out", cwd=tmp_path)
    assert done.returncode == 2
    assert "lies inside what is fixed" in done.stderr


def test_so_it_is_beside_a_message_that_is_named_by_itself(delivery: Path) -> None:
    done = precheck("fix", "9520000000011.xml", "--out", "fixed", cwd=delivery)
    assert done.returncode == 2
    assert "lies inside what is fixed" in done.stderr


def test_an_output_folder_around_what_is_fixed_is_refused(sounds: Path, tmp_path: Path) -> None:
    done = precheck("fix", sounds, "--out", ".", "--force", cwd=tmp_path)
    assert done.returncode == 2
    assert "lies inside the output folder" in done.stderr


def test_a_file_is_not_written_over_itself(sounds: Path) -> None:
    done = precheck("fix", "a.wav", "--out", ".", "--force", cwd=sounds)
    assert done.returncode == 2
    assert "'a.wav' would be written over itself" in done.stderr
    assert (sounds / "a.wav").read_bytes() == WRONG


def test_a_folder_that_holds_files_is_refused_unless_forced(sounds: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.wav").write_text("of yesterday")
    (out / "kept.txt").write_text("of yesterday")
    done = precheck("fix", sounds, "--out", out, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "holds files already" in done.stderr

    assert precheck("fix", sounds, "--out", out, "--force", cwd=tmp_path).returncode == 0
    assert contents(out) == {"a.wav": wav(PCM), "kept.txt": b"of yesterday"}


def test_an_older_file_by_the_name_of_a_broken_one_is_told(sounds: Path, tmp_path: Path) -> None:
    fixed(sounds, out=tmp_path / "out")
    (sounds / "a.wav").write_bytes(WRONG[:-5000])
    report = fixed(sounds, out=tmp_path / "out", force=True)
    assert one(report).outcome is Outcome.LEFT_OUT
    assert "holds an older file by this name" in one(report).warnings[0]


def test_no_link_in_the_output_folder_is_followed(delivery: Path, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (elsewhere / "victim").write_text("whole")
    (out / "resources").symlink_to(elsewhere)
    (out / "9520000000011.xml").symlink_to(elsewhere / "victim")
    report = fixed(delivery, out=out, force=True)
    assert one(report).outcome is Outcome.LEFT_OUT
    assert not report.complete
    assert contents(elsewhere) == {"victim": b"whole"}
    assert not (out / "9520000000011.xml").is_symlink()


def test_without_an_output_folder_it_is_used_wrongly(sounds: Path, tmp_path: Path) -> None:
    done = precheck("fix", sounds, cwd=tmp_path)
    assert done.returncode == 2
    assert "name an output folder with --out" in done.stderr


def test_a_repair_that_is_not_there_is_named_with_the_nearest(sounds: Path, tmp_path: Path) -> None:
    done = precheck("fix", sounds, "--dry-run", "--repair", "audio-tags.no-tag", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean 'audio-tags.no-tags'?" in done.stderr


def test_where_there_is_nothing_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert precheck("fix", "empty", "--out", "out", cwd=tmp_path).returncode == 5
    assert precheck("fix", "gone", "--out", "out", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "out").exists()
