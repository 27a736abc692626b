"""Whether a generative model is displayed as the artist, and what the message says beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from precheck import DisplayArtist, Facts, Finding, Message, Place, Release, Severity, Track, rule
from precheck_ai_credits.sources import ern
from precheck_ai_credits.vocabulary import Written, is_generative, spoken_of, stated

SPECIAL_ARTIST = ern("DisplayArtist/SpecialDisplayArtist")


@rule(
    "ai-credits.generative-artist",
    title="A model is displayed as the artist",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(SPECIAL_ARTIST,),
)
def generative_artist(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `SpecialDisplayArtist` is `GenerativeAI`, for the release or for any of its tracks.

    ## Why it matters

    DDEX allows it, but no recipient is known to take it. What a listener would see in the place of
    the artist's name is not written down anywhere.

    ## What to do

    Display the act by its name, and credit `GenerativeAI` as a contributor with its roles.

    ## Limits

    That it is better left out is our reading; nobody is known to refuse it. Told once for a
    release, however many of its tracks have it; tracks that state `ContainsAI` `None` beside it
    have a rule of their own.
    """
    del facts
    tracks = (track for track in release.tracks if track.contains_ai != Written.NONE)
    displaying: tuple[Release | Track, ...] = (release, *tracks)
    displayed = [
        (subject.reference, place)
        for subject in displaying
        if (place := displayed_model(subject.artists)) is not None
    ]
    if displayed:
        named = ", ".join(reference for reference, _ in displayed)
        yield Finding(
            f"GenerativeAI is displayed as the artist of {named}",
            place=displayed[0][1],
            evidence={"displayed_in": [reference for reference, _ in displayed]},
        )


@rule(
    "ai-credits.none-with-generative-artist",
    title="ContainsAI is None, but a model is displayed as the artist",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Message,),
    sources=(SPECIAL_ARTIST, ern("SoundRecording/ContainsAI")),
)
def none_with_generative_artist(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track states `ContainsAI` `None` while its displayed artist is `GenerativeAI`.

    ## Why it matters

    Both cannot be so: whoever reads the artist hears that a model made it, whoever reads
    `ContainsAI` that none did.

    ## What to do

    Ask the artist. State `All` or `Partly`, or display the people who made it.

    ## Limits

    DDEX writes down the contradiction for contributors alone
    (`ai-credits.none-with-ai-contributor`); that it holds for displayed artists is our reading.
    """
    del facts
    place = displayed_model(track.artists)
    if place is not None and track.contains_ai == Written.NONE:
        evidence: dict[str, Any] = {**stated(track), "displayed": "GenerativeAI"}
        yield Finding(
            f"{spoken_of(track)} states ContainsAI None, but displays GenerativeAI as its artist",
            place=place,
            evidence=evidence | {"artist_line": place.line},
        )


def displayed_model(artists: tuple[DisplayArtist, ...]) -> Place | None:
    """Where a model is displayed as the artist, or None."""
    return next((one.at() or Place() for one in artists if is_generative(one)), None)


RULES = (generative_artist, none_with_generative_artist)
