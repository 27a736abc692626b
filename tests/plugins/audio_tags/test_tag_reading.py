"""The tags of every format: an ISRC and a title written by another program come back."""

# mypy: allow-untyped-calls
# mutagen, which writes the tags, is not annotated.

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, COMM, ID3, TALB, TIT2, TPE1, TSRC, TXXX, USLT, WOAS
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.wave import WAVE

from precheck import Reason, TextTag
from precheck_audio_tags.facts import Part, Presence
from precheck_audio_tags.fields import is_isrc, plain_isrc

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Learned, Maker

    Learn = Callable[[Path], Learned]

ISRC = "QZ-PRE-26-00001"
KNOWN = ("Slow Tide", "Ada Example", "Low Water", ISRC)


def frames() -> ID3:
    """An ID3 tag with the four known fields."""
    tag = ID3()
    for kind, text in zip((TIT2, TPE1, TALB, TSRC), KNOWN, strict=True):
        tag.add(kind(encoding=3, text=text))
    return tag


def fields(learned: Learned) -> tuple[str, str, str, str]:
    tags = learned.tags
    return tags.title, tags.artist, tags.album, tags.isrc


@pytest.mark.parametrize("version", [3, 4])
def test_id3_of_mp3_comes_back(version: int, make: Maker, learn: Learn) -> None:
    path = make.mp3()
    tag = frames()
    if version == 3:
        tag.update_to_v23()
    tag.save(path, v2_version=version)
    learned = learn(path)
    assert fields(learned) == KNOWN
    assert learned.tags.names == {
        "title": "TIT2",
        "artist": "TPE1",
        "album": "TALB",
        "isrc": "TSRC",
    }


def test_id3_of_version_2_2_comes_back(make: Maker, learn: Learn) -> None:
    body = b"".join(
        name + (len(text) + 1).to_bytes(3) + b"\0" + text.encode()
        for name, text in zip((b"TT2", b"TP1", b"TAL", b"TRC"), KNOWN, strict=True)
    )
    head = b"ID3\x02\x00\x00" + bytes((0, 0, len(body) >> 7, len(body) & 0x7F)) + body
    assert fields(learn(make.mp3(head=head))) == KNOWN


def test_an_unsynchronised_tag_comes_back(make: Maker, learn: Learn) -> None:
    text = "ÿ".encode("utf-16")  # begins with FF FE and holds FF 00
    body = b"TIT2" + (1 + len(text)).to_bytes(4) + bytes(2) + b"\1" + text
    stuffed = body.replace(b"\xff\x00", b"\xff\x00\x00").replace(b"\xff\xfe", b"\xff\x00\xfe")
    head = b"ID3\x03\x00\x80" + bytes((0, 0, 0, len(stuffed))) + stuffed
    assert learn(make.mp3(head=head)).tags.title == "ÿ"


def test_frames_of_version_2_4_with_plain_sizes_come_back(make: Maker, learn: Learn) -> None:
    title = b"\0" + b"x" * 199
    body = b"TIT2" + len(title).to_bytes(4) + bytes(2) + title
    body += b"TPE1" + (12).to_bytes(4) + bytes(2) + b"\0Ada Example"
    head = b"ID3\x04\x00\x00" + bytes((0, 0, len(body) >> 7, len(body) & 0x7F)) + body
    tags = learn(make.mp3(head=head)).tags
    assert (tags.title, tags.artist) == ("x" * 199, "Ada Example")


def test_id3v1_alone_comes_back(make: Maker, learn: Learn) -> None:
    tail = b"TAG" + b"Slow Tide".ljust(30, b"\0") + b"Ada Example".ljust(30, b"\0") + bytes(65)
    tags = learn(make.mp3(tail=tail)).tags
    assert (tags.title, tags.artist) == ("Slow Tide", "Ada Example")


def test_ape_behind_mp3_comes_back(make: Maker, learn: Learn) -> None:
    path = make.mp3()
    tag = APEv2()
    for name, text in zip(("Title", "Artist", "Album", "ISRC"), KNOWN, strict=True):
        tag[name] = text
    tag.save(path)
    learned = learn(path)
    assert fields(learned) == KNOWN
    assert learned.tags.names["isrc"] == "APE:ISRC"


def test_vorbis_comments_of_flac_come_back(make: Maker, learn: Learn) -> None:
    title, artist, album, isrc = KNOWN
    learned = learn(make.flac(title=title, artist=artist, album=album, isrc=isrc))
    assert fields(learned) == KNOWN
    assert learned.tags.names["isrc"] == "ISRC"


