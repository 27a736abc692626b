"""Whether the amount stated and the credits complete each other."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Resource, Severity, Track, rule
from precheck_ai_credits.occasions import is_stated, is_written_of
from precheck_ai_credits.sources import SPOTIFY_CREDITS, ern
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import (
    Written,
    at_credit,
    credit,
    credited_in,
    named,
    shows_ai,
    speaks_clearly,
    spoken_of,
    stated,
)


@twins(
    "ai-credits.contribution-without-statement",
    title="A contributor shows AI, but ContainsAI is absent",
    severity=Severity.WARNING,
    needs=(Message,),
    sources=(ern("SoundRecording/ContainsAI"),),
    when=is_written_of,
)
def contribution_without_statement(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a credit shows AI while the track or picture itself has no `ContainsAI`.
    DDEX rule AI-09. Leaving it out is valid; what it means is our reading.

    ## Why it matters

    A recipient that reads only the statement takes the music for undeclared.

    ## What to do

    State `Partly`; or `All`, where nobody but models took part.

    ## Limits

    One finding for the track or picture, at the first such credit.
    """
    del facts
    if resource.contains_ai:
        return
    with_ai = tuple(c for c in credited_in(resource) if shows_ai(c))
    if with_ai:
        names = ", ".join(named(contributor) for contributor in with_ai)
        yield Finding(
            f"{spoken_of(resource)} credits AI ({names}), but has no ContainsAI",
            place=at_credit(with_ai[0]),
            evidence={**stated(resource), "credits": [credit(c) for c in with_ai]},
        )


@rule(
    "ai-credits.partly-without-contributor",
    title="ContainsAI is Partly, but no contributor shows AI",
    severity=Severity.WARNING,
    needs=(Message,),
    of=Track,
    sources=(SPOTIFY_CREDITS, ern("Contributor/AiContribution")),
    when=is_stated,
)
def partly_without_contributor(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track that states `ContainsAI` `Partly` says in its credits where the AI is:
    a contributor `GenerativeAI`, or one with `AiContribution` `Partly`. DDEX rule AI-10.

    ## Why it matters

    Services that show AI credits work on contributor and role.
    From this track they learn that there is AI, and have nothing to show.

    ## What to do

    Credit `GenerativeAI` with the roles that a model played, and give `AiContribution` `Partly`
    to people who used one in their own role.

    ## Limits

    Tracks only: AI credits for pictures are shown by no recipient we know.
    A credit with a word that DDEX does not have is left to `ai-credits.value-unknown`.
    """
    del facts
    credits_ = credited_in(track)
    if track.contains_ai != Written.PARTLY or any(shows_ai(c) for c in credits_):
        return
    if all(speaks_clearly(c) for c in credits_):
        yield Finding(
            f"{spoken_of(track)} states ContainsAI Partly, but {_nobody(len(credits_))}",
            place=track.at("contains_ai"),
            evidence={**stated(track), "credits": [credit(c) for c in credits_]},
        )


def _nobody(number: int) -> str:
    if number == 1:
        return "its one contributor does not show AI"
    return f"none of its {number} contributors shows AI" if number else "it has no contributors"


RULES = (*contribution_without_statement.both, partly_without_contributor)
