"""Signs of where a file came from, in every place a file can carry them."""

# mypy: allow-untyped-calls
# mutagen, which writes the tags, is not annotated.

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import COMM, GEOB, ID3, PRIV, TSSE, TXXX, WOAS
from mutagen.mp4 import MP4, MP4FreeForm

from precheck import Image, Mark, MarkKind, ProvenanceMarks, Reason, Tags, TextTag, Unavailable
from precheck.testing import a_track, an_image, ask, encoded_alike, look
from precheck_audio_tags.facts import AudioFile, PictureFile, Presence
from precheck_audio_tags.generators import TRACES
from precheck_audio_tags.inspectors import image_marks, picture_file
from precheck_audio_tags.labels import label_problem
from precheck_audio_tags.marks import marks_in
from precheck_audio_tags.rules.marks import (
    aigc_label_malformed,
    generator_mark,
    generator_mark_in_picture,
    id3_before_flac,
)

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Learned, Maker

    Learn = Callable[[Path], Learned]

SUNO = "made with suno; created=2026-10-30T12:00:00.000Z; id=11111111-2222-3333-4444-555555555555"
LABEL = json.dumps({"AIGC": {"Label": "1", "ContentProducer": "001191", "ProduceID": "42"}})
MANIFEST = (
    b"\0\0\0\x20jumbjumdc2pa\0"
    b"c2pa.claim softwareAgent\xa1dnamejElevenLabsdwhen wtrainedAlgorithmicMedia"
)


def tagged(name: str, text: str) -> Tags:
    return Tags(texts=(TextTag(name=name, text=text),))


# --- what is learned -------------------------------------------------------------------------


def test_the_comment_of_suno_is_found_in_every_format(make: Maker, learn: Learn) -> None:
    mp3 = make.mp3()
    tag = ID3()
    tag.add(COMM(encoding=3, lang="eng", desc="", text=SUNO))
    tag.save(mp3)
    info = b"INFOICMT" + struct.pack("<I", len(SUNO)) + SUNO.encode()
    mp4 = make.mp4()
    audio = MP4(mp4)
    audio.add_tags()
    audio["©cmt"] = SUNO
    audio.save()
    files = {
        "COMM::eng": mp3,
        "COMMENT": make.flac(comment=SUNO),
        "RIFF:ICMT": make.wav(before=[(b"LIST", info)]),
        "©cmt": mp4,
        "DESCRIPTION": make.ogg(comments=(f"description={SUNO}",)),
    }
    for name, path in files.items():
        assert learn(path).marks.marks == (
            Mark(
                kind=MarkKind.GENERATOR,
                tag=name,
                text=SUNO,
                generator="Suno",
                created=datetime(2026, 10, 30, 12, tzinfo=UTC),
            ),
        )


@pytest.mark.parametrize(
    ("text", "generator"),
    [
        ("Made with Suno Studio; id=7", "Suno"),
        ("https://suno.com/song/abc", "Suno"),
        ("https://www.udio.com/songs/abc", "Udio"),
    ],
)
def test_texts_of_generators_are_known(text: str, generator: str) -> None:
    (mark,) = marks_in((TextTag(name="COMMENT", text=text),))
    assert (mark.kind, mark.generator, mark.is_ai) == (MarkKind.GENERATOR, generator, True)


def test_a_link_frame_is_looked_through(make: Maker, learn: Learn) -> None:
    path = make.mp3()
    tag = ID3()
    tag.add(WOAS(url="https://suno.com/song/11111111-2222"))
    tag.save(path)
    assert [mark.tag for mark in learn(path).marks.marks] == ["WOAS"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TSSE", "LAME3.100"),
        ("ENCODER", "Lavf61.7.100"),
        ("TITLE", "Suno"),
        ("ARTIST", "Lyria"),
        ("COMMENT", "made with love"),
        ("LYRICS", "no suno here"),
    ],
)
def test_encoders_and_mere_names_are_no_evidence(name: str, text: str) -> None:
    assert marks_in((TextTag(name=name, text=text),)) == ()


