"""Whether listeners in the EU are told of an imitated voice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from precheck import (
    EU,
    AiAmount,
    AiDisclosure,
    AsOf,
    Facts,
    Finding,
    Message,
    Origin,
    Release,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits.occasions import does_artist_speak
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.roles import Part, part_of
from precheck_ai_credits.sources import EU_DATES, EU_DEEPFAKES, EU_LATER
from precheck_ai_credits.territories import covers
from precheck_ai_credits.vocabulary import spoken_of

APPLIES_SINCE = date(2026, 8, 2)
"""The first day of Article 50 of the EU AI Act."""


@rule(
    "ai-credits.imitation-unlabelled",
    title="An AI voice imitates somebody, and listeners in the EU are not told",
    severity=Severity.REVIEW,
    of=Track,
    needs=(AiDisclosure, Message),
    sources=(EU_DEEPFAKES, EU_DATES, EU_LATER),
    when=does_artist_speak,
)
def imitation_unlabelled(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track with an AI voice, of which the artist declares under `imitates` in
    `delivery.toml` whose voice it imitates, and which is sold in the EU, has a `label`: the words
    that tell listeners so.

    ## Why it matters

    Since 2 August 2026 Article 50 of the EU AI Act asks that a deepfake is disclosed. A consent of
    the person does not replace the label. The fines go to 15 million euros or three per cent.

    ## What to do

    Write the words that listeners are shown as `label` to `delivery.toml`, and see that the
    recipients show them.

    ## Limits

    It knows of imitations by the artist's word alone; a likeness that is measured is the voice
    plugin's. That there is AI it takes from message, artist or file, never from a detector.
    Evidently artistic or satirical work has a lighter duty, which a person must judge.
    Sources disagree on the day: one puts all of it on 2 December 2026. The earlier day holds.
    """
    declared = facts[Release].declaration(track)
    message = facts.get(Message)
    if not declared.imitates or declared.label.strip() or message is None:
        return
    places = covers(message.deals, EU)
    if facts[AsOf].day >= APPLIES_SINCE and places and may_have_ai_voice(facts[AiDisclosure]):
        yield Finding(
            f"{spoken_of(track)} imitates the voice of {', '.join(declared.imitates)} with AI and "
            "is sold in the EU, but has no label that says so",
            file=sidecar(facts[Release]),
            evidence={
                "imitates": list(declared.imitates),
                "label": declared.label,
                "eu_territories": places,
                "applies_since": APPLIES_SINCE.isoformat(),
            },
        )


def may_have_ai_voice(disclosure: AiDisclosure) -> bool:
    """Whether AI made a voice, or some of a track of whose voices nothing is said.

    What a detector concludes is no such word.
    """
    voices = [r.amount for r in disclosure.roles if part_of(r.role) is Part.VOICE]
    if voices:
        return any(amount is not AiAmount.NONE for amount in voices)
    said = (one for one in disclosure.statements if one.origin is not Origin.DETECTOR)
    return disclosure.unplaced is not None or any(one.amount is not AiAmount.NONE for one in said)


RULES = (imitation_unlabelled,)
