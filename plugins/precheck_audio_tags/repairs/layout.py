"""How a WAVE file is put together, and how it is put together anew."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from msgspec import Struct

from precheck import CannotRepair, Piece, Stretch, Terms
from precheck_audio_tags.bounds import MOST_PARTS, Refused, read_exactly, size_of
from precheck_audio_tags.container import Container, recognise
from precheck_audio_tags.repairs.origins import Tagging, tagging
from precheck_audio_tags.riff import UNKNOWN_SIZE, Chunk, content, is_chunk, large_sizes
from precheck_audio_tags.wave import text_chunk

LARGEST_RIFF = 2**32 - 2
"""Bytes that a RIFF header can count."""
_ID3V1_BYTES = 128
_MORE_SOUND = {"data", "fmt ", "RIFF", "RF64", "BW64"}
"""What begins more sound behind the samples: a second part of them, or a second file."""


class Layout(Struct, frozen=True, kw_only=True):
    """The parts of a WAVE file."""

    form: str
    """`RIFF`, or `RF64` and `BW64`, whose sizes stand in `ds64`."""
    offset: int
    """Where it begins: behind any ID3 tag."""
    end: int
    """The length of the file."""
    stated_size: int
    """What the RIFF header says."""
    front: tuple[Chunk, ...]
    """The chunks before the samples, `fmt ` among them."""
    fmt: bytes
    data: Chunk
    is_data_size_known: bool
    behind: tuple[Chunk, ...]
    rest: Stretch
    """What stands at the end and is no chunk; mostly empty."""

    @property
    def sound(self) -> Stretch:
        """The samples."""
        return Stretch(self.data.offset, self.data.offset + self.data.size)

    @property
    def block(self) -> int:
        """Bytes of one sample of all channels."""
        return int(struct.unpack_from("<H", self.fmt, 12)[0])


def layout_of(file: BinaryIO) -> Layout | None:
    """The layout of a WAVE file; None for other files, and those that break off before the end.

    Whether a file is broken is for the inspectors to say.
    """
    kind = recognise(file)
    if kind.container is not Container.WAV:
        return None
    try:
        return _read(file, kind.audio_offset)
    except Refused:
        return None


def _read(file: BinaryIO, offset: int) -> Layout:
    end = size_of(file)
    file.seek(offset)
    form, stated_size = struct.unpack("<4sI4x", read_exactly(file, 12, "the RIFF header"))
    front: list[Chunk] = []
    fmt, large = b"", 0
    at = offset + 12
    for _ in range(MOST_PARTS):
        name, size = _header(file, at)
        is_unknown = size == UNKNOWN_SIZE
        if name == "data":
            size = (large or end - at - 8) if is_unknown else size
        if size > end - at - 8:
            raise Refused(f"chunk {name!r} reaches beyond the end")
        chunk = Chunk(id=name, offset=at + 8, size=size)
        at = chunk.end
        if name == "data":
            break
        if name == "fmt " and not fmt:
            fmt = content(file, chunk, most=4096)
        elif name == "ds64" and form != b"RIFF":
            large = large_sizes(content(file, chunk))["data"]
        front.append(chunk)
    else:
        raise Refused("there are too many chunks")
    if len(fmt) < 16:  # noqa: PLR2004 - the shortest fmt chunk
        raise Refused("there is no 'fmt ' chunk that describes the sound")
    behind = tuple(_behind(file, at, end))
    rest = min((behind[-1] if behind else chunk).end, end)
    return Layout(
        form=form.decode("latin-1"),
        offset=offset,
        end=end,
        stated_size=stated_size,
        front=tuple(front),
        fmt=fmt,
        data=chunk,
        is_data_size_known=not is_unknown or bool(large),
        behind=behind,
        rest=Stretch(rest, end),
    )


def _behind(file: BinaryIO, at: int, end: int) -> Iterator[Chunk]:
    """The chunks behind the samples, up to the first thing that cannot be one."""
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            return
        name, size = _header(file, at)
        if not is_chunk(name, size, end - at - 8):
            return
        chunk = Chunk(id=name, offset=at + 8, size=size)
        yield chunk
        at = chunk.end


def _header(file: BinaryIO, at: int) -> tuple[str, int]:
    file.seek(at)
    name, size = struct.unpack("<4sI", read_exactly(file, 8, "a chunk's header"))
    return name.decode("latin-1"), size


def judge_behind(layout: Layout) -> None:
    """Raise `CannotRepair` where what stands behind the samples is no mere tagging."""
    if len(layout.behind) == MOST_PARTS:
        raise CannotRepair(f"more than {MOST_PARTS:,} chunks stand behind the samples")
    if any(chunk.id in _MORE_SOUND for chunk in layout.behind):
        raise CannotRepair("more sound stands behind the samples")


def whole(chunk: Chunk, end: int) -> Stretch:
    """A chunk with its header, and the byte that makes its length even where that is there."""
    return Stretch(chunk.offset - 8, min(chunk.end, end))


def built(
    layout: Layout,
    *,
    front: Iterable[Chunk] | None = None,
    behind: Iterable[Chunk] = (),
    fmt: bytes = b"",
    has_prefix: bool = True,
) -> tuple[Piece, ...]:
    """The file put together anew as RIFF: these chunks, then the samples, then those behind.

    Raises `CannotRepair` where RIFF cannot hold it, or nobody knows where the samples end.
    """
    if not layout.is_data_size_known and (not layout.block or layout.data.size % layout.block):
        raise CannotRepair(
            "the header leaves the number of samples open, and what follows is no whole number "
            "of them: the file is cut off, or something stands behind"
        )
    body: list[Piece] = [b"WAVE"]
    for chunk in layout.front if front is None else front:
        if chunk.id == "fmt " and fmt:
            body.append(b"fmt " + struct.pack("<I", len(fmt)) + fmt)
        elif chunk.id != "ds64":
            body += _even(layout, chunk)
    if layout.data.size > LARGEST_RIFF:
        raise CannotRepair("its samples take more than 4 GiB, which plain WAVE cannot hold")
    body.append(b"data" + struct.pack("<I", layout.data.size))
    body.append(layout.sound)
    body.append(b"\0" * (layout.data.size % 2))
    for chunk in behind:
        body += _even(layout, chunk)
    size = sum(len(p) if isinstance(p, bytes) else p.size_bytes for p in body)
    if size > LARGEST_RIFF:
        raise CannotRepair("it takes more than 4 GiB, which plain WAVE cannot hold")
    prefix = (Stretch(0, layout.offset),) if has_prefix else ()
    return (*prefix, b"RIFF" + struct.pack("<I", size), *body)


def tagging_of(file: BinaryIO, chunk: Chunk, where: str) -> Tagging:
    """What a chunk says of where the file came from. `where` is `behind the samples` or so."""
    stretch = Stretch(chunk.offset - 8, chunk.offset + chunk.size)
    return tagging(
        file,
        stretch,
        f"the chunk {chunk.id!r} {where}",
        f"RIFF:{chunk.id}",
        lambda draft: text_chunk(file, chunk, draft),
    )


def rest_of(file: BinaryIO, layout: Layout, terms: Terms) -> Tagging:
    """What stands at the end and is no chunk.

    Raises `CannotRepair` where it is neither a tag nor padding: it may be sound. And where it
    says where the file came from, and may not go.
    """
    size = layout.rest.size_bytes
    file.seek(layout.rest.start)
    data = file.read(min(size, _ID3V1_BYTES + 1))
    is_tag = data.startswith(b"TAG") and size == _ID3V1_BYTES
    is_padding = size < layout.block or (size <= _ID3V1_BYTES and not data.strip(b"\0"))
    if not (is_tag or is_padding):
        raise CannotRepair(
            f"{size:,} bytes at the end are no chunk: the header may state too few samples"
        )
    name = "the ID3v1 tag at the end" if is_tag else "what is left at the end"
    tags = tagging(file, layout.rest, name, "TAG", lambda _: None)
    if not tags.may_go(terms):
        raise CannotRepair(f"{name} stays: {tags.why_it_stays}")
    return tags


def _even(layout: Layout, chunk: Chunk) -> tuple[Piece, ...]:
    stretch = whole(chunk, layout.end)
    return (stretch, b"\0" * (stretch.size_bytes % 2))
