"""What `precheck fix` writes: the whole delivery, and nothing in place."""

from __future__ import annotations

import hashlib
from pathlib import Path

from making.flac import flac
from making.sound import wav
from precheck.fixed import Outcome
from precheck.present.fixing import in_all
from tests.fixing.bench import (
    ANSWERED,
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
    rules_told,
)


def test_after_fixing_the_rules_have_nothing_to_say(sounds: Path, tmp_path: Path) -> None:
    assert rules_told(sounds) >= set(ANSWERED)
    done = precheck("fix", sounds, "--out", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert not rules_told(tmp_path / "out") & set(ANSWERED)
    assert (tmp_path / "out" / "a.wav").read_bytes() == wav(PCM)


def test_the_output_folder_is_the_whole_delivery(delivery: Path, tmp_path: Path) -> None:
    before = contents(delivery)
    done = precheck("fix", delivery, "--out", "out", cwd=tmp_path)
    assert done.returncode == 0
    after = contents(tmp_path / "out")
    assert after[SONG] == before[SONG].removeprefix(ID3) != before[SONG]
    assert {**after, SONG: before[SONG]} == before == contents(delivery)


def test_the_message_is_told_to_be_written_anew(delivery: Path, tmp_path: Path) -> None:
    assert not rules_told(delivery) & {"audio-tags.hash-differs"}
    report = fixed(delivery, out=tmp_path / "out")
    (entry,) = one(report).entries
    new = (tmp_path / "out" / SONG).read_bytes()
    line = (delivery / entry.message).read_text("utf-8").splitlines()[entry.line]
    assert entry.name == "HashSum MD5"
    assert entry.now == hashlib.md5(new, usedforsecurity=False).hexdigest() != entry.stated
    assert "Algorithm" in line
    assert rules_told(tmp_path / "out") >= {"audio-tags.hash-differs"}
    assert "must be written anew: 9520000000011.xml" in "\n".join(in_all(report))


def test_only_what_was_fixed_is_written_where_that_is_asked(delivery: Path, tmp_path: Path) -> None:
    report = fixed(delivery, out=tmp_path / "out", only_fixed=True)
    assert list(contents(tmp_path / "out")) == [SONG]
    assert report.copied == ()


def test_a_message_by_itself_brings_what_it_names(delivery: Path, tmp_path: Path) -> None:
    (delivery / "stray.txt").write_text("not named")
    (message,) = delivery.glob("*.xml")
    fixed(message, out=tmp_path / "out")
    assert set(contents(tmp_path / "out")) == {
        message.name,
        SONG,
        "resources/9520000000011.png",
    }


def test_a_batch_keeps_its_layout(tmp_path: Path) -> None:
    report = fixed(DELIVERIES / "batch", out=tmp_path / "out")
    wanted = contents(DELIVERIES / "batch")
    assert contents(tmp_path / "out") == wanted
    assert {file.outcome for file in report.files} == {Outcome.NOTHING_TO_FIX}


def test_single_files_land_side_by_side(sounds: Path) -> None:
    (sounds / "b.flac").write_bytes(ID3 + flac(MUSIC))
    (sounds / "c.flac").write_bytes(flac(MUSIC))
    done = precheck("fix", "a.wav", "b.flac", "--out", "out", cwd=sounds)
    assert done.returncode == 0
    assert contents(sounds / "out") == {"a.wav": wav(PCM), "b.flac": flac(MUSIC)}


def test_nothing_is_written_in_place(sounds: Path, tmp_path: Path) -> None:
    state = (sounds / "a.wav").stat()
    precheck("fix", sounds, "--out", "out", cwd=tmp_path)
    assert (sounds / "a.wav").read_bytes() == WRONG
    assert (sounds / "a.wav").stat().st_mtime_ns == state.st_mtime_ns
    assert [path.name for path in sounds.iterdir()] == ["a.wav"]


def test_nothing_temporary_is_left(sounds: Path, tmp_path: Path) -> None:
    (sounds / "b.wav").write_bytes(WRONG[:-1000])
    fixed(sounds, out=tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.wav"]


def test_the_second_time_there_is_nothing_to_fix(sounds: Path, tmp_path: Path) -> None:
    fixed(sounds, out=tmp_path / "out")
    again = fixed(tmp_path / "out", out=tmp_path / "again")
    assert one(again).outcome is Outcome.NOTHING_TO_FIX
    assert again.complete
