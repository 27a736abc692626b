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
from precheck import Mark, MarkKind
from precheck_audio_tags.picture import picture_marks

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
    assert picture_marks(make.file(content)) == (said(name),)


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
    (mark,) = picture_marks(make.file(COVER[:2] + head + COVER[2:]))
    assert (mark.kind, mark.tag) == (MarkKind.AIGC_LABEL, "JPEG:XMP")


@pytest.mark.parametrize("cut", [3, 20, 40, 100, 1000])
def test_a_picture_that_is_cut_off_is_looked_through_as_far_as_it_goes(
    cut: int, make: Maker
) -> None:
    head = segment(0xE1, JPEG_HEAD + bytes(2000))
    for content in (COVER[:2] + head, DRAWN[:33] + part(b"caBX", bytes(2000))):
        assert picture_marks(make.file(content[:cut])) == ()


def test_filling_between_segments_is_passed_over(make: Maker) -> None:
    head = b"\xff\xff" + b"\xff\x01" + segment(0xE1, JPEG_HEAD + XMP)
    assert picture_marks(make.file(COVER[:2] + head + COVER[2:])) == (said("JPEG:XMP"),)
