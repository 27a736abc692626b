"""The lines of a file, with the place behind each; none is longer than memory bears."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import NamedTuple

LONGEST_BYTES = 16 * 1024 * 1024
"""Of a line. An album of a thousand tracks takes half a megabyte."""
_KEPT = 1_000


class Line(NamedTuple):
    """One line."""

    number: int
    """From 1."""
    end: int
    """The place behind it, in bytes."""
    text: str
    """Without its end. What is not UTF-8 stands there as halves of characters."""
    is_utf8: bool = True
    is_cut: bool = False
    """Whether it was too long, and only its beginning is here."""


def lines(file: BufferedReader, at: int, before: int) -> Iterator[Line]:
    """Every line from a place on, before which so many lie."""
    file.seek(at)
    number = before
    while content := file.readline(LONGEST_BYTES):
        number += 1
        at += len(content)
        is_cut = len(content) == LONGEST_BYTES and not content.endswith(b"\n")
        if is_cut:
            content = content[:_KEPT]
            while rest := file.readline(LONGEST_BYTES):
                at += len(rest)
                if rest.endswith(b"\n"):
                    break
        content = content.rstrip(b"\r\n")
        try:
            yield Line(number, at, content.decode(), is_cut=is_cut)
        except UnicodeDecodeError:
            text = content.decode("utf-8", "surrogateescape")
            yield Line(number, at, text, is_utf8=False, is_cut=is_cut)