def test_a_generator_named_as_the_tool_is_evidence(make: Maker, learn: Learn) -> None:
    path = make.mp3()
    tag = ID3()
    tag.add(TSSE(encoding=3, text="ElevenLabs Music"))
    tag.add(TXXX(encoding=3, desc="Software", text="Stable Audio 2.5"))
    tag.save(path)
    assert [mark.generator for mark in learn(path).marks.marks] == ["ElevenLabs", "Stable Audio"]


def test_the_chinese_label_is_found(make: Maker, learn: Learn) -> None:
    path = make.mp4()
    audio = MP4(path)
    audio.add_tags()
    audio["----:com.apple.iTunes:AIGC"] = MP4FreeForm(LABEL.encode())
    audio.save()
    (mark,) = learn(path).marks.marks
    assert (mark.kind, mark.text) == (MarkKind.AIGC_LABEL, LABEL)


def test_an_xmp_packet_is_looked_through(make: Maker, learn: Learn) -> None:
    path = make.mp3()
    tag = ID3()
    tag.add(
        PRIV(owner="XMP", data=b"<x>digitalsourcetype/compositeWithTrainedAlgorithmicMedia</x>")
    )
    tag.save(path)
    (mark,) = learn(path).marks.marks
    assert (mark.kind, mark.tag) == (MarkKind.SOURCE_TYPE, "PRIV:XMP")
    assert mark.text == "compositeWithTrainedAlgorithmicMedia"


def manifest_files(make: Maker) -> dict[str, Path]:
    mp3 = make.mp3()
    tag = ID3()
    tag.add(
        GEOB(
            encoding=0,
            mime="application/x-c2pa-manifest-store",
            filename="c2pa",
            desc="c2pa manifest store",
            data=MANIFEST,
        )
    )
    tag.save(mp3)
    block = mp3.read_bytes()[: -len(make.mp3("bare.mp3").read_bytes())]
    uuid = bytes.fromhex("d8fec3d61b0e483c92975828877ec481") + MANIFEST
    return {
        "mp3": mp3,
        "flac": make.file(block + make.flac().read_bytes(), "signed.flac"),
        "wav": make.wav("signed.wav", after=[(b"C2PA", MANIFEST)]),
        "mp4": make.mp4(more=struct.pack(">I4s", len(uuid) + 8, b"uuid") + uuid),
    }


@pytest.mark.parametrize("name", ["mp3", "flac", "wav", "mp4"])
def test_a_c2pa_manifest_is_found_with_its_source_type(
    name: str, make: Maker, learn: Learn
) -> None:
    manifest, source_type = learn(manifest_files(make)[name]).marks.marks
    assert (manifest.kind, manifest.generator, manifest.is_ai) == (
        MarkKind.C2PA,
        "ElevenLabs",
        True,
    )
    assert (source_type.kind, source_type.text) == (MarkKind.SOURCE_TYPE, "trainedAlgorithmicMedia")


def test_a_manifest_that_names_no_ai_says_none(make: Maker, learn: Learn) -> None:
    path = make.wav(before=[(b"C2PA", b"jumbjumdc2pa\0c2pa.claim digitalCapture")])
    (mark,) = learn(path).marks.marks
    assert (mark.kind, mark.is_ai) == (MarkKind.C2PA, False)


def test_a_file_without_signs_has_none(make: Maker, learn: Learn) -> None:
    assert learn(make.flac(title="Slow Tide")).marks == ProvenanceMarks()


def test_a_text_of_enormous_length_is_looked_through_quickly() -> None:
    text = "made with suno " * 4000
    assert len(marks_in((TextTag(name="COMMENT", text=text),))) == 1


def test_every_trace_has_a_source() -> None:
    assert all(trace.source.url for trace in TRACES)


# --- pictures --------------------------------------------------------------------------------


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + bytes(4) for name, body in chunks
    )


def pictured(image: Image) -> ProvenanceMarks | Unavailable:
    """What is learned of a picture, nothing verified."""
    seen: PictureFile | Unavailable = look(picture_file, image)
    if isinstance(seen, Unavailable):
        return seen
    learned: ProvenanceMarks | Unavailable = look(image_marks, image, seen)
    return learned


