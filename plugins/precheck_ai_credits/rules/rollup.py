"""Whether what the release states about AI is what its tracks add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from precheck import AiAmount, Facts, Finding, Message, Release, Severity, Track, rule
from precheck_ai_credits.sources import ern
from precheck_ai_credits.vocabulary import AMOUNTS, Written, is_generative, shows_ai

_ANY = frozenset(AiAmount)
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
    that shows AI rules out `None` for its track, and a person's share of less than `All` rules
    out `All`.

    ## Why it matters

    A recipient that reads the release and one that reads the tracks are told different things.

    ## What to do

    Correct the release, or the tracks. Leaving `ContainsAI` out of the release is valid.

    ## Limits

    Pictures, lyrics and secondary tracks do not count. A release that is `Partly` for its artwork
    alone is named too. A word that DDEX does not have is left to `ai-credits.value-unknown`.
    """
    del facts
    stated = AMOUNTS.get(release.contains_ai)
    tracks = tuple(track for track in release.tracks if track.is_primary)
    if stated is None or not tracks:
        return
    possible = _sums([_possible(track) for track in tracks])
    if stated not in possible:
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


def _possible(track: Track) -> frozenset[AiAmount]:
    """The amounts that a track may have by what is said of it."""
    if track.contains_ai:
        stated = AMOUNTS.get(track.contains_ai)
        return _ANY if stated is None else frozenset({stated})
    ruled_out = set()
    if any(shows_ai(c) for c in track.contributors):
        ruled_out.add(AiAmount.NONE)
    lesser = (Written.NONE, Written.PARTLY)
    if any(c.ai_contribution in lesser and not is_generative(c) for c in track.contributors):
        ruled_out.add(AiAmount.ALL)
    return _ANY - ruled_out


def _sums(tracks: Iterable[frozenset[AiAmount]]) -> frozenset[AiAmount]:
    """What the tracks may add up to, over every choice for those that leave one."""
    each = tuple(tracks)
    sums = {a for a in (AiAmount.ALL, AiAmount.NONE) if all(a in amounts for amounts in each)}
    if not any(all(amounts == {a} for amounts in each) for a in (AiAmount.ALL, AiAmount.NONE)):
        sums.add(AiAmount.SOME)
    return frozenset(sums)


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


RULES = (release_differs_from_tracks,)
