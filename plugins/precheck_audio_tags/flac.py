"""The metadata blocks of a FLAC file (RFC 9639); of pictures only where they lie."""

from __future__ import annotations

import struct
from typing import BinaryIO

from msgspec import Struct

from precheck_audio_tags.bounds import LARGEST_TEXT, MOST_PARTS, Refused, read_exactly, size_of

_STREAM_INFORMATION = 0
_APPLICATION = 2
_COMMENTS = 4
_PICTURE = 6
_FORBIDDEN = 127


class FlacBlocks(Struct, frozen=True, kw_only=True):
    """What the blocks hold that is read further."""

    information: bytes
    """`STREAMINFO`, 34 bytes."""
    comments: bytes = b""
    """The first `VORBIS_COMMENT`, at most 16 MiB by its length field; empty where there is none."""
    objects: tuple[tuple[str, bytes], ...] = ()
    pictures: tuple[tuple[int, int], ...] = ()
    """Where the content of each `PICTURE` block begins, and its length in bytes."""
    end: int
    """Where the last block ends and the first frame begins."""


def read_blocks(file: BinaryIO, offset: int) -> FlacBlocks:
    """The blocks behind the `fLaC` at an offset. Raises `Refused` where they are out of bounds."""
    end = size_of(file)
    at = offset + 4
    information = comments = b""
    objects: list[tuple[str, bytes]] = []
    pictures: list[tuple[int, int]] = []
    for _ in range(MOST_PARTS):
        file.seek(at)
        head = read_exactly(file, 4, "the header of a metadata block")
        kind, size = head[0] & 0x7F, int.from_bytes(head[1:])
        if kind == _FORBIDDEN:
            raise Refused("a metadata block has the forbidden type 127")
        if at + 4 + size > end:
            raise Refused(
                f"a metadata block of type {kind} states {size:,} bytes, more than the file has"
            )
        if kind == _STREAM_INFORMATION and not information:
            information = file.read(min(size, 34))
        elif kind == _COMMENTS and not comments:
            comments = file.read(size)
        elif kind == _APPLICATION:
            objects.append(("FLAC:APPLICATION", file.read(min(size, LARGEST_TEXT))))
        elif kind == _PICTURE:
            pictures.append((at + 4, size))
        at += 4 + size
        if head[0] & 0x80:
            break
    else:
        raise Refused(f"the file has more than {MOST_PARTS:,} metadata blocks")
    if len(information) < 34:  # noqa: PLR2004 - the length of STREAMINFO
        raise Refused("there is no STREAMINFO block that describes the sound")
    return FlacBlocks(
        information=information,
        comments=comments,
        objects=tuple(objects),
        pictures=tuple(pictures),
        end=at,
    )


def _crc16_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte << 8
        for _ in range(8):
            value = value << 1 ^ (0x8005 if value & 0x8000 else 0)
        table.append(value & 0xFFFF)
    return tuple(table)


_CRC16 = _crc16_table()


def is_whole_frame(data: bytes) -> bool:
    """Whether these bytes are a frame and nothing else, by the sum at its end (RFC 9639, 9.3).

    Zeros change nothing in a sum that is zero: two may be the sum itself, three are padding.
    """
    is_padded = data.endswith(bytes(3)) and _crc16(data[:-3]) == 0
    return not is_padded and _crc16(data) == 0


def _crc16(data: bytes) -> int:
    value = 0
    for byte in data:
        value = value << 8 & 0xFFFF ^ _CRC16[value >> 8 ^ byte]
    return value


def judge_comments(data: bytes) -> None:
    """Raise `Refused` where Vorbis comments state a number of comments that is not read."""
    if len(data) < 8:  # noqa: PLR2004 - two lengths of four bytes
        raise Refused("the comments are cut off")
    vendor = int.from_bytes(data[:4], "little")
    if vendor + 8 > len(data):
        raise Refused(f"the vendor's name takes {vendor:,} bytes, more than the comments have")
    (count,) = struct.unpack_from("<I", data, 4 + vendor)
    if count > MOST_PARTS:
        raise Refused(f"the file states {count:,} comments; at most {MOST_PARTS:,} are read")
