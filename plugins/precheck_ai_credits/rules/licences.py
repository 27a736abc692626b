"""Whether the generator is one whose licence the recipient knows."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AiAmount, AiDisclosure, AsOf, Facts, Finding, Release, Severity, Track, rule
from precheck_ai_credits.generators import generators_in, licence
from precheck_ai_credits.making import made_with, told_of_tool
from precheck_ai_credits.occasions import does_artist_speak, is_declared, may_be
from precheck_ai_credits.options import LicenceList
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.sides import MARKS
from precheck_ai_credits.sources import LICENSED_GENERATORS
from precheck_ai_credits.vocabulary import spoken_of


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
    declared, generators = made_with(track, facts)
    for generator in generators:
        line = licence(facts[LicenceList].of, generator, facts[AsOf].day)
        if line is not None and not line.is_licensed:
            yield Finding(
                f"{spoken_of(track)} is declared to be made with {generator}, "
                f"named as unlicensed by {line.of} since {line.since}",
                file=sidecar(facts[Release]),
                evidence=told_of_tool(declared, generator, line.source)
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
        evidence=told_of_tool(declared, ", ".join(unnamed), None)
        | {"list": of, "named_by_the_file": marked},
    )


RULES = (generator_unlicensed, generator_not_named)
