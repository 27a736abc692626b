"""Whether a credit agrees with itself and with what the track or picture states."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Contributor, Facts, Finding, Message, Release, Resource, Severity, rule
from precheck_ai_credits.occasions import is_model_credited, is_stated, is_written_of
from precheck_ai_credits.sources import ern
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import (
    GENERATIVE_AI,
    LESSER,
    Written,
    at_credit,
    contradicts_itself,
    credit,
    credited_in,
    is_generative,
    named,
    shows_ai,
    speaks_clearly,
    spoken_of,
    stated,
)


def _against(resource: Resource, contributor: Contributor, message: str) -> Finding:
    """A finding with both sides: what the whole states, and what the credit says."""
    return Finding(
        f"{spoken_of(resource)} {message}",
        place=at_credit(contributor),
        evidence={**stated(resource), **credit(contributor)},
    )


def _said(contributor: Contributor) -> str:
    if contributor.ai_contribution:
        return f"AiContribution {contributor.ai_contribution} for {named(contributor)}"
    return f"a credit for {named(contributor)}"


@twins(
    "ai-credits.none-with-ai-contributor",
    title="ContainsAI is None, but a contributor shows AI",
    severity=Severity.BLOCK,
    needs=(Message,),
    sources=(ern("SoundRecording/ContainsAI: None"),),
    when=is_stated,
)
def none_with_ai_contributor(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track or picture that states `ContainsAI` `None` credits `GenerativeAI`, or has a
    contributor with `AiContribution` `Partly` or `All`, be it in a chapter or a cue of it alone.
    DDEX rule AI-04; ERN defines `None` so that no contributor may do this. The schema does not
    enforce it.

    ## Why it matters

    One of the two is false. A recipient that shows the credit contradicts the sender's own
    statement; one that believes the statement hides the credit.

    ## What to do

    Ask the artist. Where the credit is right, state `Partly`;
    where the statement is right, remove the AI from the credit.

    ## Limits

    A word that DDEX does not have is left to `ai-credits.value-unknown`.
    """
    del facts
    if resource.contains_ai == Written.NONE:
        for contributor in credited_in(resource):
            if shows_ai(contributor):
                message = f"states ContainsAI None, but has {_said(contributor)}"
                yield _against(resource, contributor, message)


