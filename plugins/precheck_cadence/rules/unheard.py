"""The rule that says which tracks could not be compared by how they sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from precheck import Batch, Facts, Finding, Reason, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.heard import Unheard
from precheck_cadence.played import PlayedTracks
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sound_sources import CHROMAPRINT
from precheck_cadence.rules.sources import SPOTIFY_SPAM

NAMED = 5
"""How many tracks a message names."""

_OF_THE_MACHINE = frozenset({Reason.NOT_INSTALLED, Reason.NOT_CONFIGURED})
"""What is missing here, for all tracks alike."""


@rule(
    "cadence.not-heard",
    title="A track could not be compared by how it sounds",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, CHROMAPRINT),
)
def not_heard(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the sound of every track could be compared with earlier recordings, beyond its bytes;
    at other speeds too, where the other tracks of its release are.

    ## Why it matters

    A copy that was encoded anew has other bytes, and only its sound gives it away. A track that
    was not compared may be one.

    ## What to do

    Install what is missing. A track in which too little changes has to be listened to.

    ## Limits

    A file that is missing or cannot be decoded has rules of its own, and is not told again.
    """
    unheard = facts[Cadence].unheard
    yield from _of_the_machine(one for one in unheard if one.reason in _OF_THE_MACHINE)
    places = Places(facts)
    for one in unheard:
        if one.reason is Reason.INCONCLUSIVE:
            yield _finding(places, one.release, one.tracks, "by sound", one.detail)
    for source, played in facts.each(PlayedTracks):
        open_ones = [one for one in played.unplayed if one.why.reason is Reason.INCONCLUSIVE]
        for detail in dict.fromkeys(one.why.detail for one in open_ones):
            tracks = tuple(one.reference for one in open_ones if one.why.detail == detail)
            yield _finding(places, source.id, tracks, "at other speeds", detail)


def _finding(places: Places, release: str, tracks: tuple[str, ...], how: str, why: str) -> Finding:
    spot = places.of_track(release, tracks[0])
    more = len(tracks) - NAMED
    named = ", ".join(tracks[:NAMED]) + (f" and {more} more" if more > 0 else "")
    return Finding(
        f"track{'s' if len(tracks) > 1 else ''} {named} could not be compared {how}: {why}",
        release=release,
        place=spot.place,
        file=spot.file,
        evidence={"tracks": list(tracks), "count": len(tracks), "why": why},
    )


def _of_the_machine(unheard: Iterable[Unheard]) -> Iterator[Finding]:
    """One finding for each thing that is missing, for the whole batch."""
    counts: dict[tuple[str, str], int] = {}
    for one in unheard:
        why = one.detail, one.remedy
        counts[why] = counts.get(why, 0) + len(one.tracks)
    for (detail, remedy), count in counts.items():
        yield Finding(
            f"{count} track{'s were' if count > 1 else ' was'} not compared by sound: {detail}",
            remedy=remedy,
            evidence={"count": count, "why": detail},
        )
