"""Tracks, images and the other resources of a release."""

from __future__ import annotations

from pathlib import Path

from precheck.model.credits import (
    Contributor,
    DisplayArtist,
    Genre,
    Identifier,
    RightsLine,
    Scheme,
    Title,
)
from precheck.model.files import Clip, FileReference
from precheck.model.places import Marked


class Work(Marked, frozen=True, kw_only=True):
    """A musical work that a recording embodies."""

    identifiers: tuple[Identifier, ...] = ()


class Resource(Marked, frozen=True, kw_only=True):
    """What a sound recording, video, image or text have in common."""

    reference: str
    """`ResourceReference`, such as `A1`; the file's name where there is no message."""
    release: str = ""
    """The id of the release it belongs to."""
    kind: str = ""
    """The element's name: `SoundRecording`, `Video`, `Image`, `Text`, ..."""
    type: str = ""
    """The type within the kind: `MusicalWorkSoundRecording`, `FrontCoverImage`, ..."""
    identifiers: tuple[Identifier, ...] = ()
    titles: tuple[Title, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    part_contributors: tuple[Contributor, ...] = ()
    """The credits of its chapters, and of the cues in its cue sheets."""
    files: tuple[FileReference, ...] = ()
    contains_ai: str = ""
    """`ContainsAI` as written (`All`, `Partly`, `None`), or empty."""
    parental_warnings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Unique within a run."""
        return f"{self.release}#{self.reference}"

    @property
    def title(self) -> str:
        """The title a listener sees."""
        return self.titles[0].text if self.titles else ""

    @property
    def version(self) -> str:
        """The version or subtitle, such as `Radio Edit`."""
        return self.titles[0].subtitle if self.titles else ""

    @property
    def label(self) -> str:
        """How a person would name it."""
        return self.title or self.reference

    @property
    def file(self) -> Path | None:
        """The first file that is there and is not a preview."""
        full = (f for f in self.files if not f.technical.is_preview)
        return next((f.path for f in full if f.path is not None), None)

    def identifier(self, scheme: Scheme) -> str:
        """The first identifier of this scheme, or an empty string."""
        return next((i.value for i in self.identifiers if i.scheme is scheme), "")


class Track(Resource, frozen=True, kw_only=True):
    """One sound recording (or video) of a release, with its file."""

    isrc: str = ""
    display_artist_name: str = ""
    artists: tuple[DisplayArtist, ...] = ()
    duration_seconds: float | None = None
    works: tuple[Work, ...] = ()
    p_lines: tuple[RightsLine, ...] = ()
    c_lines: tuple[RightsLine, ...] = ()
    genres: tuple[Genre, ...] = ()
    language_of_performance: str = ""
    is_instrumental: bool | None = None
    is_computer_generated: bool | None = None
    """ERN 3's flag. It predates generative AI and is not a declaration of it."""
    clips: tuple[Clip, ...] = ()
    """The parts that the message cuts out of it, such as previews."""
    disc_number: int | None = None
    track_number: int | None = None
    is_primary: bool = True
    """Whether the release lists it as a primary resource."""

    @property
    def audio(self) -> Path | None:
        """The file on disk, where there is one."""
        return self.file


class Image(Resource, frozen=True, kw_only=True):
    """One picture of a release, with its file."""

    @property
    def is_front_cover(self) -> bool:
        """Whether it is the front cover; where no type is stated a picture is one."""
        return self.type in {"", "FrontCoverImage"}
