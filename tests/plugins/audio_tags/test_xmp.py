"""An IPTC digital source type in XMP, at the place where each format keeps XMP."""

# mypy: allow-untyped-calls
# mutagen, which writes the tags, is not annotated.

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3, PRIV

from making.picture import jpeg, part, png
from precheck import Mark, MarkKind, TextTag
from precheck.testing import an_image, ask
from precheck_audio_tags.facts import PictureFile
from precheck_audio_tags.labels import labels_in_xmp
from precheck_audio_tags.picture import look_through
from precheck_audio_tags.rules.marks import (
    aigc_label_malformed,
    aigc_label_malformed_in_picture,
)

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Learned, Maker

    Learn = Callable[[Path], Learned]

KIND = "trainedAlgorithmicMedia"
PACKET = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/{KIND}
</Iptc4xmpExt:DigitalSourceType></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
XMP = PACKET.encode()
UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
JPEG_HEAD = b"http://ns.adobe.com/xap/1.0/\0"


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


def id3(packet: bytes) -> bytes:
    tag = ID3()
    tag.add(PRIV(owner="XMP", data=packet))
    from io import BytesIO

    file = BytesIO()
    tag.save(file)
    return file.getvalue()


def said(name: str) -> Mark:
    return Mark(kind=MarkKind.SOURCE_TYPE, tag=name, text=KIND)


@pytest.mark.parametrize("packet", [XMP, PACKET.encode("utf-16")], ids=["utf-8", "utf-16"])
def test_xmp_is_found_in_sound_of_every_format(packet: bytes, make: Maker, learn: Learn) -> None:
    tag = id3(packet)
    files = {
        ("RIFF:_PMX", "before"): make.wav("before.wav", before=[(b"_PMX", packet)]),
        ("RIFF:_PMX", "after"): make.wav("after.wav", after=[(b"_PMX", packet)]),
        ("PRIV:XMP", "wav"): make.wav("id3.wav", after=[(b"id3 ", tag)]),
        ("PRIV:XMP", "aiff"): make.aiff("id3.aiff", before=[(b"ID3 ", tag)]),
        ("AIFF:APPL", "aiff"): make.aiff("appl.aiff", before=[(b"APPL", b"XMP " + packet)]),
        ("PRIV:XMP", "mp3"): make.mp3(head=tag),
        ("PRIV:XMP", "flac"): make.file(tag + make.flac().read_bytes(), "id3.flac"),
        ("MP4:XMP", "uuid"): make.mp4("uuid.m4a", more=box(b"uuid", UUID, packet)),
        ("MP4:XMP", "udta"): make.mp4(
            "udta.m4a", more=box(b"moov", box(b"udta", box(b"XMP_", packet)))
        ),
    }
    found = {name: learn(path).file.marks for name, path in files.items()}
    assert found == {name: (said(name[0]),) for name in files}


def webp(packet: bytes) -> bytes:
    body = b"WEBP" + b"VP8 " + struct.pack("<I", 4) + bytes(4)
    body += b"XMP " + struct.pack("<I", len(packet)) + packet
    return b"RIFF" + struct.pack("<I", len(body)) + body


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


COVER, DRAWN = jpeg(1, 24), png(1, 24)
PROFILES = segment(0xE2, bytes(60_000)) * 10
"""Colour profiles, as large as they may be: what follows is far from both ends."""
TEXT = b"XML:com.adobe.xmp\0"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (COVER[:2] + segment(0xE1, JPEG_HEAD + XMP) + COVER[2:], "JPEG:XMP"),
        (
            COVER[:2] + PROFILES + segment(0xE1, JPEG_HEAD + XMP) + PROFILES + COVER[2:],
            "JPEG:XMP",
        ),
        (DRAWN[:33] + part(b"iTXt", TEXT + bytes(4) + XMP) + DRAWN[33:], "PNG:XML:com.adobe.xmp"),
        (
            DRAWN[:33] + part(b"iTXt", TEXT + b"\1\0\0\0" + zlib.compress(XMP)) + DRAWN[33:],
            "PNG:XML:com.adobe.xmp",
        ),
        (webp(XMP), "first 256 kB"),
    ],
    ids=["jpeg", "deep-jpeg", "png", "packed-png", "webp"],
)
def test_xmp_is_found_in_pictures_and_once(content: bytes, name: str, make: Maker) -> None:
    assert look_through(make.file(content)).marks == (said(name),)


