"""Rules about recordings that sound the same and are not the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.heard import Heard
from precheck_cadence.history import Echo
from precheck_cadence.options.sounds import NearDuplicate, NearDuplicateUnsure
from precheck_cadence.rules.likeness import (
    and_more,
    differs,
    is_version,
    named,
    of_echoes,
    of_track,
    parts_of,
    placed,
    said,
)
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sound_sources import CHROMAPRINT
from precheck_cadence.rules.sources import (
    CD_BABY_AUDIO,
    DEEZER_CATALOGUE,
    SPOTIFY_SPAM,
    STOLEN_RECORDINGS,
    ours,
)

NOTE = "Services remove duplicates and say no number; docs/duplicates.md has what was measured."
SEVERAL = 2
"""A track that holds so many others is no copy of one of them."""


@rule(
    "cadence.near-duplicate",
    title="A recording that sounds the same was sent under another name",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, DEEZER_CATALOGUE, CD_BABY_AUDIO, STOLEN_RECORDINGS, CHROMAPRINT),
    options=NearDuplicate,
    thresholds=ours("bit_error_rate", "coverage", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def near_duplicate(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a track sounds like a recording that was sent before, or elsewhere in this batch, with
    another ISRC, title or artist, or by another account: at most 15 per cent of the bits of their
    Chromaprints differ, over four fifths of the shorter one.
    So it finds a recording that was encoded anew, made louder or softer, or trimmed.
    The same recording sent again under its own words by its own account is fine.

    ## Why it matters

    Spotify counts duplicates with changed metadata as spam, and Deezer removes them.
    Where another account sent it first, it may be stolen.

    ## What to do

    Listen to both. Give one recording its one ISRC, title and artist everywhere.
    Where it is another account's, ask for the paper that moved the rights.

    ## Limits

    It is an estimate, and the numbers are ours.
    Honest things look the same: a licensed recording on two labels, a clean version or remaster
    with a title of its own from another account, a track that was in somebody's mix before, two
    tracks over one bought beat with little above it.
    Versions that one account sends of one song by one artist are left alone where the titles say
    so (`Radio Edit`, `Clean`, `Remastered`, ...), and so is what a declared transfer brings under
    the same ISRC, title and artist.
    Copies with the same bytes are told by `cadence.identical-recording` and
    `cadence.recording-of-other-account`, tracks of one product by `audio-tags.same-recording`, and
    what a track of several recordings holds by `cadence.several-recordings`.
    Copies at another speed are told by `cadence.altered-copy`. A track of which no fingerprint
    could be made is told by `cadence.not-heard`.
    """
    limits = facts[NearDuplicate]
    places = Places(facts)
    for heard in facts[Cadence].echoes:
        found = copies(heard, 0.0, limits.bit_error_rate, limits.coverage)
        if found and limits.bit_error_rate:
            thresholds = {
                "most_bit_error_rate": limits.bit_error_rate,
                "least_coverage": limits.coverage,
            }
            yield _finding(places, heard, found, "sounds the same as", thresholds)


@rule(
    "cadence.near-duplicate-unsure",
    title="A recording that may be the same was sent under another name",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, DEEZER_CATALOGUE, CHROMAPRINT),
    options=NearDuplicateUnsure,
    thresholds=ours("above_bit_error_rate", "bit_error_rate", "coverage", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def near_duplicate_unsure(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.near-duplicate`, where between 15 and 30 per cent of the bits differ.

    ## Why it matters

    Echo, a filter or much more bass change as much of a recording, and it is still the same.

    ## What to do

    Listen to both; this can be another recording of the same music.

    ## Limits

    It is an estimate, and the numbers are ours.
    Honest things look the same: a new mix or master, a live recording to the same backing track,
    an instrumental, two songs over one beat. The versions that one account sends of one song, and
    what a declared transfer brings, are left alone as in `cadence.near-duplicate`.
    Of 2,701 pairs of strangers none was so alike over four fifths of the shorter, but the index
    finds few recordings that were changed this much: see docs/duplicates.md.
    A track of which `cadence.near-duplicate` speaks by its own numbers is not told twice.
    """
    limits = facts[NearDuplicateUnsure]
    places = Places(facts)
    for heard in facts[Cadence].echoes:
        above = limits.above_bit_error_rate
        found = copies(heard, above, limits.bit_error_rate, limits.coverage)
        if found and limits.bit_error_rate and not copies(heard, 0.0, above, limits.coverage):
            thresholds = {
                "above_bit_error_rate": above,
                "most_bit_error_rate": limits.bit_error_rate,
                "least_coverage": limits.coverage,
            }
            yield _finding(places, heard, found, "may be the same recording as", thresholds)


def copies(heard: Heard, above: float, most: float, coverage: float) -> list[Echo]:
    """The recordings that a track is a copy of under other words; most in common first."""
    holds_several: bool | None = None
    found = []
    for echo in heard.echoes:
        is_alike = echo.bit_error_rate <= most and (not above or echo.bit_error_rate > above)
        if not is_alike or echo.coverage < coverage or _is_honest(heard, echo):
            continue
        if echo.own_coverage < coverage:
            if holds_several is None:
                holds_several = len(parts_of(heard.echoes)) >= SEVERAL
            if holds_several:
                continue
        found.append(echo)
    return found


def _is_honest(heard: Heard, echo: Echo) -> bool:
    words = differs(heard, echo)
    is_moved = heard.is_transfer and words == ("account",) and bool(heard.isrc and echo.isrc)
    return not words or echo.is_same_product or is_moved or is_version(heard, echo)


def _finding(
    places: Places, heard: Heard, found: list[Echo], verb: str, thresholds: dict[str, float]
) -> Finding:
    first = found[0]
    spot = places.of_track(heard.release, heard.track)
    most = thresholds["most_bit_error_rate"]
    return Finding(
        f"{named(heard)} {verb} {placed(first)}, over {first.coverage:.0%} of the shorter with "
        f"{first.bit_error_rate:.0%} of the bits different (notice from "
        f"{thresholds['least_coverage']:.0%}, to {most:.0%}): {said(heard, first)}"
        f"{and_more(len(found) - 1)}",
        release=heard.release,
        place=spot.place,
        file=spot.file,
        evidence={
            **of_track(heard),
            "found": len(found),
            "alike": of_echoes(heard, found),
            **thresholds,
        },
    )
