"""Repairs: how a file is rewritten so that a rule has nothing to say any more, its sound untouched.

A repair writes nothing. It says which stretches of the file stay and which bytes stand between
them; these are the pieces of the new file. Precheck puts them together, writes and proves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from msgspec import Struct

from precheck.shared_facts import Mark


class Stretch(Struct, frozen=True):
    """Bytes of a file, from one offset up to another."""

    start: int
    end: int

    @property
    def size_bytes(self) -> int:
        """How many bytes they are."""
        return self.end - self.start


Piece = Stretch | bytes
"""What a new file is made of: a stretch of the old one, or bytes that are new."""


class Change(Struct, frozen=True, kw_only=True):
    """One thing that a repair does to a file."""

    text: str
    """In words, one line: `LIST behind the samples is removed, 204 bytes`."""
    marks: tuple[Mark, ...] = ()
    """The signs of origin that go with it."""


class Remake(Struct, frozen=True, kw_only=True):
    """What a repair would make of a file."""

    pieces: tuple[Piece, ...]
    """The new file, in its order."""
    changes: tuple[Change, ...]
    """What is different; at least one."""
    sound: Stretch | None = None
    """Where the encoded sound lies in the file as it was: it must be one stretch of the new one.

    None where the sound itself is packed anew; then decoding alone can prove that it is the same.
    """
    left: tuple[str, ...] = ()
    """What ought to change and does not, each with its reason."""
    warnings: tuple[str, ...] = ()
    """What a person should know of the new file, such as a manifest that no longer matches."""


class CannotRepair(Exception):  # noqa: N818 - it is a decision, not a failure
    """The file needs the repair and cannot have it. The text says why, in one line."""


class Terms(Struct, frozen=True, kw_only=True):
    """What a repair may do."""

    remove_provenance: bool = False
    """Whether signs of where a file came from may be removed. Else they stay, whatever they are."""


class Repair(Struct, frozen=True, kw_only=True):
    """One thing about files that can be put right without touching the sound."""

    id: str
    """The plugin's name, a dot, and words with hyphens: `audio-tags.plain-header`."""
    title: str
    """What it does: `Write the header of plain PCM`."""
    plan: Callable[[BinaryIO, Terms], Remake | None]
    """What it would make of a file; None where there is nothing to do, or it is no file of its own.

    Raises `CannotRepair` where the file needs it and cannot have it. The file is open for reading;
    it may be one that an earlier repair would make.
    """
    rules: tuple[str, ...] = ()
    """The rules it answers. It is made where a recipient asks one of them; without any, always."""

    @property
    def plugin(self) -> str:
        """The plugin it belongs to."""
        return self.id.partition(".")[0]
