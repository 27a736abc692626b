"""Whether the track can be made on the day that is declared."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AiDisclosure, AsOf, Facts, Finding, Release, Severity, Track, rule
from precheck_ai_credits.generators import (
    BEGINNINGS,
    Closed,
    closed_by_now,
    closed_on,
    generators_in,
)
from precheck_ai_credits.making import declared_making, made_with, told_of_tool
from precheck_ai_credits.occasions import does_artist_speak
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.sources import (
    LABELGRID_RIGHTS,
    STABLE_AUDIO_BEGINNING,
    SUNO_BEGINNING,
    SUNO_DOWNLOADS,
    SUNO_PLANS,
    UDIO_BEGINNING,
    UDIO_CLOSED,
    UDIO_WINDOW,
)
from precheck_ai_credits.vocabulary import spoken_of


@rule(
    "ai-credits.generator-closed",
    title="The generator let nothing out on the day the track was made",
    severity=Severity.REVIEW,
    of=Track,
    needs=(AiDisclosure,),
    sources=(UDIO_CLOSED, UDIO_WINDOW, SUNO_DOWNLOADS),
    when=does_artist_speak,
)
def generator_closed(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the track is declared to be made with a generator on a day, and a plan, on which nothing
    could be taken out of it: Udio since its agreement with Universal, Suno's free plan since 2026.

    ## Why it matters

    The claim is not plausible: either the tool, the plan or the day is another, or the recording
    was taken out against the terms.

    ## What to do

    Ask the artist how the file was obtained.

    ## Limits

    It rests on reports about the agreements of October and November 2025, and on the declared day;
    without `made` it is silent, and `ai-credits.made-not-stated` asks for it. That Believe names
    Udio as licensed does not open it. Suno's day is not published; the first of 2026 is ours.
    """
    declared, generators = made_with(track, facts)
    if declared.made is None:
        return
    for generator in generators:
        closed = closed_on(generator, declared.plan, declared.made)
        if closed is not None:
            says = f"made with {generator} on {declared.made}, but {closed.why}"
            yield _closed(track, facts, generator, closed, says)


@rule(
    "ai-credits.made-not-stated",
    title="The day is not stated, and the generator lets nothing out any more",
    severity=Severity.NOTE,
    of=Track,
    needs=(AiDisclosure,),
    sources=(UDIO_CLOSED, UDIO_WINDOW),
    when=does_artist_speak,
)
def made_not_stated(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track that is declared to be made with a generator out of which nothing can be taken
    any more, on whatever plan, says on which day it was made. That is Udio.

    ## Why it matters

    What was taken out of it before may be sent, what was made since may not.

    ## What to do

    Ask the artist for the day, and write it as `made` to `delivery.toml`.

    ## Limits

    It rests on reports about Udio's agreement with Universal. A day that is stated is judged by
    `ai-credits.generator-closed`.
    """
    declared, generators = made_with(track, facts)
    for generator in generators if declared.made is None else ():
        closed = closed_by_now(generator)
        if closed is not None:
            says = f"made with {generator}, it is not said when, and {closed.why}"
            yield _closed(track, facts, generator, closed, says)


def _closed(track: Track, facts: Facts, generator: str, closed: Closed, says: str) -> Finding:
    """What is said of a generator that lets nothing out."""
    release = facts[Release]
    return Finding(
        f"{spoken_of(track)} is declared to be {says}",
        file=sidecar(release),
        evidence=told_of_tool(release.declaration(track), generator, closed.source)
        | {"closed_since": closed.since.isoformat()},
    )


@rule(
    "ai-credits.made-before-generator",
    title="The track is declared to be made before there was the generator",
    severity=Severity.REVIEW,
    of=Track,
    needs=(AiDisclosure,),
    sources=(SUNO_BEGINNING, UDIO_BEGINNING, STABLE_AUDIO_BEGINNING),
    when=does_artist_speak,
)
def made_before_generator(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the day on which the track is declared to be made lies before that on which anybody can
    have used the generator: Suno from 2022, Stable Audio from 13 September 2023, Udio from December
    2023.

    ## Why it matters

    The claim is not plausible: the day or the tool is another. A day before its plans and licences
    were made may hide that they do not cover the track.

    ## What to do

    Ask the artist for the tool and the day.

    ## Limits

    It rests on reports about the three. Of others the first day is not known, and without `made` it
    is silent.
    """
    declared, generators = made_with(track, facts)
    if declared.made is None:
        return
    for generator in generators:
        beginning = BEGINNINGS.get(generator)
        if beginning is not None and declared.made < beginning.since:
            yield Finding(
                f"{spoken_of(track)} is declared to be made with {generator} on {declared.made}, "
                f"and there was none before {beginning.since}",
                file=sidecar(facts[Release]),
                evidence=told_of_tool(declared, generator, beginning.source)
                | {"exists_since": beginning.since.isoformat()},
            )


@rule(
    "ai-credits.made-in-future",
    title="The track is declared to be made on a day that is still to come",
    severity=Severity.WARNING,
    of=Track,
    needs=(AiDisclosure,),
    sources=(SUNO_PLANS, LABELGRID_RIGHTS),
)
def made_in_future(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `made` in `delivery.toml` lies after the day of the check.

    ## Why it matters

    Which plan and which licence counted is told by that day. A day to come is a slip, and may hide
    one on which they did not.

    ## What to do

    Ask the artist for the day, and correct `made`.

    ## Limits

    Our reading; no recipient asks for it. One day is allowed for time zones.
    """
    declared = declared_making(track, facts[Release], facts[AiDisclosure])
    day = facts[AsOf].day
    if declared is not None and declared.made is not None and (declared.made - day).days > 1:
        yield Finding(
            f"{spoken_of(track)} is declared to be made on {declared.made}, which is to come",
            file=sidecar(facts[Release]),
            evidence=told_of_tool(declared, ", ".join(generators_in(declared.tool)), None)
            | {"day_of_the_check": day.isoformat()},
        )


RULES = (generator_closed, made_not_stated, made_before_generator, made_in_future)
