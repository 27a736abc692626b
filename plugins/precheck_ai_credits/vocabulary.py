"""The words that ERN has for AI, and what they say of a contributor or a resource."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from precheck import (
    AiAmount,
    Contributor,
    DisplayArtist,
    Image,
    Message,
    Place,
    Resource,
    Role,
    Track,
)
from precheck_ai_credits.generators import tool_named
from precheck_ai_credits.names import is_word_for_ai
from precheck_ai_credits.picture_generators import PICTURES


class Written(StrEnum):
    """The values of `ContainsAI` and `AiContribution`, as the schema spells them."""

    ALL = "All"
    PARTLY = "Partly"
    NONE = "None"


GENERATIVE_AI = "GenerativeAI"
"""The `SpecialContributor` that stands for a generative model."""
AMOUNTS: Mapping[str, AiAmount] = MappingProxyType(
    {Written.ALL: AiAmount.ALL, Written.PARTLY: AiAmount.SOME, Written.NONE: AiAmount.NONE}
)
SHOWN = (Written.ALL, Written.PARTLY)
"""The values of `AiContribution` by which a credit shows AI."""
LESSER = (Written.NONE, Written.PARTLY)
"""The values of `AiContribution` that a model cannot have."""
FIRST_VERSION = (4, 3, 1)
"""The first ERN version whose schema has the words for AI."""


def can_disclose(message: Message) -> bool | None:
    """Whether the message's version has the words for AI; None where the version is unknown."""
    number = message.version_number
    return number >= FIRST_VERSION if number else None


def amount_of(written: str) -> AiAmount | None:
    """The amount that a word means, whatever its case; None for another word."""
    return AMOUNTS.get(written.capitalize())


def is_known(written: str) -> bool:
    """Whether the word is spelled as the schema spells it, or is not there."""
    return not written or written in AMOUNTS


def is_generative(credited: Contributor | DisplayArtist) -> bool:
    """Whether a generative model is credited, or displayed as the artist."""
    return credited.special == GENERATIVE_AI


def contradicts_itself(contributor: Contributor) -> bool:
    """Whether a model is credited with less than all of its own work."""
    return is_generative(contributor) and contributor.ai_contribution in LESSER


def credited_in(resource: Resource) -> tuple[Contributor, ...]:
    """Everybody who is credited, be it in a chapter or a cue alone."""
    return resource.contributors + resource.part_contributors


def models_in(resource: Resource) -> tuple[Contributor, ...]:
    """The contributors that are generative models."""
    return tuple([c for c in credited_in(resource) if c.special == GENERATIVE_AI])


def people_in(resource: Resource) -> tuple[Contributor, ...]:
    """The contributors that are no generative models."""
    return tuple([c for c in credited_in(resource) if not is_generative(c)])


def displayed_in(resource: Resource) -> tuple[DisplayArtist, ...]:
    """The artists that a track displays."""
    return resource.artists if isinstance(resource, Track) else ()


def special_word(credited: Contributor | DisplayArtist) -> str:
    """The word for a special contributor: the sender's own, or that of DDEX."""
    return credited.special_user_defined or credited.special


def is_misspelt_generative(credited: Contributor | DisplayArtist) -> bool:
    """Whether `GenerativeAI` is meant, but another word for it or the name of a tool is written.

    It is another word, too, where it stands in `UserDefinedValue`: DDEX has one for it.
    """
    written = special_word(credited)
    if not written or is_generative(credited):
        return False
    letters = "".join(c for c in written if c.isalpha()).lower()
    is_meant = letters == GENERATIVE_AI.lower() or is_word_for_ai(written)
    return is_meant or bool(tool_named(written) or PICTURES.versioned(written))


def shows_ai(contributor: Contributor) -> bool:
    """Whether the credit says, by who it names or by its amount, that AI took part."""
    return contributor.special == GENERATIVE_AI or contributor.ai_contribution in SHOWN


def speaks_clearly(contributor: Contributor) -> bool:
    """Whether every word about AI in the credit is one that the schema knows."""
    return is_known(contributor.ai_contribution) and not is_misspelt_generative(contributor)


def spoken_of(resource: Resource) -> str:
    """The resource as the subject of a sentence; what a report shows beside it is left out."""
    if isinstance(resource, Track):
        return "the video" if resource.kind == "Video" else "the track"
    if isinstance(resource, Image):
        return "the front cover" if resource.type == "FrontCoverImage" else "the picture"
    return f"{resource.kind or 'resource'} {resource.label}"


def role_named(role: Role) -> str:
    """The role in the words of the credit, its own where DDEX has none."""
    return role.user_defined or role.value


def named(contributor: Contributor) -> str:
    """The contributor as a person would name it, with the roles."""
    party = contributor.party
    name = special_word(contributor) or party.name or party.reference or "an unnamed contributor"
    roles = ", ".join(role.value for role in contributor.roles if role.value)
    return f"{name} ({roles})" if roles else name


def credit(contributor: Contributor) -> dict[str, Any]:
    """The credit as evidence."""
    said = {
        "contributor": special_word(contributor) or contributor.party.name,
        "reference": contributor.party.reference,
        "roles": [role.value for role in contributor.roles],
        "ai_contribution": contributor.ai_contribution,
    }
    return {name: value for name, value in said.items() if value}


def stated(resource: Resource) -> dict[str, Any]:
    """What the resource itself states, as evidence, with its line."""
    place = resource.at("contains_ai")
    line = {"contains_ai_line": place.line} if place is not None and resource.contains_ai else {}
    return {"contains_ai": resource.contains_ai, **line}


def at_credit(contributor: Contributor) -> Place | None:
    """Where the credit speaks of AI, or the whole credit."""
    return contributor.at("ai_contribution" if contributor.ai_contribution else "special")
