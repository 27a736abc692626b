"""The first packets of an Ogg file (RFC 3533): its codec, and how large its comments are."""

from __future__ import annotations

from typing import BinaryIO

from precheck_audio_tags.bounds import LARGEST_TAG, MOST_PARTS, Refused, read_exactly
from precheck_audio_tags.flac import judge_comments

_CODECS = (
    (b"\x01vorbis", "Vorbis"),
    (b"OpusHead", "Opus"),
    (b"\x7fFLAC", "FLAC"),
    (b"Speex   ", "Speex"),
)
_COMMENTS = {"Vorbis": 7, "Opus": 8, "FLAC": 4, "Speex": 0}
"""Bytes in front of the comments in their packet."""


def recognise_codec(file: BinaryIO, offset: int) -> str:
    """The codec of the first stream, once its comments are known to be within bounds.

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
            return codec
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
