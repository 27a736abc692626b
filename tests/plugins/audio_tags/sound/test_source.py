"""A file is read once, and summed up as if it had been read from front to back."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from making.signals import encoded, noise
from precheck import HashSum
from precheck_audio_tags.digest import Digest, algorithms_of, digest
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.sound import measure as measuring
from precheck_audio_tags.sound.door import Wanted
from precheck_audio_tags.sound.source import Source

CONTENT = bytes(random.Random(1).randbytes(3_000_000))  # noqa: S311 - no secret
STATED = (HashSum(algorithm="MD5", value=""), HashSum(algorithm="CRC32", value=""))
SPAN = (1000, 2_900_000)


class Counting(Source):
    """Counts what is read of the file."""

    counted = 0

    def read(self, size: int = -1) -> bytes:
        """Count, and read."""
        data = super().read(size)
        type(self).counted += len(data)
        return data


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.bin"
    made.write_bytes(CONTENT)
    return made


@pytest.mark.parametrize("size", [1, 4096, 1_000_000, -1])
def test_what_was_read_in_order_is_summed_up(path: Path, size: int) -> None:
    with Source(path, Digest(algorithms_of(STATED), SPAN)) as source:
        for _ in range(3):
            source.read(size)
        assert source.finish() == digest(path, STATED, SPAN)


def test_reading_anywhere_gives_the_same_sums(path: Path) -> None:
    draw = random.Random(2)  # noqa: S311 - no secret
    with Source(path, Digest(algorithms_of(STATED), SPAN)) as source:
        for _ in range(200):
            at = draw.randrange(len(CONTENT))
            assert source.seek(at) == source.tell() == at
            assert source.read(50_000) == CONTENT[at : at + 50_000]
        assert source.finish() == digest(path, STATED, SPAN)


def test_a_gap_is_read_at_the_end(path: Path) -> None:
    with Source(path, Digest(algorithms_of(STATED), SPAN)) as source:
        source.read(1000)
        source.seek(-1000, os.SEEK_END)
        source.read()
        assert source.finish() == digest(path, STATED, SPAN)


def test_nothing_read_and_nothing_there_have_sums_too(path: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    for one in (path, empty):
        with Source(one, Digest(algorithms_of(STATED))) as source:
            assert source.finish() == digest(one, STATED)


def test_what_lies_behind_the_end_is_summed_up_and_not_shown(path: Path) -> None:
    end = SPAN[1]
    with Source(path, Digest(algorithms_of(STATED), SPAN), end) as source:
        assert source.seek(-1000, os.SEEK_END) == source.tell() == end - 1000
        assert source.read(5000) == CONTENT[end - 1000 : end]
        assert source.read(1) == b""
        assert source.seek(5000, os.SEEK_CUR) == end + 5000
        assert source.read() == b""
        assert source.seek(0) == 0
        assert source.read() == CONTENT[:end]
        assert source.finish() == digest(path, STATED, SPAN)


def test_an_end_behind_that_of_the_file_is_its_own(path: Path) -> None:
    with Source(path, Digest(), len(CONTENT) + 1) as source:
        assert source.seek(0, os.SEEK_END) == len(CONTENT)


def test_any_place_can_be_gone_to(path: Path, tmp_path: Path) -> None:
    """What a file says may lead anywhere, and a demuxer asks for the last byte of an empty one."""
    empty = tmp_path / "empty"
    empty.touch()
    with Source(empty, Digest()) as source:
        assert source.seek(-1, os.SEEK_END) == 0
    with Source(path, Digest()) as source:
        assert source.seek(2**63 - 1) == source.tell() == 2**63 - 1
        assert source.read(10) == b""
        assert source.finish() == digest(path)


def test_a_file_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Source(tmp_path / "none.wav", Digest())


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3", "a.m4a", "a.ogg", "a.opus"])
def test_decoding_reads_a_file_about_once_and_sums_all_of_it(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demuxer of MP4 looks at the end first; all of them begin with a look at the head."""
    path = encoded(tmp_path / name, noise(20, 0.1))
    file = open_audio(path, path.name)
    assert file.stream is not None
    monkeypatch.setattr(measuring, "Source", Counting)
    Counting.counted = 0

    found = measuring.measure(
        path, Wanted(stream=file.stream, algorithms=algorithms_of(STATED), span=file.sound_span)
    )

    expected = digest(path, STATED, file.sound_span)
    if file.stream.is_lossless:
        assert found.sound is not None
        expected = replace(expected, sound=f"pcm-md5:{found.sound.pcm_md5}")
    assert found.digest == expected
    assert Counting.counted < path.stat().st_size + 300_000


def test_the_same_samples_have_the_same_sum_in_every_lossless_container(tmp_path: Path) -> None:
    sums = []
    for name in ("a.wav", "a.flac", "a.aiff"):
        path = encoded(tmp_path / name, noise(3, 0.1))
        file = open_audio(path, path.name)
        assert file.stream is not None
        found = measuring.measure(path, Wanted(stream=file.stream, span=file.sound_span))
        assert found.digest is not None
        sums.append(found.digest.sound)
    assert len(set(sums)) == 1
    assert sums[0].startswith("pcm-md5:")


def test_a_lossy_sound_has_the_sum_of_what_is_encoded(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.mp3", noise(3, 0.1))
    file = open_audio(path, path.name)
    assert file.stream is not None
    found = measuring.measure(path, Wanted(stream=file.stream, span=file.sound_span))
    assert found.digest is not None
    assert found.digest.sound.startswith("sha256:")
