"""The proof that the sound is the same."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from making.flac import flac
from making.mp3 import mp3
from making.sound import wav
from precheck.engine.repairing.proof import Prover, Side, Unproven, decoded
from precheck.fixed import Outcome
from precheck.inspectors import here
from precheck.present.fixing import result_of
from precheck.repairs import Stretch
from tests.fixing.bench import ID3, MUSIC, PCM, WRONG, fixed, one


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
