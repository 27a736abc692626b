"""The sum of the sound alone: new tags leave it as it is, another sound does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mutagen.aiff import AIFF
from mutagen.flac import FLAC
from mutagen.id3 import TIT2, TXXX
from mutagen.mp3 import MP3
from mutagen.wave import WAVE

from precheck import FileDigest
from precheck.testing import a_track, look
from precheck_audio_tags.facts import AudioFile
from precheck_audio_tags.inspectors import audio_file, track_digest, track_sums

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Maker

FLAC_FRAMES = bytes(range(256)) * 40


def learned(path: Path) -> FileDigest:
    track = a_track(audio=path)
    opened = look(audio_file, track)
    assert isinstance(opened, AudioFile)
    sums = look(track_sums, track, opened)
    found = look(track_digest, track, sums)
    assert isinstance(found, FileDigest)
    return found


def a_flac(make: Maker) -> Path:
    path = make.flac(ISRC="QZPRE2600001")
    with path.open("ab") as file:
        file.write(FLAC_FRAMES)
    return path


def retag(path: Path, title: str) -> None:
    """Write a title the way the format has it, as long as it may be."""
    if path.suffix == ".flac":
        flac = FLAC(path)
        flac["TITLE"] = title
        flac.save()
        return
    formats: dict[str, Any] = {".wav": WAVE, ".aiff": AIFF, ".mp3": MP3}
    audio = formats[path.suffix](path)
    if audio.tags is None:
        audio.add_tags()
    audio.tags.add(TIT2(encoding=3, text=title))
    audio.tags.add(TXXX(encoding=3, desc="more", text="x" * 5000))
    audio.save()


@pytest.mark.parametrize("form", ["flac", "wav", "aiff", "mp3"])
def test_new_tags_change_the_file_and_not_the_sound(make: Maker, form: str) -> None:
    path = a_flac(make) if form == "flac" else getattr(make, form)()
    before = learned(path)
    retag(path, "Borrowed Sea")
    after = learned(path)
    assert after.sha256 != before.sha256
    assert after.sound == before.sound != ""


def test_tags_behind_the_frames_do_not_count_either(make: Maker) -> None:
    bare = learned(make.mp3("bare.mp3"))
    v1 = b"TAG" + bytes(125)
    ape = b"APETAGEX" + (2000).to_bytes(4, "little") + (32).to_bytes(4, "little") + bytes(16)
    assert learned(make.mp3("v1.mp3", tail=v1)).sound == bare.sound
    assert learned(make.mp3("ape.mp3", tail=ape + v1)).sound == bare.sound


@pytest.mark.parametrize("form", ["flac", "wav", "aiff", "mp3"])
def test_one_other_byte_of_sound_is_another_sound(make: Maker, form: str) -> None:
    path = a_flac(make) if form == "flac" else getattr(make, form)()
    before = learned(path)
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    path.write_bytes(content)
    assert learned(path).sound != before.sound


@pytest.mark.parametrize("form", ["wav", "aiff"])
def test_a_file_without_sound_has_no_sum_of_it(make: Maker, form: str) -> None:
    found = learned(getattr(make, form)(seconds=0.0))
    assert found.sound == ""
    assert found.sha256


def test_a_file_whose_sound_cannot_be_told_has_no_sum_of_it(make: Maker) -> None:
    found = learned(make.mp4())
    assert found.sound == ""
    assert found.sha256
