"""Generators that are credited or displayed as if they were people, told by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from precheck import Contributor, DisplayArtist, Release, Resource
from precheck_ai_credits.generators import tool_named
from precheck_ai_credits.names import is_word_for_ai
from precheck_ai_credits.picture_generators import PICTURES
from precheck_ai_credits.roles import is_heard
from precheck_ai_credits.vocabulary import (
    credited_in,
    displayed_in,
    models_in,
    named,
    shows_ai,
)


class ToolParty(Struct, frozen=True):
    """A credit or displayed artist that bears the name of a tool."""

    entry: Contributor | DisplayArtist
    generator: str
    """By its usual name; empty for a word for AI itself."""

    @property
    def name(self) -> str:
        """The name as it is written."""
        return self.entry.party.name

    @property
    def called(self) -> str:
        """By what it is known: the generator's usual name, or the word for AI as it is written."""
        return self.generator or self.name

    @property
    def who(self) -> str:
        """The credit as a person would name it."""
        if isinstance(self.entry, Contributor):
            return named(self.entry)
        return f"{self.name} (artist)"

    @property
    def what(self) -> str:
        """What the name is."""
        if not self.generator:
            return "a word for AI"
        return f"the name of {'a music' if tool_named(self.name) else 'an image'} generator"


def tools_in(resource: Resource) -> tuple[ToolParty, ...]:
    """The tools among those who are credited and say nothing of AI; of each name the first."""
    models = models_in(resource)
    silent = (one for one in credited_in(resource) if not shows_ai(one))
    return _by_name((*silent, *displayed_in(resource)), models)


def tools_displayed(release: Release) -> tuple[ToolParty, ...]:
    """The tools that a release alone displays as its artist, and none of its tracks."""
    if not _by_name(release.artists, ()):
        return ()
    models = [model for track in release.tracks for model in models_in(track)]
    told = {one.called for track in release.tracks for one in tools_in(track)}
    return tuple(one for one in _by_name(release.artists, models) if one.called not in told)


def _by_name(
    entries: Iterable[Contributor | DisplayArtist], models: Iterable[Contributor]
) -> tuple[ToolParty, ...]:
    found: dict[str, ToolParty] = {}
    for entry in entries:
        name = entry.party.name
        tool = ToolParty(entry, tool_named(name) or PICTURES.versioned(name))
        is_one = bool(tool.generator) or is_word_for_ai(name)
        if is_one and tool.called not in found and not _is_disclosed(entry, models):
            found[tool.called] = tool
    return tuple(found.values())


def _is_disclosed(entry: Contributor | DisplayArtist, models: Iterable[Contributor]) -> bool:
    """Whether the message credits a model with what the entry did."""
    roles = {role for model in models for role in _roles(model)}
    if isinstance(entry, DisplayArtist):
        return any(is_heard(role) for role, _ in roles)
    return bool(models) and roles.issuperset(_roles(entry))


def _roles(contributor: Contributor) -> Iterator[tuple[str, str]]:
    return ((role.value, role.user_defined) for role in contributor.roles)
