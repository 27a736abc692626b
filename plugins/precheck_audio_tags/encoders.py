"""Lossy encoders, by the names they leave in tags: dated data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from precheck import TextTag
from precheck_audio_tags.generators import TOOL_TAGS
from precheck_audio_tags.labels import bare

STATE = date(2026, 11, 29)
"""The day this list was last gone through."""
_TAGS = TOOL_TAGS | {
    *("ENCODER SETTINGS", "ENCODERSETTINGS", "ENCODER_SETTINGS"),
    *("ENCODER OPTIONS", "ENCODEROPTIONS", "ENCODER_OPTIONS"),
}
_LONGEST = 500
"""Characters of a tag that are looked through."""


class Encoder(Struct, frozen=True):
    """How a lossy encoder is named."""

    name: str
    pattern: re.Pattern[str]


class Naming(Struct, frozen=True):
    """A tag that names one."""

    encoder: str
    tag: TextTag


LOSSY = (
    Encoder(
        "LAME",
        re.compile(r"(?i:libmp3lame)|\bLAME(?=\s*(?:$|[),;]|(?i:v?\d|mp3|encoder|in\s+ffmpeg)))"),
    ),
    Encoder(
        "FFmpeg",
        re.compile(
            r"\bLavc[\d.]*\s+(?:aac|ac3|eac3|lib(?:fdk_aac|opus|shine|twolame|vorbis)|mp[23]"
            r"|opus|vorbis|wma(?:v[12]|pro))\w*\b",
            re.IGNORECASE,
        ),
    ),
    Encoder("Fraunhofer", re.compile(r"\bFraunhofer\b|\bFhG\b|\bl3enc\b|\bmp3enc\b")),
    Encoder("Vorbis", re.compile(r"\blibvorbis\b|\baoTuV\b|\boggenc\b", re.IGNORECASE)),
    Encoder("Opus", re.compile(r"\blibopus\b|\bopusenc\b", re.IGNORECASE)),
    Encoder("qaac", re.compile(r"\bqaac(?:64)?\b(?!.*(?:lossless|\balac\b))", re.IGNORECASE)),
    Encoder("FDK AAC", re.compile(r"\b(?:lib)?fdk[-_ ]?aac\b", re.IGNORECASE)),
    Encoder("Nero AAC", re.compile(r"\bnero\s?aac", re.IGNORECASE)),
    Encoder("FAAC", re.compile(r"\bFAAC\b")),
    Encoder("MPEG", re.compile(r"\bA=MPEG[\w-]*", re.IGNORECASE)),
)
"""`Lavf` names a container, `Lavc60 flac` and `Lavc60 pcm_s16le` lossless codecs, and qaac writes
Apple Lossless as well. `A=MPEG1L3` is a line of the coding history in `bext` (EBU R 98)."""


def lossy_encoders(texts: Iterable[TextTag]) -> Iterator[Naming]:
    """The tags about the encoder that name a lossy one, each with the first that it names."""
    for tag in texts:
        if bare(tag.name) in _TAGS:
            for encoder in LOSSY:
                if encoder.pattern.search(tag.text[:_LONGEST]):
                    yield Naming(encoder.name, tag)
                    break
