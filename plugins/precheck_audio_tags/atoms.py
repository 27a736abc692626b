"""The boxes of an MP4 file (ISO/IEC 14496-12) before parsing: their depth, number and sizes."""

from __future__ import annotations

from typing import BinaryIO

from precheck_audio_tags.bounds import (
    DEEPEST_ATOM,
    LARGEST_TAG,
    LARGEST_TEXT,
    MOST_ATOMS,
    Refused,
    size_of,
)

_CONTAINERS = {
    b"moov",
    b"udta",
    b"trak",
    b"mdia",
    b"meta",
    b"ilst",
    b"stbl",
    b"minf",
    b"moof",
    b"traf",
}
_READ_WHOLE = {b"stsd", b"mdhd", b"hdlr", b"mvhd"}
"""Atoms that a parser reads as one block whatever their size."""
_UUID = 16
_KNOWN = {
    bytes.fromhex("d8fec3d61b0e483c92975828877ec481"): "C2PA",
    bytes.fromhex("be7acfcb97a942e89c71999491e3afac"): "XMP",
}
"""What `uuid` boxes hold, by the 16 bytes they begin with (C2PA and XMP)."""


def judge_atoms(file: BinaryIO, offset: int) -> list[tuple[str, bytes]]:
    """The `uuid` boxes and XMP boxes of a file whose atoms are within bounds.

    Raises `Refused` for atoms nested too deep, too many, or larger than the file. One larger than
    what holds it is taken as it comes, since some writers forget to correct the outer size.
    """
    found: list[tuple[str, bytes]] = []
    ends = [size_of(file)]
    at, count = offset, 0
    while ends:
        if at + 8 > ends[-1]:
            at = max(at, ends.pop()) if len(ends) > 1 else ends.pop()
            continue
        count += 1
        if count > MOST_ATOMS:
            raise Refused(f"the file has more than {MOST_ATOMS:,} atoms")
        name, start, end = _atom(file, at, ends[0])
        if name in _CONTAINERS:
            if len(ends) > DEEPEST_ATOM:
                raise Refused(f"the atoms are nested more than {DEEPEST_ATOM} deep")
            ends.append(end)
            at = start + (4 if name == b"meta" else 0)
            continue
        if (name in _READ_WHOLE or len(ends) > 2) and end - start > _most(name):  # noqa: PLR2004 - below moov
            shown = name.decode("latin-1")
            raise Refused(
                f"atom {shown!r} has {end - start:,} bytes; at most {_most(name):,} are read"
            )
        if name in {b"uuid", b"XMP_"}:
            file.seek(start)
            data = file.read(min(end - start, LARGEST_TEXT))
            known = _KNOWN.get(data[:_UUID]) if name == b"uuid" else "XMP"
            found.append((f"MP4:{known or 'uuid'}", data))
        at = end
    return found


def _most(name: bytes) -> int:
    return LARGEST_TEXT if name in _READ_WHOLE else LARGEST_TAG


def _atom(file: BinaryIO, at: int, limit: int) -> tuple[bytes, int, int]:
    """The name of the atom at a place, where its content begins, and where it ends."""
    file.seek(at)
    head = file.read(16)
    size, name, start = int.from_bytes(head[:4]), head[4:8], at + 8
    if size == 1:
        size, start = int.from_bytes(head[8:16]), at + 16
    elif size == 0:
        size = limit - at
    shown = name.decode("latin-1")
    if size < start - at:
        raise Refused(f"atom {shown!r} states {size:,} bytes, fewer than its own header has")
    if at + size > limit:
        raise Refused(f"atom {shown!r} states {size:,} bytes, and there are {limit - at:,} left")
    return name, start, at + size
