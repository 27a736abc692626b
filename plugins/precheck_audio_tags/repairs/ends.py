"""The tags that stand around a stream of sound: ID3v2 in front, and ID3v1, APE and ID3v2 behind."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from precheck import CannotRepair, Stretch
from precheck_audio_tags.ape import ape_texts
from precheck_audio_tags.bounds import LARGEST_TAG, Refused, size_of
from precheck_audio_tags.container import synchsafe
from precheck_audio_tags.draft import Draft
from precheck_audio_tags.id3v1 import LENGTH, id3v1_texts, is_id3v1
from precheck_audio_tags.repairs.origins import Tagging, tagging
from precheck_audio_tags.tags import id3_at

_APE_FOOTER = 32
_APE_HAS_HEADER = 1 << 31
_ID3_FOOTER = 10
_MOST = 8
"""Tags behind one another that are looked for."""


def in_front(file: BinaryIO, end: int) -> Iterator[Tagging]:
    """The ID3v2 tags up to an offset."""
    at = 0
    while at < end:
        file.seek(at)
        head = file.read(10)
        size = 10 + synchsafe(head[6:10]) + (10 if head[5] & 0x10 else 0)
        stretch = Stretch(at, min(at + size, end))
        name = "the ID3v2 tag in front"
        yield tagging(file, stretch, name, "ID3", lambda draft, at=at: id3_at(file, at, draft))  # type: ignore[misc]
        at += size


def behind(file: BinaryIO, start: int) -> tuple[int, tuple[Tagging, ...]]:
    """Where the sound that begins at an offset ends, and the tags behind it, the last one first."""
    end = size_of(file)
    found: list[Tagging] = []
    for _ in range(_MOST):
        tag = _id3v1(file, end) or _ape(file, end) or _id3v2(file, end)
        if tag is None:
            break
        if tag.size_bytes > end - start:
            raise CannotRepair(f"{tag.name} states more bytes than stand behind the sound")
        found.append(tag)
        end -= tag.size_bytes
    return end, tuple(found)


def _id3v1(file: BinaryIO, end: int) -> Tagging | None:
    data = _last(file, end, LENGTH)
    if not is_id3v1(data):
        return None
    stretch = Stretch(end - LENGTH, end)
    name = "the ID3v1 tag at the end"
    return tagging(file, stretch, name, "ID3v1", lambda draft: draft.add_texts(id3v1_texts(data)))


def _ape(file: BinaryIO, end: int) -> Tagging | None:
    footer = _last(file, end, _APE_FOOTER)
    if not footer.startswith(b"APETAGEX"):
        return None
    size, _, flags = struct.unpack_from("<3I", footer, 12)
    size += _APE_FOOTER if flags & _APE_HAS_HEADER else 0
    stretch = Stretch(max(end - size, 0), end)

    def read(draft: Draft) -> None:
        if stretch.size_bytes > LARGEST_TAG:
            raise Refused(f"the APE tag has {size:,} bytes; at most {LARGEST_TAG:,} are read")
        draft.add_texts(ape_texts(BytesIO(_last(file, end, stretch.size_bytes))))

    return tagging(file, stretch, "the APE tag at the end", "APE", read)


def _id3v2(file: BinaryIO, end: int) -> Tagging | None:
    footer = _last(file, end, _ID3_FOOTER)
    if not footer.startswith(b"3DI") or any(byte > 0x7F for byte in footer[6:]):  # noqa: PLR2004 - seven bits a byte
        return None
    start = end - 2 * _ID3_FOOTER - synchsafe(footer[6:10])
    if start < 0:
        return None
    name = "the ID3v2 tag at the end"
    stretch = Stretch(start, end)
    return tagging(file, stretch, name, "ID3", lambda draft: id3_at(file, start, draft))


def _last(file: BinaryIO, end: int, count: int) -> bytes:
    if end < count:
        return b""
    file.seek(end - count)
    return file.read(count)
