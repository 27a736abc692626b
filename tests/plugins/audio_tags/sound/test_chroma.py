"""The fingerprint is that of the library's own program."""

from __future__ import annotations

import shutil
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest

from making.signals import decoded, encoded, noise, plucked
from precheck_audio_tags.sound.blocks import Floats
from precheck_audio_tags.sound.chroma import Chroma
from precheck_audio_tags.sound.mono import RATE

FPCALC = shutil.which("fpcalc")
pytestmark = pytest.mark.skipif(not Chroma().is_there, reason="libchromaprint is not installed")


def by_program(path: Path) -> list[int]:
    """The values that `fpcalc` prints; Debian's exits with 3 although the file is good."""
    command = [str(FPCALC), "-raw", "-length", "0", str(path)]
    said = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603
    (line,) = (row for row in said.stdout.splitlines() if row.startswith("FINGERPRINT="))
    return [int(value) & 0xFFFFFFFF for value in line.partition("=")[2].split(",")]


def printed(sound: Floats, *, piece: int) -> list[int]:
    chroma = Chroma()
    assert chroma.is_there
    for start in range(0, len(sound), piece):
        chroma.add(sound[start : start + piece])
    return [int(value) for value in np.frombuffer(chroma.finish(), "<u4")]


@pytest.mark.skipif(FPCALC is None, reason="fpcalc is not installed")
@pytest.mark.parametrize("piece", [999, 22_050, 10_000_000])
def test_it_equals_that_of_the_program(tmp_path: Path, piece: int) -> None:
    whole = np.rint(plucked(30, rate=RATE) * 2**14).astype("<i2")
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(whole.tobytes())

    found = printed((whole / 2**15).astype(np.float32), piece=piece)

    assert len(found) > 200
    assert found == by_program(path)


@pytest.mark.skipif(FPCALC is None, reason="fpcalc is not installed")
@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_of_a_whole_file_hardly_a_bit_is_another(tmp_path: Path, rate: int) -> None:
    """The program mixes and resamples in another way."""
    left, right = plucked(30, rate=rate), plucked(30, seed=8, rate=rate)
    path = encoded(tmp_path / "a.wav", np.stack([left, 0.5 * (left + right)]), rate=rate)

    found = decoded(path).fingerprint

    assert found is not None
    theirs = by_program(path)
    assert len(theirs) == pytest.approx(len(found.values), abs=1)
    pairs = zip(found.values, theirs, strict=False)
    wrong = sum((one ^ other).bit_count() for one, other in pairs)
    assert wrong / (32 * len(theirs)) < 0.01


def test_too_little_sound_has_no_fingerprint() -> None:
    assert printed(np.zeros(RATE, np.float32), piece=1000) == []
    assert Chroma().finish() == b""


def test_a_file_has_a_value_for_each_eighth_of_a_second(tmp_path: Path) -> None:
    found = decoded(encoded(tmp_path / "a.flac", noise(20))).fingerprint
    assert found is not None
    assert found.seconds == 20
    assert len(found.values) == pytest.approx((20 - 2.6) / 0.1238, abs=4)


def test_a_short_file_has_none(tmp_path: Path) -> None:
    found = decoded(encoded(tmp_path / "a.flac", noise(1)))
    assert found.has_chromaprint
    assert found.fingerprint is None
