"""PLAN: what the repairs that are asked for would make of one sound file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from traceback import format_exception
from typing import BinaryIO

import msgspec
from msgspec import Struct

from precheck.engine.repairing.pieces import (
    BadPieces,
    PiecedFile,
    checked,
    composed,
    origin,
    place,
    size_of,
)
from precheck.fixed import Step
from precheck.repairs import CannotRepair, Change, Piece, Remake, Repair, Stretch, Terms
from precheck.report import Fault


class Draught(Struct, frozen=True, kw_only=True):
    """What the repairs would make of a file, all of them together."""

    size: int
    pieces: tuple[Piece, ...]
    """Of the file as it is on the disk."""
    steps: tuple[Step, ...] = ()
    sound: Stretch | None = None
    """Where the encoded sound lies on the disk, if every step keeps it in one stretch."""
    left: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def new_size(self) -> int:
        """The length of the new file in bytes."""
        return size_of(self.pieces)

    @property
    def new_sound(self) -> Stretch | None:
        """Where the encoded sound will lie in the new file."""
        return place(self.pieces, self.sound) if self.sound is not None else None


def drawn(path: Path, repairs: Iterable[Repair], terms: Terms) -> Draught:
    """Ask each repair in turn; each sees what the ones before it would make. Raises `OSError`."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        drawing = _Drawing(file, size)
        for repair in repairs:
            drawing.add(repair, terms)
    return drawing.draught


class _Drawing:
    """The plan of one file as it grows."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._has_one_sound = True
        self.draught = Draught(size=size, pieces=checked((Stretch(0, size),), size))

    def add(self, repair: Repair, terms: Terms) -> None:
        """Ask one repair. Whatever it raises costs that repair alone."""
        so_far = self.draught
        try:
            remake = repair.plan(PiecedFile(self._file, so_far.pieces), terms)
            if remake is not None:
                self._take(repair, remake)
        except CannotRepair as why:
            self._leave(repair, str(why))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
            message = f"repair {repair.id} raised {type(error).__name__}: {error}"
            fault = Fault(
                where=f"repair: {repair.id}",
                plugin=repair.plugin,
                message=message,
                trace="".join(format_exception(error)),
            )
            self._leave(repair, f"it broke: {type(error).__name__}", fault)

    def _take(self, repair: Repair, remake: Remake) -> None:
        so_far = self.draught
        changes, sound = _checked(remake, so_far.new_size)
        pieces = composed(checked(remake.pieces, so_far.new_size), so_far.pieces)
        sound = origin(so_far.pieces, sound) if sound is not None else None
        if so_far.steps:
            self._has_one_sound = self._has_one_sound and sound == so_far.sound
        step = Step(
            repair=repair.id,
            title=repair.title,
            rules=repair.rules,
            changes=tuple(change.text for change in changes),
            marks=tuple(dict.fromkeys(mark for one in changes for mark in one.marks)),
        )
        self.draught = msgspec.structs.replace(
            so_far,
            pieces=pieces,
            steps=(*so_far.steps, step),
            sound=sound if self._has_one_sound else None,
            left=(*so_far.left, *(f"{repair.title}: {one}" for one in remake.left)),
            warnings=(*so_far.warnings, *remake.warnings),
        )

    def _leave(self, repair: Repair, why: str, *faults: Fault) -> None:
        so_far = self.draught
        self.draught = msgspec.structs.replace(
            so_far,
            left=(*so_far.left, f"{repair.title}: {why}"),
            faults=(*so_far.faults, *faults),
        )


def _checked(remake: Remake, size: int) -> tuple[tuple[Change, ...], Stretch | None]:
    """What a plugin says of its pieces, if it fits. It may have handed in anything."""
    if not isinstance(remake, Remake):
        raise BadPieces(f"gave a {type(remake).__name__} instead of a Remake")
    changes = msgspec.convert(msgspec.to_builtins(remake.changes), tuple[Change, ...])
    msgspec.convert(msgspec.to_builtins((*remake.left, *remake.warnings)), tuple[str, ...])
    if not changes:
        raise BadPieces("does not say what it changes")
    if remake.sound is not None:
        checked((remake.sound,), size)
    return changes, remake.sound
