import os
import struct
from fractions import Fraction
from io import BytesIO
from typing import Any

import av
import numpy as np
import pytest

from making.sound import music, wav
from precheck_voice.embedded import listening
from precheck_voice.embedded.listening import container_of, heard
from tests.plugins.voice.embedded.conftest import tone


def encoded(codec: str, container: str, rate: int = 44_100, seconds: float = 2) -> bytes:
    """A tone of 440 Hz in two channels, in any format."""
    at = np.arange(round(rate * seconds)) / rate
    sound = (0.3 * np.sin(2 * np.pi * 440 * at)).astype(np.float32)
    to = BytesIO()
    with av.open(to, "w", format=container) as file:
        stream: Any = file.add_stream(codec, rate=rate)
        stream.layout = "stereo"
        frame = av.AudioFrame.from_ndarray(np.stack([sound, sound]), "fltp", "stereo")
        frame.rate, frame.time_base = rate, Fraction(1, rate)
        resampler = av.AudioResampler(stream.format, "stereo", stream.rate, stream.frame_size)
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return to.getvalue()


@pytest.mark.parametrize(
    ("codec", "container", "rate"),
    [
        ("pcm_s16le", "wav", 44_100),
        ("pcm_s24le", "wav", 96_000),
        ("flac", "flac", 48_000),
        ("pcm_s16be", "aiff", 22_050),
        ("mp3", "mp3", 44_100),
        ("aac", "mp4", 44_100),
        ("libopus", "ogg", 48_000),
    ],
)
def test_every_format_becomes_one_channel_at_16_khz(codec: str, container: str, rate: int) -> None:
    found = heard(encoded(codec, container, rate)).samples

    assert found is not None
    assert len(found) / 16_000 == pytest.approx(2, abs=0.1)
    middle = found[8000:24_000] / 32_767
    assert np.argmax(np.abs(np.fft.rfft(middle))) == 440  # a second: one value for each hertz
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.3 / np.sqrt(2), rel=0.1)


def test_a_loud_master_is_not_clipped() -> None:
    found = heard(
        wav((np.sin(np.arange(88_200) // 2 * 0.05) * 32_767).astype("<i2").tobytes(), b"")
    )

    assert found.samples is not None
    spectrum = np.abs(np.fft.rfft(found.samples[2000:14_000] * np.hanning(12_000)))
    tone = spectrum.argmax()
    assert spectrum[2 * tone : 4 * tone].max() < spectrum.max() / 500


def test_what_is_above_8_khz_does_not_come_back_below() -> None:
    at = np.arange(44_100) / 44_100
    sound = (0.5 * np.sin(2 * np.pi * 12_000 * at) * 32_767).astype("<i2")
    head = struct.pack("<HHIIHH", 1, 1, 44_100, 88_200, 2, 16)
    data = sound.tobytes()
    chunks = b"fmt " + struct.pack("<I", 16) + head + b"data" + struct.pack("<I", len(data)) + data
    found = heard(b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks).samples

    assert found is not None
    assert np.sqrt(np.mean((found[2000:-2000] / 32_767) ** 2)) < 1e-3


def test_the_fixtures_own_music_is_heard() -> None:
    found = heard(wav(music(3, 4).pcm(), b"")).samples

    assert found is not None
    assert len(found) == 64_000


@pytest.mark.parametrize(
    ("begins", "container"),
    [
        (b"fLaC\0\0\0\0\0\0\0\0", "flac"),
        (b"RIFF\0\0\0\0WAVE", "wav"),
        (b"FORM\0\0\0\0AIFF", "aiff"),
        (b"OggS\0\0\0\0\0\0\0\0", "ogg"),
        (b"\0\0\0\x20ftypM4A ", "mov"),
        (b"\xff\xfb\x90\0\0\0\0\0\0\0\0\0", "mp3"),
        (b"ID3\x04\0\0\0\0\0\x02abfLaC", "flac"),
        (b"ID3\x04\0\0\0\0\x01\x00" + bytes(128) + b"\xff\xfb", "mp3"),
        (b"#EXTM3U\nhttp://127.0.0.1/", ""),
        (b"ffconcat version 1.0", ""),
        (b"", ""),
    ],
)
def test_the_container_is_told_by_how_the_file_begins(begins: bytes, container: str) -> None:
    assert container_of(begins) == container


@pytest.mark.parametrize(
    "content",
    [
        b"",
        os.urandom(2000),
        b"fLaC" + os.urandom(2000),
        b"RIFF\xff\xff\xff\xffWAVEfmt " + os.urandom(2000),
        b"OggS" + bytes(2000),
        b"\0\0\0\x20ftypM4A " + os.urandom(2000),
    ],
)
def test_what_cannot_be_decoded_has_words_and_no_sound(content: bytes) -> None:
    found = heard(content)

    assert found.samples is None
    assert found.trouble


def test_a_file_with_damage_in_it_is_not_heard_in_part() -> None:
    whole = encoded("flac", "flac", seconds=20)
    third = len(whole) // 3
    found = heard(whole[:third] + os.urandom(third) + whole[2 * third :])

    assert found.samples is None
    assert "can" in found.trouble
    assert "decoded" in found.trouble


def test_a_sound_beyond_all_bounds_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "MOST_SECONDS", 3)

    assert heard(tone((440, 2.9))).samples is not None
    assert heard(tone((440, 9))).trouble == "it is longer than 0 minutes"
