"""What is asked of the service, and what it says beside `voice-compare/1`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from precheck_voice.embedded.galleries import (
    Basis,
    Galleries,
    Gallery,
    GalleryError,
    State,
)
from precheck_voice.wire import Id, Mode, Model, Text

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Sent(Struct, frozen=True, kw_only=True):
    """The file that follows."""

    sha256: Sha256


class CompareRequest(Struct, frozen=True, kw_only=True):
    """With whom a voice is compared."""

    schema: Literal["voice-compare-request/1"]
    mode: Mode
    artists: Annotated[tuple[Id, ...], Meta(max_length=1000)]
    """At least one, unless all voices are searched or the voice itself is wanted."""
    audio: Sent
    voice: bool = False
    """Whether the answer is to hold the voice itself."""


class EnrolRequest(Struct, frozen=True, kw_only=True):
    """Whose voice the files that follow are."""

    schema: Literal["voice-enrol-request/1"]
    artist: Id
    name: Text = ""
    basis: Basis
    """The lawful basis on which the voice is kept, in words."""
    until: date | None = None
    """The last day on which it may be compared with."""


class Artist(Struct, frozen=True, kw_only=True):
    """A voice that is kept."""

    artist: str
    name: str
    k: int
    """From how many recordings it was taken."""
    vocal_seconds: float
    state: State
    basis: str
    created: date
    updated: date
    until: date | None

    @classmethod
    def of(cls, gallery: Gallery, day: date) -> Artist:
        """What may be told of a gallery: all but the voice."""
        return cls(
            artist=gallery.artist,
            name=gallery.name,
            k=len(gallery.clips),
            vocal_seconds=round(sum(clip.vocal_seconds for clip in gallery.clips), 2),
            state=gallery.state(day),
            basis=gallery.basis,
            created=gallery.created,
            updated=gallery.updated,
            until=gallery.until,
        )


class Artists(Struct, frozen=True, kw_only=True):
    """Every voice that is kept."""

    schema: Literal["voice-artists/1"] = "voice-artists/1"
    artists: tuple[Artist, ...]
    broken: tuple[str, ...]
    """What is wrong with galleries that cannot be read."""

    @classmethod
    def of(cls, galleries: Galleries, day: date) -> Artists:
        """What a folder holds."""
        every = list(galleries.every())
        return cls(
            artists=tuple(Artist.of(g, day) for g in every if not isinstance(g, GalleryError)),
            broken=tuple(str(g) for g in every if isinstance(g, GalleryError)),
        )


class Health(Struct, frozen=True, kw_only=True):
    """The service is there."""

    schema: Literal["voice-health/1"] = "voice-health/1"
    precheck: str
    model: Model
    threshold_set: str


class Refused(Struct, frozen=True, kw_only=True):
    """Why there is no answer."""

    error: str
