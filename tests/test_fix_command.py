"""`precheck fix`: what it writes and where, how it proves, what it refuses, and its exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from making.flac import flac
from making.mp3 import mp3
from making.sound import EXTENSIBLE, chunk, music, wav
from making.tags import Tagging, id3
from precheck.engine.own_rules import OWN
from precheck.engine.repairing.proof import Prover, Side, Unproven, decoded
from precheck.engine.repairing.run import Fixing, FixRequest
from precheck.engine.room import Order
from precheck.fixed import FixedFile, FixReport, Outcome
from precheck.inspectors import here
from precheck.plugins import Registry
from precheck.present.fixing import in_all, plan_of, result_of, schema_json, to_json
from precheck.repairs import Repair, Stretch, Terms
from precheck.settings import Settings, read
from precheck.testing import A_DAY, Install, check

pytest_plugins = "precheck.testing"

DELIVERIES = Path(__file__).parents[1] / "fixtures" / "deliveries"
PAGE = (Path(__file__).parents[1] / "docs" / "fixing.md").read_text("utf-8")
SONG = "resources/9520000000011_01_001.flac"
MUSIC = music(3, 0.5)
PCM = MUSIC.pcm()
ID3 = id3(Tagging(title="Low Sun", artist="Ada", album="Keys", isrc="QZPRE2600001", number=1))
BEHIND = chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Low Sun\0"))
LABEL_TEXT = b'{"AIGC":{"Label":"1","ContentProducer":"a","ProduceID":"1"}}'
LABEL = chunk(b"LIST", b"INFO" + chunk(b"ICMT", LABEL_TEXT))
C2PA = chunk(b"C2PA", b"jumb....jumdc2pa....c2pa.claim")
WRONG = wav(PCM, fmt=EXTENSIBLE, behind=BEHIND)
ANSWERED = ("audio-tags.wav-not-plain-pcm", "audio-tags.wav-chunk-after-samples")


def precheck(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
    )


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    """A folder with a WAVE file that needs two repairs."""
    folder = tmp_path / "sounds"
    folder.mkdir()
    (folder / "a.wav").write_bytes(WRONG)
    return folder


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """A release whose FLAC file has an ID3 tag in front, and whose message states its MD5."""
    folder = tmp_path / "9520000000011"
    shutil.copytree(DELIVERIES / "clean-single", folder)
    song, (message,) = folder / SONG, folder.glob("*.xml")
    before = hashlib.md5(song.read_bytes(), usedforsecurity=False).hexdigest()
    song.write_bytes(ID3 + song.read_bytes())
    after = hashlib.md5(song.read_bytes(), usedforsecurity=False).hexdigest()
    message.write_text(message.read_text("utf-8").replace(before, after), "utf-8")
    return folder


def fixed(
    *paths: Path,
    out: Path | None,
    terms: Terms | None = None,
    repairs: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    settings: Settings | None = None,
    force: bool = False,
    only_fixed: bool = False,
) -> FixReport:
    order = Order(
        root=Path(), as_of=A_DAY, settings=settings or Settings(), only=only, offline=True
    )
    request = FixRequest(
        paths=paths,
        order=order,
        out=out,
        force=force,
        only_fixed=only_fixed,
        repairs=repairs,
        terms=terms or Terms(),
    )
    with Fixing(request, Registry.installed(only=only, own=(OWN,))) as fixing:
        files = tuple(fixing.make(fixing.plan()))
        return fixing.report(files, tuple(fixing.copy_others()))


def one(report: FixReport) -> FixedFile:
    (file,) = report.files
    return file


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rules_told(path: Path) -> set[str]:
    report = check(path, only=("audio-tags",))
    return {notice.rule for release in report.releases for notice in release.notices}


# --- what is written ----------------------------------------------------------------------------


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


def test_a_dry_run_shows_the_difference_and_writes_nothing(sounds: Path, tmp_path: Path) -> None:
    done = precheck("fix", sounds, "--out", "out", "--dry-run", cwd=tmp_path)
    assert done.returncode == 0
    assert not (tmp_path / "out").exists()
    lines = done.stdout.splitlines()
    assert lines[0] == f"a.wav  {len(WRONG):,} -> {len(wav(PCM)):,} bytes"
    assert "    - the chunk 'LIST' behind the samples is removed, 28 bytes" in lines
    assert lines[-1] == "nothing was written; the sound is compared when it is"


def test_the_plan_is_shown_before_the_outcome(sounds: Path, tmp_path: Path) -> None:
    said = precheck("fix", sounds, "--out", "out", cwd=tmp_path).stdout
    assert said.index("plan: 1 file to rewrite") < said.index("a.wav  fixed")


def test_the_second_time_there_is_nothing_to_fix(sounds: Path, tmp_path: Path) -> None:
    fixed(sounds, out=tmp_path / "out")
    again = fixed(tmp_path / "out", out=tmp_path / "again")
    assert one(again).outcome is Outcome.NOTHING_TO_FIX
    assert again.complete


# --- what is asked for --------------------------------------------------------------------------


def test_tags_in_front_go_only_where_a_recipient_forbids_them(sounds: Path, tmp_path: Path) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, id3=ID3))
    assert one(fixed(sounds, out=tmp_path / "one")).outcome is Outcome.NOTHING_TO_FIX

    (tmp_path / "precheck.toml").write_text(
        '[rules."audio-tags.tags-forbidden"]\nseverity = "block"\n', "utf-8"
    )
    settings = read(tmp_path / "precheck.toml", (sounds,))
    report = fixed(sounds, out=tmp_path / "two", settings=settings)
    assert [step.repair for step in one(report).steps] == ["audio-tags.no-tags"]
    assert (tmp_path / "two" / "a.wav").read_bytes() == wav(PCM)


def test_a_repair_can_be_asked_for_by_name(sounds: Path, tmp_path: Path) -> None:
    report = fixed(sounds, out=tmp_path / "out", repairs=("audio-tags.plain-header",))
    assert [step.repair for step in one(report).steps] == ["audio-tags.plain-header"]
    assert (tmp_path / "out" / "a.wav").read_bytes() == wav(PCM, behind=BEHIND)


def test_a_law_that_does_not_ask_for_a_rule_asks_for_no_repair(
    sounds: Path, tmp_path: Path
) -> None:
    done = precheck("fix", sounds, "--for", "eu-ai-act", "--out", "out", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["files"][0]["outcome"] == "nothing-to-fix"


# --- the proof ----------------------------------------------------------------------------------


def test_the_proof_is_of_the_bytes_and_of_the_samples(sounds: Path, tmp_path: Path) -> None:
    pytest.importorskip("av")
    file = one(fixed(sounds, out=tmp_path / "out"))
    assert file.proof is not None
    assert file.proof.sound_bytes == len(PCM)
    assert file.proof.sound_sha256 == hashlib.sha256(PCM).hexdigest()
    assert file.proof.samples == MUSIC.frames
    assert file.proof.samples_sha256 == hashlib.sha256(PCM).hexdigest()
    assert file.sha256 == hashlib.sha256((tmp_path / "out" / "a.wav").read_bytes()).hexdigest()
    said = list(result_of(file))
    assert said[1].startswith(f"  proven: {len(PCM):,} bytes of encoded sound are the same")
    assert said[2].startswith(f"  proven: {MUSIC.frames:,} samples of each channel decode the same")


@pytest.mark.parametrize(
    "content",
    [wav(PCM, id3=ID3), ID3 + flac(MUSIC), ID3 + mp3(1) + b"TAGLow Sun".ljust(128, b"\0")],
    ids=["wave", "flac", "mpeg"],
)
def test_tags_go_from_every_container_and_the_samples_stay(
    sounds: Path, tmp_path: Path, content: bytes
) -> None:
    pytest.importorskip("av")
    (sounds / "a.wav").write_bytes(content)
    file = one(fixed(sounds, out=tmp_path / "out", repairs=("audio-tags.no-tags",)))
    assert (file.outcome, file.left) == (Outcome.FIXED, ())
    assert file.proof is not None
    assert file.proof.samples > 0
    assert file.proof.sound_bytes > 0


def whole(path: Path, content: bytes, sound: bytes) -> Stretch:
    path.write_bytes(content)
    start = content.index(sound)
    return Stretch(start, start + len(sound))


def test_without_a_decoder_the_bytes_alone_are_the_proof(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    was, now = whole(old, WRONG, PCM), whole(new, wav(PCM), PCM)
    proof = Prover(here, has_decoder=lambda: False).prove(
        Side(old, "WAV", was), Side(new, "WAV", now)
    )
    assert proof.sound_sha256 == hashlib.sha256(PCM).hexdigest()
    assert (proof.samples, proof.samples_sha256) == (0, "")
    assert "precheck-music[sound]" in proof.not_decoded


def test_the_command_says_that_nothing_was_decoded(sounds: Path, tmp_path: Path) -> None:
    without = "import sys; sys.modules['av'] = None; from precheck.__main__ import main; main()"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", without, "fix", sounds, "--out", "out"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "bytes of encoded sound are the same" in done.stdout
    assert "not decoded: there is no decoder" in done.stdout
    assert "decode the same" not in done.stdout


def test_without_a_decoder_sound_that_is_packed_anew_is_refused(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    whole(old, WRONG, PCM)
    whole(new, wav(PCM), PCM)
    with pytest.raises(Unproven, match="cannot be proven"):
        Prover(here, has_decoder=lambda: False).prove(Side(old, "WAV"), Side(new, "WAV"))


def test_sound_that_is_packed_anew_is_proven_by_decoding(tmp_path: Path) -> None:
    pytest.importorskip("av")
    old, new = tmp_path / "old", tmp_path / "new"
    whole(old, WRONG, PCM)
    new.write_bytes(flac(MUSIC))
    proof = Prover(here).prove(Side(old, "WAV"), Side(new, "FLAC"))
    assert (proof.sound_bytes, proof.samples) == (0, MUSIC.frames)


def test_another_sample_is_seen_by_both_proofs(tmp_path: Path) -> None:
    pytest.importorskip("av")
    other = PCM[:-1] + bytes((PCM[-1] ^ 1,))
    old, new = tmp_path / "old", tmp_path / "new"
    was, now = whole(old, WRONG, PCM), whole(new, wav(other), other)
    with pytest.raises(Unproven, match="encoded sound is not the same"):
        Prover(here).prove(Side(old, "WAV", was), Side(new, "WAV", now))
    with pytest.raises(Unproven, match="decoded sound is not the same"):
        Prover(here).prove(Side(old, "WAV"), Side(new, "WAV"))


def test_no_content_can_choose_a_demuxer_that_opens_other_files(tmp_path: Path) -> None:
    """A list of files is decoded where the decoder may guess; where it is told what it is, not."""
    av = pytest.importorskip("av")
    (tmp_path / "other.wav").write_bytes(wav(PCM))
    listing = tmp_path / "list.wav"
    listing.write_text("ffconcat version 1.0\nfile other.wav\n")
    with av.open(str(listing), options={"safe": "0"}) as guessed:
        assert sum(frame.samples for frame in guessed.decode(audio=0)) > 0
    for container in ("WAV", "FLAC", "MP4", ""):
        with pytest.raises(Exception, match=r"Invalid data|not known|nothing in it"):
            decoded(listing, container)


# --- signs of origin ----------------------------------------------------------------------------


def test_a_label_stays_in_the_file(sounds: Path, tmp_path: Path) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, behind=LABEL))
    report = fixed(sounds, out=tmp_path / "out")
    assert report.complete
    assert LABEL_TEXT in (tmp_path / "out" / "a.wav").read_bytes()
    assert rules_told(tmp_path / "out") >= {"audio-tags.generator-mark"}


def test_a_label_that_a_repair_would_remove_makes_it_incomplete(
    sounds: Path, tmp_path: Path
) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, behind=LABEL))
    done = precheck("fix", sounds, "--out", "out", "--repair", "audio-tags.no-tags", cwd=tmp_path)
    assert done.returncode == 1
    assert "stays: it holds the AIGC label of GB 45438-2025" in done.stdout
    assert LABEL_TEXT in (tmp_path / "out" / "a.wav").read_bytes()


def test_it_goes_when_that_is_said_and_one_is_warned_first(sounds: Path, tmp_path: Path) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, behind=LABEL + C2PA))
    done = precheck("fix", sounds, "--out", "out", "--remove-provenance", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out" / "a.wav").read_bytes() == wav(PCM)
    warned = done.stdout.index("warning: the AIGC label goes")
    assert (
        warned < done.stdout.index("warning: the C2PA manifest goes") < done.stdout.index("plan:")
    )


def test_a_manifest_that_stays_no_longer_matches_and_that_is_said(
    sounds: Path, tmp_path: Path
) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, fmt=EXTENSIBLE, behind=C2PA))
    file = one(fixed(sounds, out=tmp_path / "out"))
    assert file.outcome is Outcome.FIXED
    assert "no longer matches" in file.warnings[0]
    assert C2PA in (tmp_path / "out" / "a.wav").read_bytes()


# --- what cannot be fixed -----------------------------------------------------------------------


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


# --- where it may write -------------------------------------------------------------------------


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


# --- the answer ---------------------------------------------------------------------------------


def test_the_answer_keeps_to_its_schema(sounds: Path, tmp_path: Path) -> None:
    (sounds / "b.wav").write_bytes(WRONG[:-1000])
    done = precheck("fix", sounds, "--out", "out", "--json", cwd=tmp_path)
    told: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(told, json.loads(schema_json()), cls=jsonschema.Draft202012Validator)
    assert [file["outcome"] for file in told["files"]] == ["fixed", "left-out"]
    assert str(tmp_path) not in done.stdout


def test_the_same_files_give_the_same_bytes(delivery: Path, tmp_path: Path) -> None:
    reports = [to_json(fixed(delivery, out=tmp_path / name)) for name in ("one", "two")]
    assert reports[0] == reports[1]


def test_nothing_hostile_reaches_the_terminal(sounds: Path, tmp_path: Path) -> None:
    (sounds / "a.wav").rename(sounds / "a\x1b[2J\u202e.wav")
    (sounds / "b.wav").write_bytes(wav(PCM, behind=chunk(b"\x1b]0\x07", b"")))
    (sounds / "c.wav").write_bytes(wav(PCM, behind=chunk(b"~[m!", bytes(4))))
    report = fixed(sounds, out=tmp_path / "out")
    lines = [line for file in report.files for line in (*plan_of(file), *result_of(file))]
    lines += in_all(report)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", "".join(lines))


def test_a_name_that_is_no_text_is_written_as_it_is(sounds: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.wav")
    (sounds / "a.wav").rename(sounds / name)
    done = precheck("fix", sounds, "--out", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out" / name).read_bytes() == wav(PCM)
    assert "a\\xff.wav  fixed" in done.stdout


@pytest.mark.parametrize("repair", Registry.installed().repairs.values(), ids=lambda r: r.id)
def test_every_repair_is_on_the_page_with_the_rules_it_answers(repair: Repair) -> None:
    (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{repair.id}` |"))
    assert all(f"(rules/{rule}.md)" in line for rule in repair.rules)
    assert set(repair.rules) <= set(Registry.installed().rules)


def test_every_outcome_is_on_the_page() -> None:
    shown = re.findall(r"^\| `([a-z-]+)` \|", PAGE.partition("`outcome` says")[2], re.MULTILINE)
    assert shown == [outcome.value for outcome in Outcome]


# --- strangers ----------------------------------------------------------------------------------

STRANGER = """
from precheck import CannotRepair, Change, Remake, Repair, Stretch, Terms, hookimpl

