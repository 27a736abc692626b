"""The rules of this plugin, in the order of their pages."""

from __future__ import annotations

from typing import Any

from precheck import Rule
from precheck_audio_tags.rules import (
    agreement,
    artwork,
    character,
    copies,
    covers,
    edges,
    encoders,
    files,
    headers,
    integrity,
    length,
    levels,
    marks,
    previews,
    provenance,
    recordings,
    resolution,
    size,
    stream,
    sums,
    tags,
    wave,
)

RULES: tuple[Rule[Any], ...] = (
    *files.RULES,
    *artwork.RULES,
    *covers.RULES,
    *copies.RULES,
    *sums.RULES,
    *stream.RULES,
    *resolution.RULES,
    *wave.RULES,
    *headers.RULES,
    *length.RULES,
    *size.RULES,
    *previews.RULES,
    *tags.RULES,
    *agreement.RULES,
    *marks.RULES,
    *provenance.RULES,
    *integrity.RULES,
    *recordings.RULES,
    *edges.RULES,
    *levels.RULES,
    *character.RULES,
    *encoders.RULES,
)
