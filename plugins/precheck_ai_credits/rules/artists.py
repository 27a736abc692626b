"""Whether a generative model is displayed as the artist, and what the message says beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from precheck import (
    DisplayArtist,
    Facts,
    Finding,
    Message,
    Place,
    Release,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits.origins.message import displayed_model
from precheck_ai_credits.origins.whole import denied_of_release, denied_of_track
from precheck_ai_credits.sources import ern
from precheck_ai_credits.vocabulary import spoken_of, stated

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
    release, however many of its tracks have it; a release and tracks that are declared free of AI
    beside it have rules of their own.
    """
    del facts
    tracks = (track for track in release.tracks if not denied_of_track(track))
    itself = () if denied_of_release(release) else (release,)
    displaying: tuple[Release | Track, ...] = (*itself, *tracks)
    displayed = [
        (subject.reference, place)
        for subject in displaying
        if (place := _where_shown(subject.artists)) is not None
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
    title="The track is declared free of AI, but a model is displayed as its artist",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Message,),
    sources=(SPECIAL_ARTIST, ern("SoundRecording/ContainsAI")),
)
def none_with_generative_artist(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message says "none" of a track, by `ContainsAI` or by each of its credits, while the
    track's displayed artist is `GenerativeAI`.

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
    place = _where_shown(track.artists)
    if place is not None and (denied := denied_of_track(track)):
        evidence: dict[str, Any] = {**stated(track), "displayed": "GenerativeAI"}
        yield Finding(
            f"{spoken_of(track)} is declared free of AI ({denied}), "
            "but displays GenerativeAI as its artist",
            place=place,
            evidence=evidence | {"artist_line": place.line},
        )


@rule(
    "ai-credits.none-with-generative-artist-release",
    title="The release is declared free of AI, but a model is displayed as its artist",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(SPECIAL_ARTIST, ern("Release/ContainsAI")),
)
def none_with_generative_artist_release(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the displayed artist of a release is `GenerativeAI`, while the message says "none" of
    the release, or of each of its primary tracks.

    ## Why it matters

    Both cannot be so: whoever reads the artist hears that a model made it, whoever reads
    `ContainsAI` that none did.

    ## What to do

    Ask the artist. State `All` or `Partly`, or display the people who made it.

    ## Limits

    DDEX writes down the contradiction for contributors alone; that it holds for displayed artists
    is our reading. A release of which one track may have AI is left alone.
    """
    del facts
    place = _where_shown(release.artists)
    if place is not None and (denied := denied_of_release(release)):
        evidence: dict[str, Any] = {"contains_ai": release.contains_ai, "displayed": "GenerativeAI"}
        yield Finding(
            f"the release is declared free of AI ({denied}), "
            "but displays GenerativeAI as its artist",
            place=place,
            evidence=evidence | {"artist_line": place.line},
        )


def _where_shown(artists: tuple[DisplayArtist, ...]) -> Place | None:
    """Where a model is displayed as the artist, or None."""
    model = displayed_model(artists)
    return (model.at() or Place()) if model is not None else None


RULES = (generative_artist, none_with_generative_artist, none_with_generative_artist_release)
