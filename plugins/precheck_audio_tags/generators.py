"""What music generators are known to leave in files: dated data, each entry with its source."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from precheck import Source
from precheck_audio_tags.sources import C2PA_AUDIO, GENERATOR_MARKS, SUNO_TAGS

STATE = date(2026, 11, 22)
"""The day this list was last gone through."""


class Trace(Struct, frozen=True, kw_only=True):
    """A text that a generator writes."""

    generator: str
    pattern: re.Pattern[str]
    """A group `created`, where there is one, holds an ISO 8601 time."""
    source: Source
    is_said: bool = False
    """Whether people say it in sentences as well, which may deny it.

    A group `data`, where there is one, stands for what only the generator writes behind it.
    """
    seen: date = STATE
    """When it was last known to be in use."""


TRACES = (
    Trace(
        generator="Suno",
        pattern=re.compile(
            r"made with suno(?: studio)?(?![\w-])"
            r"(?=(?P<data>; (?:created|id)=)?)(?:[^\n]{0,200}?\bcreated=(?P<created>[^\s;]+))?",
            re.IGNORECASE,
        ),
        source=SUNO_TAGS,
        is_said=True,
    ),
    Trace(
        generator="Suno",
        pattern=re.compile(r"(?<![\w-])suno\.(?:com|ai)/(?:song|s)/", re.IGNORECASE),
        source=SUNO_TAGS,
    ),
    Trace(
        generator="Udio",
        pattern=re.compile(r"(?<![\w-])udio\.com/songs/", re.IGNORECASE),
        source=GENERATOR_MARKS,
    ),
)
"""Texts that are evidence in any tag. Names of encoders (`Lavf`, `LAME`) are none."""

TOOLS = ("Suno", "Udio", "ElevenLabs", "Eleven Labs", "Stable Audio", "Lyria")
"""Names that are evidence where a file names the tool that made it, and nowhere else."""

USUAL = {tool.lower(): tool.replace("Eleven Labs", "ElevenLabs") for tool in TOOLS}
"""The usual spelling of each, by its small letters."""

ALSO_WORDS = frozenset({"Suno", "Udio", "Stable Audio", "Lyria"})
"""Those that people and songs are called as well, or that are plain words."""

FORENAMES = frozenset({"Lyria"})
"""Those that are given names."""

MAKERS = ("Google DeepMind", "Google", "DeepMind", "Stability AI", "Stability")
"""Who makes one of them, in front of its name."""

PRODUCTS = (
    *("AI", "App", "API", "Chirp", "Labs", "Model", "Music", "Open", "Premier", "Pro", "Realtime"),
    *("Studio", "Tools"),
)
"""Words behind a name that make it that of a tool."""

FREE_TEXTS = frozenset(
    {
        *("COMM", "COM", "TCOP", "TCR", "TPRO", "©CMT", "©DES", "©CPY", "CPRT", "DESC", "LDES"),
        *("SDES", "ICMT", "ICOP", "ISBJ", "ANNO"),
        *("COMMENT", "COMMENTS", "DESCRIPTION", "SYNOPSIS", "NOTE", "NOTES", "INFO", "ABOUT"),
        *("COPYRIGHT", "LICENSE", "RIGHTS", "CREDITS", "DISCLOSURE", "DISCLAIMER", "PROVENANCE"),
        *("SOURCE", "AI"),
    }
)
"""Words in the names of tags, in capitals, whose text anybody may write: comment, description."""

SUNG_TEXTS = frozenset({"LYRICS", "TITLE", "ARTIST", "ALBUM"})
"""Words in the names of tags that hold the work itself, and what it is called."""

TOOL_TAGS = frozenset(
    {
        "TSSE",
        "TENC",
        "TSS",
        "TEN",
        "ENCODER",
        "ENCODED-BY",
        "ENCODEDBY",
        "ENCODED_BY",
        "ENCODING",
        "SOFTWARE",
        "GENERATOR",
        "TOOL",
        "RIFF:ISFT",
        "RIFF:ITCH",
        "BEXT:ORIGINATOR",
        "BEXT:CODINGHISTORY",
        "©TOO",
        "©ENC",
        "©SWR",
        "CREATOR TOOL",
        "CREATORTOOL",
    }
)
"""Tags, in capitals and without their `TXXX:` and `APE:`, that name the tool."""

SOURCE_TYPES = {
    "trainedAlgorithmicMedia": True,
    "compositeWithTrainedAlgorithmicMedia": True,
    "compositeSynthetic": True,
    "algorithmicMedia": False,
}
"""IPTC digital source types of synthetic media, and whether trained AI took part."""

SOURCES = (SUNO_TAGS, GENERATOR_MARKS, C2PA_AUDIO)
