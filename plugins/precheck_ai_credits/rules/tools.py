"""Whether the generator, its plan and the day can be as declared, and whether it is licensed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from precheck import (
    AiAmount,
    AiDisclosure,
    AsOf,
    Declaration,
    Facts,
    Finding,
    Release,
    Severity,
    Source,
    Track,
    rule,
)
from precheck_ai_credits.generators import (
    BEGINNINGS,
    STATE,
    Closed,
    closed_by_now,
    closed_on,
    generators_in,
    has_plans,
    licence,
    plan_named,
    plan_of,
)
from precheck_ai_credits.making import declared_making, generators_of
from precheck_ai_credits.occasions import does_artist_speak, is_declared, may_be
from precheck_ai_credits.options import LicenceList
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.sides import MARKS
from precheck_ai_credits.sources import (
    DISTROKID_RULES,
    ELEVENLABS_PLANS,
    LABELGRID_RIGHTS,
    LICENSED_GENERATORS,
    STABLE_AUDIO_BEGINNING,
    SUNO_BEGINNING,
    SUNO_DOWNLOADS,
    SUNO_PLANS,
    TONEGRID_RIGHTS,
    UDIO_BEGINNING,
    UDIO_CLOSED,
    UDIO_WINDOW,
)
from precheck_ai_credits.vocabulary import spoken_of


def _declared(track: Track, facts: Facts) -> Declaration | None:
    """What the artist declares of a track with AI; None where none is declared."""
    return declared_making(track, facts[Release], facts[AiDisclosure])


def _made_with(track: Track, facts: Facts) -> tuple[Declaration, tuple[str, ...]]:
    """What the artist declares, and the generators it names; none without AI or a known one."""
    release = facts[Release]
    return release.declaration(track), generators_of(track, release, facts[AiDisclosure])


def _evidence(declared: Declaration, generator: str, source: Source | None) -> dict[str, Any]:
    return {
        "tool": declared.tool,
        "generator": generator,
        "plan": declared.plan,
        "made": declared.made.isoformat() if declared.made is not None else None,
        "source": source.url if source is not None else None,
        "list_of": STATE.isoformat(),
    }


@rule(
    "ai-credits.generator-unlicensed",
    title="The track was made with a generator that is named as unlicensed",
    severity=Severity.OFF,
    of=Track,
    needs=(AiDisclosure,),
    sources=(LICENSED_GENERATORS,),
    options=LicenceList,
    when=does_artist_speak,
)
def generator_unlicensed(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the generator that the artist declares in `delivery.toml` is one that the recipient
    names as unlicensed, by the list of the day. The plugin has Believe's list of 30 April 2026.

    ## Why it matters

    Believe and TuneCore refuse music from such generators since that day.

    ## What to do

    Deliver it elsewhere, or make the part anew by other means.

    ## Limits

    Off unless a recipient's policy asks for it. It rests on the declared tool, not on marks in the
    file. Sources for the list are reports, not Believe's own pages. A generator that the list does
    not name is left to `ai-credits.generator-not-named`. Of several tools each counts.
    """
    declared, generators = _made_with(track, facts)
    for generator in generators:
        line = licence(facts[LicenceList].of, generator, facts[AsOf].day)
        if line is not None and not line.is_licensed:
            yield Finding(
                f"{spoken_of(track)} is declared to be made with {generator}, "
                f"named as unlicensed by {line.of} since {line.since}",
                file=sidecar(facts[Release]),
                evidence=_evidence(declared, generator, line.source)
                | {"list": line.of, "since": line.since.isoformat()},
            )


