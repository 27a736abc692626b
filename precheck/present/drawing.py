"""Drawing: lines of styled text, dots in braille, bars, and the axes below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from msgspec import Struct

GUTTER = 7
"""Cells to the left of every picture, for what its heights mean."""
BARS = " ▁▂▃▄▅▆▇█"
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille character, by row and column (Unicode 16, 21.1)."""
_APART = 3
"""Blanks between two words of an axis."""


class Piece(Struct, frozen=True):
    """Some text in one look."""

    text: str
    look: str = ""
    """`strong`, `quiet`, `wave`, `pass`, `waived`, or the name of a severity; empty for none."""


Line = tuple[Piece, ...]


def line(*parts: Piece | str) -> Line:
    """A line of pieces; a text alone has no look."""
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


def joined(characters: Iterable[str], looks: Iterable[str]) -> Line:
    """A line of single characters, neighbours of one look together."""
    pairs = zip(characters, looks, strict=True)
    grouped = groupby(pairs, key=lambda pair: pair[1])
    return tuple(Piece("".join(c for c, _ in pairs), look) for look, pairs in grouped)


def braille(spans: Sequence[tuple[int, int] | None], height: int) -> list[str]:
    """Lines of braille. Each span is a column of dots, from its top dot to its bottom dot.

    Two columns and four rows of dots make a cell; dots are counted from the top, from 0.
    """
    rows = [[0] * ((len(spans) + 1) // 2) for _ in range(height)]
    for column, span in enumerate(spans):
        if span is not None:
            for dot in range(max(0, span[0]), min(4 * height - 1, span[1]) + 1):
                rows[dot // 4][column // 2] |= _DOTS[dot % 4][column % 2]
    return ["".join(chr(_BRAILLE + bits) if bits else " " for bits in row) for row in rows]


def bars(shares: Sequence[float | None], height: int) -> list[str]:
    """Lines of bars; a share is how much of the height a column fills, from 0 to 1.

    The lowest that is known still shows; None shows nothing.
    """
    most = 8 * height
    eighths = [
        None if share is None else min(most, max(1, round(share * most))) for share in shares
    ]
    return [
        "".join(
            " " if filled is None else BARS[min(8, max(0, filled - 8 * below))]
            for filled in eighths
        )
        for below in reversed(range(height))
    ]


def with_gutter(label: str, *pieces: Piece) -> Line:
    """A line of a picture behind what its height means."""
    return (Piece(f"{label:>{GUTTER - 1}} ", "quiet"), *pieces)


def axis(width: int, span: float, steps: Iterable[float], named: Callable[[float], str]) -> str:
    """The words below a picture, from 0 to `span`: the finest of the steps that leaves room."""
    if width <= 0 or span <= 0:
        return " " * max(0, width)
    for step in steps:
        room = width * step / span
        if room <= _APART and step < span:
            continue
        marks = [number * step for number in range(int(span / step) + 1)]
        places = [(int(mark / span * width), named(mark)) for mark in marks]
        if all(len(word) + _APART <= room for _, word in places) or len(marks) == 1:
            break
    else:
        places = [(0, named(0.0))]
    written = ""
    for place, word in places:
        if place + len(word) <= width and (not written or place > len(written)):
            written = written.ljust(place) + word
    return written.ljust(width)
