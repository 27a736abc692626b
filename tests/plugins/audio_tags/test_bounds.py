"""Hostile files: nothing raises, nothing takes much memory or time, everything is said."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precheck import Inspector, Reason, Unavailable
from precheck.testing import a_track, look
from precheck_audio_tags.facts import AudioFile, Presence
from precheck_audio_tags.inspectors import audio_file, audio_stream, tags
from precheck_audio_tags.marks import marks_in_object

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Learned, Maker

    Learn = Callable[[Path], Learned]

PACKED_23 = 0x0080
PACKED_24 = 0x0009


@cache
def bomb(megabytes: int) -> bytes:
    """A comment that unpacks to this much, as deep-frozen bytes."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b"\0eng\0")]
    parts += [packer.compress(b"A" * 2**20) for _ in range(megabytes)]
    return b"".join((*parts, packer.flush()))


def tag_of(name: bytes, content: bytes, flags: int = 0, version: int = 3) -> bytes:
    """An ID3 tag with one raw frame."""

    def safe(number: int) -> bytes:
        return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))

    size = safe(len(content)) if version == 4 else len(content).to_bytes(4)
    body = name + size + flags.to_bytes(2) + content
    return b"ID3" + bytes((version, 0, 0)) + safe(len(body)) + body


def unreadable(learned: Learned) -> str:
    """Why a file was refused."""
    assert learned.file.presence is Presence.UNREADABLE
    return str(learned.file.detail)


@pytest.mark.parametrize("stated", [2**28 - 1, 100], ids=["honest", "lying"])
@pytest.mark.parametrize("version", [3, 4])
def test_a_frame_that_unpacks_to_hundreds_of_megabytes_is_refused(
    version: int, stated: int, make: Maker, learn: Learn
) -> None:
    length = (
        stated.to_bytes(4)
        if version == 3
        else bytes(stated >> shift & 0x7F for shift in (21, 14, 7, 0))
    )
    flags = PACKED_23 if version == 3 else PACKED_24
    head = tag_of(b"COMM", length + bomb(256), flags, version)
    learned = learn(make.mp3(head=head))
    assert "unpacks to" in unreadable(learned)
    assert learned.stream.codec == "MP3"


