"""The stream of every format, read from files that are what they are whatever their name says."""

# mypy: allow-untyped-calls
# mutagen, which writes the tags, is not annotated.

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from precheck import AudioStream, FileReference, Reason, Unavailable
from precheck.model import Technical
from precheck.testing import a_track, encoded_alike, look
from precheck_audio_tags.facts import AudioFile, Presence
from precheck_audio_tags.inspectors import audio_file, audio_stream

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Learned, Maker

    Learn = Callable[[Path], Learned]


def a_stream(container: str, codec: str, seconds: float, **values: object) -> AudioStream:
    """CD quality, unless said otherwise."""
    usual = {"sampling_rate_hz": 44_100, "bits_per_sample": 16, "channels": 2, "is_lossless": True}
    given = {**usual, **values}
    return AudioStream(container=container, codec=codec, duration_seconds=seconds, **given)  # type: ignore[arg-type]  # every value is named above


def test_a_wave_file_is_read(make: Maker, learn: Learn) -> None:
    path = make.wav(seconds=1.5, rate=96_000, bits=24)
    assert learn(path).stream == a_stream(
        "WAV", "PCM", 1.5, sampling_rate_hz=96_000, bits_per_sample=24
    )


def test_an_extensible_wave_file_has_the_codec_of_its_sub_format(make: Maker, learn: Learn) -> None:
    learned = learn(make.wav(bits=24, code=0xFFFE))
    assert learned.stream == a_stream("WAV", "PCM", 1.0, bits_per_sample=24)
    assert learned.file.wav.format_code == 0xFFFE


@pytest.mark.parametrize("magic", [b"RF64", b"BW64"])
def test_a_large_wave_file_has_the_size_that_ds64_states(
    magic: bytes, make: Maker, learn: Learn
) -> None:
    plain = make.wav(seconds=2.0).read_bytes()
    ds64 = b"ds64" + struct.pack("<IQQQI", 28, len(plain), 2 * 44_100 * 4, 88_200, 0)
    at = plain.index(b"data")
    unknown = struct.pack("<I", 0xFFFF_FFFF)
    content = magic + unknown + b"WAVE" + ds64 + plain[12:at] + b"data" + unknown + plain[at + 8 :]
    assert learn(make.file(content + b"LIST" + bytes(4), "a.wav")).stream == a_stream(
        "WAV", "PCM", 2.0
    )


def test_a_wave_file_of_unstated_length_reaches_to_its_end(make: Maker, learn: Learn) -> None:
    plain = make.wav(seconds=1.0).read_bytes()
    at = plain.index(b"data")
    streamed = plain[: at + 4] + b"\xff\xff\xff\xff" + plain[at + 8 :]
    assert learn(make.file(streamed, "a.wav")).stream == a_stream("WAV", "PCM", 1.0)


def test_mp3_in_a_wave_file_is_not_lossless(make: Maker, learn: Learn) -> None:
    stream = learn(make.wav(code=0x55)).stream
    assert (stream.codec, stream.is_lossless, stream.bits_per_sample) == ("MP3", False, None)


def test_an_aiff_file_is_read(make: Maker, learn: Learn) -> None:
    assert learn(make.aiff(seconds=2.0)).stream == a_stream("AIFF", "PCM", 2.0)


def test_a_flac_file_is_read(make: Maker, learn: Learn) -> None:
    path = make.flac(seconds=185.0, rate=48_000, bits=24, channels=1)
    assert learn(path).stream == a_stream(
        "FLAC", "FLAC", 185.0, sampling_rate_hz=48_000, bits_per_sample=24, channels=1
    )


def test_a_flac_file_behind_an_id3_tag_is_read_with_both_tags(make: Maker, learn: Learn) -> None:
    from mutagen.id3 import ID3, TIT2

    path = make.flac(artist="Ada Example")
    plain = path.read_bytes()
    tag = ID3()
    tag.add(TIT2(encoding=3, text="Slow Tide"))
    tag.save(path.with_suffix(".id3"))
    block = path.with_suffix(".id3").read_bytes()
    learned = learn(make.file(block + plain, "b.flac"))
    assert learned.stream == a_stream("FLAC", "FLAC", 185.0)
    assert (learned.tags.title, learned.tags.artist) == ("Slow Tide", "Ada Example")
    assert learned.file.id3_before_flac_bytes == len(block)


def test_an_mp3_file_is_read(make: Maker, learn: Learn) -> None:
    stream = learn(make.mp3(frames=100)).stream
    expected = a_stream("MP3", "MP3", 2.6, bits_per_sample=None, is_lossless=False)
    assert replace(stream, duration_seconds=2.6) == expected
    assert stream.duration_seconds == pytest.approx(2.6, abs=0.02)


