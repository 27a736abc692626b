"""What comes out of files of every format, whole and damaged, and what is told of the damage."""

from __future__ import annotations

import wave
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

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
