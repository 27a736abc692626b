"""What in the message may be about AI and cannot be read: odd words, and names of tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from precheck import Contributor, DisplayArtist, Release, Resource, Track
from precheck_ai_credits.tool_parties import ToolParty, tools_displayed, tools_in
from precheck_ai_credits.vocabulary import (
    GENERATIVE_AI,
    amount_of,
    credited_in,
    displayed_in,
    is_misspelt_generative,
    named,
    special_word,
)


def unclear(resource: Resource, release: Release) -> str:
    """What may be meant of a track or picture, in words; empty where all of it can be read."""
    credited, displayed = credited_in(resource), displayed_in(resource)
    own = (*_words(resource.contains_ai, credited, displayed), *_names(tools_in(resource)))
    if own or not isinstance(resource, Track):
        return ", ".join(own)
    return ", ".join(
        f"{one} for the release"
        for one in (
            *_words(release.contains_ai, (), release.artists),
            *_names(tools_displayed(release)),
        )
    )


def _words(
    contains_ai: str, contributors: Iterable[Contributor], artists: Iterable[DisplayArtist]
) -> Iterator[str]:
    if contains_ai and amount_of(contains_ai) is None:
        yield f"{contains_ai!r} is written as ContainsAI"
    for one in contributors:
        if one.ai_contribution and amount_of(one.ai_contribution) is None:
            yield f"{one.ai_contribution!r} is written as AiContribution of {named(one)}"
    every: tuple[Contributor | DisplayArtist, ...] = (*contributors, *artists)
    for credited in every:
        if is_misspelt_generative(credited):
            yield f"{special_word(credited)!r} is written for {GENERATIVE_AI}"


def _names(tools: Iterable[ToolParty]) -> Iterator[str]:
    for tool in tools:
        does = "displayed as an artist" if isinstance(tool.entry, DisplayArtist) else "credited"
        yield f"{tool.name}, {tool.what}, is {does}"
