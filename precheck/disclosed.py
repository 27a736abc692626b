"""What `precheck disclose` answers: what is said about AI, and how each vocabulary puts it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from precheck.facts import Reason
from precheck.report import Fault
from precheck.rules import Source
from precheck.shared_facts import AiRoleStatement, AiStatement, Origin
from precheck.vocabularies import Expression

SCHEMA = 1
"""The version of the answer's form. Within one version fields are only ever added."""


class Unread(Struct, frozen=True, kw_only=True):
    """An origin that could not be asked: its silence says nothing."""

    origin: Origin
    reason: Reason
    detail: str

    @property
    def is_loss(self) -> bool:
        """Whether there was something to read. A file that is not there yet is no loss."""
        return self.reason is not Reason.NO_FILE


class DisclosedSubject(Struct, frozen=True, kw_only=True):
    """What is said about AI in one track or picture, and by whom."""

    kind: Literal["track", "image"]
    reference: str
    title: str
    isrc: str = ""
    type: str = ""
    """Such as `MusicalWorkSoundRecording` or `FrontCoverImage`."""
    statements: tuple[AiStatement, ...] = ()
    """One of each origin that speaks; an origin that is not there says nothing."""
    roles: tuple[AiRoleStatement, ...] = ()
    lyrics: AiStatement | None = None
    """What the message says of a track's words, where they are a text of their own."""
    unplaced: AiStatement | None = None
    """What the message says of the release, where nothing says if this is what it means."""
    unclear: str = ""
    """What in the message may be about AI and cannot be read; empty where all of it can."""
    not_known: str = ""
    """Why it is not known what is said; empty where it is."""
    unread: tuple[Unread, ...] = ()
    """The file or the detectors, where they may say something that could not be learned."""


class DisclosedRelease(Struct, frozen=True, kw_only=True):
    """What is said about AI in one release, in every vocabulary."""

    id: str
    title: str = ""
    artist: str = ""
    icpn: str = ""
    message_version: str = ""
    """Empty where there is no message, or none that could be read."""
    statement: AiStatement | None = None
    """What the message says of the release as a whole; None where it is silent."""
    subjects: tuple[DisclosedSubject, ...] = ()
    expressions: Mapping[str, tuple[Expression, ...]] = field(default_factory=dict)
    """By the vocabulary's name."""
    problems: tuple[str, ...] = ()
    """What could not be read."""
    faults: tuple[Fault, ...] = ()
    """What broke in Precheck or in a plugin."""

    @property
    def is_complete(self) -> bool:
        """Whether everything that is said could be learned and put into words."""
        known = all(not subject.not_known for subject in self.subjects)
        read = not any(one.is_loss for subject in self.subjects for one in subject.unread)
        return known and read and not self.problems and not self.faults


class VocabularyInfo(Struct, frozen=True, kw_only=True):
    """A vocabulary that took part."""

    name: str
    title: str
    recipients: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


class DisclosureReport(Struct, frozen=True, kw_only=True):
    """The whole answer."""

    schema: int
    precheck: str
    as_of: date
    complete: bool
    vocabularies: tuple[VocabularyInfo, ...]
    releases: tuple[DisclosedRelease, ...]
    faults: tuple[Fault, ...] = ()
    """What broke before the first release: plugins that could not be loaded."""