def test_pictures_of_flac_are_stepped_over(make: Maker, learn: Learn) -> None:
    path = make.flac(title="Slow Tide")
    audio = FLAC(path)
    picture = Picture()
    picture.data = bytes(400_000)
    audio.add_picture(picture)
    audio.save()
    assert learn(path).tags.texts == (TextTag(name="TITLE", text="Slow Tide"),)


@pytest.mark.parametrize("codec", ["Vorbis", "Opus", "FLAC"])
def test_comments_of_ogg_come_back(codec: str, make: Maker, learn: Learn) -> None:
    keys = ("TITLE", "ARTIST", "ALBUM", "isrc")
    comments = tuple(f"{key}={text}" for key, text in zip(keys, KNOWN, strict=True))
    assert fields(learn(make.ogg(codec=codec, comments=comments))) == KNOWN


def test_comments_over_several_ogg_pages_come_back(make: Maker, learn: Learn) -> None:
    from mutagen.oggvorbis import OggVorbis

    path = make.ogg()
    audio = OggVorbis(path)
    audio["lyrics"] = "la " * 40_000
    audio["isrc"] = ISRC
    audio.save()
    assert learn(path).tags.isrc == ISRC


def test_atoms_of_mp4_come_back(make: Maker, learn: Learn) -> None:
    path = make.mp4()
    audio = MP4(path)
    audio.add_tags()
    for name, text in zip(("©nam", "©ART", "©alb"), KNOWN, strict=False):
        audio[name] = text
    audio["----:com.apple.iTunes:ISRC"] = MP4FreeForm(ISRC.encode())
    audio.save()
    learned = learn(path)
    assert fields(learned) == KNOWN
    assert learned.tags.names["isrc"] == "----:com.apple.iTunes:ISRC"


@pytest.mark.parametrize("kind", [WAVE, AIFF])
def test_the_id3_chunk_of_wave_and_aiff_comes_back(
    kind: type[WAVE | AIFF], make: Maker, learn: Learn
) -> None:
    path = make.wav() if kind is WAVE else make.aiff()
    audio: Any = kind(path)
    audio.add_tags()
    for frame in frames().values():
        audio.tags.add(frame)
    audio.save()
    assert fields(learn(path)) == KNOWN


def test_list_info_of_wave_comes_back(make: Maker, learn: Learn) -> None:
    names = (b"INAM", b"IART", b"IPRD", b"ISRC")
    info = b"INFO" + b"".join(
        name + struct.pack("<I", len(text) + 1) + text.encode() + b"\0" * (1 + (len(text) + 1) % 2)
        for name, text in zip(names, KNOWN, strict=True)
    )
    learned = learn(make.wav(before=[(b"LIST", info)]))
    assert fields(learned) == KNOWN
    assert learned.tags.names["title"] == "RIFF:INAM"


def test_the_source_in_list_info_is_no_isrc(make: Maker, learn: Learn) -> None:
    info = b"INFOISRC" + struct.pack("<I", 12) + b"Tape archive"
    tags = learn(make.wav(before=[(b"LIST", info)])).tags
    assert tags.isrc == ""
    assert tags.texts == (TextTag(name="RIFF:ISRC", text="Tape archive"),)


def test_the_broadcast_extension_comes_back(make: Maker, learn: Learn) -> None:
    bext = b"Master, ISRC: QZ-PRE-26-00001".ljust(256, b"\0")
    bext += b"Example Studio".ljust(32, b"\0") + b"REF7".ljust(32, b"\0") + b"2026-11-0110:00:00"
    bext = bext.ljust(602, b"\0") + b"A=PCM,F=44100,W=16,M=stereo"
    learned = learn(make.wav(before=[(b"bext", bext)]))
    assert learned.tags.isrc == ISRC
    assert {tag.name: tag.text for tag in learned.tags.texts} == {
        "bext:Description": "Master, ISRC: QZ-PRE-26-00001",
        "bext:Originator": "Example Studio",
        "bext:OriginatorReference": "REF7",
        "bext:OriginationDate": "2026-11-01",
        "bext:OriginationTime": "10:00:00",
        "bext:CodingHistory": "A=PCM,F=44100,W=16,M=stereo",
    }


def test_the_isrc_in_axml_comes_back(make: Maker, learn: Learn) -> None:
    axml = b"<ebu><dc:identifier>ISRC:QZPRE2600001</dc:identifier></ebu>"
    learned = learn(make.wav(before=[(b"axml", axml)]))
    assert (learned.tags.isrc, learned.tags.names["isrc"]) == ("QZPRE2600001", "axml")