@pytest.mark.parametrize(
    "form",
    [
        "<TC260:AIGC>{&quot;Label&quot;:&quot;1&quot;}</TC260:AIGC>",
        "<x TC260:AIGC='{&quot;Label&quot;:&quot;1&quot;}'/>",
        '<TC260:AIGC>{"Label":"1"}</TC260:AIGC>',
        '{"AIGC": {"Label": "1"}}',
    ],
)
def test_the_chinese_label_is_found_in_xmp(form: str, make: Maker) -> None:
    head = segment(0xE1, JPEG_HEAD + form.encode())
    (mark,) = look_through(make.file(COVER[:2] + head + COVER[2:])).marks
    assert (mark.kind, mark.tag) == (MarkKind.AIGC_LABEL, "JPEG:XMP")


LABEL = '{"Label":"1","ContentProducer":"001191","ProduceID":"42"}'
SHORT = "{&quot;Label&quot;:&quot;1&quot;}"


@pytest.mark.parametrize(
    ("form", "read"),
    [
        (f"<TC260:AIGC>{LABEL}</TC260:AIGC>", [LABEL]),
        (f"<TC260:AIGC x='y'>{SHORT}</TC260:AIGC>", ['{"Label":"1"}']),
        (f"<x TC260:AIGC = '{LABEL}'/><x TC260:AIGC=\"{SHORT}\"/>", [LABEL, '{"Label":"1"}']),
        ("<TC260:AIGC/><x TC260:AIGC=''/>", ["", ""]),
        ("<TC260:AIGC>never closed", []),
    ],
)
def test_the_chinese_label_is_read_from_xmp_as_it_was_written(
    form: str, read: list[str], make: Maker, learn: Learn
) -> None:
    head = segment(0xE1, JPEG_HEAD + form.encode())
    jpeg_file = make.file(COVER[:2] + head + COVER[2:])
    png_file = make.file(DRAWN[:33] + part(b"iTXt", TEXT + bytes(4) + form.encode()) + DRAWN[33:])
    wav = make.wav(after=[(b"_PMX", form.encode())])
    assert [label.text for label in look_through(jpeg_file).labels] == read
    assert [label.text for label in look_through(png_file).labels] == read
    assert [label.text for label in learn(wav).file.labels] == read


def test_a_packet_full_of_beginnings_is_read_quickly() -> None:
    for piece in (b'TC260:AIGC="', b"<TC260:AIGC>", b"TC260:AIGC='<", b"<TC260:AIGC "):
        assert len(labels_in_xmp("XMP", piece * 80_000)) <= 80_000


def test_a_malformed_label_in_xmp_is_named(make: Maker, learn: Learn) -> None:
    form = f"<TC260:AIGC>{SHORT}</TC260:AIGC>"
    learned = learn(make.wav(after=[(b"_PMX", form.encode())]))
    (finding,) = ask(aigc_label_malformed, learned.track, *learned.facts)
    assert finding.message == "the AIGC label in RIFF:_PMX lacks ContentProducer, ProduceID"
    seen = PictureFile(labels=(TextTag(name="JPEG:XMP", text="1"),))
    (finding,) = ask(aigc_label_malformed_in_picture, an_image(), seen)
    assert finding.message == "the AIGC label in JPEG:XMP is not a JSON object"


@pytest.mark.parametrize("cut", [3, 20, 40, 100, 1000])
def test_a_picture_that_is_cut_off_is_looked_through_as_far_as_it_goes(
    cut: int, make: Maker
) -> None:
    head = segment(0xE1, JPEG_HEAD + bytes(2000))
    for content in (COVER[:2] + head, DRAWN[:33] + part(b"caBX", bytes(2000))):
        assert look_through(make.file(content[:cut])).marks == ()


def test_filling_between_segments_is_passed_over(make: Maker) -> None:
    head = b"\xff\xff" + b"\xff\x01" + segment(0xE1, JPEG_HEAD + XMP)
    assert look_through(make.file(COVER[:2] + head + COVER[2:])).marks == (said("JPEG:XMP"),)
