"""How a generative model is credited."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Resource, Severity, Track, rule
from precheck_ai_credits.occasions import is_model_credited
from precheck_ai_credits.sources import RELEASE_PROFILE, SPOTIFY_CREDITS, SPOTIFY_MIXED, ern
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import (
    GENERATIVE_AI,
    Written,
    credit,
    is_generative,
    models_in,
    named,
    spoken_of,
)


@rule(
    "ai-credits.generative-without-role",
    title="GenerativeAI is credited without a role",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(SPOTIFY_CREDITS, ern("Contributor/Role")),
    when=is_model_credited,
)
def generative_without_role(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every contributor `GenerativeAI` of a track has at least one role. DDEX rule AI-13.
    The schema does not ask for it.

    ## Why it matters

    Services that show AI credits show contributor and role.
    Of this credit they learn that a model took part, not in what.

    ## What to do

    Add a `Role` for each thing that the model did.

    ## Limits

    Tracks only: AI credits for pictures are shown by no recipient we know.
    """
    del facts
    for contributor in models_in(track):
        if not any(role.value for role in contributor.roles):
            yield Finding(
                f"{spoken_of(track)} credits {GENERATIVE_AI} without a role",
                place=contributor.at("special"),
                evidence=credit(contributor) | {"roles": []},
            )


@twins(
    "ai-credits.generative-split",
    title="GenerativeAI is credited several times instead of once with several roles",
    severity=Severity.NOTE,
    needs=(Message,),
    sources=(RELEASE_PROFILE, ern("Contributor/SpecialContributor, Role")),
    when=is_model_credited,
)
def generative_split(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track or picture has several contributors `GenerativeAI` that could be one with
    several roles. DDEX rule AI-14; the release profiles ask for one contributor with all roles.

    ## Why it matters

    A reader that counts contributors sees several models, or takes the first one only.

    ## What to do

    Write one contributor `GenerativeAI` with a `Role` for each thing that was made.

    ## Limits

    A credit without a role, or with an `AiContribution` of less than `All`, has a rule of its own
    and does not count. The credits of an edition, a chapter or a cue are not counted: of several
    each may have its own.
    """
    del facts
    alike = tuple(
        contributor
        for contributor in resource.contributors
        if is_generative(contributor)
        and not contributor.of_edition
        and contributor.roles
        and contributor.ai_contribution in ("", Written.ALL)
    )
    if len(alike) > 1:
        names = ", ".join(named(contributor) for contributor in alike)
        yield Finding(
            f"{spoken_of(resource)} credits {GENERATIVE_AI} {len(alike)} times ({names}); "
            "one contributor can have all roles",
            place=alike[1].at("special"),
            evidence={"credits": [credit(contributor) for contributor in alike]},
        )


@twins(
    "ai-credits.mixed-role",
    title="One credit names both GenerativeAI and a person or company",
    severity=Severity.BLOCK,
    needs=(Message,),
    sources=(ern("Contributor: SpecialContributor or ContributorPartyReference"), SPOTIFY_MIXED),
    when=is_model_credited,
)
def mixed_role(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether one contributor has `SpecialContributor` `GenerativeAI` and a party at once.
    The schema allows one of the two.

    ## Why it matters

    The message does not validate. Spotify asks for separate credits where a person and a model
    both had a role; of this one nobody can tell who did what.

    ## What to do

    Write two contributors with the same role: one `GenerativeAI`, one with the party.

    ## Limits

    A person with `AiContribution` `Partly` used AI in the own role. Whether a model had the role
    beside the person cannot be told from the message, and is not judged.
    """
    del facts
    for contributor in models_in(resource):
        who = contributor.party.name or contributor.party.reference
        if who:
            yield Finding(
                f"{spoken_of(resource)} has one credit for both {named(contributor)} and {who}",
                place=contributor.at("special"),
                evidence=credit(contributor) | {"party": who},
            )


RULES = (generative_without_role, *generative_split.both, *mixed_role.both)
