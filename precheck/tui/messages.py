"""The messages that any screen may send to the app."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message


@dataclass
class CheckPath(Message):
    """Check what lies at this path."""

    path: Path


@dataclass
class AskPath(Message):
    """Ask which path to check."""


@dataclass
class ShowPage(Message):
    """Show what a plain command prints."""

    title: str
    words: tuple[str, ...]
    """The command and its arguments, without `precheck`."""
    starting_with: str = ""
    """Show only the lines that begin with this."""


@dataclass
class ShowText(Message):
    """Show a text; it need not be safe."""

    title: str
    text: str
