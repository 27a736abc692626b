"""What headers state that is not so, in files that can be read all the same."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from making.signals import encoded, noise
from precheck import Severity
from precheck.testing import a_track, ask
from precheck_audio_tags.facts import AudioFile, Presence
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.rules.headers import header_contradicts
from precheck_audio_tags.rules.wave import wav_chunk_after_samples

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Maker

Edit = Callable[[bytes], bytes]
RIFF_SIZE, BYTES_PER_SECOND, BLOCK, FORM_SIZE = 4, 28, 32, 4


def put(at: int, form: str, number: int) -> Edit:
    """Another number at an offset."""
    value = struct.pack(form, number)
    return lambda content: content[:at] + value + content[at + len(value) :]


def sized(content: bytes) -> bytes:
    """The size that a RIFF header should state, stated."""
    return put(RIFF_SIZE, "<I", len(content) - 8)(content)


def with_two_formats(content: bytes) -> bytes:
    fmt = content[12:36]
    return sized(content[:36] + fmt + content[36:])


def with_half_a_sample(content: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", content, 40)
    return sized(put(40, "<I", size + 2)(content) + b"\0\0")


def opened(path: Path) -> AudioFile:
    found = open_audio(path, path.name)
    assert found.presence is Presence.READ
    return found


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (put(RIFF_SIZE, "<I", 100), "the RIFF header states 100 bytes, and 176,436 follow"),
        (put(RIFF_SIZE, "<I", 0), "the RIFF header states 0 bytes, and 176,436 follow"),
        (
            put(RIFF_SIZE, "<I", 10**8),
            "the RIFF header states 100,000,000 bytes, and 176,436 follow",
        ),
        (put(40, "<I", 0xFFFF_FFFF), "the header leaves the number of samples open"),
        (
            put(BYTES_PER_SECOND, "<I", 999),
            "44,100 samples a second of 4 bytes are not the 999 bytes that the header states",
        ),
        (put(BLOCK, "<H", 6), "2 channels of 16 bits do not take 6 bytes"),
        (with_two_formats, "there are 2 'fmt ' chunks"),
        (with_half_a_sample, "the 176,402 bytes of samples are no whole number of 4 bytes each"),
    ],
)
def test_a_wave_file_says_what_is_not_so(make: Maker, edit: Edit, said: str) -> None:
    path = make.wav()
    path.write_bytes(edit(path.read_bytes()))

    found = opened(path)

    assert said in found.contradictions
    [finding] = ask(header_contradicts, a_track(), found)
    assert said in finding.message
    assert header_contradicts.severity is Severity.BLOCK


def test_the_size_of_an_aiff_file_is_held_against_it_too(make: Maker) -> None:
    path = make.aiff()
    assert opened(path).contradictions == ()
    path.write_bytes(put(FORM_SIZE, ">I", 77)(path.read_bytes()))

    assert opened(path).contradictions == ("the FORM header states 77 bytes, and 176,446 follow",)


@pytest.mark.parametrize("bits", [8, 16, 24])
@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("code", [1, 0xFFFE])
def test_true_headers_are_left_alone(make: Maker, bits: int, channels: int, code: int) -> None:
    path = make.wav(bits=bits, channels=channels, code=code, after=((b"LIST", b"INFO"),))

    found = opened(path)

    assert found.contradictions == ()
    assert list(ask(header_contradicts, a_track(), found)) == []


def test_an_odd_last_chunk_may_count_its_padding_or_not(make: Maker) -> None:
    path = make.wav(bits=8, channels=1, seconds=0.01)  # 441 samples
    content = path.read_bytes()
    for form in (content, sized(content[:-1]), put(RIFF_SIZE, "<I", len(content) - 9)(content)):
        path.write_bytes(form)
        assert opened(path).contradictions == ()


def rf64(data: int, whole: int) -> bytes:
    fmt = struct.pack("<HHIIHH", 1, 2, 44_100, 176_400, 4, 16)
    large = struct.pack("<QQQI", whole, data, data // 4, 0)
    body = b"WAVE" + b"ds64" + struct.pack("<I", len(large)) + large
    body += b"fmt " + struct.pack("<I", len(fmt)) + fmt
    body += b"data" + b"\xff" * 4 + bytes(400)
    return b"RF64" + b"\xff" * 4 + body


def test_an_rf64_file_states_its_sizes_elsewhere(make: Maker) -> None:
    whole = len(rf64(400, 0)) - 8

    assert opened(make.file(rf64(400, whole), "a.wav")).contradictions == ()
    assert opened(make.file(rf64(400, 12), "b.wav")).contradictions == (
        f"the RF64 header states 12 bytes, and {whole:,} follow",
    )


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        (b"abc", "behind the samples stand 3 bytes outside any chunk"),
        (b"\0", "behind the samples stands 1 byte outside any chunk"),
        (bytes(4096), "behind the samples stand 4096 bytes outside any chunk"),
        (b"TAG" + bytes(125), "behind the samples stand 128 bytes outside any chunk"),
        (b"LIST\4\0\0\0INFOxyz", "behind the samples stand 'LIST', 3 bytes outside any chunk"),
    ],
)
def test_what_stands_behind_the_samples_is_told(make: Maker, tail: bytes, said: str) -> None:
    path = make.wav()
    path.write_bytes(path.read_bytes() + tail)

    [finding] = ask(wav_chunk_after_samples, a_track(), opened(path))

    assert finding.message == said


@pytest.mark.parametrize("suffix", ["ogg", "opus", "oga"])
def test_an_ogg_file_that_was_cut_off_has_no_last_page(tmp_path: Path, suffix: str) -> None:
    path = encoded(tmp_path / f"a.{suffix}", noise(12))
    content = path.read_bytes()
    assert opened(path).contradictions == ()

    path.write_bytes(content[: len(content) * 2 // 3])

    [said] = opened(path).contradictions
    assert said == "the last page of the Ogg stream is not marked as its last: the file was cut off"


@pytest.mark.parametrize("missing", [1, 100])
def test_a_last_page_that_is_not_all_there_is_none(tmp_path: Path, missing: int) -> None:
    path = encoded(tmp_path / "a.ogg", noise(3))
    path.write_bytes(path.read_bytes()[:-missing])

    assert len(opened(path).contradictions) == 1


def test_flac_in_ogg_brings_its_own_length_and_md5(tmp_path: Path) -> None:
    found = opened(encoded(tmp_path / "a.oga", noise(3)))

    assert found.stream is not None
    assert found.stream.codec == "FLAC"
    assert found.stream.duration_seconds == 3.0