@pytest.mark.parametrize(
    "chunk",
    [
        (b"tEXt", b"AIGC\0" + LABEL.encode()),
        (b"zTXt", b"AIGC\0\0" + zlib.compress(LABEL.encode())),
        (b"iTXt", b"AIGC\0\1\0en\0AIGC\0" + zlib.compress(LABEL.encode())),
    ],
)
def test_the_texts_of_a_png_are_read(chunk: tuple[bytes, bytes], make: Maker) -> None:
    image = an_image(file=make.file(png((b"IHDR", bytes(13)), chunk)))
    found = pictured(image)
    assert isinstance(found, ProvenanceMarks)
    assert [mark.kind for mark in found.marks] == [MarkKind.AIGC_LABEL]
    assert encoded_alike(found) == found


@pytest.mark.parametrize("at", [100, 900_000], ids=["first", "last"])
def test_both_ends_of_a_picture_are_looked_through(at: int, make: Maker) -> None:
    content = bytearray(b"\xff\xd8\xff" + bytes(1_000_000))
    content[at : at + 23] = b"trainedAlgorithmicMedia"
    found = pictured(an_image(file=make.file(bytes(content))))
    assert isinstance(found, ProvenanceMarks)
    assert [mark.text for mark in found.marks] == ["trainedAlgorithmicMedia"]


def test_a_plain_picture_has_no_signs(make: Maker) -> None:
    assert pictured(an_image(file=make.file(png()))) == ProvenanceMarks()


def test_a_picture_that_is_not_there_has_no_marks(make: Maker) -> None:
    for image, reason in (
        (an_image(), Reason.NO_FILE),
        (an_image(file=make.folder / "gone.jpg"), Reason.UNREADABLE),
    ):
        why = pictured(image)
        assert isinstance(why, Unavailable)
        assert why.reason is reason


# --- what is said ----------------------------------------------------------------------------


def test_a_mark_is_named() -> None:
    mark = Mark(kind=MarkKind.GENERATOR, tag="COMM::eng", text=SUNO, generator="Suno")
    (finding,) = ask(generator_mark, a_track(), ProvenanceMarks(marks=(mark,)))
    assert finding.message.startswith("COMM::eng carries a mark of Suno: 'made with suno;")
    assert finding.evidence["says_ai"] is True


def test_without_marks_nothing_is_said() -> None:
    assert ask(generator_mark, a_track(), ProvenanceMarks()) == []
    assert ask(generator_mark_in_picture, an_image(), ProvenanceMarks()) == []


def test_a_mark_in_a_picture_is_named() -> None:
    mark = Mark(kind=MarkKind.C2PA, tag="first 256 kB", text="a manifest, as seen", is_ai=False)
    (finding,) = ask(generator_mark_in_picture, an_image(), ProvenanceMarks(marks=(mark,)))
    assert finding.message == (
        "first 256 kB holds a manifest, as seen, which is by itself no evidence of AI"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("AI", "is not JSON"),
        ("[1]", "is not a JSON object"),
        ('{"AIGC": {"Label": "1"}}', "lacks ContentProducer, ProduceID"),
        ('{"Label": "9", "ContentProducer": "x", "ProduceID": "y"}', "has the Label '9'"),
    ],
)
def test_a_malformed_label_is_named(text: str, problem: str) -> None:
    (finding,) = ask(aigc_label_malformed, a_track(), tagged("TXXX:AIGC", text))
    assert problem in finding.message


@pytest.mark.parametrize("name", ["TXXX:AIGC", "AIGC", "APE:AIGC", "COMMENT"])
def test_a_sound_label_is_not_named(name: str) -> None:
    assert ask(aigc_label_malformed, a_track(), tagged(name, LABEL)) == []
    assert label_problem(LABEL) == ""


def test_an_id3_tag_before_flac_is_named() -> None:
    file = AudioFile(presence=Presence.READ, container="FLAC", id3_before_flac_bytes=3210)
    (finding,) = ask(id3_before_flac, a_track(), file)
    assert "3,210 bytes" in finding.message


def test_a_manifest_in_front_of_flac_is_told(make: Maker, learn: Learn) -> None:
    learned = learn(manifest_files(make)["flac"])
    (finding,) = ask(id3_before_flac, learned.track, *learned.facts)
    assert "bytes with a C2PA manifest stands in front" in finding.message


def test_a_flac_file_that_begins_as_it_should_is_not_named() -> None:
    assert ask(id3_before_flac, a_track(), AudioFile(presence=Presence.READ)) == []
