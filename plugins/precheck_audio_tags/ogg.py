"""The first packets of an Ogg file (RFC 3533): its codec, and how large its comments are."""

from __future__ import annotations

from typing import BinaryIO

from msgspec import Struct

from precheck_audio_tags.bounds import LARGEST_TAG, MOST_PARTS, Refused, read_exactly, size_of
from precheck_audio_tags.flac import judge_comments

_CODECS = (
    (b"\x01vorbis", "Vorbis"),
    (b"OpusHead", "Opus"),
    (b"\x7fFLAC", "FLAC"),
    (b"Speex   ", "Speex"),
)
_COMMENTS = {"Vorbis": 7, "Opus": 8, "FLAC": 4, "Speex": 0}
"""Bytes in front of the comments in their packet."""


_LAST = 4
"""In the header type of a page: it is the last of its stream."""
_LARGEST_PAGE = 27 + 255 + 255 * 255
_SEARCHED = 4 * _LARGEST_PAGE
"""Of the end of a file: pages of other streams may stand behind the last of the sound."""
_INFORMATION = slice(17, 51)
"""`STREAMINFO` in the first packet of FLAC in Ogg (RFC 9639, 10.1)."""


class OggStream(Struct, frozen=True, kw_only=True):
    """What the first pages say of the sound."""

    codec: str
    serial: int
    first: bytes
    """The first packet."""

    @property
    def pcm_md5(self) -> str:
        """Of the samples, where they are FLAC and the encoder said; else empty."""
        md5 = self._information[18:34]
        return md5.hex() if any(md5) else ""

    @property
    def samples(self) -> int:
        """How many there are, where they are FLAC and the encoder said; else 0."""
        return int.from_bytes(self._information[13:18]) & (1 << 36) - 1

    @property
    def _information(self) -> bytes:
        return self.first[_INFORMATION] if self.codec == "FLAC" else b""


def has_end(file: BinaryIO, serial: int) -> bool:
    """Whether the last page of a stream is marked as its last, and all of it is there."""
    size = size_of(file)
    start = max(size - _SEARCHED, 0)
    file.seek(start)
    tail = file.read(_SEARCHED)
    at = len(tail)
    while (at := tail.rfind(b"OggS", 0, at)) >= 0:
        head = tail[at : at + 27]
        if len(head) == 27 and int.from_bytes(head[14:18], "little") == serial:  # noqa: PLR2004 - the header of a page
            lacing = tail[at + 27 : at + 27 + head[26]]
            end = at + 27 + head[26] + sum(lacing)
            return bool(head[5] & _LAST) and end <= len(tail)
    return False


def recognise(file: BinaryIO, offset: int) -> OggStream:
    """The first stream, once its comments are known to be within bounds.

    Raises `Refused` for a codec that is not read and for comments that are too large.
    """
    file.seek(offset)
    serial, first, is_whole = _page(file)
    codec = next((name for magic, name in _CODECS if first.startswith(magic)), "")
    if not codec:
        raise Refused(
            f"the first Ogg stream begins with {first[:8]!r}, which is no sound that is read"
        )
    if not is_whole:
        raise Refused("the first Ogg packet does not end on its page")
    packet = b""
    for _ in range(MOST_PARTS):
        other, body, is_whole = _page(file)
        if other != serial:
            continue
        packet += body
        if len(packet) > LARGEST_TAG:
            raise Refused(f"the Ogg comments take more than {LARGEST_TAG:,} bytes")
        if is_whole:
            judge_comments(packet[_COMMENTS[codec] :])
            return OggStream(codec=codec, serial=serial, first=first)
    raise Refused(f"the Ogg comments take more than {MOST_PARTS:,} pages")


def _page(file: BinaryIO) -> tuple[int, bytes, bool]:
    """The serial number of the next page, its first packet, and whether that packet ends on it."""
    head = read_exactly(file, 27, "the header of an Ogg page")
    if head[:4] != b"OggS":
        raise Refused("an Ogg page does not begin with 'OggS'")
    lacing = read_exactly(file, head[26], "the segment table of an Ogg page")
    body = read_exactly(file, sum(lacing), "an Ogg page")
    ends = next((i for i, length in enumerate(lacing) if length < 255), None)  # noqa: PLR2004 - a full segment goes on
    if ends is None:
        return int.from_bytes(head[14:18], "little"), body, False
    return int.from_bytes(head[14:18], "little"), body[: sum(lacing[: ends + 1])], True
