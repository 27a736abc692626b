"""APEv2 tags at the end of a file, such as some programs write behind MP3 frames."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from precheck_audio_tags.bounds import LARGEST_TEXT, MOST_PARTS, Refused, size_of

_FOOTER = 32
_ID3V1 = 128
_LONGEST_KEY = 255
_HAS_HEADER = 1 << 31
_KIND = 0b110
_TEXT = 0b000
_LINK = 0b100


def ape_texts(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """The text items, named `APE:Title` and so on. Raises `Refused` for a tag out of bounds."""
    total = size_of(file)
    for behind in (0, _ID3V1):
        end = total - behind - _FOOTER
        if end < 0:
            return
        file.seek(end)
        footer = file.read(_FOOTER)
        if footer.startswith(b"APETAGEX"):
            yield from _items(file, footer, end)
            return


def sound_end(file: BinaryIO) -> int:
    """Where the frames of an MPEG or FLAC file end: before ID3v1 and before an APE tag."""
    end = size_of(file)
    if end >= _ID3V1:
        file.seek(end - _ID3V1)
        end -= _ID3V1 if file.read(3) == b"TAG" else 0
    if end >= _FOOTER:
        file.seek(end - _FOOTER)
        footer = file.read(_FOOTER)
        if footer.startswith(b"APETAGEX"):
            size, _, flags = struct.unpack_from("<3I", footer, 12)
            end -= size + (_FOOTER if flags & _HAS_HEADER else 0)
    return max(end, 0)


def _items(file: BinaryIO, footer: bytes, end: int) -> Iterator[tuple[str, str]]:
    _, size, count, _ = struct.unpack_from("<4I", footer, 8)
    at = end + _FOOTER - size
    if size < _FOOTER or at < 0:
        raise Refused(f"the APE tag states {size:,} bytes, which the file does not have")
    if count > MOST_PARTS:
        raise Refused(f"the APE tag states {count:,} items; at most {MOST_PARTS:,} are read")
    for _ in range(count):
        file.seek(at)
        head = file.read(min(8 + _LONGEST_KEY + 1, end - at))
        if len(head) < 8:  # noqa: PLR2004 - size and flags
            return
        length, flags = struct.unpack_from("<2I", head)
        key, zero, _ = head[8:].partition(b"\0")
        start = at + 8 + len(key) + 1
        if not zero or start + length > end:
            raise Refused("an item of the APE tag reaches beyond it")
        if flags & _KIND in {_TEXT, _LINK} and length <= LARGEST_TEXT:
            file.seek(start)
            name = f"APE:{key.decode('latin-1')}"
            for text in file.read(length).split(b"\0")[:MOST_PARTS]:
                yield name, text.decode("utf-8", "replace")
        at = start + length
