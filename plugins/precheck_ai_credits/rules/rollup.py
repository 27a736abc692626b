"""Whether what the release states about AI is what its tracks add up to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from precheck import AiAmount, Facts, Finding, Message, Release, Severity, Track, rule
from precheck_ai_credits.origins.whole import (
    left_open,
    of_release,
    possible_sums,
    possible_sums_of_all,
    with_ai_beside,
)
from precheck_ai_credits.sides import side
from precheck_ai_credits.sources import APPLE_TAGS, ern
from precheck_ai_credits.vocabulary import AMOUNTS, Written, spoken_of

_WORD = {amount: str(word) for word, amount in AMOUNTS.items()}
MOST_NAMED = 3
"""How many tracks a sentence names for each statement; the evidence has all of them."""


@rule(
    "ai-credits.release-differs-from-tracks",
    title="ContainsAI of the release is not what its tracks add up to",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ern("Release/ContainsAI"),),
)
def release_differs_from_tracks(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the release's own `ContainsAI` is what its primary tracks and videos add up to: `All`
    where all of them state `All`, `None` where all state `None`, otherwise `Partly`.
    DDEX rule AI-11. ERN does not say how the two belong together; the sum is our reading.

    A track that states nothing leaves the sum open as far as it goes. With `All` beside it the
    release may be `All` or `Partly`, but not `None`; with `Partly` beside it only `Partly`.
    The rule speaks only where no answer for such tracks would make the release right. A credit
    that shows AI, and a model that is displayed as the artist, rule out `None` for their track, and
    a person's share of less than `All` rules out `All`.

    ## Why it matters

    A recipient that reads the release and one that reads the tracks are told different things.

    ## What to do

    Correct the release, or the tracks. Leaving `ContainsAI` out of the release is valid.

    ## Limits

    Pictures, texts and secondary tracks do not count; a release that is `Partly` for one of those
    alone is left alone, and one that is `None` beside one has a rule of its own. A word that DDEX
    does not have is left to `ai-credits.value-unknown`.
    """
    del facts
    stated = AMOUNTS.get(release.contains_ai)
    tracks = tuple(track for track in release.tracks if track.is_primary)
    possible = possible_sums(release)
    if stated is None or stated in possible:
        return
    if stated not in possible_sums_of_all(release):
        sums = [_WORD[amount] for amount in reversed(AiAmount) if amount in possible]
        yield Finding(
            f"the release states ContainsAI {release.contains_ai}, "
            f"but its tracks add up to {' or '.join(sums)}: {_told(tracks)}",
            place=release.at("contains_ai"),
            evidence={
                "release": release.contains_ai,
                "sum_of_tracks": sums,
                "tracks": [_evidence(track) for track in tracks],
            },
        )


def _told(tracks: tuple[Track, ...]) -> str:
    """Which tracks say what, in the order of first appearance."""
    by_statement: dict[str, list[str]] = {}
    for track in tracks:
        said = track.contains_ai or "no ContainsAI"
        by_statement.setdefault(said, []).append(f"{track.reference} {track.title}".strip())
    return "; ".join(f"{said} for {_some(names)}" for said, names in by_statement.items())


def _some(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED])
    return f"{listed} and {more} more" if more > 0 else listed


def _evidence(track: Track) -> dict[str, Any]:
    place = track.at("contains_ai")
    line = {"line": place.line} if place is not None and track.contains_ai else {}
    return {
        "reference": track.reference,
        "title": track.title,
        "contains_ai": track.contains_ai,
        **line,
    }


@rule(
    "ai-credits.release-none-with-ai-beside",
    title="The release is declared free of AI, but something beside its tracks is not",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ern("Release/ContainsAI: None; Image/ContainsAI, Text/ContainsAI"), APPLE_TAGS),
)
def release_none_with_ai_beside(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release that states `ContainsAI` `None` has a picture, a booklet, a secondary track or
    another resource beside its primary tracks of which the message or the artist says that there is
    AI in it.

    ## Why it matters

    `None` is that none of it was made with AI. Apple Music's tag for artwork is one of the album,
    and some distributors ask for the cover apart: whoever reads the release hears another answer
    than whoever reads the cover.

    ## What to do

    State `Partly`, or leave `ContainsAI` out of the release and state it for each resource.

    ## Limits

    DDEX's sum (rule AI-11) is of the primary resources, to which these do not belong; that "none"
    covers them is our reading. Primary tracks and lyrics have rules of their own, and where the
    tracks add up to something else that is told alone. A release that is `All` beside a cover
    without AI is left alone.
    """
    del facts
    if release.contains_ai != Written.NONE or AiAmount.NONE not in possible_sums(release):
        return
    beside = tuple(with_ai_beside(release))
    if beside:
        told = (f"{spoken_of(one)} {one.reference} ({said.detail})" for one, said in beside)
        listed = _some([*told])
        yield Finding(
            f"the release states ContainsAI None, but there is AI in {listed}",
            place=release.at("contains_ai"),
            evidence={
                "release": release.contains_ai,
                "beside": {one.reference: side(said) for one, said in beside},
            },
        )


@rule(
    "ai-credits.release-ai-unplaced",
    title="The release is stated to have AI, but nothing says which of its tracks",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(ern("Release/ContainsAI"), ern("DisplayArtist/SpecialDisplayArtist")),
)
def release_ai_unplaced(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a release that states `ContainsAI` `Partly`, or states nothing and displays
    `GenerativeAI` as its artist, has a track with AI, by the message or the artist; or whether it
    leaves several open. At least one of those has AI then, by our reading of what the two have to
    do with each other (DDEX rule AI-11).

    ## Why it matters

    Recipients judge tracks. Some refuse a track with AI, some one that is all AI, and which of them
    it is nobody can tell.

    ## What to do

    Ask the artist, and state `ContainsAI` for each track.

    ## Limits

    `All` and `None` of the release need no such question: they hold for every track that says
    nothing of its own. Where one track alone is left for it, `Partly` is taken for a statement
    about that track. A release may be meant to be `Partly` for its artwork alone: where a picture
    has AI and the artist declares all tracks free of it, nothing is told.
    """
    del facts
    whole, (why, tracks) = of_release(release), left_open(release)
    if tracks:
        listed = _some([f"{track.reference} {track.title}".strip() for track in tracks])
        yield Finding(
            f"the release {_stated(release)}, and {why}: {listed}",
            place=whole.place if whole is not None else None,
            evidence={
                "release": release.contains_ai,
                "tracks": [_evidence(track) for track in tracks],
            },
        )


def _stated(release: Release) -> str:
    if release.contains_ai:
        return f"states ContainsAI {release.contains_ai}"
    return "displays GenerativeAI as its artist"


RULES = (release_differs_from_tracks, release_none_with_ai_beside, release_ai_unplaced)
