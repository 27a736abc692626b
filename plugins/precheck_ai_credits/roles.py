"""The roles of the allowed value set that matter to AI credits, and the plain words for them.

Only roles that a person who declares AI may mean are listed; the set has some three hundred.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Part(StrEnum):
    """Which part of the music, or of the delivery, a role is about."""

    VOICE = "voice"
    INSTRUMENT = "instrument"
    PRODUCTION = "production"
    WRITING = "writing"
    AFTERCARE = "aftercare"
    """Tuning, editing, mixing and mastering what is there already."""
    PICTURE = "picture"
    OTHER = "other"


_ROLES: Mapping[Part, tuple[str, ...]] = MappingProxyType(
    {
        Part.VOICE: (
            "BackgroundVocalist",
            "Choir",
            "ChoirMember",
            "LeadVocalist",
            "Narrator",
            "PlaybackSinger",
            "Speaker",
            "Vocalist",
            "VoiceActor",
        ),
        Part.INSTRUMENT: (
            "Accompanyist",
            "Ensemble",
            "LeadPerformer",
            "MusicGroup",
            "Musician",
            "Orchestra",
            "OrchestraMember",
            "Performer",
            "PrimaryMusician",
            "Soloist",
            "StudioMusician",
        ),
        Part.PRODUCTION: (
            "AdditionalStudioProducer",
            "AssistantProducer",
            "AssociateProducer",
            "CoProducer",
            "Programmer",
            "ProgrammingEngineer",
            "Remixer",
            "SoundDesigner",
            "StringProducer",
            "StudioProducer",
            "VocalProducer",
        ),
        Part.WRITING: (
            "Adapter",
            "Arranger",
            "Author",
            "Composer",
            "ComposerLyricist",
            "Librettist",
            "Lyricist",
            "MusicArranger",
            "NonLyricAuthor",
            "SubArranger",
            "SubLyricist",
            "Translator",
            "VocalArranger",
        ),
        Part.AFTERCARE: (
            "AdditionalMixingEngineer",
            "CoMixer",
            "CoMixingEngineer",
            "DigitalEditingEngineer",
            "ImmersiveMasteringEngineer",
            "ImmersiveMixingEngineer",
            "MasteringEngineer",
            "Mixer",
            "MixingEngineer",
            "SurroundMixingEngineer",
            "VocalEditingEngineer",
        ),
        Part.PICTURE: (
            "Animator",
            "ArtDirector",
            "ComputerGraphicCreator",
            "CoverDesigner",
            "Designer",
            "GraphicArtist",
            "GraphicDesigner",
            "Illustrator",
            "Painter",
            "Photographer",
            "VideoDirector",
            "VideoProducer",
            "Videographer",
            "VisualEffectsTechnician",
        ),
    }
)
_PLAIN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "vocals": "Vocalist",
        "voice": "Vocalist",
        "singer": "Vocalist",
        "instruments": "Musician",
        "instrumentalist": "Musician",
        "lyrics": "Lyricist",
        "composition": "Composer",
        "music": "Composer",
        "melody": "Composer",
        "arrangement": "Arranger",
        "production": "StudioProducer",
        "producer": "StudioProducer",
        "beat": "Programmer",
        "mixing": "MixingEngineer",
        "mastering": "MasteringEngineer",
        "tuning": "VocalEditingEngineer",
        "editing": "DigitalEditingEngineer",
        "cover": "CoverDesigner",
        "illustration": "Illustrator",
        "photograph": "Photographer",
    }
)
_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Vocalist": (
            "BackgroundVocalist",
            "Choir",
            "ChoirMember",
            "LeadVocalist",
            "PlaybackSinger",
        ),
        "Musician": (
            "Accompanyist",
            "Orchestra",
            "OrchestraMember",
            "PrimaryMusician",
            "StudioMusician",
        ),
        "Lyricist": ("Author", "Librettist"),
        "Arranger": ("MusicArranger", "SubArranger", "VocalArranger"),
        "StudioProducer": ("AdditionalStudioProducer", "CoProducer", "StringProducer"),
        "MixingEngineer": (
            "AdditionalMixingEngineer",
            "CoMixer",
            "CoMixingEngineer",
            "ImmersiveMixingEngineer",
            "Mixer",
            "SurroundMixingEngineer",
        ),
        "MasteringEngineer": ("ImmersiveMasteringEngineer",),
    }
)
"""By the role: those that are defined as kinds of it, and are meant by the plain word, too."""
_BOTH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ComposerLyricist": ("Composer", "Lyricist")}
)
"""By the role: the two that it is at once."""
SOUND = (Part.VOICE, Part.INSTRUMENT, Part.PRODUCTION)
"""The parts that make the recording, as opposed to the song."""
_WRITING = frozenset(_ROLES[Part.WRITING])
_HEARD = frozenset(role for part in SOUND for role in _ROLES[part])
_PART_OF = {role: part for part, roles in _ROLES.items() for role in roles}
_NO_LETTER = re.compile(r"[\W_]+")


def _folded(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()


_USUAL = {_folded(role): role for role in _PART_OF} | dict(_PLAIN_WORDS)


def role_meant(written: str) -> str:
    """The role as DDEX spells it; a text that means none of those known stays as it is."""
    return _USUAL.get(_folded(written), written)


def halves(role: str) -> tuple[str, ...]:
    """The roles that a role is at once; most are one."""
    return _BOTH.get(role, (role,))


def is_part(role: str, whole: str) -> bool:
    """Whether a role is the other or a kind of it, or one of them and another role at once."""
    return any(
        half == other or half in _KINDS.get(other, ())
        for half in halves(role)
        for other in halves(whole)
    )


def is_listed(role: str) -> bool:
    """Whether the role is one of those that are listed here."""
    return role in _PART_OF


def is_heard(role: str) -> bool:
    """Whether the role makes the recording, as opposed to the song."""
    return role in _HEARD


def is_writing(role: str) -> bool:
    """Whether the role is about words or music."""
    return role in _WRITING


def is_help(role: str) -> bool:
    """Whether the role only treats what is there already: AI in it is help, and no AI music."""
    return part_of(role) is Part.AFTERCARE


def part_of(role: str) -> Part:
    """Which part of the music a role is about."""
    return _PART_OF.get(role, Part.OTHER)