def test_aac_in_mp4_is_lossy(make: Maker, learn: Learn) -> None:
    assert learn(make.mp4()).stream == a_stream(
        "MP4", "AAC", 3.0, bits_per_sample=None, is_lossless=False
    )


def test_alac_in_mp4_is_lossless(make: Maker, learn: Learn) -> None:
    assert learn(make.mp4(codec=b"alac")).stream == a_stream(
        "MP4", "ALAC", 3.0, sampling_rate_hz=48_000, bits_per_sample=24
    )


@pytest.mark.parametrize(
    ("codec", "values"),
    [
        ("Vorbis", {"bits_per_sample": None, "is_lossless": False}),
        ("Opus", {"bits_per_sample": None, "is_lossless": False, "sampling_rate_hz": 48_000}),
        ("FLAC", {}),
    ],
)
def test_ogg_holds_several_codecs(
    codec: str, values: dict[str, object], make: Maker, learn: Learn
) -> None:
    assert learn(make.ogg(codec=codec)).stream == a_stream("Ogg", codec, 4.0, **values)


def test_the_name_of_a_file_has_no_say(make: Maker, learn: Learn) -> None:
    assert learn(make.flac("song.mp3")).stream.container == "FLAC"


def test_a_flac_file_of_unstated_length_is_inconclusive(make: Maker, learn: Learn) -> None:
    learned = learn(make.flac(seconds=0.0))
    assert learned.stream.reason is Reason.INCONCLUSIVE
    assert learned.file.presence is Presence.READ


# --- no file, or none that can be read -------------------------------------------------------


def test_a_track_without_a_named_file_says_so() -> None:
    file = look(audio_file, a_track())
    why = look(audio_stream, a_track(), file)
    assert why == Unavailable(
        Reason.NO_FILE,
        "the message names no file for it",
        "put the file where the message says it is",
    )


@pytest.mark.parametrize(
    ("reference", "presence", "word"),
    [
        (FileReference(uri="a.flac"), Presence.MISSING, "'a.flac', which is not there"),
        (FileReference(uri="../a.flac", is_outside=True), Presence.OUTSIDE, "outside"),
        (FileReference(uri="http://h/a.flac", is_remote=True), Presence.REMOTE, "never fetched"),
        (
            FileReference(uri="a.mp3", technical=Technical(is_preview=True)),
            Presence.NONE_NAMED,
            "only a preview",
        ),
    ],
)
def test_a_file_that_cannot_be_had_is_named(
    reference: FileReference, presence: Presence, word: str
) -> None:
    track = a_track(files=(reference,))
    file = look(audio_file, track)
    assert isinstance(file, AudioFile)
    assert file.presence is presence
    assert word in file.detail
    why = look(audio_stream, track, file)
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NO_FILE


def test_a_file_that_vanished_since_is_missing(make: Maker, learn: Learn) -> None:
    assert learn(make.folder / "gone.flac").file.presence is Presence.MISSING


def test_an_empty_file_is_unreadable(make: Maker, learn: Learn) -> None:
    learned = learn(make.file(b"", "a.flac"))
    assert learned.file.presence is Presence.EMPTY
    assert learned.stream.reason is Reason.UNREADABLE
    assert learned.stream.detail == "'a.flac' is empty"


def test_a_folder_in_place_of_a_file_is_unreadable(make: Maker, learn: Learn) -> None:
    (make.folder / "a.flac").mkdir()
    learned = learn(make.folder / "a.flac")
    assert learned.file.presence is Presence.UNREADABLE
    assert learned.stream.detail == "'a.flac' cannot be opened: Is a directory"
    assert [trouble.error for trouble in learned.file.troubles] == ["IsADirectoryError"]


def test_a_picture_in_place_of_sound_is_named(make: Maker, learn: Learn) -> None:
    learned = learn(make.file(b"\x89PNG\r\n\x1a\n" + bytes(50), "a.wav"))
    assert learned.stream.detail == "'a.wav' is PNG, a picture, which is not read as sound"


def test_a_video_is_not_looked_at_unless_its_file_is_sound(make: Maker) -> None:
    film = a_track(audio=make.mp4("a.mp4"), kind="Video")
    song = a_track(audio=make.flac(), kind="Video")
    nothing = replace(film, files=())
    for track in (film, nothing):
        why = look(audio_file, track)
        assert isinstance(why, Unavailable)
        assert why.reason is Reason.NOT_APPLICABLE
    file = look(audio_file, song)
    assert isinstance(file, AudioFile)


def test_what_is_learned_of_a_file_survives_json(make: Maker, learn: Learn) -> None:
    learned = learn(
        make.flac(title="Slow Tide", comment="made with suno; created=2026-11-01T10:00:00Z")
    )
    for fact in learned.facts:
        assert encoded_alike(fact) == fact
