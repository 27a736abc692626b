"""Pictures as tags hold them: frames of ID3v2, and the block of FLAC that Ogg uses as well."""

from __future__ import annotations

import struct
from base64 import b64decode

from precheck_audio_tags.bounds import Refused

HEAD = 256
"""Bytes of a frame that are enough to tell what kind of picture it is."""
FRONT = 3
"""The kind of the front cover (ID3v2.4, 4.14; RFC 9639, 8.8)."""
NONE = -1
"""The kind of what is no picture: a link, or too short a frame."""
_UTF_16 = {1, 2}
_LINK = b"-->"


def frame_kind(name: bytes, data: bytes) -> int:
    """The kind of picture in an `APIC` or `PIC` frame, from its first bytes."""
    format_, _, at = _head(name, data)
    return data[at] if format_ != _LINK and at < len(data) else NONE


def frame_image(name: bytes, data: bytes) -> bytes:
    """The picture's file in such a frame, behind its description."""
    _, encoding, at = _head(name, data)
    start = at + 1
    if encoding not in _UTF_16:
        return data[start:].partition(b"\0")[2]
    end = data.find(b"\0\0", start)
    while end >= 0 and (end - start) % 2:
        end = data.find(b"\0\0", end + 1)
    return data[end + 2 :] if end >= 0 else b""


def block_kind(data: bytes) -> int:
    """The kind of picture in a `PICTURE` block of FLAC, from its first bytes."""
    if len(data) < 8:  # noqa: PLR2004 - two numbers of four bytes
        return NONE
    kind, length = struct.unpack_from(">II", data)
    return NONE if data[8 : 8 + length] == _LINK else kind


def block_image(data: bytes) -> bytes:
    """The picture's file in such a block. Raises `Refused` where its lengths lead beyond it."""
    at = 4
    for _ in range(2):  # the media type, the description
        at += 4 + _number(data, at)
    at += 16  # width, height, depth and number of colours, which are not believed
    length = _number(data, at)
    image = data[at + 4 : at + 4 + length]
    if len(image) < length:
        raise Refused(
            f"the picture in the tags states {length:,} bytes, and there are {len(image):,}"
        )
    return image


def comment_kind(text: str) -> int:
    """The kind of picture in such a block in base 64; a broken one counts as the front cover.

    Whoever reads it then says what is wrong with it.
    """
    try:
        return block_kind(decoded(text[: 4 * HEAD]))
    except Refused:
        return FRONT


def decoded(text: str) -> bytes:
    """The bytes of a comment in base 64. Raises `Refused`."""
    try:
        return b64decode(text)
    except ValueError:
        raise Refused("the picture in the comments is not written in base 64") from None


def _head(name: bytes, data: bytes) -> tuple[bytes, int, int]:
    """The format, the encoding of the description, and where the kind stands."""
    encoding = data[0] if data else 0
    if name == b"PIC":
        return data[1:4], encoding, 4
    end = data.find(b"\0", 1)
    return (data[1:end], encoding, end + 1) if end > 0 else (b"", encoding, len(data))


def _number(data: bytes, at: int) -> int:
    if at + 4 > len(data):
        raise Refused("the picture in the tags is cut off")
    return int.from_bytes(data[at : at + 4])
