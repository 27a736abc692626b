"""The rule about copies of others' recordings that were sped up or slowed down."""

from __future__ import annotations

from collections.abc import Iterator
from math import log2
from typing import Any

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.heard import Heard
from precheck_cadence.history import AlteredEcho, Echo
from precheck_cadence.options.sounds import AlteredCopy
from precheck_cadence.played import PlayedTracks
from precheck_cadence.rules.likeness import (
    and_more,
    differs,
    is_earlier,
    named,
    of_echoes,
    of_track,
    placed,
    said,
)
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sound_sources import (
    AUDIOMAZE_CONTENT,
    CHROMAPRINT,
    FUGA_CONTENT,
    TIKTOK_PROBLEMS,
)
from precheck_cadence.rules.sources import DEEZER_CATALOGUE, ours

SEMITONES = 12
"""To a doubled speed."""


@rule(
    "cadence.altered-copy",
    title="A recording of somebody else was sent at another speed",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence, PlayedTracks),
    sources=(FUGA_CONTENT, AUDIOMAZE_CONTENT, TIKTOK_PROBLEMS, DEEZER_CATALOGUE, CHROMAPRINT),
    options=AlteredCopy,
    thresholds=ours(
        "bit_error_rate",
        "coverage",
        note="Altered copies are refused, and nobody says a number; docs/duplicates.md has what "
        "was measured.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def altered_copy(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a track that is played faster or slower sounds the same as an earlier recording of
    another account, or of other artists: at most 25 per cent of the bits of their Chromaprints
    differ, over four fifths of the shorter one.
    Each track is played at speeds half a per cent apart, as far as `other_speeds` under
    `[plugins.audio-tags]` says: 0.06 is a semitone either way, 0.3 is where most slowed and sped up
    versions are. It is 0, and nothing is asked, unless it is set.

    ## Why it matters

    A copy that was sped up or slowed down escapes fingerprints, and is sent for that. Distributors
    and TikTok refuse such copies without the rights to the original, and Deezer removes them.

    ## What to do

    Listen to both, at the speed that the evidence names. Ask for the licence of the original, or do
    not send it.

    ## Limits

    It is an estimate, and the numbers are ours.
    An artist's own slowed version is fine where the account or, in a declared transfer, the artist
    is that of the original; so is whatever an account sends whose own recording is the oldest of
    all that sound the same.
    A licensed remix at another speed, and an artist's own version from another account, look like
    a copy.
    A pitch that was moved while the tempo stayed is not found, nor a tempo that was moved by much
    while the pitch stayed, nor what lies between two speeds and was encoded badly as well. Tracks
    of more than ten minutes are not played.
    What sounds the same at its own speed is told by `cadence.near-duplicate` and
    `cadence.near-duplicate-unsure`, and not again.
    """
    limits = facts[AlteredCopy]
    places = Places(facts)
    for heard in facts[Cadence].echoes if limits.bit_error_rate else ():
        if found := _copies(heard, limits):
            yield _finding(places, heard, found, limits)


def _copies(heard: Heard, limits: AlteredCopy) -> list[AlteredEcho]:
    """The recordings of others that a track is an altered copy of; most in common first."""
    at_own_speed = [echo for echo in heard.echoes if echo.coverage >= limits.coverage]
    known = {_place(echo) for echo in at_own_speed}
    alike = [
        one
        for one in heard.altered
        if one.echo.coverage >= limits.coverage
        and one.echo.bit_error_rate <= limits.bit_error_rate
        and _place(one.echo) not in known
    ]
    found = [one for one in alike if _is_foreign(heard, one.echo) and is_earlier(heard, one.echo)]
    own = [
        echo.moment
        for echo in (*at_own_speed, *(one.echo for one in alike))
        if not _is_foreign(heard, echo)
    ]
    first = min((one.echo.moment for one in found), default=0)
    return [] if own and min(own) <= first else found


def _place(echo: Echo) -> tuple[str, str, str]:
    return echo.account, echo.product, echo.recording


def _is_foreign(heard: Heard, echo: Echo) -> bool:
    """Whether it is of other artists, or of another account; a transfer brings its own along."""
    own, other = (frozenset(key.split("\n")) for key in (heard.artist_key, echo.artist_key))
    is_by_others = bool(heard.artist_key and echo.artist_key) and own.isdisjoint(other)
    return is_by_others or (not heard.is_transfer and "account" in differs(heard, echo))


def _finding(
    places: Places, heard: Heard, found: list[AlteredEcho], limits: AlteredCopy
) -> Finding:
    first = found[0]
    spot = places.of_track(heard.release, heard.track)
    change, semitones = _change(first.speed)
    how = "sped up" if change > 0 else "slowed down"
    return Finding(
        f"{named(heard)} sounds the same as {placed(first.echo)}, {how} by {abs(change):.1f}% "
        f"({semitones:+.1f} semitones), over {first.echo.coverage:.0%} of the shorter with "
        f"{first.echo.bit_error_rate:.0%} of the bits different (notice from "
        f"{limits.coverage:.0%}, to {limits.bit_error_rate:.0%}): {said(heard, first.echo)}"
        f"{and_more(len(found) - 1)}",
        release=heard.release,
        place=spot.place,
        file=spot.file,
        evidence={
            **of_track(heard),
            "found": len(found),
            "alike": _of_altered(heard, found),
            "most_bit_error_rate": limits.bit_error_rate,
            "least_coverage": limits.coverage,
        },
    )


def _of_altered(heard: Heard, found: list[AlteredEcho]) -> list[dict[str, Any]]:
    told = of_echoes(heard, (one.echo for one in found))
    changes = (_change(one.speed) for one in found)
    return [
        {"speed_percent": round(percent, 2), "semitones": round(semitones, 2), **words}
        for (percent, semitones), words in zip(changes, told, strict=False)
    ]


def _change(speed: float) -> tuple[float, float]:
    """By how many per cent a track is faster than the original, and semitones higher.

    `speed` is how fast it is played to sound like the original.
    """
    return (1 / speed - 1) * 100, -SEMITONES * log2(speed)