MEASURE = """
import resource, sys
from pathlib import Path
from precheck.testing import a_track, look
from precheck_audio_tags.inspectors import audio_file
look(audio_file, a_track(audio=Path(sys.argv[1])))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(look(audio_file, a_track(audio=Path(sys.argv[2]))).detail)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_bomb_takes_less_than_sixteen_megabytes(make: Maker) -> None:
    harmless = make.mp3("harmless.mp3")
    head = tag_of(b"COMM", (100).to_bytes(4) + bomb(256), PACKED_23)
    path = make.mp3("bomb.mp3", head=head)
    assert path.stat().st_size < 700_000
    command = [sys.executable, "-c", MEASURE, str(harmless), str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    detail, kilobytes = run.stdout.splitlines()
    assert "unpacks to more than 1,048,576 bytes" in detail
    assert int(kilobytes) < 16 * 1024


def test_a_small_packed_frame_is_read(make: Maker, learn: Learn) -> None:
    plain = b"\0Slow Tide"
    head = tag_of(b"TIT2", len(plain).to_bytes(4) + zlib.compress(plain), PACKED_23)
    assert learn(make.mp3(head=head)).tags.title == "Slow Tide"


def test_a_frame_of_a_million_empty_texts_is_refused_at_once(make: Maker, learn: Learn) -> None:
    path = make.mp3(head=tag_of(b"TIT2", b"\0" + b"\0" * 1_000_000))
    start = time.process_time()
    assert "texts" in unreadable(learn(path))
    assert time.process_time() - start < 1.0


def test_a_tag_of_a_million_frames_is_refused_at_once(make: Maker, learn: Learn) -> None:
    body = (b"TXXX\0\0\0\1\0\0\0") * 1_000_000
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path = make.mp3(head=b"ID3\3\0\0" + size + body)
    start = time.process_time()
    assert "more than 10,000 frames" in unreadable(learn(path))
    assert time.process_time() - start < 2.0


def test_an_id3_frame_that_reaches_beyond_its_tag_is_refused(make: Maker, learn: Learn) -> None:
    head = b"ID3\3\0\0\0\0\0\x14TIT2\0\0\xff\xff\0\0" + b"\0" * 10
    assert "'TIT2' states 65,535 bytes" in unreadable(learn(make.mp3(head=head)))


def test_four_million_vorbis_comments_are_refused(make: Maker, learn: Learn) -> None:
    comments = bytes(4) + struct.pack("<I", 4_000_000) + bytes(15_000_000)
    plain = make.flac().read_bytes()
    block = b"\x84" + len(comments).to_bytes(3) + comments
    content = plain[:4] + b"\0" + plain[5:42] + block + plain[42:]
    assert "4,000,000 comments" in unreadable(learn(make.file(content)))


def test_a_flac_block_larger_than_the_file_is_refused(make: Maker, learn: Learn) -> None:
    plain = make.flac().read_bytes()
    content = plain[:4] + b"\0" + plain[5:42] + b"\x84\xff\xff\xff"
    learned = learn(make.file(content, "a.flac"))
    said = "a metadata block of type 4 states 16,777,215 bytes, more than the file has"
    assert unreadable(learned) == f"'a.flac', FLAC: {said}"
    assert [(trouble.error, trouble.detail) for trouble in learned.file.troubles] == [("", said)]


@pytest.mark.parametrize("name", [b"fmt ", b"LIST", b"data"])
def test_a_wave_chunk_larger_than_the_file_is_refused(
    name: bytes, make: Maker, learn: Learn
) -> None:
    content = b"RIFF\0\0\0\0WAVE" + name + struct.pack("<I", 0xBEEF_BEEF) + bytes(20)
    assert "states 3,203,383,023 bytes" in unreadable(learn(make.file(content)))


def test_a_wave_file_cut_off_keeps_the_tags_before_its_samples(make: Maker, learn: Learn) -> None:
    info = b"INFOINAM" + struct.pack("<I", 4) + b"Tide"
    content = make.wav(before=[(b"LIST", info)]).read_bytes()[:-1000]
    learned = learn(make.file(content))
    assert "'data' states 176,400 bytes" in unreadable(learned)
    assert learned.tags.title == "Tide"
    assert learned.stream.reason is Reason.UNREADABLE


def test_atoms_nested_a_thousand_deep_are_refused(make: Maker, learn: Learn) -> None:
    content = b""
    for _ in range(1000):
        content = struct.pack(">I4s", len(content) + 8, b"moov") + content
    path = make.file(struct.pack(">I4s8s", 16, b"ftyp", b"M4A \0\0\0\0") + content)
    assert "more than 64 deep" in unreadable(learn(path))


def test_a_million_atoms_are_refused(make: Maker, learn: Learn) -> None:
    content = struct.pack(">I4s", 8, b"free") * 1_000_000
    path = make.file(struct.pack(">I4s8s", 16, b"ftyp", b"M4A \0\0\0\0") + content)
    assert "more than 100,000 atoms" in unreadable(learn(path))


def test_an_atom_larger_than_the_file_is_refused(make: Maker, learn: Learn) -> None:
    path = make.mp4(more=struct.pack(">I4s", 1000, b"free"))
    assert "'free' states 1,000 bytes" in unreadable(learn(path))


def test_an_ape_tag_with_a_key_without_end_is_refused(make: Maker, learn: Learn) -> None:
    items = struct.pack("<II", 5, 0) + b"k" * 300_000
    footer = b"APETAGEX" + struct.pack("<4I", 2000, len(items) + 32, 1, 0) + bytes(8)
    assert "reaches beyond it" in unreadable(learn(make.mp3(tail=items + footer)))


def test_comments_of_ogg_beyond_the_bound_are_refused(make: Maker, learn: Learn) -> None:
    path = make.ogg(comments=("a=b",))
    content = path.read_bytes().replace(
        struct.pack("<I", 1) + b"\3\0\0\0a=b", b"\xff" * 4 + b"\3\0\0\0a=b"
    )
    assert "4,294,967,295 comments" in unreadable(learn(make.file(content)))


def test_an_object_is_looked_through_no_further_than_its_bound() -> None:
    far = bytes(2**20) + b"trainedAlgorithmicMedia"
    assert marks_in_object("PRIV:XMP", far) == ()


# --- anything at all -------------------------------------------------------------------------

FORMATS = ("wav", "flac", "aiff", "mp3", "mp4", "ogg", "id3")


def sample(make: Maker, name: str) -> bytes:
    """A sound file of a format, with tags in it."""
    if name == "id3":
        return make.mp3(head=tag_of(b"TIT2", b"\3Slow Tide", 0, 4), frames=6).read_bytes()
    if name == "wav":
        info = b"INFOINAM" + struct.pack("<I", 4) + b"Tide"
        chunks = [(b"LIST", info), (b"bext", bytes(700)), (b"id3 ", tag_of(b"TIT2", b"\3Tide"))]
        return make.wav(seconds=0.005, before=chunks).read_bytes()
    if name == "flac":
        return make.flac(title="Slow Tide", isrc="QZPRE2600001").read_bytes()[:3000]
    if name == "aiff":
        chunks = [(b"NAME", b"Tide"), (b"ID3 ", tag_of(b"TIT2", b"\3Tide"))]
        return make.aiff(seconds=0.005, before=chunks).read_bytes()
    if name == "mp3":
        return make.mp3(frames=6, tail=b"TAG" + bytes(125)).read_bytes()
    return make.mp4().read_bytes() if name == "mp4" else make.ogg(comments=("a=b",)).read_bytes()


@pytest.mark.parametrize("name", FORMATS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_file_never_raises(name: str, make: Maker, data: st.DataObject) -> None:
    content = bytearray(sample(make, name))
    if data.draw(st.booleans(), label="cut off"):
        del content[data.draw(st.integers(0, len(content)), label="length") :]
    for _ in range(data.draw(st.integers(0, 8), label="flips")):
        if content:
            at = data.draw(st.integers(0, min(len(content), 700) - 1))
            content[at] = data.draw(st.integers(0, 255))
    track = a_track(audio=make.file(bytes(content), "damaged"))
    file = look(audio_file, track)
    assert isinstance(file, AudioFile)
    assert (file.presence is Presence.READ) == (not file.detail)
    learners: tuple[Inspector[Any, Any], ...] = (audio_stream, tags)
    for each in learners:
        learned = look(each, track, file)
        assert isinstance(learned, each.gives) or (
            isinstance(learned, Unavailable) and learned.detail
        )


@given(content=st.binary(max_size=400))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize(
    "start",
    [b"", b"ID3", b"fLaC", b"RIFF\0\0\0\0WAVE", b"OggS", b"\0\0\0\x10ftyp", b"\xff\xfb\x90\0"],
)
def test_any_bytes_at_all_never_raise(start: bytes, make: Maker, content: bytes) -> None:
    file = look(audio_file, a_track(audio=make.file(start + content, "anything")))
    assert isinstance(file, AudioFile)
