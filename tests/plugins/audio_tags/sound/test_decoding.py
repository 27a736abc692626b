"""What comes out of files of every format, whole and damaged, and what is told of the damage."""

from __future__ import annotations

import random
import struct
import wave
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen.apev2 import BINARY, APEv2, APEValue

from making.signals import (
    RATE,
    Signal,
    decoded,
    encoded,
    noise,
    packets,
    sine,
    sound_of,
)
from precheck import AudioStream
from precheck_audio_tags.digest import digest
from precheck_audio_tags.facts import Decoding
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.sound.decoding import MOST_BAD, Decoder, Refusal
from precheck_audio_tags.sound.door import Wanted, measured

SECONDS = 3.0
SIGNAL = noise(SECONDS, 0.1)
ALL = ["a.flac", "a.wav", "a.aiff", "a.mp3", "a.m4a", "a.ogg", "a.opus", "alac.m4a"]


def made(folder: Path, name: str, signal: Signal = SIGNAL, rate: int = RATE) -> Path:
    """A file; one named after ALAC holds that."""
    alac = {"codec": "alac", "sample": "s16p"} if name.startswith("alac") else {}
    return encoded(folder / name, signal, rate=rate, **alac)  # type: ignore[arg-type]


def stream_of(path: Path) -> AudioStream:
    stream = open_audio(path, path.name).stream
    assert stream is not None
    return stream


def cut(path: Path, share: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def zeroed(path: Path, start: float = 0.5, share: float = 0.1) -> Path:
    """The file with a part of its bytes set to zero."""
    content = bytearray(path.read_bytes())
    at, count = int(len(content) * start), int(len(content) * share)
    content[at : at + count] = bytes(count)
    path.write_bytes(content)
    return path


def flipped(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    return path


def seconds(found: Decoding) -> float:
    assert found.sound is not None
    return found.sound.seconds


# --- whole files -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_a_whole_file_is_decoded_without_a_word(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, name, sine(997, 0.5, SECONDS))
    found = decoded(path)
    assert (found.trouble, found.bad_packets, found.bad) == ("", 0, ())
    assert found.packets > 10
    slack = 1e-9 if stream_of(path).is_lossless else 0.1
    assert seconds(found) == pytest.approx(stream_of(path).duration_seconds, abs=slack)
    assert found.sound is not None
    assert found.sound.loudness_lufs == pytest.approx(-6.0, abs=0.6)  # LAME lowers by 5 %


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 96_000, 192_000])
def test_any_sampling_rate_is_measured(tmp_path: Path, rate: int) -> None:
    found = sound_of(made(tmp_path, "a.flac", sine(440, 0.5, 2, rate=rate), rate))
    assert (found.sampling_rate_hz, found.samples) == (rate, 2 * rate)
    assert found.peak_dbfs == pytest.approx(-6.0, abs=0.1)


@pytest.mark.parametrize("name", ["a.flac", "a.wav"])
def test_six_channels_are_measured_each(tmp_path: Path, name: str) -> None:
    rows = [sine(440, 0.05 * (n + 1), 2)[0] for n in range(6)]
    found = sound_of(made(tmp_path, name, np.stack(rows)))
    peaks = [side.peak_dbfs for side in found.channels]
    assert peaks == pytest.approx([20 * np.log10(0.05 * (n + 1)) for n in range(6)], abs=0.1)


@pytest.mark.parametrize("name", ["a.flac", "a.wav", "a.mp3"])
def test_one_channel_is_one(tmp_path: Path, name: str) -> None:
    assert len(sound_of(made(tmp_path, name, SIGNAL[:1])).channels) == 1


@pytest.mark.parametrize(
    ("name", "codec", "layout"),
    [("a.m4a", "aac", "7.1"), ("a.m4a", "alac", "7.1(wide)"), ("a.opus", "libopus", "7.1")],
)
def test_eight_channels_that_lie_apart_are_measured_each(
    tmp_path: Path, name: str, codec: str, layout: str
) -> None:
    """Their decoders keep every channel for itself, and PyAV then looks for a ninth."""
    import av

    rows = [sine(90, 0.05 * (n + 1), 1)[0] for n in range(8)]  # one is for low tones
    every = np.rint(np.stack(rows, axis=1) * 2**15).astype("<i2")
    path = tmp_path / name
    with av.open(str(path), "w") as output:
        stream: Any = output.add_stream(codec, rate=RATE, layout=layout)
        for start in range(0, len(every), 1024):
            part = every[start : start + 1024].reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(part, format="s16", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))

    peaks = [side.peak_dbfs or 0.0 for side in sound_of(path).channels]

    slack = 0.01 if codec == "alac" else 3
    expected = [20 * np.log10(0.05 * (n + 1)) for n in range(8)]
    assert sorted(peaks) == pytest.approx(expected, abs=slack)


def test_a_file_without_samples_has_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
    found = decoded(path)
    assert found.sound is None
    assert found.trouble == "nothing in it could be decoded"
    assert found.digest is not None