@twins(
    "ai-credits.all-with-party",
    title="ContainsAI is All, but someone other than a model is credited",
    severity=Severity.BLOCK,
    needs=(Message,),
    sources=(ern("SoundRecording/ContainsAI: All"),),
    when=is_stated,
)
def all_with_party(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track or picture that states `ContainsAI` `All` has a contributor that is not
    `GenerativeAI`. DDEX rule AI-05; ERN defines `All` so that every contributor is of that kind.

    ## Why it matters

    A person is credited for what, by the same message, nobody made.
    Several recipients refuse, hide or do not pay tracks that are all AI.

    ## What to do

    Where people took part, state `Partly`. Where they did not, credit `GenerativeAI`
    with the roles instead.

    ## Limits

    A person with an `AiContribution` is left to the rules about lesser contributions and
    about parties with `All`. The displayed artist is not a contributor and is not judged.
    """
    del facts
    if resource.contains_ai == Written.ALL:
        for contributor in credited_in(resource):
            silent = not contributor.ai_contribution and speaks_clearly(contributor)
            if silent and not is_generative(contributor):
                message = f"states ContainsAI All, but credits {named(contributor)}"
                yield _against(resource, contributor, message)


@twins(
    "ai-credits.all-with-lesser-contribution",
    title="ContainsAI is All, but a contributor's AI share is less",
    severity=Severity.BLOCK,
    needs=(Message,),
    sources=(ern("SoundRecording/ContainsAI: All; Contributor/AiContribution"),),
    when=is_stated,
)
def all_with_lesser_contribution(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track or picture that states `ContainsAI` `All` has a person with `AiContribution`
    `None` or `Partly`. DDEX rule AI-06.

    ## Why it matters

    The credit says that a person made something, the statement says that nobody did.
    Several recipients treat tracks that are all AI very differently from those that are partly AI.

    ## What to do

    Where the credit is right, state `Partly`. Where the statement is right, credit
    `GenerativeAI` with that role.

    ## Limits

    `GenerativeAI` with a lesser contribution contradicts itself and has a rule of its own.
    """
    del facts
    if resource.contains_ai == Written.ALL:
        for contributor in credited_in(resource):
            if contributor.ai_contribution in LESSER and not is_generative(contributor):
                message = f"states ContainsAI All, but has {_said(contributor)}"
                yield _against(resource, contributor, message)


@twins(
    "ai-credits.generative-with-lesser-contribution",
    title="GenerativeAI is credited with less than All",
    severity=Severity.BLOCK,
    needs=(Message,),
    sources=(ern("Contributor/AiContribution: default All for GenerativeAI"),),
    when=is_model_credited,
)
def generative_with_lesser_contribution(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a contributor `GenerativeAI` has `AiContribution` `None` or `Partly`.
    DDEX rule AI-07; for such a contributor the value is `All`, also where it is left out.

    ## Why it matters

    A model cannot have made a part of its own role without AI. Nobody can tell what is meant.

    ## What to do

    Leave `AiContribution` out or write `All`. Where a person and a model shared the role,
    credit the person as a second contributor with that role.

    ## Limits

    None known.
    """
    del facts
    for contributor in credited_in(resource):
        if contradicts_itself(contributor):
            message = f"has AiContribution {contributor.ai_contribution} for {named(contributor)}"
            yield _against(resource, contributor, message)


@twins(
    "ai-credits.party-with-all",
    title="A person or company is credited with an AI share of All",
    severity=Severity.BLOCK,
    needs=(Message,),
    sources=(ern("Contributor/AiContribution: None or Partly for a party"),),
    when=is_written_of,
)
def party_with_all(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a contributor other than `GenerativeAI` has `AiContribution` `All`.
    DDEX rule AI-08; for a party only `None` and `Partly` make sense.

    ## Why it matters

    Where a model did everything in a role, the credit belongs to `GenerativeAI`. Services that
    show AI credits look for that word, and would show a person here.

    ## What to do

    Credit `GenerativeAI` with the role. Where the person did take part, write `Partly`.

    ## Limits

    None known.
    """
    del facts
    for contributor in credited_in(resource):
        if (
            contributor.ai_contribution == Written.ALL
            and not is_generative(contributor)
            and speaks_clearly(contributor)
        ):
            message = (
                f"has AiContribution All for {named(contributor)}; "
                f"only {GENERATIVE_AI} can have All"
            )
            yield _against(resource, contributor, message)


CONTRADICTIONS = (
    none_with_ai_contributor,
    all_with_party,
    all_with_lesser_contribution,
    generative_with_lesser_contribution,
    party_with_all,
)


@rule(
    "ai-credits.other-resource-contradicts",
    title="A text or other resource contradicts itself about AI",
    severity=Severity.BLOCK,
    needs=(Message,),
    of=Release,
    sources=(ern("Text/ContainsAI, Contributor/AiContribution"),),
)
def other_resource_contradicts(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether lyrics, booklets, software and other resources contradict themselves about AI:
    the DDEX rules AI-04 to AI-08, which tracks and pictures have one by one.

    ## Why it matters

    One of the two is false, and the recipient has to guess which.

    ## What to do

    Make the statement and the credits agree.

    ## Limits

    Sheet music and software have credits but no `ContainsAI`; there only the credits are judged.
    """
    for resource in release.resources:
        for contradiction in CONTRADICTIONS:
            yield from contradiction.ask(resource, facts)


RULES = (*(one for pair in CONTRADICTIONS for one in pair.both), other_resource_contradicts)
