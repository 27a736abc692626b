"""Rules about tracks that hold parts of others' recordings."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.duplicates.relation import Part, Relation
from precheck_cadence.heard import Heard
from precheck_cadence.history import Echo
from precheck_cadence.options.sounds import ForeignSnippet, SeveralRecordings
from precheck_cadence.rules.likeness import (
    TOLD,
    and_more,
    certain_seconds,
    is_earlier,
    is_of_others,
    named,
    of_echoes,
    of_track,
    parts_of,
    placed,
    said,
)
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sound_sources import (
    AUDIOMAZE_CONTENT,
    FUGA_CONTENT,
    MINISTRY_ERRORS,
    TIKTOK_PROBLEMS,
)
from precheck_cadence.rules.sources import ours


@rule(
    "cadence.foreign-snippet",
    title="A track holds a snippet of somebody else's recording",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(TIKTOK_PROBLEMS, AUDIOMAZE_CONTENT),
    options=ForeignSnippet,
    thresholds=ours(
        "from_seconds",
        "to_seconds",
        "unmatched",
        note="TikTok refuses hidden recordings and says no number.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def foreign_snippet(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a track holds 3 to 30 seconds of an earlier recording of another account (where no
    account is known: of another artist), while at least half of it sounds like nothing known.

    ## Why it matters

    TikTok refuses recordings that are hidden in others, and Content ID claims the whole track for
    whoever owns them.

    ## What to do

    Listen at the seconds that the evidence names. Ask for the licence of the sample, or take it
    out.

    ## Limits

    It is an estimate, and the numbers are ours.
    A licensed sample, a loop that was bought and the sounds of a shared drum machine look the
    same, and who used a loop first is not who made it.
    From ten seconds on two recordings that are laid beside each other are told surely. But which
    ones to lay there the index says, and it misses much: of passages of 10 seconds in 16
    recordings, made lossy, it named 2 in 8, of 20 seconds 5 in 8, of 30 seconds 8 in 8. Under ten
    seconds it finds hardly any. Silence here is no proof.
    Labels send many artists from one account; what these share is not told.
    """
    limits = facts[ForeignSnippet]
    places = Places(facts)
    for heard in facts[Cadence].echoes:
        own = [echo for echo in heard.echoes if not echo.is_same_product]
        share = _share(heard)
        snippets = [
            echo
            for echo in own
            if echo.relation is Relation.SNIPPET
            and limits.from_seconds <= certain_seconds(echo) <= limits.to_seconds
            and is_of_others(heard, echo)
            and is_earlier(heard, echo)
        ]
        if not snippets or not limits.to_seconds or 1 - share < limits.unmatched:
            continue
        found = [echo for echo, _ in parts_of(snippets)]
        first = found[0]
        at = ", ".join(f"{s.one_seconds:.1f} s" for s in first.stretches[:TOLD])
        spot = places.of_track(heard.release, heard.track)
        yield Finding(
            f"{named(heard)} holds {certain_seconds(first):.1f} s of {placed(first)}, from {at} on "
            f"(notice from {limits.from_seconds:g} s to {limits.to_seconds:g} s): "
            f"{said(heard, first)}{and_more(len(found) - 1)}",
            release=heard.release,
            place=spot.place,
            file=spot.file,
            evidence={
                **of_track(heard),
                "found": len(found),
                "alike": of_echoes(heard, found),
                "matched_share": round(share, 3),
                "from_seconds": limits.from_seconds,
                "to_seconds": limits.to_seconds,
                "least_unmatched": limits.unmatched,
            },
        )


@rule(
    "cadence.several-recordings",
    title="A track is put together of others' recordings",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(TIKTOK_PROBLEMS, FUGA_CONTENT, MINISTRY_ERRORS),
    options=SeveralRecordings,
    thresholds=ours(
        "recordings", "part_seconds", note="Mashed recordings are refused; the number is ours."
    ),
    is_estimate=True,
    needs_trial=True,
)
def several_recordings(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a track holds parts of at least two different earlier recordings of other accounts
    (where no account is known: of other artists). Copies of one recording count once.

    ## Why it matters

    TikTok and the services for users' videos refuse recordings that are mashed into one, and
    whoever owns the parts claims the whole.

    ## What to do

    Ask for the licences of all parts. A mix by a DJ belongs into a message of the profile `DjMix`
    that names what is in it.

    ## Limits

    It is an estimate, and the numbers are ours.
    A licensed mash-up, a medley of samples and a mix that is cleared look the same; a release that
    its message calls a DJ mix is left alone. A label's mix of its own catalogue is none of others.
    Parts at another speed, as in most mixes by a DJ, are not found, and short ones seldom: see
    `cadence.foreign-snippet`. With more candidates than are compared the count is too low; the
    evidence says how many were left out.
    """
    limits = facts[SeveralRecordings]
    places = Places(facts)
    for heard in facts[Cadence].echoes:
        if heard.is_declared_mix or not limits.recordings:
            continue
        others = [
            echo
            for echo in heard.echoes
            if not echo.is_same_product and is_of_others(heard, echo) and is_earlier(heard, echo)
        ]
        found = parts_of(others, limits.part_seconds)
        if len(found) >= max(limits.recordings, 1):
            yield _collage(places, heard, found, limits)


def _collage(
    places: Places, heard: Heard, found: list[tuple[Echo, Part]], limits: SeveralRecordings
) -> Finding:
    spot = places.of_track(heard.release, heard.track)
    named_ones = ", ".join(f"{part.seconds:.1f} s of {placed(echo)}" for echo, part in found[:TOLD])
    return Finding(
        f"{named(heard)} holds parts of {len(found)} recordings of others (notice from "
        f"{limits.recordings}): {named_ones}{and_more(max(len(found) - TOLD, 0))}",
        release=heard.release,
        place=spot.place,
        file=spot.file,
        evidence={
            **of_track(heard),
            "found": len(found),
            "alike": of_echoes(heard, (echo for echo, _ in found)),
            "notice_from": limits.recordings,
            "least_part_seconds": limits.part_seconds,
        },
    )


def _share(heard: Heard) -> float:
    """The share of the track that sounds like anything known, counted once."""
    ends = sorted(
        (s.one_seconds, s.one_seconds + s.seconds)
        for echo in heard.echoes
        if not echo.is_same_product
        for s in echo.stretches
    )
    covered, reached = 0.0, 0.0
    for begin, end in ends:
        covered += max(end - max(begin, reached), 0.0)
        reached = max(reached, end)
    whole = max(heard.seconds or 0.0, reached)
    return covered / whole if whole else 0.0