def test_a_tenth_of_a_second_is_measured(tmp_path: Path) -> None:
    assert sound_of(made(tmp_path, "a.wav", noise(0.1))).samples == 4800
    assert sound_of(made(tmp_path, "b.wav", noise(1 / RATE))).samples == 1


# --- what lies behind the sound --------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.mp3", "a.flac"])
@pytest.mark.parametrize("content", ["anything", "sound"])
@pytest.mark.parametrize("has_id3", [False, True])
def test_a_tag_behind_the_sound_is_no_part_of_it(
    tmp_path: Path, name: str, content: str, *, has_id3: bool
) -> None:
    path = made(tmp_path, name)
    whole, before = path.read_bytes(), decoded(path)
    part = whole[len(whole) // 2 :][:20_000]
    held = part if content == "sound" else random.Random(1).randbytes(20_000)  # noqa: S311
    tag = APEv2()
    tag["Cover Art (Front)"] = APEValue(b"cover.jpg\0" + held, BINARY)
    tag.save(path)
    if has_id3:
        path.write_bytes(path.read_bytes() + b"TAG" + bytes(125))

    found = decoded(path)

    assert (found.trouble, found.bad_packets, found.bad) == ("", 0, ())
    assert (found.packets, found.sound) == (before.packets, before.sound)
    assert found.digest is not None
    assert found.digest.size_bytes == path.stat().st_size > len(whole) + 20_000
    assert found.digest.sha256 == digest(path).sha256
    assert before.digest is not None
    assert found.digest.sound == before.digest.sound


@pytest.mark.parametrize("span", [(1000, 900), (0, 0)])
def test_a_span_that_is_none_hides_nothing(tmp_path: Path, span: tuple[int, int]) -> None:
    """A tag may state that it is longer than the file."""
    path = made(tmp_path, "a.mp3")
    found = measured(path, Wanted(stream=stream_of(path), span=span))
    assert found.sound == decoded(path).sound


# --- damage ----------------------------------------------------------------------------------


def test_a_flac_that_was_cut_off_is_shorter_and_its_last_part_is_bad(tmp_path: Path) -> None:
    path = cut(made(tmp_path, "a.flac"), 0.5)
    found = decoded(path)
    assert found.bad_packets == 1
    assert found.bad[0].startswith("after 1.")
    assert seconds(found) < 0.55 * stream_of(path).duration_seconds


def test_an_mp3_that_was_cut_off_is_shorter_than_its_index_says(tmp_path: Path) -> None:
    path = cut(made(tmp_path, "a.mp3"), 0.5)
    assert seconds(decoded(path)) < 0.55 * stream_of(path).duration_seconds


@pytest.mark.parametrize("name", ["a.wav", "a.aiff", "a.m4a", "alac.m4a"])
def test_others_that_were_cut_off_cannot_be_opened(tmp_path: Path, name: str) -> None:
    assert open_audio(cut(made(tmp_path, name), 0.5), name).stream is None


@pytest.mark.parametrize("name", ["a.ogg", "a.opus"])
def test_an_ogg_that_was_cut_off_states_the_shorter_length(tmp_path: Path, name: str) -> None:
    """So that nothing tells: the length stands in the last page that is there."""
    path = cut(made(tmp_path, name), 0.7)
    assert seconds(decoded(path)) == pytest.approx(stream_of(path).duration_seconds, abs=0.1)


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "alac.m4a"])
def test_a_hole_in_packets_is_counted(tmp_path: Path, name: str) -> None:
    found = decoded(zeroed(made(tmp_path, name)))
    assert found.bad_packets > 0
    assert "Invalid data found" in found.bad[0]


@pytest.mark.parametrize("name", ["a.flac", "a.mp3", "a.m4a", "alac.m4a", "a.ogg", "a.opus"])
def test_a_hole_makes_the_sound_shorter(tmp_path: Path, name: str) -> None:
    path = zeroed(made(tmp_path, name))
    stated = stream_of(path).duration_seconds
    assert seconds(decoded(path)) < stated - 0.1


@pytest.mark.parametrize("name", ["a.wav", "a.aiff"])
@pytest.mark.parametrize("damage", [zeroed, flipped])
def test_plain_samples_cannot_be_wrong(tmp_path: Path, name: str, damage: object) -> None:
    assert callable(damage)
    path = damage(made(tmp_path, name))
    found = decoded(path)
    assert (found.trouble, found.bad_packets) == ("", 0)
    assert seconds(found) == SECONDS


