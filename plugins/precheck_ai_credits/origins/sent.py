"""What a message alone says about AI in a track or picture."""

from __future__ import annotations

from precheck import AiDisclosure, Release, Resource, Track
from precheck_ai_credits.origins.lyrics import of_lyrics
from precheck_ai_credits.origins.message import roles_in_message
from precheck_ai_credits.origins.unclear import unclear
from precheck_ai_credits.origins.whole import said_in_message, unplaced


def sent(resource: Resource, release: Release) -> AiDisclosure:
    """The message's statement, roles and lyrics; nobody else is heard."""
    said = said_in_message(resource, release)
    return AiDisclosure(
        statements=(said,) if said is not None else (),
        roles=tuple(roles_in_message(resource)),
        lyrics=of_lyrics(resource, release) if isinstance(resource, Track) else None,
        unplaced=unplaced(resource, release),
        unclear=unclear(resource, release),
    )
