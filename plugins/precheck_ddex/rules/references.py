"""Whether every reference finds what it refers to, and everything is referred to."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, ListedRelease, Release, Severity, rule
from precheck_ddex.profiles.declare import validator
from precheck_ddex.sources import INVALID_MESSAGES, ern, profile
from precheck_ddex.survey import Mention, MessageSurvey, Target


def _evidence(mention: Mention) -> dict[str, str]:
    return {"element": mention.element, "reference": mention.reference}


def _unused(facts: Facts, target: Target) -> Iterator[Mention]:
    return (mention for mention in facts[MessageSurvey].unused if mention.target is target)


@rule(
    "ddex.reference-dangling",
    title="A reference leads nowhere",
    severity=Severity.BLOCK,
    of=Release,
    needs=(MessageSurvey,),
    sources=(profile("references within a message"), INVALID_MESSAGES),
)
def reference_dangling(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every reference to a party, resource, release, chapter, cue sheet, visibility,
    collection, work or technical details finds one of that kind in the message.

    ## Why it matters

    A credit that leads nowhere credits nobody, and a deal that leads nowhere sells nothing. Many
    schema validators do not look at this.

    ## What to do

    Mend the reference, or add what it refers to.

    ## Limits

    That a reference finds one thing of its kind does not say that it is the right one.
    """
    del release
    for mention in facts[MessageSurvey].dangling:
        yield Finding(
            f"{mention.element} refers to {mention.reference!r}, "
            f"but the message has no {mention.target.value} of that reference",
            place=mention.place,
            evidence=_evidence(mention),
        )


@rule(
    "ddex.resource-unused",
    title="A resource is listed, but no release has it",
    severity=Severity.WARNING,
    of=Release,
    needs=(MessageSurvey,),
    sources=validator("resource-unused"),
)
def resource_unused(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every resource is referred to by a release or by another resource.

    ## Why it matters

    It is delivered, but belongs to nothing: a track that nobody will find.

    ## What to do

    Add it to the resource group and give it a track release, or remove it.

    ## Limits

    Whether it is referred to in the right place is not judged.
    """
    every = (*release.tracks, *release.images, *release.resources)
    named = {one.reference: one.title or one.type or one.kind for one in every}
    for mention in _unused(facts, Target.RESOURCE):
        name = named.get(mention.reference, mention.reference)
        yield Finding(
            f"resource {mention.reference} ({name}) is listed, but nothing refers to it",
            place=mention.place,
            evidence={**_evidence(mention), "title": name},
        )


@rule(
    "ddex.party-unused",
    title="A party is listed, but has no part in the message",
    severity=Severity.WARNING,
    of=Release,
    needs=(MessageSurvey,),
    sources=validator("party-unused"),
)
def party_unused(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every party of the party list is referred to by a credit, a label or another party.

    ## Why it matters

    Most often a credit was lost on the way: the person is known, and not credited.

    ## What to do

    Restore the credit, or remove the party.

    ## Limits

    ERN 3 has no party list. Brands, which stand within a party, are not judged.
    """
    parties = release.message.parties if release.message is not None else ()
    named = {party.reference: party.name for party in parties if party.name}
    for mention in _unused(facts, Target.PARTY):
        if mention.element == "BrandReference":
            continue
        name = named.get(mention.reference, "without a name")
        yield Finding(
            f"party {mention.reference} ({name}) is listed, but nothing refers to it",
            place=mention.place,
            evidence={**_evidence(mention), "name": name},
        )


def is_sold_by_deal(listed: ListedRelease) -> bool:
    """Whether the release is a main or track release, of which each needs a deal of its own."""
    is_track = any(kind.endswith("TrackRelease") for kind in (listed.kind, *listed.types))
    return listed.is_main or is_track


@rule(
    "ddex.release-unused",
    title="A further release is listed, but nothing refers to it",
    severity=Severity.WARNING,
    of=Release,
    needs=(MessageSurvey,),
    sources=validator("release-unused"),
)
def release_unused(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every release of the message that is neither the main release nor a track release, such
    as a clip release or a ringtone, is referred to by a deal or by another release.

    ## Why it matters

    It is described, but cannot be sold or found.

    ## What to do

    Name it in a deal, or remove it.

    ## Limits

    Main and track releases without a deal are told by `ddex.release-without-deal`, and so is a
    message without any deal.
    """
    message = release.message
    if message is None or not message.deals:
        return
    others = {one.reference for one in message.releases if not is_sold_by_deal(one)}
    for mention in _unused(facts, Target.RELEASE):
        if mention.reference in others:
            yield Finding(
                f"release {mention.reference} is listed, but nothing refers to it",
                place=mention.place,
                evidence=_evidence(mention),
            )


@rule(
    "ddex.reference-repeated",
    title="Two things of one kind have the same reference",
    severity=Severity.BLOCK,
    of=Release,
    needs=(MessageSurvey,),
    sources=(ern("references are of the type xs:ID"), INVALID_MESSAGES),
)
def reference_repeated(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every party, resource, release, chapter, cue sheet, visibility, collection, work and set
    of technical details has a reference that no other of its kind has.

    ## Why it matters

    A credit or deal that names the reference may mean either. The schema forbids it, but many
    validators do not look.

    ## What to do

    Give each a reference of its own, and mend what refers to it.

    ## Limits

    Under which name a second resource of one reference is judged here is said by
    `precheck.reference-unclear`.
    """
    del release
    for mention in facts[MessageSurvey].repeated:
        yield Finding(
            f"the reference {mention.reference!r} is given to a second {mention.target.value}",
            place=mention.place,
            evidence=_evidence(mention),
        )


RULES = (reference_dangling, reference_repeated, resource_unused, party_unused, release_unused)
