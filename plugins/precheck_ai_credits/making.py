"""What a track is declared to be made with."""

from __future__ import annotations

from precheck import AiAmount, AiDisclosure, Declaration, Release, Track
from precheck_ai_credits.generators import tool_named
from precheck_ai_credits.sides import declarations_of_ai


def declared_making(track: Track, release: Release, disclosure: AiDisclosure) -> Declaration | None:
    """What the artist declares of a track with AI; None where none is declared."""
    if not declarations_of_ai(disclosure):
        return None
    declared = release.declaration(track)
    return declared if declared.ai is not AiAmount.NONE else None


def generator_of(track: Track, release: Release, disclosure: AiDisclosure) -> str:
    """The generator that the artist declares; empty without AI or a known one."""
    generator = tool_named(release.declaration(track).tool)
    has_ai = generator and declared_making(track, release, disclosure) is not None
    return generator if has_ai else ""
