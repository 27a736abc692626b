"""Whether listeners in the EU are told of an imitated voice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from precheck import EU, AsOf, Facts, Finding, Message, Release, Severity, Track, rule
from precheck_ai_credits.occasions import does_artist_speak
from precheck_ai_credits.origins.artist import denies_ai_voice, sidecar
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
    needs=(Message,),
    sources=(EU_DEEPFAKES, EU_DATES, EU_LATER),
    when=does_artist_speak,
)
def imitation_unlabelled(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track of which the artist declares under `imitates` in `delivery.toml` whose voice its
    AI voice imitates, and which is sold in the EU, has a `label`: the words that tell listeners so.

    ## Why it matters

    Since 2 August 2026 Article 50 of the EU AI Act asks that a deepfake is disclosed. A consent of
    the person does not replace the label. The fines go to 15 million euros or three per cent.

    ## What to do

    Write the words that listeners are shown as `label` to `delivery.toml`, and see that the
    recipients show them.

    ## Limits

    It knows of imitations by the artist's word alone; a likeness that is measured is the voice
    plugin's. Where the artist denies AI in the track or in its voices, the declaration contradicts
    itself, which has a rule of its own. Evidently artistic or satirical work has a lighter duty,
    which a person must judge. Sources disagree on the day: one puts all of it on 2 December 2026.
    The earlier day holds.
    """
    declared = facts[Release].declaration(track)
    message = facts.get(Message)
    if not declared.imitates or declared.label.strip() or message is None:
        return
    places = covers(message.deals, EU)
    if facts[AsOf].day >= APPLIES_SINCE and places and not denies_ai_voice(declared):
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


RULES = (imitation_unlabelled,)
