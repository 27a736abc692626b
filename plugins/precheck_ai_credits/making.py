"""What a track or picture is declared to be made with."""

from __future__ import annotations

from typing import Any

from precheck import (
    AiAmount,
    AiDisclosure,
    Declaration,
    Facts,
    Image,
    Release,
    Resource,
    Source,
    Track,
)
from precheck_ai_credits.generators import STATE, generators_in
from precheck_ai_credits.picture_generators import picture_generators_in
from precheck_ai_credits.sides import declarations_of_ai


def declared_making(track: Track, release: Release, disclosure: AiDisclosure) -> Declaration | None:
    """What the artist declares of a track with AI; None where none is declared."""
    if not declarations_of_ai(disclosure):
        return None
    declared = release.declaration(track)
    return declared if declared.ai is not AiAmount.NONE else None


def generators_named(resource: Resource, release: Release) -> tuple[str, ...]:
    """The known generators among the declared tools, whatever else is declared."""
    tool = release.declaration(resource).tool
    pictures = picture_generators_in(tool) if isinstance(resource, Image) else ()
    return tuple(dict.fromkeys((*generators_in(tool), *pictures)))


def generators_of(track: Track, release: Release, disclosure: AiDisclosure) -> tuple[str, ...]:
    """The generators that the artist declares; none without AI or a known one."""
    named = generators_named(track, release)
    return named if named and declared_making(track, release, disclosure) is not None else ()


def made_with(track: Track, facts: Facts) -> tuple[Declaration, tuple[str, ...]]:
    """What the artist declares, and the generators it names; none without AI or a known one."""
    release = facts[Release]
    return release.declaration(track), generators_of(track, release, facts[AiDisclosure])


def told_of_tool(declared: Declaration, generator: str, source: Source | None) -> dict[str, Any]:
    """As evidence: what is declared of a generator, and by which source it is judged."""
    return {
        "tool": declared.tool,
        "generator": generator,
        "plan": declared.plan,
        "made": declared.made.isoformat() if declared.made is not None else None,
        "source": source.url if source is not None else None,
        "list_of": STATE.isoformat(),
    }
