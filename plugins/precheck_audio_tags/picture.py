"""Signs of origin in a picture: the texts of a PNG, and markers near both ends of any file."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from precheck import Mark, TextTag
from precheck_audio_tags.bounds import LARGEST_TEXT, MOST_PARTS
from precheck_audio_tags.marks import marks_in, marks_in_object

EDGE = 256 * 1024
"""Bytes at either end of the file that are looked through."""
_PNG = b"\x89PNG\r\n\x1a\n"


def picture_marks(path: Path) -> tuple[Mark, ...]:
    """Every sign of origin that is found. Raises `OSError`."""
    with path.open("rb") as file:
        head = file.read(EDGE)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(EDGE, size - EDGE))
        tail = file.read(EDGE)
        texts = tuple(_png_texts(file)) if head.startswith(_PNG) else ()
    found = [*marks_in(texts), *marks_in_object("first 256 kB", head)]
    if tail:
        found += marks_in_object("last 256 kB", tail)
    kinds: dict[tuple[str, str, str], Mark] = {}
    for mark in found:  # the same sign may be seen in a chunk and near an end
        kinds.setdefault(
            (mark.kind, mark.generator, mark.text if mark.kind == "source-type" else ""), mark
        )
    return tuple(kinds.values())


def _png_texts(file: BinaryIO) -> Iterator[TextTag]:
    """The `tEXt`, `zTXt` and `iTXt` chunks, named `PNG:` and their keyword."""
    at = len(_PNG)
    for _ in range(MOST_PARTS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:  # noqa: PLR2004 - length and name
            return
        size, name = int.from_bytes(head[:4]), head[4:]
        if name in {b"tEXt", b"zTXt", b"iTXt"} and size <= LARGEST_TEXT:
            keyword, _, rest = file.read(size).partition(b"\0")
            text = _text(name, rest)
            if text:
                yield TextTag(name=f"PNG:{keyword[:79].decode('latin-1')}", text=text)
        at += 12 + size


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
