"""Which container a file is, from its bytes alone; the name of the file has no say."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from msgspec import Struct

_HEAD = 64
"""Bytes that are enough to tell the formats apart."""
_MOST_ID3_BLOCKS = 8
"""Some players stack several ID3v2 tags."""
_MOST_ZEROS = 65_536
"""Padding between a tag and the first MPEG frame that is skipped."""


class Container(StrEnum):
    """The containers that are read."""

    FLAC = "FLAC"
    WAV = "WAV"
    AIFF = "AIFF"
    MP3 = "MP3"
    MP4 = "MP4"
    OGG = "Ogg"


SUFFIXES = {
    Container.FLAC: (".flac",),
    Container.WAV: (".wav", ".wave", ".bwf", ".rf64"),
    Container.AIFF: (".aif", ".aiff", ".aifc"),
    Container.MP3: (".mp3", ".mp2"),
    Container.MP4: (".m4a", ".mp4", ".m4b", ".alac", ".aac"),
    Container.OGG: (".ogg", ".oga", ".opus"),
}
"""The suffixes that go with a container, the usual one first."""

_NOT_READ = (
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "ASF (WMA)"),
    (b"wvpk", "WavPack"),
    (b"MAC ", "Monkey's Audio"),
    (b"MPCK", "Musepack"),
    (b"MP+", "Musepack"),
    (b"DSD ", "DSF"),
    (b"FRM8", "DSDIFF"),
    (b"TTA1", "True Audio"),
    (b"caff", "CAF"),
    (b"riff\x2e\x91\xcf\x11", "Wave64"),
    (b"\x1a\x45\xdf\xa3", "Matroska or WebM"),
    (b"\x0b\x77", "AC-3"),
    (b"MThd", "MIDI"),
    (b"\x89PNG\r\n", "PNG, a picture"),
    (b"\xff\xd8\xff", "JPEG, a picture"),
    (b"GIF8", "GIF, a picture"),
    (b"PK\x03\x04", "ZIP"),
    (b"%PDF-", "PDF"),
    (b"<?xml", "XML"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
)


class Kind(Struct, frozen=True, kw_only=True):
    """What the bytes say a file is."""

    container: Container | None
    """None for everything that is not read."""
    name: str
    """The container, or the name of the format that is not read; empty where it is unknown."""
    audio_offset: int = 0
    """Where the container begins: behind any ID3v2 blocks."""


def recognise(file: BinaryIO) -> Kind:
    """Tell the container from the first bytes, behind any ID3v2 blocks."""
    offset = 0
    head = b""
    for _ in range(_MOST_ID3_BLOCKS):
        file.seek(offset)
        head = file.read(_HEAD)
        if not head.startswith(b"ID3") or len(head) < 10:  # noqa: PLR2004 - the length of an ID3v2 header
            break
        has_footer = bool(head[5] & 0x10)
        offset += 10 + synchsafe(head[6:10]) + (10 if has_footer else 0)
    container = _of(head)
    if container is None and offset and not _name_of(head):
        container = Container.MP3  # the parser looks for the first frame by itself
    if (
        container is None
        and head[:1] == b"\0"
        and _of(_behind_zeros(file, offset)) is Container.MP3
    ):
        container = Container.MP3
    name = container.value if container is not None else _name_of(head)
    return Kind(container=container, name=name, audio_offset=offset)


def synchsafe(data: bytes) -> int:
    """The number in bytes of seven bits each."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number


def suits(container: str, uri: str) -> bool:
    """Whether a file's name ends as files of this container do."""
    return PurePath(uri.replace("\\", "/")).suffix.lower() in SUFFIXES.get(Container(container), ())


def _of(head: bytes) -> Container | None:
    if head.startswith(b"fLaC"):
        return Container.FLAC
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE":
        return Container.WAV
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        return Container.AIFF
    if head.startswith(b"OggS"):
        return Container.OGG
    if head[4:8] in {b"ftyp", b"moov"}:
        return Container.MP4
    return Container.MP3 if _is_mpeg_frame(head) else None


def _is_mpeg_frame(head: bytes) -> bool:
    """Whether this is the header of an MPEG audio frame: sync, version, layer, rates that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - the bits of the header
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    return version != 1 and layer != 0 and head[2] >> 4 != 15 and head[2] >> 2 & 3 != 3  # noqa: PLR2004 - the reserved values


def _behind_zeros(file: BinaryIO, offset: int) -> bytes:
    file.seek(offset)
    return file.read(_MOST_ZEROS).lstrip(b"\0")[:_HEAD]


def _name_of(head: bytes) -> str:
    for magic, name in _NOT_READ:
        if head.startswith(magic):
            return name
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:  # noqa: PLR2004 - the ADTS sync word
        return "AAC without a container (ADTS)"
    return ""
