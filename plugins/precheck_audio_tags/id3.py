"""ID3v2 tags before parsing: the frames with text, unpacked and within bounds, as a plain new tag.

A parser is handed only what this module lets through, so that a frame that unpacks to gigabytes,
or one made of a million empty texts, never reaches it. Pictures are stepped over, unless wanted.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import BinaryIO

from precheck_audio_tags.attached import HEAD
from precheck_audio_tags.bounds import (
    LARGEST_TAG,
    LARGEST_TEXT,
    LARGEST_UNPACKED,
    MOST_PARTS,
    MOST_TEXTS_PER_FRAME,
    Refused,
    read_exactly,
    size_of,
)
from precheck_audio_tags.container import synchsafe

_TEXT_FRAMES = {b"COMM", b"COM", b"USLT", b"ULT"}
_OBJECT_FRAMES = {b"GEOB", b"GEO", b"PRIV", b"UFID", b"UFI"}
_PICTURE_FRAMES = {b"APIC", b"PIC"}
_UNSYNCHRONISED = 0x80
_EXTENDED = 0x40
_V22, _V23, _V24 = 2, 3, 4
_PACKED = {_V23: 0x0080, _V24: 0x0008}
_ENCRYPTED = {_V23: 0x0040, _V24: 0x0004}
_FRAME_UNSYNCHRONISED = 0x0002
_HAS_LENGTH = 0x0001


class Id3:
    """The texts of an ID3v2 tag as a new tag, and its objects."""

    def __init__(self, version: int, length: int, *, keeps_pictures: bool = False) -> None:
        self.version = version
        self.keeps_pictures = keeps_pictures
        self.length = length
        """Bytes of the original tag, its header included."""
        self.frames: list[bytes] = []
        self.objects: list[tuple[str, bytes]] = []
        self.pictures: list[tuple[bytes, bytes]] = []
        """The name of each picture frame and its content; only the start, unless it is wanted."""
        self.problem: Refused | None = None
        """Why the walk ended early; what was found before it is kept."""

    @property
    def tag(self) -> bytes:
        """A tag of the same version with nothing but the text frames."""
        body = b"".join(self.frames)
        return b"ID3" + bytes((self.version, 0, 0)) + _to_synchsafe(len(body)) + body


def read_id3(file: BinaryIO, offset: int, *, keeps_pictures: bool = False) -> Id3 | None:
    """The tag at an offset, or None where there is none. Raises `Refused` for one out of bounds."""
    file.seek(offset)
    head = file.read(10)
    if head[:3] != b"ID3" or len(head) < 10:  # noqa: PLR2004 - the length of the header
        return None
    version, flags, size = head[3], head[5], synchsafe(head[6:10])
    if version not in {_V22, _V23, _V24} or any(byte > 0x7F for byte in head[6:10]):  # noqa: PLR2004 - seven bits a byte
        raise Refused(
            f"the ID3v2.{version} header is not one of the versions 2.2 to 2.4, or damaged"
        )
    if size > LARGEST_TAG:
        raise Refused(f"the ID3 tag states {size:,} bytes; at most {LARGEST_TAG:,} are read")
    if offset + 10 + size > size_of(file):
        raise Refused(f"the ID3 tag states {size:,} bytes, more than the file has")
    if version == _V22 and flags & _EXTENDED:
        raise Refused("the ID3v2.2 tag is compressed as a whole, which no version defines")
    id3 = Id3(version, 10 + size, keeps_pictures=keeps_pictures)
    start, end, source = offset + 10, offset + 10 + size, file
    if flags & _UNSYNCHRONISED and version < _V24:
        file.seek(start)
        plain = _synchronised(read_exactly(file, size, "the ID3 tag"))
        start, end, source = 0, len(plain), BytesIO(plain)
    if flags & _EXTENDED:
        start += _extended_size(source, start, version)
    try:
        _walk(source, start, end, id3, is_unsynchronised=bool(flags & _UNSYNCHRONISED))
    except Refused as problem:
        id3.problem = problem
    return id3


def _walk(file: BinaryIO, start: int, end: int, id3: Id3, *, is_unsynchronised: bool) -> None:
    head_length = 6 if id3.version == _V22 else 10
    at = start
    texts = 0
    for _ in range(MOST_PARTS):
        if at + head_length > end:
            return
        file.seek(at)
        head = file.read(head_length)
        name = head[:3] if id3.version == _V22 else head[:4].rstrip(b"\0 ")
        if not name.strip(b"\0"):
            return
        left = end - at - head_length
        size = _frame_size(file, head, id3.version, at, end)
        if size > left:
            shown = name.decode("latin-1")
            raise Refused(
                f"ID3 frame {shown!r} states {size:,} bytes, and the tag has {left:,} left"
            )
        flags = int.from_bytes(head[8:10]) if id3.version > _V22 else 0
        if is_unsynchronised and id3.version == _V24:
            flags |= _FRAME_UNSYNCHRONISED
        file.seek(at + head_length)
        data = _frame(file, name, size, flags, id3)
        texts += len(data)
        if texts > LARGEST_UNPACKED:
            raise Refused(f"the texts of the ID3 tag take more than {LARGEST_UNPACKED:,} bytes")
        at += head_length + size
    raise Refused(f"the ID3 tag has more than {MOST_PARTS:,} frames")


def _frame(file: BinaryIO, name: bytes, size: int, flags: int, id3: Id3) -> bytes:
    """Keep one frame at the file's position, if it is a text or an object; give its bytes."""
    shown = name.decode("latin-1")
    is_packed = bool(flags & _PACKED.get(id3.version, 0))
    if is_packed and size >= 4:  # noqa: PLR2004 - the stated length
        _judge_stated_length(file, shown, id3.version)
    if name in _PICTURE_FRAMES:
        _keep_picture(file, name, size, flags, id3)
        return b""
    is_text = name[:1] in {b"T", b"W"} or name in _TEXT_FRAMES
    if (
        not size
        or not (is_text or name in _OBJECT_FRAMES)
        or flags & _ENCRYPTED.get(id3.version, 0)
    ):
        return b""
    if is_text and size > LARGEST_TEXT:
        raise Refused(f"ID3 frame {shown!r} has {size:,} bytes; at most {LARGEST_TEXT:,} are read")
    data = read_exactly(file, min(size, LARGEST_TEXT), f"ID3 frame {shown!r}")
    data = _unpacked(data, flags, shown, id3.version)
    if not is_text:
        id3.objects.append((f"{shown}:{_owner(data)}", data))
        return b""
    if shown.startswith("T"):
        zeros = data.count(b"\0\0") if data[:1] in {b"\1", b"\2"} else data.count(b"\0")
        if zeros > MOST_TEXTS_PER_FRAME:
            raise Refused(f"ID3 frame {shown!r} holds {zeros:,} texts; at most 1,000 are read")
    id3.frames.append(_plain_frame(name, data, id3.version))
    return data