def plan(file, terms):
    data = file.read()
    if b"data" not in data:
        return None
    at = data.index(b"data") + 8
    {body}

@hookimpl
def precheck_repairs():
    return [Repair(id="{id}", title="Do it", plan=plan)]
"""


def stranger(installed: Install, body: str, name: str = "house.do-it") -> None:
    text = STRANGER.replace("{body}", body).replace("{id}", name)
    installed("house", "house_plugin", house_plugin=text)


def by_the_stranger(sounds: Path, out: Path) -> FixReport:
    return fixed(sounds, out=out, only=("house", "audio-tags"), repairs=("house.do-it",))


def test_a_stranger_can_add_a_repair(installed: Install, sounds: Path, tmp_path: Path) -> None:
    body = (
        "end = len(data) - 28; return Remake(pieces=(Stretch(0, end),), "
        "changes=(Change(text='the tail goes'),), sound=Stretch(at, end))"
    )
    stranger(installed, body)
    report = by_the_stranger(sounds, tmp_path / "out")
    assert one(report).steps[0].changes == ("the tail goes",)
    assert (tmp_path / "out" / "a.wav").read_bytes() == WRONG[:-28]


OTHER_SAMPLE = "Stretch(0, at), b'loud', Stretch(at + 4, len(data))"
OTHER_CHANNELS = "Stretch(0, 22), bytes((1,)), Stretch(23, len(data))"
ALL_SOUND = ", sound=Stretch(at, len(data))"


@pytest.mark.parametrize(
    ("pieces", "sound", "why"),
    [
        (OTHER_SAMPLE, "", "the decoded sound is not the same"),
        (OTHER_SAMPLE, ALL_SOUND, "the encoded sound is not one stretch of the new file"),
        (OTHER_CHANNELS, ALL_SOUND, "the decoded sound is not the same"),
        ("b''", "", "cannot be decoded"),
    ],
    ids=["sample", "stretch", "channels", "empty"],
)
def test_what_a_stranger_does_to_the_sound_is_not_kept(
    installed: Install, sounds: Path, tmp_path: Path, *, pieces: str, sound: str, why: str
) -> None:
    pytest.importorskip("av")
    changes = "changes=(Change(text='something'),)"
    stranger(installed, f"return Remake(pieces=({pieces},), {changes}{sound})")
    file = one(by_the_stranger(sounds, tmp_path / "out"))
    assert file.outcome is Outcome.LEFT_OUT
    assert why in file.why
    assert contents(tmp_path / "out") == {}


def test_a_sign_of_origin_that_a_stranger_drops_is_missed(
    installed: Install, sounds: Path, tmp_path: Path
) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, behind=LABEL))
    body = (
        f"end = at + {len(PCM)}; return Remake(pieces=(Stretch(0, end),), "
        "changes=(Change(text='the tail goes'),), sound=Stretch(at, end))"
    )
    stranger(installed, body)
    file = one(by_the_stranger(sounds, tmp_path / "out"))
    assert file.outcome is Outcome.LEFT_OUT
    assert file.why == "signs of origin would be lost, in RIFF:ICMT"


@pytest.mark.parametrize(
    "body",
    [
        "raise KeyError('oops')",
        "return 'a new file'",
        "return Remake(pieces=(Stretch(0, 10**9),), changes=(Change(text='x'),))",
        "return Remake(pieces=(Stretch(0, 4), 'text'), changes=(Change(text='x'),))",
        "return Remake(pieces=(Stretch(0, 4),), changes=())",
        "return Remake(pieces=(Stretch(0, 4),), changes=(Change(text=3),))",
        "raise SystemExit(3)",
    ],
)
def test_what_breaks_in_a_repair_is_a_fault_and_costs_nothing_else(
    installed: Install, sounds: Path, tmp_path: Path, body: str
) -> None:
    stranger(installed, body)
    report = by_the_stranger(sounds, tmp_path / "out")
    (fault,) = report.faults
    assert (fault.where, fault.plugin, fault.trace) == ("repair: house.do-it", "house", "")
    assert one(report).outcome is Outcome.NOT_FIXED
    assert (tmp_path / "out" / "a.wav").read_bytes() == WRONG


def test_a_repair_under_another_name_breaks_its_plugin(installed: Install) -> None:
    stranger(installed, "return None", name="other.do-it")
    (plugin,) = (p for p in Registry.installed(only=("house",)).plugins if p.name == "house")
    assert plugin.problems == ("repair 'other.do-it' must begin with 'house.'",)
