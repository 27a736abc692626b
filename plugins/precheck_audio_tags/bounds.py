"""How much of a hostile file is read, and the refusal of what asks for more."""

from __future__ import annotations

import os
from typing import BinaryIO

LARGEST_TAG = 64 * 2**20
"""Bytes of an ID3v2 tag, an Ogg comment packet, an APE tag. Covers make real ones large."""
LARGEST_TEXT = 2**20
"""Bytes of one text frame, one comment chunk, one text block, packed or unpacked."""
LARGEST_UNPACKED = 16 * 2**20
"""Bytes that a compressed ID3 frame may state for its unpacked content."""
MOST_PARTS = 10_000
"""Frames, chunks, comments or items in one tag."""
MOST_ATOMS = 100_000
DEEPEST_ATOM = 64
MOST_TEXTS_PER_FRAME = 1_000
"""Texts in one ID3 frame, separated by zeros: a parser may take the square of their number."""
LONGEST_KEPT_TEXT = 65_536
"""Characters of one text tag that are kept."""
MOST_KEPT_TEXT = 2**20
"""Characters of all text tags of a file that are kept."""


class Refused(Exception):  # noqa: N818 - it is a decision, not a failure
    """A part of the file states a size, number or depth that is not read, or contradicts itself."""


def read_exactly(file: BinaryIO, count: int, what: str) -> bytes:
    """The next bytes of a file. Raises `Refused` where it ends before."""
    data = file.read(count)
    if len(data) < count:
        raise Refused(
            f"{what} takes {count:,} bytes, and the file ends after {len(data):,} of them"
        )
    return data


def size_of(file: BinaryIO) -> int:
    """The length of an open file in bytes; its position is left at the end."""
    return file.seek(0, os.SEEK_END)


def one_line(text: str, most: int = 200) -> str:
    """A text as a single line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