def _keep_picture(file: BinaryIO, name: bytes, size: int, flags: int, id3: Id3) -> None:
    """Keep a picture frame. One that is packed or encrypted is left out: no player shows it."""
    hidden = _PACKED.get(id3.version, 0) | _ENCRYPTED.get(id3.version, 0)
    if not flags & hidden:
        data = file.read(size if id3.keeps_pictures else min(size, HEAD))
        id3.pictures.append((name, _unpacked(data, flags, name.decode(), id3.version)))


def _judge_stated_length(file: BinaryIO, name: str, version: int) -> None:
    at = file.tell()
    stated = file.read(4)
    file.seek(at)
    length = synchsafe(stated) if version == _V24 else int.from_bytes(stated)
    if length > LARGEST_UNPACKED:
        text = (
            f"ID3 frame {name!r} unpacks to {length:,} bytes; at most {LARGEST_UNPACKED:,} are read"
        )
        raise Refused(text)


def _unpacked(data: bytes, flags: int, name: str, version: int) -> bytes:
    """The content of a frame without packing, length field and unsynchronisation."""
    is_packed = bool(flags & _PACKED.get(version, 0))
    length = data[:4]
    if is_packed or (version == _V24 and flags & _HAS_LENGTH):
        data = data[4:]
    if version == _V24 and flags & _FRAME_UNSYNCHRONISED:
        data = _synchronised(data)
    if not is_packed:
        return data
    for packed in (data, length + data):  # an old writer left the length out
        try:
            plain = zlib.decompressobj().decompress(packed, LARGEST_TEXT + 1)
        except zlib.error:
            continue
        if len(plain) > LARGEST_TEXT:
            raise Refused(f"ID3 frame {name!r} unpacks to more than {LARGEST_TEXT:,} bytes")
        return plain
    raise Refused(f"ID3 frame {name!r} is compressed and cannot be unpacked")


def _frame_size(file: BinaryIO, head: bytes, version: int, at: int, end: int) -> int:
    """The stated size. Some writers of version 2.4 use plain numbers; these lead to a frame."""
    if version == _V22:
        return int.from_bytes(head[3:6])
    plain = int.from_bytes(head[4:8])
    if version == _V23:
        return plain
    safe = synchsafe(head[4:8])
    if any(byte > 0x7F for byte in head[4:8]):  # noqa: PLR2004 - seven bits a byte
        return plain
    if (
        safe == plain
        or _leads_on(file, at + 10 + safe, end)
        or not _leads_on(file, at + 10 + plain, end)
    ):
        return safe
    return plain


def _leads_on(file: BinaryIO, at: int, end: int) -> bool:
    """Whether a frame, padding or the end of the tag is found here."""
    if at >= end:
        return at == end
    file.seek(at)
    name = file.read(min(4, end - at))
    return not name.strip(b"\0") or (name.isalnum() and name.upper() == name)


def _extended_size(file: BinaryIO, at: int, version: int) -> int:
    """Bytes of the extended header; none where the flag is set and a frame follows at once."""
    file.seek(at)
    data = file.read(4)
    if data.isalnum() and data.isupper():
        return 0
    return synchsafe(data) if version == _V24 else 4 + struct.unpack(">I", data.rjust(4, b"\0"))[0]


def _plain_frame(name: bytes, data: bytes, version: int) -> bytes:
    if version == _V22:
        return name + len(data).to_bytes(3) + data
    size = _to_synchsafe(len(data)) if version == _V24 else len(data).to_bytes(4)
    return name.ljust(4, b"\0") + size + b"\0\0" + data


def _owner(data: bytes) -> str:
    """What an object says of itself: the owner of a PRIV, the description or type of a GEOB."""
    words = data[:512].lstrip(b"\0\1\2\3").replace(b"\0", b" ").decode("latin-1").split()
    return next((word for word in words if "c2pa" in word.lower()), words[0] if words else "")[:60]


def _synchronised(data: bytes) -> bytes:
    return data.replace(b"\xff\x00", b"\xff")


def _to_synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
