"""Galleries: what is kept of a protected voice. One file for each artist, and no sound in it.

A voice that tells a person from others is biometric data: the files are for their owner alone to
read, each says on what basis it is kept and until when, and removing it forgets the voice.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import numpy as np
from msgspec import Meta, Struct

from precheck_voice.embedded.bands import Floats
from precheck_voice.embedded.encoder import SIZE, unit
from precheck_voice.embedded.model import NAMED
from precheck_voice.embedded.thresholds import NAME as THRESHOLDS
from precheck_voice.identity import one_id
from precheck_voice.wire import Id, Model, Text

Numbers = Annotated[tuple[float, ...], Meta(min_length=SIZE, max_length=SIZE)]
Basis = Annotated[str, Meta(min_length=1, max_length=300)]


class GalleryError(Exception):
    """A gallery cannot be read or written."""


class State(StrEnum):
    """Whether a gallery may be compared with."""

    VALID = "valid"
    EXPIRED = "expired"
    OTHER_MODEL = "other-model"
    """Its voices are those of another model, which cannot be compared with ours."""
    BROKEN = "broken"


class Clip(Struct, frozen=True, kw_only=True):
    """One recording of the artist."""

    audio_sha256: Text
    """Of the file, so that none counts twice."""
    vocal_seconds: float
    voice: Numbers


class Gallery(Struct, frozen=True, kw_only=True):
    """The voice of one artist."""

    schema: Literal["voice-gallery/1"] = "voice-gallery/1"
    artist: Id
    name: Text = ""
    model: Model
    threshold_set: Text
    basis: Basis
    """On what lawful basis the voice is kept, in words."""
    created: date
    updated: date
    until: date | None = None
    """The last day on which it may be compared with."""
    clips: Annotated[tuple[Clip, ...], Meta(min_length=1, max_length=50)]

    @property
    def voices(self) -> Floats:
        """One of length one for each clip."""
        return unit(np.array([clip.voice for clip in self.clips]))

    @property
    def mean(self) -> Floats:
        """The mean of the clips' voices, each of length one.

        A cosine with each clip, averaged, is the product with this: it has the scale of one clip,
        however many there are.
        """
        found: Floats = self.voices.mean(axis=0)
        return found

    def state(self, day: date) -> State:
        """Whether it may be compared with on a day."""
        if self.model != NAMED or self.threshold_set != THRESHOLDS:
            return State.OTHER_MODEL
        return State.EXPIRED if self.until is not None and day > self.until else State.VALID


class Galleries:
    """A folder of galleries. Every question reads the file anew, so that nothing old is used."""

    def __init__(self, folder: Path) -> None:
        """The folder need not be there yet."""
        self.folder = folder

    def find(self, artist: str) -> Gallery | None:
        """The gallery of an artist; None where there is none. Raises `GalleryError`."""
        try:
            return self._read(self._file(artist))
        except FileNotFoundError:
            return None

    def every(self) -> Iterable[Gallery | GalleryError]:
        """All galleries by artist, and what is wrong with those that cannot be read."""
        found: list[Gallery | GalleryError] = []
        for file in sorted(self.folder.glob("*.json")):
            try:
                found.append(self._read(file))
            except (GalleryError, FileNotFoundError) as error:
                found.append(GalleryError(str(error)))
        return sorted(found, key=lambda one: one.artist if isinstance(one, Gallery) else "")

    def keep(self, gallery: Gallery) -> None:
        """Write a gallery in the place of what was there. Raises `GalleryError`."""
        file = self._file(gallery.artist)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            begun = file.with_suffix(".part")
            begun.unlink(missing_ok=True)
            with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
                to.write(msgspec.json.encode(gallery))
            begun.replace(file)
        except OSError as error:
            raise GalleryError(f"{file} cannot be written: {error.strerror}") from error

    def forget(self, artist: str) -> bool:
        """Remove an artist's voice; tells whether there was one. Raises `GalleryError`."""
        file = self._file(artist)
        try:
            file.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise GalleryError(f"{file} cannot be removed: {error.strerror}") from error
        return True

    def _file(self, artist: str) -> Path:
        """An id may hold anything, so that its digest names the file."""
        return self.folder / f"{sha256(one_id(artist).encode()).hexdigest()[:32]}.json"

    def _read(self, file: Path) -> Gallery:
        try:
            gallery = msgspec.json.decode(file.read_bytes(), type=Gallery)
        except FileNotFoundError:
            raise
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise GalleryError(f"{file.name} cannot be read: {error}") from error
        if self._file(gallery.artist) != file:
            raise GalleryError(f"{file.name} holds the voice of another artist")
        return gallery


def digest(galleries: Iterable[Gallery]) -> str:
    """One SHA-256 for several galleries, the same in any order."""
    each = sorted(sha256(msgspec.json.encode(gallery)).digest() for gallery in galleries)
    return sha256(b"".join(each)).hexdigest()
