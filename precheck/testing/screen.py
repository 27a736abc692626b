"""The screen of a Textual app as plain lines. Textual itself is never imported."""

from __future__ import annotations

import re
from html import unescape
from typing import Protocol

CELL_WIDTH = 12.2
"""The width of one cell in the picture's units: 20 times Rich's font aspect ratio of 0.61."""
TEXT = re.compile(
    r'<text[^>]*\sx="(?P<x>[\d.]+)"[^>]*\stextLength="(?P<width>[\d.]+)"'
    r'[^>]*-line-(?P<line>\d+)\)"[^>]*>(?P<text>[^<]*)</text>',
)


class HasScreen(Protocol):
    """What can take a picture of itself: a Textual app."""

    def export_screenshot(self) -> str:
        """The screen as SVG."""


def screen_text(app: HasScreen) -> str:
    """The screen as lines of text without trailing blanks.

    A character that is two cells wide is followed by no blank, as in a terminal.
    """
    rows: dict[int, list[tuple[int, int, str]]] = {}
    for match in TEXT.finditer(app.export_screenshot()):
        start, width = (round(float(match[name]) / CELL_WIDTH) for name in ("x", "width"))
        text = unescape(match["text"]).replace("\xa0", " ").rstrip("\n")
        rows.setdefault(int(match["line"]), []).append((start, width, text))
    last = max(rows, default=-1)
    return "\n".join(_line(rows.get(number, [])) for number in range(last + 1)).rstrip("\n")


def _line(pieces: list[tuple[int, int, str]]) -> str:
    line, column = "", 0
    for start, width, text in sorted(pieces):
        line += " " * (start - column) + text
        column = start + width
    return line.rstrip()
