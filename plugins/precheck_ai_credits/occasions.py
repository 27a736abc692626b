"""When questions about AI arise: what several rules wait for, looked at once for all of them."""

from __future__ import annotations

from precheck import (
    AiAmount,
    AiDetections,
    AiDisclosure,
    Declaration,
    Facts,
    Origin,
    Reason,
    Release,
    Resource,
)
from precheck_ai_credits.origins.whole import of_release
from precheck_ai_credits.sides import declarations_of_ai, help_alone, may_be_all, roles_by, says_ai
from precheck_ai_credits.vocabulary import credited_in, displayed_in, models_in, shows_ai

_NOTHING = Declaration()


def is_written_of(resource: Resource, facts: Facts) -> bool:
    """Whether the resource or one of its credits has a word that may be about AI."""
    del facts
    return (
        bool(resource.contains_ai)
        or any(c.ai_contribution or c.special for c in credited_in(resource))
        or any(artist.special for artist in displayed_in(resource))
    )


def is_stated(resource: Resource, facts: Facts) -> bool:
    """Whether the resource itself states how much of it is AI."""
    del facts
    return bool(resource.contains_ai)


def is_stated_of_all(resource: Resource, facts: Facts) -> bool:
    """Whether the resource states how much of it is AI, or the release speaks of what it holds."""
    return _is_stated_of_all(resource, facts[Release])


def _is_stated_of_all(resource: Resource, release: Release) -> bool:
    return bool(resource.contains_ai) or of_release(release) is not None


def is_model_credited(resource: Resource, facts: Facts) -> bool:
    """Whether a generative model is credited."""
    del facts
    return bool(models_in(resource))


def is_declared(resource: Resource, facts: Facts) -> bool:
    """Whether a sender declares AI."""
    del resource
    return bool(declarations_of_ai(facts[AiDisclosure]))


def may_be(resource: Resource, facts: Facts) -> bool:
    """Whether a sender declares AI, or may have meant this with what the release states."""
    return is_declared(resource, facts) or facts[AiDisclosure].unplaced is not None


def has_ai_lyrics(resource: Resource, facts: Facts) -> bool:
    """Whether the message says of the lyrics, a text of their own, that they have AI."""
    del resource
    return says_ai(facts[AiDisclosure].lyrics)


def is_in_a_role(resource: Resource, facts: Facts) -> bool:
    """Whether anybody says that AI had a part in a role."""
    roles = facts[AiDisclosure].roles
    return any(role.amount is not AiAmount.NONE for role in roles) or any(
        shows_ai(contributor) for contributor in credited_in(resource)
    )


def does_artist_speak(resource: Resource, facts: Facts) -> bool:
    """Whether the artist declares anything of it."""
    if facts[Release].declaration(resource) != _NOTHING:
        return True
    disclosure = facts.get(AiDisclosure)
    if disclosure is None:
        return False
    said = disclosure.by(Origin.DELIVERY) is not None
    return said or bool(roles_by(disclosure, Origin.DELIVERY))


def is_detector_asked(resource: Resource, facts: Facts) -> bool:
    """Whether there is anything that asks detection services, and be it in vain."""
    del resource
    why = facts.why(AiDetections)
    return why is None or why.reason is not Reason.NOT_SUPPLIED


def is_help_alone(resource: Resource, release: Release, disclosure: AiDisclosure) -> bool:
    """Whether AI is credited with mixing and the like alone, beside people and with no amount."""
    is_stated = _is_stated_of_all(resource, release) or says_ai(disclosure.by(Origin.DELIVERY))
    return bool(help_alone(disclosure)) and not (is_stated or may_be_all(resource, disclosure))
