"""Whether anyone says anything about AI at all."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiDisclosure,
    Facts,
    Finding,
    Image,
    Origin,
    ProvenanceMarks,
    Resource,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits.origins.file import by_any_mark
from precheck_ai_credits.sides import unplaced
from precheck_ai_credits.sources import LABELGRID_ERN, SPOTIFY_ABSENCE, SYMPHONIC_DISCLOSURE
from precheck_ai_credits.vocabulary import spoken_of


def is_undeclared(resource: Resource, disclosure: AiDisclosure) -> bool:
    """Whether neither message nor artist speaks; a word that cannot be read is no silence."""
    senders = (Origin.MESSAGE, Origin.DELIVERY)
    return not resource.contains_ai and all(disclosure.by(origin) is None for origin in senders)


def is_marked(facts: Facts) -> bool:
    """Whether the file could be read and carries a mark of AI."""
    found = facts.get(ProvenanceMarks)
    return found is not None and by_any_mark(found) is not None


@rule(
    "ai-credits.undeclared",
    title="Nothing is declared about AI",
    severity=Severity.NOTE,
    of=Track,
    needs=(AiDisclosure,),
    sources=(SPOTIFY_ABSENCE, SYMPHONIC_DISCLOSURE),
)
def undeclared(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether anyone says anything about AI for a primary track: the message by `ContainsAI` or its
    credits, or the artist in `delivery.toml`. DDEX rule AI-16.

    ## Why it matters

    Silence is not "none". Some recipients ask for a statement with each track,
    others have announced that they will.

    ## What to do

    Ask the artist. Write the answer to `delivery.toml` and, in ERN 4.3.1 or later, to `ContainsAI`.

    ## Limits

    Secondary tracks are left out. A file with a mark of AI has a rule of its own. `All` or `None`
    of the release is a statement about each of its tracks that is silent; `Partly` leaves open
    which of them have AI, and they stay undeclared. What is said of lyrics, a text of their own, is
    told beside it; it is no statement about the recording.
    """
    disclosure = facts[AiDisclosure]
    if track.is_primary and is_undeclared(track, disclosure) and not is_marked(facts):
        elsewhere = (disclosure.unplaced, disclosure.lyrics)
        told = "".join(f"; {said.detail}" for said in elsewhere if said is not None)
        yield Finding(
            f"{spoken_of(track)} has no statement about AI, "
            f"neither in the message nor by the artist{told}",
            place=track.at("contains_ai"),
            evidence={"message": "", "delivery": ""} | unplaced(disclosure),
        )


@rule(
    "ai-credits.artwork-undeclared",
    title="Nothing is declared about AI in the front cover",
    severity=Severity.OFF,
    of=Image,
    needs=(AiDisclosure,),
    sources=(SYMPHONIC_DISCLOSURE, LABELGRID_ERN),
)
def artwork_undeclared(image: Image, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether anyone says anything about AI for the front cover: the message by `ContainsAI` or its
    credits, or the artist in `delivery.toml`. DDEX rule AI-19.

    ## Why it matters

    Apple Music and several distributors ask about the artwork apart from the music.

    ## What to do

    Ask the artist. Write the answer to `delivery.toml` under `artwork` and, in ERN 4.3.1 or
    later, to the picture's `ContainsAI`.

    ## Limits

    Off unless a recipient's policy asks for it. Pictures other than the front cover are left out.
    A file with a mark of AI has a rule of its own.
    """
    disclosure = facts[AiDisclosure]
    if image.is_front_cover and is_undeclared(image, disclosure) and not is_marked(facts):
        yield Finding(
            "the front cover has no statement about AI, neither in the message nor by the artist",
            place=image.at("contains_ai"),
            evidence={"message": "", "delivery": ""},
        )


RULES = (undeclared, artwork_undeclared)
