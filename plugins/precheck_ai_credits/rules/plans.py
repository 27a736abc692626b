"""Whether the generator's plan gives the rights to deliver."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AiDisclosure, Facts, Finding, Release, Severity, Track, rule
from precheck_ai_credits.generators import has_plans, plan_named, plan_of
from precheck_ai_credits.making import made_with, told_of_tool
from precheck_ai_credits.occasions import does_artist_speak
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.sources import (
    DISTROKID_RULES,
    ELEVENLABS_PLANS,
    LABELGRID_RIGHTS,
    SUNO_PLANS,
    TONEGRID_RIGHTS,
)
from precheck_ai_credits.vocabulary import spoken_of


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
    declared, generators = made_with(track, facts)
    for generator in generators:
        plan = plan_of(generator, declared.plan, declared.made)
        if plan is not None and not plan.is_commercial:
            yield Finding(
                f"{spoken_of(track)} is declared to be made on the {plan_named(declared.plan)} "
                f"plan of {generator}, which gives no commercial rights",
                file=sidecar(facts[Release]),
                evidence=told_of_tool(declared, generator, plan.source),
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
    declared, generators = made_with(track, facts)
    name = plan_named(declared.plan)
    said = f"on its {name} plan, which is not known" if name else "without naming the plan"
    for generator in generators:
        is_known = plan_of(generator, declared.plan, declared.made) is not None
        if has_plans(generator) and not is_known:
            yield Finding(
                f"{spoken_of(track)} is declared to be made with {generator} {said}",
                file=sidecar(facts[Release]),
                evidence=told_of_tool(declared, generator, None),
            )


RULES = (plan_not_commercial, plan_not_stated)
