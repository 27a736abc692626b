"""ID3v1: 128 bytes at the end of a file, whose texts are cut off behind 30 bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from precheck_audio_tags.bounds import size_of
from precheck_audio_tags.riff import text

LENGTH = 128
"""Bytes of the whole tag."""
LONGEST = 30
"""Bytes of a title, artist, album or comment."""
_TEXTS = (
    ("Title", 3, LONGEST),
    ("Artist", 33, LONGEST),
    ("Album", 63, LONGEST),
    ("Year", 93, 4),
    ("Comment", 97, LONGEST),
)
"""Name, offset, bytes."""
_PRINTED = slice(3, 97)
"""The bytes up to the year: letters, and zeros behind them."""
_FIRST_LETTER = 0x20


def is_id3v1(data: bytes) -> bool:
    """Whether these bytes are a tag. Three letters alone stand in sound by chance too."""
    is_printed = not any(0 < byte < _FIRST_LETTER for byte in data[_PRINTED])
    return len(data) == LENGTH and data.startswith(b"TAG") and is_printed


def id3v1_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """The texts of a tag, named `ID3v1:Title` and so on; none where the bytes are no tag."""
    if is_id3v1(data):
        for name, offset, length in _TEXTS:
            yield f"ID3v1:{name}", text(data[offset : offset + length]).rstrip()


def texts_at_end(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """The texts of the tag at the end of a file, where there is one."""
    total = size_of(file)
    if total >= LENGTH:
        file.seek(total - LENGTH)
        yield from id3v1_texts(file.read(LENGTH))
