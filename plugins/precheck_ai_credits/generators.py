"""Names of music generators as they turn up in credits: dated data, each name with its source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from precheck import Source
from precheck_ai_credits.sources import DETECTED_GENERATORS, LICENSED_GENERATORS

STATE = date(2026, 11, 22)
"""The day this list was last gone through."""

NAMES: Mapping[str, Source] = MappingProxyType(
    {
        "Suno": LICENSED_GENERATORS,
        "Udio": LICENSED_GENERATORS,
        "ElevenLabs": LICENSED_GENERATORS,
        "Eleven Labs": LICENSED_GENERATORS,
        "Mubert": DETECTED_GENERATORS,
        "MusicGen": DETECTED_GENERATORS,
        "Mureka": DETECTED_GENERATORS,
        "Riffusion": DETECTED_GENERATORS,
        "Stable Audio": DETECTED_GENERATORS,
    }
)
"""By the usual spelling. Names that people bear too, such as Lyria and Yue, are left out."""

_SPELLING = MappingProxyType({"eleven labs": "ElevenLabs"})
_NO_WORD = re.compile(r"[\W_]+")


def _words(name: str) -> str:
    """The name in small letters, its words parted by one space."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


_USUAL = MappingProxyType(
    {
        form: _SPELLING.get(_words(name), name)
        for name in NAMES
        for form in (_words(name), f"{_words(name)} ai")
    }
)


def generator_named(name: str) -> str:
    """The generator that bears this whole name, with or without "AI" behind it; or empty."""
    return _USUAL.get(_words(name), "")
