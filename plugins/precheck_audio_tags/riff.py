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
    is_open: bool = False
    """Whether the file does not state the size."""

    @property
    def end(self) -> int:
        """Where the next chunk begins: at an even offset, seen from this one."""
        return self.offset + self.size + self.size % 2


def is_chunk(name: str, size: int, left: int) -> bool:
    """Whether a chunk can be called that, and have so many of the bytes that are left."""
    return name.isascii() and name.isprintable() and bool(name.strip()) and size <= left


def walk(
    file: BinaryIO, end: int, *, order: str, sound: str = "", sizes: dict[str, int] | None = None
) -> Iterator[Chunk]:
    """The chunks from the file's position to `end`. `order` is `<` or `>`, as in `struct`.

    Behind the chunk with the id `sound` it ends with the first thing that cannot be a chunk.
    Raises `Refused` for a chunk before that which reaches beyond the end, and for too many.
    """
    at = file.tell()
    is_behind = False
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            return
        file.seek(at)
        name, size = struct.unpack(f"{order}4sI", read_exactly(file, 8, "a chunk's header"))
        chunk_id = name.decode("latin-1")
        left = end - at - 8
        is_open = False
        if size == UNKNOWN_SIZE:
            is_open = chunk_id in {"data", "SSND"} and chunk_id not in (sizes or {})
            size = (sizes or {}).get(chunk_id, left if is_open else size)
        if is_behind and not is_chunk(chunk_id, size, left):
            return
        if size > left:
            raise Refused(
                f"chunk {chunk_id!r} states {size:,} bytes, and the file has {left:,} left"
            )
        chunk = Chunk(id=chunk_id, offset=at + 8, size=size, is_open=is_open)
        yield chunk
        at = chunk.end
        is_behind = is_behind or chunk_id == sound
    raise Refused(f"the file has more than {MOST_PARTS:,} chunks")


def content(file: BinaryIO, chunk: Chunk, most: int = LARGEST_TEXT) -> bytes:
    """The content of a chunk. Raises `Refused` where it is larger than `most` bytes."""
    if chunk.size > most:
        raise Refused(f"chunk {chunk.id!r} has {chunk.size:,} bytes; at most {most:,} are read")
    file.seek(chunk.offset)
    return read_exactly(file, chunk.size, f"chunk {chunk.id!r}")


def large_sizes(ds64: bytes) -> dict[str, int]:
    """The real sizes that an RF64 file states in `ds64` (EBU Tech 3306), its own under `RIFF`."""
    if len(ds64) < 24:  # noqa: PLR2004 - three numbers of eight bytes
        raise Refused("chunk 'ds64' is too short")
    whole, data = struct.unpack_from("<QQ", ds64)
    return {"RIFF": int(whole), "data": int(data)}


def size_contradiction(name: str, stated: int, start: int, last: Chunk, end: int) -> str:
    """In words, where a form that begins at `start` is not as long as it states; else empty.

    With or without the byte that makes the last chunk even, and with or without what is no chunk.
    """
    ends = {last.offset + last.size, min(last.end, end), last.end, end}
    if start + 8 + stated in ends:
        return ""
    return f"the {name} header states {stated:,} bytes, and {end - start - 8:,} follow"


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
