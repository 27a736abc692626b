"""What `precheck show` answers: one track, what was learned of it, and what was noticed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from precheck.facts import Reason, Unavailable
from precheck.report import Fault, Notice, Skip, TrackSummary
from precheck.shared_facts import (
    AudioStream,
    Fingerprint,
    ProvenanceMarks,
    Sound,
    SoundPicture,
    Tags,
)

SCHEMA = 1
"""The version of the answer's form. Within one version fields are only ever added."""


class Agreement(StrEnum):
    """How the file and the message go together in one thing that both may state."""

    SAME = "same"
    DIFFERS = "differs"
    """A rule says so."""
    UNREMARKED = "unremarked"
    """They are not written alike, and no rule has a word about it."""
    ONE_SIDED = "one-sided"
    """Only one of them states it, or neither."""


class Compared(Struct, frozen=True, kw_only=True):
    """One thing as the message has it and as the file has it."""

    name: str
    """`title`, `artist`, `album`, `ISRC`, `length`, `format`."""
    message: str = ""
    file: str = ""
    tag: str = ""
    """The tag that the file's word was read from."""
    agreement: Agreement = Agreement.ONE_SIDED
    rules: tuple[str, ...] = ()
    """The rules that compared the two and noticed something."""


class Portrait(Struct, frozen=True, kw_only=True):
    """The whole answer."""

    schema: int
    precheck: str
    as_of: date
    recipients: tuple[str, ...]
    release: str
    """The id of the track's release."""
    release_title: str
    track: TrackSummary
    is_alone: bool = False
    """Whether nothing was asked that takes the rest of the release."""
    stream: AudioStream | None = None
    tags: Tags | None = None
    sound: Sound | None = None
    picture: SoundPicture | None = None
    fingerprint: Fingerprint | None = None
    marks: ProvenanceMarks | None = None
    missing: Mapping[str, Unavailable] = field(default_factory=dict)
    """Why one of these is not there, by its name."""
    compared: tuple[Compared, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Those about the track, and those about its release that name its file."""
    skips: tuple[Skip, ...] = ()
    """Rules about the track that were not judged."""
    faults: tuple[Fault, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether everything is there to be shown. A fingerprint is not shown."""
        lacking = (why for name, why in self.missing.items() if name != "fingerprint")
        return not self.faults and all(why.reason is Reason.NOT_APPLICABLE for why in lacking)
