"""Whether an older flag may be taken for a word about AI."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Severity, Track, rule
from precheck_ai_credits.sources import COMPUTER_GENERATED
from precheck_ai_credits.vocabulary import spoken_of


@rule(
    "ai-credits.computer-generated",
    title="A flag of ERN 3 calls the recording computer-generated",
    severity=Severity.NOTE,
    of=Track,
    needs=(Message,),
    sources=(COMPUTER_GENERATED,),
)
def computer_generated(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a recording of an ERN 3 message has `IsComputerGenerated` set.

    ## Why it matters

    The flag is older than generative AI, and ERN 4 has dropped it. It is no declaration of AI, but
    somebody may have meant it as one: then nobody reads it so.

    ## What to do

    Ask what was meant. Where it is AI, send ERN 4.3.2 with `ContainsAI`, and write it to
    `delivery.toml`.

    ## Limits

    It is told, and never taken for a statement about AI.
    """
    del facts
    if track.is_computer_generated:
        yield Finding(
            f"{spoken_of(track)} has IsComputerGenerated, which is no declaration of AI",
            place=track.at("is_computer_generated"),
            evidence={"is_computer_generated": True, "contains_ai": track.contains_ai},
        )


RULES = (computer_generated,)