@rule(
    "ai-credits.generator-not-named",
    title="AI is declared, but not with a generator whose licence is known",
    severity=Severity.OFF,
    of=Track,
    needs=(AiDisclosure,),
    sources=(LICENSED_GENERATORS,),
    options=LicenceList,
    when=may_be,
)
def generator_not_named(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track that is declared to have AI names its tool in `delivery.toml`, and whether that
    is one of which the recipient has said that it is licensed or not; of several generators, each.

    ## Why it matters

    Some recipients take music by the generator it was made with. Without a name they cannot know.

    ## What to do

    Ask the artist for the tool, and write it as `tool` to `delivery.toml`. For a tool that the
    recipient does not name, ask the recipient.

    ## Limits

    Off unless a recipient's policy asks for it. A name that the file carries is shown, but is not
    taken for a declaration. Where the release states `Partly` and no track takes it up, every track
    that is silent is asked for its tool: one of them has AI at least.
    """
    declared = facts[Release].declaration(track)
    if declared.ai is AiAmount.NONE or not may_be(track, facts):
        return
    generators = generators_in(declared.tool)
    of, day = facts[LicenceList].of, facts[AsOf].day
    unnamed = [one for one in generators if licence(of, one, day) is None]
    if generators and not unnamed:
        return
    said = map(facts[AiDisclosure].by, MARKS)
    marked = next((one.generator for one in said if one is not None and one.generator), "")
    named = ", ".join(unnamed) if len(generators) > 1 else declared.tool
    tool = f"the tool {named!r}, which the list does not name" if named else "no tool"
    said_to = "is declared to" if is_declared(track, facts) else "may"
    yield Finding(
        f"{spoken_of(track)} {said_to} contain AI, but with {tool}",
        file=sidecar(facts[Release]),
        evidence=_evidence(declared, ", ".join(unnamed), None)
        | {"list": of, "named_by_the_file": marked},
    )


@rule(
    "ai-credits.plan-not-commercial",
    title="The track was made on a plan that gives no commercial rights",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AiDisclosure,),
    sources=(SUNO_PLANS, ELEVENLABS_PLANS, LABELGRID_RIGHTS, DISTROKID_RULES, TONEGRID_RIGHTS),
    when=does_artist_speak,
)
def plan_not_commercial(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the plan that the artist declares with the tool in `delivery.toml` is one that the
    generator gives no commercial rights on, such as the free plans of Suno and ElevenLabs.

    ## Why it matters

    Nobody holds the rights to deliver it. A subscription that is bought later does not change
    that, so it blocks for every recipient. LabelGrid, DistroKid and ToneGrid ask for full rights
    from the tool.

    ## What to do

    Make it anew on a paid plan, or leave it out.

    ## Limits

    A list of November 2026 with the plans of Suno and ElevenLabs; a plan that is not on it is not
    judged, nor one that is named with words beside its name, since they may change what is meant.
    Of several tools each counts, and what is said of another's plan is left aside. The day the
    music was made counts, or the list's day where `made` is not declared.
    """
    declared, generators = _made_with(track, facts)
    for generator in generators:
        plan = plan_of(generator, declared.plan, declared.made)
        if plan is not None and not plan.is_commercial:
            yield Finding(
                f"{spoken_of(track)} is declared to be made on the {plan_named(declared.plan)} "
                f"plan of {generator}, which gives no commercial rights",
                file=sidecar(facts[Release]),
                evidence=_evidence(declared, generator, plan.source),
            )


@rule(
    "ai-credits.plan-not-stated",
    title="The plan of the generator is not stated or not known",
    severity=Severity.NOTE,
    of=Track,
    needs=(AiDisclosure,),
    sources=(LABELGRID_RIGHTS, DISTROKID_RULES, TONEGRID_RIGHTS, SUNO_PLANS),
    when=does_artist_speak,
)
def plan_not_stated(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track that is declared to be made with a generator, some of whose plans give no
    commercial rights, names its plan, and one that is known.

    ## Why it matters

    Without it nobody can tell whether there are rights to deliver.

    ## What to do

    Ask the artist for the plan on the day the music was made, with a receipt, and write it as
    `plan` to `delivery.toml`.

    ## Limits

    It asks for Suno and ElevenLabs, whose plans are on a list of November 2026. What ElevenLabs'
    paid plans give since 22 November 2025 could not be read, so that they are asked about.
    """
    declared, generators = _made_with(track, facts)
    name = plan_named(declared.plan)
    said = f"on its {name} plan, which is not known" if name else "without naming the plan"
    for generator in generators:
        is_known = plan_of(generator, declared.plan, declared.made) is not None
        if has_plans(generator) and not is_known:
            yield Finding(
                f"{spoken_of(track)} is declared to be made with {generator} {said}",
                file=sidecar(facts[Release]),
                evidence=_evidence(declared, generator, None),
            )


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
    declared, generators = _made_with(track, facts)
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
    declared, generators = _made_with(track, facts)
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
        evidence=_evidence(release.declaration(track), generator, closed.source)
        | {"closed_since": closed.since.isoformat()},
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
    declared = _declared(track, facts)
    day = facts[AsOf].day
    if declared is not None and declared.made is not None and (declared.made - day).days > 1:
        yield Finding(
            f"{spoken_of(track)} is declared to be made on {declared.made}, which is to come",
            file=sidecar(facts[Release]),
            evidence=_evidence(declared, ", ".join(generators_in(declared.tool)), None)
            | {"day_of_the_check": day.isoformat()},
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
    declared, generators = _made_with(track, facts)
    if declared.made is None:
        return
    for generator in generators:
        beginning = BEGINNINGS.get(generator)
        if beginning is not None and declared.made < beginning.since:
            yield Finding(
                f"{spoken_of(track)} is declared to be made with {generator} on {declared.made}, "
                f"and there was none before {beginning.since}",
                file=sidecar(facts[Release]),
                evidence=_evidence(declared, generator, beginning.source)
                | {"exists_since": beginning.since.isoformat()},
            )


RULES = (
    generator_unlicensed,
    generator_not_named,
    plan_not_commercial,
    plan_not_stated,
    generator_closed,
    made_not_stated,
    made_before_generator,
    made_in_future,
)
