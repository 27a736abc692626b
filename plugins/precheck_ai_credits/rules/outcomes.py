"""What recipients make of a track by how much of it is AI; their policies set the severity."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Facts,
    Finding,
    Message,
    Origin,
    Release,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits.occasions import is_declared, is_help_alone, is_stated_of_all, may_be
from precheck_ai_credits.options import Help
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.origins.whole import of_release, said_in_message
from precheck_ai_credits.sides import (
    declarations,
    declarations_of_ai,
    may_be_all,
    says_ai,
    unplaced,
)
from precheck_ai_credits.sources import (
    APPLE_TAGS,
    BANDCAMP_BAN,
    CD_BABY_BAN,
    SPOTIFY_CREDITS,
    SYMPHONIC_STANCES,
)
from precheck_ai_credits.vocabulary import SHOWN, credit, credited_in, shows_ai, spoken_of, stated


def _file(said: AiStatement, facts: Facts) -> Path | None:
    """The file that says it, where that is not the message."""
    return sidecar(facts[Release]) if said.origin is Origin.DELIVERY else None


def _evidence(facts: Facts) -> dict[str, str]:
    return {said.origin.value: said.detail for said in declarations(facts[AiDisclosure])}


@rule(
    "ai-credits.fully-ai",
    title="The track is declared to be all AI",
    severity=Severity.NOTE,
    of=Track,
    needs=(AiDisclosure,),
    sources=(SYMPHONIC_STANCES, BANDCAMP_BAN),
    when=is_declared,
)
def fully_ai(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message or the artist declares that everything in the track was made with
    generative AI. The recipient's policy says what follows.

    ## Why it matters

    The outcomes are opposite: some recipients refuse such a track, some take it without
    recommending it or without paying for it, some only want to be told.

    ## What to do

    See what each recipient makes of it, and deliver only to those that take it.

    ## Limits

    It rests on declarations alone, never on a detector.
    """
    every = [s for s in declarations_of_ai(facts[AiDisclosure]) if s.amount is AiAmount.ALL]
    if every:
        yield Finding(
            f"{spoken_of(track)} is declared to be all AI: {every[0].detail}",
            place=every[0].place,
            file=_file(every[0], facts),
            evidence=_evidence(facts),
        )


@rule(
    "ai-credits.may-be-all-ai",
    title="The track is declared to contain AI, and may be all AI",
    severity=Severity.OFF,
    of=Track,
    needs=(AiDisclosure,),
    sources=(SYMPHONIC_STANCES, BANDCAMP_BAN),
    when=is_declared,
)
def may_be_all_ai(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message or the artist declares that there is AI in the track and nothing says how
    much: no amount is stated, and no person is credited with anything. The recipient's policy says
    what follows.

    ## Why it matters

    A track that credits models alone may be all AI, which some recipients refuse, hide or do not
    pay; or people took part who are not credited.

    ## What to do

    Ask the artist. State `All` or `Partly`, and credit the people who took part.

    ## Limits

    Off unless a recipient's policy asks for it. A person's credit of any kind counts as a part that
    is no AI, as DDEX has `All` for models alone; the artists displayed do not count.
    """
    disclosure = facts[AiDisclosure]
    if may_be_all(track, disclosure):
        said = declarations_of_ai(disclosure)[0]
        yield Finding(
            f"{spoken_of(track)} is declared to contain AI and may be all AI: {said.detail}",
            place=said.place,
            file=_file(said, facts),
            evidence=_evidence(facts),
        )


@rule(
    "ai-credits.partly-ai",
    title="The track is declared to be partly AI",
    severity=Severity.OFF,
    of=Track,
    needs=(AiDisclosure,),
    sources=(BANDCAMP_BAN, APPLE_TAGS, CD_BABY_BAN),
    options=Help,
    when=may_be,
)
def partly_ai(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message or the artist declares that some of the track was made with generative
    AI, but not all of it. The recipient's policy says what follows.

    ## Why it matters

    Some recipients refuse music that is AI in substantial part, some want a tag for it.

    ## What to do

    Judge how much of the music it is, and look up what the recipient asks.

    ## Limits

    Off unless a recipient's policy asks for it. "Some" does not say how much;
    whether it is substantial is for a person to judge. Where the release states `Partly` and no
    track takes it up, every track that is silent is told: one of them has AI at least. Where
    nothing says that it is not all AI, `ai-credits.may-be-all-ai` speaks instead. A policy may
    leave out tracks that state no amount and credit AI with help such as mixing alone; of those
    `ai-credits.assistance-as-ai` speaks.
    """
    disclosure = facts[AiDisclosure]
    some = declarations_of_ai(disclosure)
    is_left_out = not facts[Help].counts and is_help_alone(track, facts[Release], disclosure)
    if is_left_out or may_be_all(track, disclosure):
        return
    if some and not any(said.amount is AiAmount.ALL for said in some):
        yield Finding(
            f"{spoken_of(track)} is declared to contain AI: {some[0].detail}",
            place=some[0].place,
            file=_file(some[0], facts),
            evidence=_evidence(facts),
        )
    elif not some and disclosure.unplaced is not None:
        yield Finding(
            f"{spoken_of(track)} may contain AI: {disclosure.unplaced.detail}",
            place=disclosure.unplaced.place,
            evidence=_evidence(facts) | unplaced(disclosure),
        )


@rule(
    "ai-credits.track-flag-only",
    title="AI is stated for the track, but for no role",
    severity=Severity.OFF,
    needs=(Message,),
    of=Track,
    sources=(SPOTIFY_CREDITS,),
    when=is_stated_of_all,
)
def track_flag_only(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a recording that states `ContainsAI` `All` or `Partly`, or is silent while the release
    states it, has a credit that shows AI together with a role.

    ## Why it matters

    Spotify's AI credits are made of contributor and role. A statement for the whole track
    feeds nothing there, so the disclosure that the artist wanted does not appear.

    ## What to do

    Credit `GenerativeAI` with the roles that a model played alone.

    ## Limits

    Off unless a recipient's policy asks for it. Videos are left out: credits are for audio only.
    A role that a person and a model shared is shown by nobody; it is not a fault.
    """
    if track.kind == "Video" or any(shows_ai(c) and c.roles for c in credited_in(track)):
        return
    release = facts[Release]
    said = said_in_message(track, release)
    if track.contains_ai in SHOWN:
        flag, place = f"states ContainsAI {track.contains_ai}", track.at("contains_ai")
    elif says_ai(said) and not track.contains_ai and says_ai(of_release(release)):
        flag, place = f"is AI ({said.detail})", said.place
    else:
        return
    yield Finding(
        f"{spoken_of(track)} {flag}, but credits no role to AI; role-level AI credits stay empty",
        place=place,
        evidence={**stated(track), "credits": [credit(c) for c in credited_in(track)]},
    )


RULES = (fully_ai, may_be_all_ai, partly_ai, track_flag_only)
