"""The MD5 of the samples is the one that FLAC states, whatever they are stored in."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from making.signals import RATE, Signal, decoded, encoded, noise, sound_of
from precheck import Sound
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.sound.samples import LOUDEST, Stored, counted_floats, floats, full_scale

FLAC = shutil.which("flac")
SIGNAL = noise(0.7, 0.2)


def stored(rows: NDArray[Any], sample: str, bits: int | None) -> str:
    made = Stored(sample, bits)
    for start in range(0, len(rows), 700):
        made.add(rows[start : start + 700])
    return made.md5


def little(values: NDArray[np.int64], width: int) -> bytes:
    """Interleaved samples in so many bytes each."""
    every = values.astype("<i8").reshape(-1, 1).view(np.uint8)
    return every[:, :width].tobytes()


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def stated(path: Path) -> str:
    return open_audio(path, path.name).pcm_md5


def heard_of(path: Path) -> Sound:
    found = decoded(path)
    assert (found.trouble, found.bad) == ("", ())
    assert found.sound is not None
    return found.sound


# --- by hand ---------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [8, 12, 16, 20, 24, 32])
def test_samples_take_as_few_bytes_as_hold_their_bits(bits: int) -> None:
    values = np.random.default_rng(1).integers(-(2 ** (bits - 1)), 2 ** (bits - 1), (5000, 2))
    expected = md5(little(values, -(-bits // 8)))
    assert stored((values << (32 - bits)).astype("<i4"), "s32", bits) == expected
    if bits <= 16:
        assert stored((values << (16 - bits)).astype("<i2"), "s16", bits) == expected
    if bits == 8:
        assert stored((values + 128).astype("u1"), "u8", bits) == expected


def test_bits_that_nobody_states_are_all() -> None:
    rows = np.arange(1000, dtype="<i2").reshape(-1, 2)
    assert stored(rows, "s16", None) == md5(rows.tobytes())


@pytest.mark.parametrize(
    ("sample", "kind", "lowest", "highest"),
    [
        ("u8", "u1", 0, 255),
        ("s16", "<i2", -(2**15), 2**15 - 1),
        ("s32", "<i4", -(2**31), 2**31 - 1),
        ("flt", "<f4", -1, 1),
        ("dbl", "<f8", -1, 1),
    ],
)
def test_full_scale_lies_at_one(sample: str, kind: str, lowest: float, highest: float) -> None:
    made = floats(np.array([[lowest], [highest]]).astype(kind), sample)
    assert made.dtype == np.float32
    assert made.tolist() == [[-1.0, pytest.approx(1.0, abs=0.01)]]


def test_what_is_no_number_is_zero_and_infinity_is_full_scale() -> None:
    rows = np.array([[np.nan], [np.inf], [-np.inf], [0.5]], "<f4")
    assert floats(rows, "flt").tolist() == [[0.0, 1.0, -1.0, 0.5]]


@pytest.mark.parametrize(
    ("value", "becomes", "bad"),
    [
        (0.5, 0.5, 0),
        (2.0, 2.0, 0),
        (LOUDEST, LOUDEST, 0),
        (1.001 * LOUDEST, 1.0, 1),
        (-1.001 * LOUDEST, -1.0, 1),
        (np.nan, 0.0, 1),
        (np.inf, 1.0, 1),
        (-np.inf, -1.0, 1),
    ],
)
@pytest.mark.parametrize(("sample", "kind"), [("flt", "<f4"), ("dbl", "<f8")])
def test_what_is_no_number_or_beyond_all_bounds_is_counted(
    value: float, becomes: float, bad: int, sample: str, kind: str
) -> None:
    rows = np.array([[value, 0.25], [0.25, value]], kind)
    made, count = counted_floats(rows, sample)
    assert made.tolist() == [[becomes, 0.25], [0.25, becomes]]
    assert count == 2 * bad
    assert floats(rows, sample).tolist() == made.tolist()


def test_doubles_that_no_float_holds_are_counted() -> None:
    made, count = counted_floats(np.array([[1e300, -1e300, 1e-300]]), "dbl")
    assert (made.tolist(), count) == ([[1.0], [-1.0], [0.0]], 2)


@pytest.mark.parametrize("kind", ["u1", "<i2", "<i4"])
def test_whole_numbers_are_never_bad(kind: str) -> None:
    name = {"u1": "u8", "<i2": "s16", "<i4": "s32"}[kind]
    bounds = np.iinfo(kind)
    assert counted_floats(np.array([[bounds.min, bounds.max]], kind), name)[1] == 0


@pytest.mark.parametrize(
    ("sample", "bits", "top"),
    [("s16", 16, 1 - 2**-15), ("s32", 24, 1 - 2**-23), ("flt", 32, 1.0), ("fltp", None, 1.0)],
)
def test_the_largest_value_is_a_step_below_one(sample: str, bits: int | None, top: float) -> None:
    assert full_scale(sample, bits) == top


# --- by the encoders -------------------------------------------------------------------------


@pytest.mark.skipif(FLAC is None, reason="the encoder `flac` is not installed")
@pytest.mark.parametrize("bits", [8, 12, 16, 20, 24])
def test_flac_states_the_md5_that_is_found(tmp_path: Path, bits: int) -> None:
    width = -(-bits // 8)
    draw = np.random.default_rng(1)
    values = draw.integers(-(2 ** (bits - 2)), 2 ** (bits - 2), (9000, 2))
    raw, path = tmp_path / "a.raw", tmp_path / "a.flac"
    raw.write_bytes(little(values, width))
    if bits in {12, 20}:
        raw, form = wave_of(tmp_path / "a.wav", values, bits), []
    else:
        form = ["--force-raw-format", "--endian=little", "--sign=signed", "--channels=2"]
        form += [f"--bps={bits}", "--sample-rate=48000"]
    command = [str(FLAC), "--silent", *form, "-o", str(path), str(raw)]
    subprocess.run(command, check=True)  # noqa: S603 - the encoder, by its whole path

    found = heard_of(path)

    assert found.pcm_md5 == stated(path) == md5(little(values, width))


def wave_of(path: Path, values: NDArray[np.int64], bits: int) -> Path:
    """An extensible WAVE file of samples with fewer bits than their bytes hold."""
    width = -(-bits // 8)
    guid = bytes.fromhex("0100000000001000800000aa00389b71")
    with wave.open(str(path), "wb") as file:
        file.setparams((2, width, RATE, 0, "NONE", ""))
        file.writeframes(little(values << (8 * width - bits), width))
    content = path.read_bytes()
    head = content[20:36]
    extensible = b"\xfe\xff" + head[2:] + (22).to_bytes(2, "little") + bits.to_bytes(2, "little")
    extensible += (3).to_bytes(4, "little") + guid
    body = b"WAVEfmt " + len(extensible).to_bytes(4, "little") + extensible + content[36:]
    path.write_bytes(b"RIFF" + len(body).to_bytes(4, "little") + body)
    return path


@pytest.mark.parametrize(
    ("name", "codec", "sample"),
    [
        ("a.wav", "pcm_s16le", "s16"),
        ("a.aiff", "pcm_s16be", "s16"),
        ("a.m4a", "alac", "s16p"),
        ("a.flac", "flac", "s16"),
    ],
)
def test_the_same_16_bits_have_one_md5_in_every_lossless_format(
    tmp_path: Path, name: str, codec: str, sample: str
) -> None:
    expected = md5(np.rint(SIGNAL.T * 2**15).astype("<i2").tobytes())
    path = encoded(tmp_path / name, SIGNAL, codec=codec, sample=sample)
    assert heard_of(path).pcm_md5 == expected


@pytest.mark.parametrize(
    ("name", "codec"), [("a.wav", "pcm_s24le"), ("a.aiff", "pcm_s24be"), ("a.flac", "flac")]
)
def test_the_same_24_bits_have_one_md5_in_every_lossless_format(
    tmp_path: Path, name: str, codec: str
) -> None:
    values = np.rint(SIGNAL.T * 2**23).astype(np.int64)
    path = encoded(tmp_path / name, values.T / 2**23, codec=codec, sample="s32")
    assert heard_of(path).pcm_md5 == md5(little(values, 3))


@pytest.mark.parametrize(
    ("codec", "sample", "kind"),
    [("pcm_u8", "u8", "u1"), ("pcm_f32le", "flt", "<f4"), ("pcm_f64le", "dbl", "<f8")],
)
def test_wav_of_bytes_and_floats_is_measured(
    tmp_path: Path, codec: str, sample: str, kind: str
) -> None:
    signal: Signal = np.rint(SIGNAL * 100) / 128 + 0.0
    path = encoded(tmp_path / "a.wav", signal, codec=codec, sample=sample)
    found = heard_of(path)
    expected = signal.T * 128 if sample == "u8" else signal.T
    kind = "i1" if sample == "u8" else kind
    assert found.pcm_md5 == md5(expected.astype(kind).tobytes())
    assert found.peak_dbfs == pytest.approx(20 * np.log10(np.abs(signal).max()), abs=0.01)


@pytest.mark.parametrize(
    ("codec", "sample", "kind"), [("pcm_f32le", "flt", "<f4"), ("pcm_f64le", "dbl", "<f8")]
)
def test_samples_that_are_no_sound_are_counted_over_the_whole_file(
    tmp_path: Path, codec: str, sample: str, kind: str
) -> None:
    path = encoded(tmp_path / "a.wav", noise(5, 0.2), codec=codec, sample=sample)
    assert heard_of(path).peak_dbfs == pytest.approx(0, abs=2)
    assert decoded(path).bad_samples == 0
    content = bytearray(path.read_bytes())
    values = np.frombuffer(content, kind, offset=len(content) - 10 * RATE * int(kind[2]))
    values[[0, 1, 300_001, -1]] = [np.nan, np.inf, -np.inf, 1e30]
    path.write_bytes(content)

    found = decoded(path)

    assert (found.trouble, found.bad_packets, found.bad_samples) == ("", 0, 4)


@pytest.mark.parametrize("name", ["a.mp3", "a.ogg", "a.opus", "a.m4a"])
def test_lossy_sound_has_no_md5(tmp_path: Path, name: str) -> None:
    assert sound_of(encoded(tmp_path / name, SIGNAL)).pcm_md5 == ""
