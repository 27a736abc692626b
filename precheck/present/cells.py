"""Cells: how wide text is in a terminal, and text made to fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, east_asian_width

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_WORDS = re.compile(r"( *)([^ ]+)")


def width_of(text: str) -> int:
    """How many cells a text takes: two for wide characters, none for those that combine."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def fitted(text: str, width: int) -> str:
    """The text in exactly so many cells: filled up with blanks, or cut off with `…`."""
    if width_of(text) > width:
        text = f"{_head(text, width - 1)}…" if width else ""
    return text + " " * (width - width_of(text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most so many cells, broken between words where that can be."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        rest = word
        while width_of(rest) > width:
            head = _head(rest, width) or rest[0]
            yield head
            rest = rest[len(head) :]
        line = rest
    if line:
        yield line


def folded(text: str, width: int, hang: int) -> Iterator[str]:
    """A line broken between words where it is too wide; what follows hangs so far in.

    Blanks within it stay, colours take no room, and a word that fits nowhere stays whole: an
    address can still be copied.
    """
    line, used = "", 0
    for blanks, word in _WORDS.findall(text):
        room = width_of(_COLOUR.sub("", word))
        if used and line.strip() and used + len(blanks) + room > width:
            yield line
            line, used = " " * hang + word, hang + room
        else:
            line, used = f"{line}{blanks}{word}", used + len(blanks) + room
    yield line


def _head(text: str, width: int) -> str:
    """As much of the text as fits."""
    used = 0
    for position, character in enumerate(text):
        used += _width(character)
        if used > width:
            return text[:position]
    return text
