"""Objects in ID3 tags: whose they are, and what is attached, by name."""

# mypy: allow-untyped-calls
# mutagen, which writes the tags, is not annotated.

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import GEOB, ID3, PRIV, UFID
from mutagen.mp4 import MP4, MP4FreeForm

from precheck import Mark, MarkKind
from precheck_audio_tags.marks import marks_in_object
from precheck_audio_tags.objects import generators_of

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Learned, Maker

    Learn = Callable[[Path], Learned]


def owned(owner: str, frame: str = "PRIV") -> list[str]:
    data = owner.encode("latin-1") + b"\0\1\2\3"
    return [tool for tool, _ in generators_of(f"{frame}:{owner}", data)]


def attached(
    media: str = "", file: str = "", description: str = "", encoding: int = 3
) -> list[str]:
    coding = ("latin-1", "utf-16", "utf-16-be", "utf-8")[encoding]
    zero = b"\0\0" if encoding in {1, 2} else b"\0"
    texts = b"".join(text.encode(coding) + zero for text in (file, description))
    data = bytes((encoding,)) + media.encode() + b"\0" + texts + b"content"
    return [tool for tool, _ in generators_of("GEOB:x", data)]


@pytest.mark.parametrize("frame", ["PRIV", "UFID", "UFI"])
@pytest.mark.parametrize(
    ("owner", "generator"),
    [
        ("com.elevenlabs", "ElevenLabs"),
        ("io.elevenlabs.music", "ElevenLabs"),
        ("http://suno.com", "Suno"),
        ("https://www.udio.com/songs", "Udio"),
        ("support@suno.ai", "Suno"),
        ("stable-audio.com", "Stable Audio"),
        ("Udio", "Udio"),
        ("SUNO AI v4", "Suno"),
        ("Stable Audio 2.5 metadata", "Stable Audio"),
        ("com.google.lyria", "Lyria"),
        ("Google Lyria", "Lyria"),
    ],
)
def test_an_owner_that_is_a_generator_is_evidence(owner: str, generator: str, frame: str) -> None:
    assert owned(owner, frame) == [generator]


@pytest.mark.parametrize(
    "owner",
    [
        "http://musicbrainz.org",
        "WM/MediaClassPrimaryID",
        "XMP",
        "Lyria",
        "lyria@example.com",
        "lyria.smith@example.com",
        "http://example.com/suno",
        "http://sunoco.com",
        "www.udiophile.com",
        "Suno Kim",
        "stable audio cables",
        "",
    ],
)
def test_any_other_owner_is_none(owner: str) -> None:
    assert owned(owner) == []


@pytest.mark.parametrize("encoding", [0, 1, 2, 3])
def test_the_description_of_an_object_is_read_in_every_encoding(encoding: int) -> None:
    assert attached("application/json", "a.json", "Udio", encoding) == ["Udio"]


def test_a_file_or_media_type_of_a_generator_is_evidence() -> None:
    assert attached(media="application/x-suno") == ["Suno"]
    assert attached(media="application/vnd.elevenlabs+json") == ["ElevenLabs"]
    assert attached(file="udio.json") == ["Udio"]
    assert attached(file="suno_metadata.txt") == ["Suno"]


def test_what_belongs_to_a_song_of_that_name_is_none() -> None:
    assert attached("text/plain", "Suno.txt", "lyrics") == []
    assert attached("text/plain", "Suno - Lyrics.txt", "Lyria Smith") == []
    assert attached("audio/midi", "Udio.mid", "") == []
    assert attached("audio/midi", "Suno Track 1.mid", "Suno track") == []
    assert attached("image/svg+xml", "suno.ai", "") == []


def test_objects_of_real_tags_give_marks(make: Maker, learn: Learn) -> None:
    path = make.mp3()
    tag = ID3()
    tag.add(PRIV(owner="com.elevenlabs", data=b"\1"))
    tag.add(UFID(owner="http://suno.com", data=b"42"))
    tag.add(GEOB(encoding=1, mime="text/plain", filename="", desc="Udio", data=b"{}"))
    tag.add(UFID(owner="http://musicbrainz.org", data=b"7"))
    tag.save(path)
    assert set(learn(path).marks.marks) == {
        Mark(kind=MarkKind.GENERATOR, tag=name, text=text, generator=generator)
        for name, text, generator in (
            ("PRIV:com.elevenlabs", "com.elevenlabs", "ElevenLabs"),
            ("UFID:http://suno.com", "http://suno.com", "Suno"),
            ("GEOB:text/plain", "Udio", "Udio"),
        )
    }


def test_the_owner_of_an_mp4_atom_is_read(make: Maker, learn: Learn) -> None:
    path = make.mp4()
    audio = MP4(path)
    audio.add_tags()
    audio["----:com.elevenlabs:job"] = MP4FreeForm(b"42")
    audio["----:com.apple.iTunes:NOTE"] = MP4FreeForm(b"ElevenLabs")
    audio.save()
    assert [mark.tag for mark in learn(path).marks.marks] == ["----:com.elevenlabs:job"]


@given(st.sampled_from(["PRIV:x", "GEOB:x", "UFID:x"]), st.binary(max_size=600))
def test_any_object_at_all_is_looked_through(name: str, data: bytes) -> None:
    assert isinstance(marks_in_object(name, data), tuple)
