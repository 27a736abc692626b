"""The chunks of WAVE and AIFF files, and the texts of LIST INFO and bext (EBU Tech 3285)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from msgspec import Struct

from precheck_audio_tags.bounds import LARGEST_TEXT, MOST_PARTS, Refused, read_exactly

UNKNOWN_SIZE = 0xFFFF_FFFF
"""What a writer states that did not know the size, and what RF64 states for its large chunks."""

_BEXT = (
    ("Description", 0, 256),
    ("Originator", 256, 32),
    ("OriginatorReference", 288, 32),
    ("OriginationDate", 320, 10),
    ("OriginationTime", 330, 8),
)
"""The text fields of `bext`: name, offset, bytes."""
_CODING_HISTORY = 602
"""Where the free text at the end of `bext` begins."""


class Chunk(Struct, frozen=True, kw_only=True):
    """A chunk by its place in the file."""

    id: str
    offset: int
    """Where the content begins."""
    size: int
    """Bytes of content; for `data` of unknown size those up to the end of the file."""


def walk(
    file: BinaryIO, end: int, *, order: str, sizes: dict[str, int] | None = None
) -> Iterator[Chunk]:
    """The chunks from the file's position to `end`. `order` is `<` or `>`, as in `struct`.

    Raises `Refused` for a chunk that reaches beyond the end, and for too many.
    """
    at = file.tell()
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            return
        file.seek(at)
        name, size = struct.unpack(f"{order}4sI", read_exactly(file, 8, "a chunk's header"))
        chunk_id = name.decode("latin-1")
        left = end - at - 8
        if size == UNKNOWN_SIZE:
            size = (sizes or {}).get(chunk_id, left if chunk_id in {"data", "SSND"} else size)
        if size > left:
            raise Refused(
                f"chunk {chunk_id!r} states {size:,} bytes, and the file has {left:,} left"
            )
        yield Chunk(id=chunk_id, offset=at + 8, size=size)
        at += 8 + size + size % 2
    raise Refused(f"the file has more than {MOST_PARTS:,} chunks")


def content(file: BinaryIO, chunk: Chunk, most: int = LARGEST_TEXT) -> bytes:
    """The content of a chunk. Raises `Refused` where it is larger than `most` bytes."""
    if chunk.size > most:
        raise Refused(f"chunk {chunk.id!r} has {chunk.size:,} bytes; at most {most:,} are read")
    file.seek(chunk.offset)
    return read_exactly(file, chunk.size, f"chunk {chunk.id!r}")


def large_sizes(ds64: bytes) -> dict[str, int]:
    """The real sizes that an RF64 file states in `ds64` (EBU Tech 3306)."""
    if len(ds64) < 24:  # noqa: PLR2004 - three numbers of eight bytes
        raise Refused("chunk 'ds64' is too short")
    return {"data": int(struct.unpack_from("<Q", ds64, 8)[0])}


def info_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """The texts of a `LIST` chunk of the type `INFO`, named `RIFF:INAM` and so on."""
    if data[:4] != b"INFO":
        return
    file = BytesIO(data)
    file.seek(4)
    for chunk in walk(file, len(data), order="<"):
        yield f"RIFF:{chunk.id}", text(data[chunk.offset : chunk.offset + chunk.size])


def bext_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """The text fields of a Broadcast Wave extension, named `bext:Description` and so on."""
    for name, offset, length in _BEXT:
        yield f"bext:{name}", text(data[offset : offset + length])
    yield "bext:CodingHistory", text(data[_CODING_HISTORY:])


def text(data: bytes) -> str:
    """A text up to the first zero, whose encoding is not stated: UTF-8, else Windows-1252."""
    data = data.partition(b"\0")[0]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