@pytest.mark.parametrize("damage", [zeroed, flipped])
def test_the_md5_of_a_flac_sees_any_damage(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    path = made(tmp_path, "a.flac")
    before = open_audio(path, path.name).pcm_md5
    assert sound_of(path).pcm_md5 == before
    damage(path)
    assert open_audio(path, path.name).pcm_md5 == before
    assert sound_of(path).pcm_md5 != before


def test_only_the_first_bad_packets_are_described(tmp_path: Path) -> None:
    path = made(tmp_path, "alac.m4a")
    content = bytearray(path.read_bytes())
    starts = packets(path)
    for start in starts[1:-1]:
        content[start] = 0x40  # an element that ALAC does not have
    path.write_bytes(content)
    found = decoded(path)
    assert found.bad_packets == len(starts) - 2 > MOST_BAD
    assert len(found.bad) < found.bad_packets
    assert len(found.bad) <= MOST_BAD


@pytest.mark.parametrize("name", ["a.flac", "a.mp3"])
def test_a_header_with_nothing_behind_it_is_trouble(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, name)
    file = open_audio(path, name)
    assert file.stream is not None
    assert file.sound_span is not None
    content = path.read_bytes()
    start = file.sound_span[0]
    path.write_bytes(content[:start] + bytes(len(content) - start))

    found = measured(path, Wanted(stream=file.stream))

    assert found.sound is None
    assert found.trouble


def test_a_sound_that_changes_on_the_way_is_decoded_up_to_there(tmp_path: Path) -> None:
    first = made(tmp_path, "a.mp3", noise(2, rate=44_100), 44_100)
    second = made(tmp_path, "b.mp3", noise(2), 48_000)
    first.write_bytes(first.read_bytes() + second.read_bytes())
    file = open_audio(first, "a.mp3")
    assert file.stream is not None

    found = measured(first, Wanted(stream=file.stream))

    assert found.trouble.startswith("the format changes after ")
    assert found.sound is not None
    assert found.sound.sampling_rate_hz == 44_100
    assert 1.5 < seconds(found) < 2.5


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize("container", ["WAV", "AIFF", "MP4", "Ogg"])
def test_what_is_no_such_file_is_refused_in_words(container: str) -> None:
    with pytest.raises(Refusal, match=f"it cannot be opened as {container}: "):
        Decoder(BytesIO(b"nothing that sounds " * 500), container)


def without_bits(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[34:36] = bytes(2)
    path.write_bytes(content)


def of_another_code(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[20:22] = b"\x34\x12"
    path.write_bytes(content)


def of_another_name(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"alac", b"xxxx"))


@pytest.mark.parametrize(
    ("name", "change"),
    [("a.wav", without_bits), ("a.wav", of_another_code), ("alac.m4a", of_another_name)],
)
def test_a_codec_that_nobody_decodes_is_refused_in_words(
    tmp_path: Path, name: str, change: Callable[[Path], None]
) -> None:
    path = made(tmp_path, name)
    change(path)
    found = decoded(path)
    assert found.sound is None
    assert found.trouble == "there is no decoder for its codec"
    assert found.digest is not None
    assert found.digest.size_bytes == path.stat().st_size


@pytest.mark.parametrize(("rate", "is_one"), [(100, False), (3999, False), (4000, True)])
def test_a_rate_that_no_sound_has_is_refused_in_words(
    tmp_path: Path, rate: int, *, is_one: bool
) -> None:
    found = decoded(made(tmp_path, "a.wav", noise(3, rate=rate), rate))
    if is_one:
        assert found.trouble == ""
        assert found.sound is not None
        assert found.sound.loudness_lufs is not None
    else:
        assert found.trouble == f"it has {rate} samples a second, which no sound has"


def test_samples_that_numpy_does_not_know_are_refused_in_words(tmp_path: Path) -> None:
    """PyAV gives no numbers for whole ones of 64 bits."""
    samples = np.zeros(RATE, "<i8").tobytes()
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 8, 8, 64)
    body = b"WAVE" + form + b"data" + struct.pack("<I", len(samples)) + samples
    path = tmp_path / "a.wav"
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)

    found = decoded(path)

    assert found.sound is None
    assert found.trouble == "its samples are s64, which are not measured"
    assert found.digest == digest(path, sound=None)


def test_a_place_where_no_file_can_have_any_is_no_failure_to_read(tmp_path: Path) -> None:
    """A chunk of samples may be said to lie at any of 2^64 bytes."""
    path = made(tmp_path, "alac.m4a")
    content = bytearray(path.read_bytes())
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stco"):
        at = content.index(name)
        (size,) = struct.unpack_from(">I", content, at - 4)
        struct.pack_into(">I", content, at - 4, size + 4)
    assert content[at + 8 : at + 12] == b"\0\0\0\1"
    content[at : at + 16] = b"co64" + bytes(7) + b"\1" + struct.pack(">Q", 2**62)
    path.write_bytes(content)

    found = decoded(path)

    assert found.sound is None
    assert found.trouble == "nothing in it could be decoded"
    assert found.digest is not None


def test_a_film_without_sound_is_refused_in_words(tmp_path: Path) -> None:
    import av

    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 16
        stream.pix_fmt = "yuv420p"
        for _ in range(3):
            picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    with path.open("rb") as file, pytest.raises(Refusal, match="there is no audio stream in it"):
        Decoder(file, "MP4")


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("a.wav", "it cannot be opened as WAV: "),
        ("a.flac", "nothing in it could be decoded"),
    ],
)
def test_what_is_refused_has_its_sums_nevertheless(tmp_path: Path, name: str, trouble: str) -> None:
    stream = stream_of(made(tmp_path, name))
    path = tmp_path / "other"
    path.write_bytes(b"no sound at all")
    found = measured(path, Wanted(stream=stream))
    assert found.sound is None
    assert found.trouble.startswith(trouble)
    assert found.digest == digest(path)