def test_text_chunks_of_aiff_come_back(make: Maker, learn: Learn) -> None:
    tags = learn(make.aiff(before=[(b"NAME", b"Slow Tide"), (b"AUTH", b"Ada Example")])).tags
    assert (tags.title, tags.artist) == ("Slow Tide", "Ada Example")


def test_text_in_windows_letters_is_read(make: Maker, learn: Learn) -> None:
    info = b"INFOINAM" + struct.pack("<I", 4) + "Café".encode("cp1252")
    assert learn(make.wav(before=[(b"LIST", info)])).tags.title == "Café"


def test_texts_of_every_kind_of_frame_have_the_names_of_their_format(
    make: Maker, learn: Learn
) -> None:
    path = make.mp3()
    tag = ID3()
    tag.add(TPE1(encoding=3, text=["Ada Example", "Bo Sample"]))
    tag.add(COMM(encoding=3, lang="eng", desc="", text="hello"))
    tag.add(TXXX(encoding=3, desc="MOOD", text="calm"))
    tag.add(USLT(encoding=3, lang="eng", desc="", text="la la"))
    tag.add(WOAS(url="https://example.org/song"))
    tag.add(APIC(encoding=3, mime="image/png", type=3, desc="", data=bytes(400_000)))
    tag.save(path)
    learned = learn(path)
    assert {(tag.name, tag.text) for tag in learned.tags.texts} == {
        ("TPE1", "Ada Example"),
        ("TPE1", "Bo Sample"),
        ("COMM::eng", "hello"),
        ("TXXX:MOOD", "calm"),
        ("USLT::eng", "la la"),
        ("WOAS", "https://example.org/song"),
    }
    assert learned.tags.artist == "Ada Example; Bo Sample"


def test_a_file_whose_sound_is_broken_still_gives_its_tags(make: Maker, learn: Learn) -> None:
    path = make.file(b"", "a.mp3")
    frames().save(path)
    learned = learn(path)
    assert fields(learned) == KNOWN
    assert learned.stream.reason is Reason.UNREADABLE
    assert [(t.part, t.error) for t in learned.file.troubles] == [
        (Part.STREAM, "HeaderNotFoundError")
    ]
    assert learned.file.detail.startswith("'a.mp3', MP3: the parser says: ")


@pytest.mark.parametrize(
    "text", ["QZPRE2600001", "qz-pre-26-00001", "ISRC QZ PRE 26 00001", "ＱＺＰＲＥ２６００００１"]
)
def test_an_isrc_is_the_same_however_it_is_written(text: str) -> None:
    assert plain_isrc(text) == "QZPRE2600001"
    assert is_isrc(text)


@pytest.mark.parametrize("text", ["", "N/A", "QZPRE260001", "Q1PRE2600001", "QZPRE26000010"])
def test_what_is_no_isrc_is_not_taken_for_one(text: str) -> None:
    assert not is_isrc(text)


def wavpack() -> bytes:
    """The header of a WavPack block of no samples: 44.1 kHz, 16 bits, stereo."""
    rate_and_width = 9 << 23 | 1
    return b"wvpk" + struct.pack("<IHBBIIIII", 24, 0x410, 0, 0, 0, 0, 0, rate_and_width, 0)


def test_a_format_whose_sound_is_not_read_has_its_tags_read(tmp_path: Path, learn: Learn) -> None:
    path = tmp_path / "a.wv"
    path.write_bytes(wavpack())
    tag = APEv2()
    for name, text in zip(("Title", "Artist", "Album", "ISRC"), KNOWN, strict=True):
        tag[name] = text
    tag["Comment"] = ["made with suno", "and care"]
    tag["Cover Art (Front)"] = b"front.png\0\x89PNG"
    tag.save(path)

    learned = learn(path)

    assert learned.file.presence is Presence.UNREADABLE
    assert fields(learned) == KNOWN
    assert [t.text for t in learned.tags.texts if t.name == "APE:Comment"]
    assert {t.name for t in learned.tags.texts}.isdisjoint({"APE:Cover Art (Front)"})
    assert [mark.generator for mark in learned.marks.marks] == ["Suno"]


def test_broken_tags_of_a_format_that_is_not_read_are_none(tmp_path: Path, learn: Learn) -> None:
    path = tmp_path / "a.wma"
    path.write_bytes(bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + b"\xff" * 60)

    assert learn(path).file.texts == ()
