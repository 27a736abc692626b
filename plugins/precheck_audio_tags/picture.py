"""Signs of origin in a picture: the parts that are made for them, and both ends of any file."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from precheck import TextTag
from precheck_audio_tags.bounds import LARGEST_TEXT, MOST_PARTS
from precheck_audio_tags.facts import PictureFile
from precheck_audio_tags.labels import labels, labels_in_xmp
from precheck_audio_tags.marks import marks_in, marks_in_object

EDGE = 256 * 1024
"""Bytes at either end of the file that are looked through."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_PNG_TEXTS = {b"tEXt", b"zTXt", b"iTXt"}
_PNG_XMP = "PNG:XML:com.adobe.xmp"
_PNG_MANIFEST = b"caBX"
_SCAN = 0xDA
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_APP1, _APP11 = 0xE1, 0xEB


class _Piece(Struct, frozen=True):
    """A part that carries signs, where it lies."""

    name: str
    offset: int
    size: int
    is_text: bool = False


def look_through(path: Path) -> PictureFile:
    """Every sign of origin that is found. Raises `OSError`."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        start = file.read(len(_PNG))
        pieces: tuple[_Piece, ...] = ()
        if start == _PNG:
            pieces = tuple(_png_pieces(file))
        elif start.startswith(_JPEG):
            pieces = tuple(_jpeg_pieces(file))
        texts, objects = _read(file, pieces)
        edges = [_edge(file, 0, min(EDGE, size), pieces)]
        if size > EDGE:
            edges.append(_edge(file, max(EDGE, size - EDGE), size, pieces))
    found = dict.fromkeys(marks_in(texts))
    for name, data in objects.items():
        found |= dict.fromkeys(marks_in_object(name, data))
    for name, edge in zip(("first 256 kB", "last 256 kB"), edges, strict=False):
        known = {(mark.kind, mark.generator, mark.text) for mark in found}
        found |= dict.fromkeys(
            mark
            for mark in marks_in_object(name, edge)
            if (mark.kind, mark.generator, mark.text) not in known
        )
    packets = {name: data for name, data in objects.items() if name == "JPEG:XMP"}
    packets |= {tag.name: tag.text.encode() for tag in texts if tag.name == _PNG_XMP}
    in_xmp = [tag for name, data in packets.items() for tag in labels_in_xmp(name, data)]
    plain = (tag for tag in texts if tag.name != _PNG_XMP)
    return PictureFile(marks=tuple(found), labels=(*labels(plain), *in_xmp))


def _read(
    file: BinaryIO, pieces: tuple[_Piece, ...]
) -> tuple[tuple[TextTag, ...], dict[str, bytes]]:
    """The texts, and the objects by name; several of one name are taken together."""
    texts: list[TextTag] = []
    objects: dict[str, bytes] = {}
    for piece in pieces:
        file.seek(piece.offset)
        room = LARGEST_TEXT - len(objects.get(piece.name, b""))
        data = file.read(min(piece.size, room))
        if piece.is_text:
            keyword, _, rest = data.partition(b"\0")
            text = _text(piece.name.removeprefix("PNG:").encode(), rest)
            texts.append(TextTag(name=f"PNG:{keyword[:79].decode('latin-1')}", text=text))
        else:
            objects[piece.name] = objects.get(piece.name, b"") + data
    return tuple(texts), objects


def _edge(file: BinaryIO, start: int, end: int, pieces: tuple[_Piece, ...]) -> bytes:
    """The bytes of a file from start to end, with zeros in place of the pieces."""
    file.seek(start)
    data = bytearray(file.read(end - start))
    for piece in pieces:
        first, last = max(piece.offset, start) - start, min(piece.offset + piece.size, end) - start
        if first < last:
            data[first:last] = bytes(last - first)
    return bytes(data)


def _png_pieces(file: BinaryIO) -> Iterator[_Piece]:
    """The texts and the manifest of a PNG."""
    at = len(_PNG)
    for _ in range(MOST_PARTS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:  # noqa: PLR2004 - length and name
            return
        size, name = int.from_bytes(head[:4]), head[4:]
        if name in _PNG_TEXTS and size <= LARGEST_TEXT:
            yield _Piece(f"PNG:{name.decode()}", at + 8, size, is_text=True)
        elif name == _PNG_MANIFEST:
            yield _Piece("PNG:C2PA", at + 8, size)
        at += 12 + size


def _jpeg_pieces(file: BinaryIO) -> Iterator[_Piece]:
    """The XMP packet and the manifest of a JPEG, in the segments in front of the first scan."""
    at = 2
    for _ in range(MOST_PARTS):
        file.seek(at)
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF:  # noqa: PLR2004 - a marker, and two bytes of length
            return
        marker = head[1]
        if marker == 0xFF or marker in _STANDALONE:  # noqa: PLR2004 - a byte of filling
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004 - the same
            continue
        size = int.from_bytes(head[2:])
        if marker == _SCAN or size < 2:  # noqa: PLR2004 - its own length
            return
        if marker == _APP11:
            yield _Piece("JPEG:C2PA", at + 4, size - 2)
        elif marker == _APP1 and file.read(len(_XMP)) == _XMP:
            yield _Piece("JPEG:XMP", at + 4, size - 2)
        at += 2 + size


def _text(name: bytes, rest: bytes) -> str:
    if name == b"tEXt":
        return rest.decode("latin-1")
    if name == b"zTXt":
        return _inflated(rest[1:]).decode("latin-1")
    is_packed, rest = rest[:1] == b"\1", rest[2:]
    text = rest.partition(b"\0")[2].partition(b"\0")[
        2
    ]  # behind the language and the translated keyword
    return (_inflated(text) if is_packed else text).decode("utf-8", "replace")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, LARGEST_TEXT)
    except zlib.error:
        return b""
