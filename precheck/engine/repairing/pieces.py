"""Pieces: a new file as stretches of an old one with new bytes between, without writing it."""

from __future__ import annotations

import io
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, BinaryIO

from precheck.repairs import Piece, Stretch

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BLOCK = 2**20
"""Bytes that are copied at a time."""


class BadPieces(ValueError):  # noqa: N818 - it says what they are
    """A repair gave pieces that are no pieces of its file."""


def size_of(pieces: Iterable[Piece]) -> int:
    """The length of the new file in bytes."""
    return sum(_length(piece) for piece in pieces)


def checked(pieces: Iterable[Piece], size: int) -> tuple[Piece, ...]:
    """The pieces without empty ones, neighbours joined. Raises `BadPieces` for what is none."""
    kept: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, Stretch | bytes):
            raise BadPieces(f"gave {piece!r:.60}, which is neither a Stretch nor bytes")
        if isinstance(piece, Stretch) and not 0 <= piece.start <= piece.end <= size:
            raise BadPieces(f"gave {piece}, and the file has {size:,} bytes")
        if not _length(piece):
            continue
        joined = _joined(kept[-1], piece) if kept else None
        if joined is not None:
            kept[-1] = joined
        else:
            kept.append(piece)
    return tuple(kept)


def composed(outer: Iterable[Piece], inner: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces of a file that is itself made of pieces, as pieces of the file behind both."""
    found: list[Piece] = []
    for piece in outer:
        if isinstance(piece, bytes):
            found.append(piece)
        else:
            found += _cut(inner, piece)
    return checked(found, max((p.end for p in found if isinstance(p, Stretch)), default=0))


def origin(pieces: tuple[Piece, ...], stretch: Stretch) -> Stretch | None:
    """Where a stretch of the new file comes from; None where it is not one stretch of the old."""
    cut = list(_cut(pieces, stretch))
    return cut[0] if len(cut) == 1 and isinstance(cut[0], Stretch) else None


def place(pieces: tuple[Piece, ...], stretch: Stretch) -> Stretch | None:
    """Where in the new file a stretch of the old one stands whole; None where it does not."""
    at = 0
    for piece in pieces:
        if isinstance(piece, Stretch) and piece.start <= stretch.start <= stretch.end <= piece.end:
            begin = at + stretch.start - piece.start
            return Stretch(begin, begin + stretch.size_bytes)
        at += _length(piece)
    return None


class PiecedFile(io.RawIOBase, BinaryIO):
    """A file made of pieces, open for reading. The file behind it must stay open."""

    def __init__(self, source: BinaryIO, pieces: tuple[Piece, ...]) -> None:
        """Begin at the start."""
        super().__init__()
        self._source = source
        self._pieces = pieces
        self._starts = list(accumulate(map(_length, pieces), initial=0))
        self._size = self._starts.pop()
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go somewhere."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError(f"negative seek position {base + offset}")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer, as far as the file goes."""
        view = memoryview(buffer).cast("B")
        end = min(self._at + len(view), self._size)
        filled = 0
        if self._at < end:
            for part in self._parts(Stretch(self._at, end)):
                view[filled : filled + len(part)] = part
                filled += len(part)
        self._at += filled
        return filled

    def blocks(self) -> Iterator[bytes]:
        """The whole content, a mebibyte at a time. Raises `EOFError` where the source is short."""
        return self._parts(Stretch(0, self._size))

    def _parts(self, wanted: Stretch) -> Iterator[bytes]:
        first = max(bisect_right(self._starts, wanted.start) - 1, 0)
        begin = self._starts[first] if self._starts else 0
        for piece in _cut(self._pieces[first:], wanted, begin):
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from blocks(self._source, piece)


def blocks(file: BinaryIO, stretch: Stretch) -> Iterator[bytes]:
    """A stretch of a file, a mebibyte at a time. Raises `EOFError` where the file ends before."""
    at = stretch.start
    while at < stretch.end:
        file.seek(at)
        block = file.read(min(_BLOCK, stretch.end - at))
        if not block:
            raise EOFError("the file became shorter while it was read")
        yield block
        at += len(block)


def _cut(pieces: Iterable[Piece], wanted: Stretch, at: int = 0) -> Iterator[Piece]:
    """The pieces of a stretch of the new file; the first of those given begins at an offset."""
    for piece in pieces:
        if at >= wanted.end:
            return
        length = _length(piece)
        start, end = max(wanted.start - at, 0), min(wanted.end - at, length)
        if start < end:
            yield (
                piece[start:end]
                if isinstance(piece, bytes)
                else Stretch(piece.start + start, piece.start + end)
            )
        at += length


def _joined(one: Piece, other: Piece) -> Piece | None:
    if isinstance(one, bytes) and isinstance(other, bytes):
        return one + other
    if isinstance(one, Stretch) and isinstance(other, Stretch) and one.end == other.start:
        return Stretch(one.start, other.end)
    return None


def _length(piece: Piece) -> int:
    return len(piece) if isinstance(piece, bytes) else piece.size_bytes
