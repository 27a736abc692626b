"""Whether what is said of single roles agrees, and with what is said of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from precheck import (
    AiAmount,
    AiDisclosure,
    AiRoleStatement,
    Facts,
    Finding,
    Message,
    Origin,
    Release,
    Resource,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits.claims import Claim, claims
from precheck_ai_credits.occasions import does_artist_speak, is_declared, is_in_a_role
from precheck_ai_credits.origins.artist import by_artist, sidecar
from precheck_ai_credits.roles import is_help
from precheck_ai_credits.sides import amount_in_words, help_alone, roles_by, unheard
from precheck_ai_credits.sources import (
    DISTROKID_CREDITS,
    LABELGRID_TRACKS,
    SPOTIFY_CREDITS,
    SPOTIFY_MIXED,
    SYMPHONIC_DISCLOSURE,
    ern,
)
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import can_disclose, spoken_of, stated


@rule(
    "ai-credits.role-differs",
    title="The message and the artist do not say the same about AI in a role",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AiDisclosure, Message),
    sources=(ern("Contributor: SpecialContributor, AiContribution"), SPOTIFY_MIXED),
    when=does_artist_speak,
)
def role_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the amount of AI that the artist declares for a role, under `roles` in
    `delivery.toml`, is the one in the message's credits: `GenerativeAI` alone is all,
    `AiContribution` `Partly` is some, `None` is none, and a person beside a model is some.

    A credit counts for the role it names and for the one of which it is a kind: `LeadVocalist`
    for vocals, `StudioMusician` for instruments, `ComposerLyricist` for words and for music. "All"
    goes with no person in any kind, "none" with no AI in any, "some" with AI in one of them. What
    the artist declares of a kind by its own name stands for that kind alone. A track that the
    message calls all AI goes with no role in which there is none.

    ## Why it matters

    Services show AI credits by role. Where the message says less than the artist, the sender
    hides AI; where it says more, a person loses a credit.

    ## What to do

    Ask the artist, and correct the one that is wrong.

    ## Limits

    A credit that is silent about AI differs from nothing, unless it stands beside a model and the
    artist says "all"; AI that the artist declares and no credit shows has a rule of its own. Of a
    `ComposerLyricist` with `Partly` it is not known which of the two had the AI: it differs only
    where the artist says the same of both. Roles outside the list of kinds are compared by name.
    """
    for claim in claims(track, facts[AiDisclosure]):
        if claim.differs and claim.credited is not None:
            yield Finding(
                f"{spoken_of(track)} is declared differently in the role {claim.role}: "
                f"{claim.credited.value} by the message, {claim.amount.value} by the artist",
                place=_first_against(claim).place,
                file=sidecar(facts[Release]),
                evidence={
                    "role": claim.role,
                    "message": {
                        "amount": claim.credited.value,
                        "roles": list(dict.fromkeys(one.role for one in claim.said)),
                        "credited": _names(claim),
                    },
                    "delivery": {"amount": claim.amount.value},
                },
            )
        elif _is_against_all(claim, facts[AiDisclosure]):
            yield _against_all(track, claim, facts)


def _is_against_all(claim: Claim, disclosure: AiDisclosure) -> bool:
    """Whether the artist has no AI in a role of what the message calls all AI.

    An amount that the artist declares as well is held against the message's by another rule.
    """
    whole = disclosure.by(Origin.MESSAGE)
    is_all = whole is not None and whole.amount is AiAmount.ALL
    is_silent = disclosure.by(Origin.DELIVERY) is None
    return is_all and is_silent and claim.amount is AiAmount.NONE and not claim.said


def _against_all(track: Track, claim: Claim, facts: Facts) -> Finding:
    whole = facts[AiDisclosure].by(Origin.MESSAGE)
    detail = whole.detail if whole is not None else ""
    return Finding(
        f"{spoken_of(track)} is declared to be all AI by the message ({detail}), "
        f"but has none in the role {claim.role} by the artist",
        place=whole.place if whole is not None else None,
        file=sidecar(facts[Release]),
        evidence={
            "role": claim.role,
            "message": {"amount": AiAmount.ALL.value, "detail": detail},
            "delivery": {"amount": claim.amount.value},
        },
    )


def _first_against(claim: Claim) -> AiRoleStatement:
    """The first credit that does not say what the artist says; else the first of all."""
    against = (one for one in claim.said if one.amount is not claim.amount)
    return next(against, claim.said[0])


def _names(claim: Claim) -> list[str]:
    said = (one.who or "GenerativeAI" for one in claim.said)
    return list(dict.fromkeys([*said, *claim.people]))


@rule(
    "ai-credits.role-lost",
    title="The artist declared AI in a role, but the message does not credit it",
    severity=Severity.WARNING,
    of=Track,
    needs=(AiDisclosure, Message),
    sources=(SPOTIFY_CREDITS, ern("Contributor: SpecialContributor, AiContribution")),
    when=does_artist_speak,
)
def role_lost(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every role for which the artist declares AI, under `roles` in `delivery.toml`, has a
    credit in the message that shows it: in the role itself, in a kind of it, as `LeadVocalist` is
    of vocals, or in the one of which it is a kind.

    ## Why it matters

    Services that show AI credits show contributor and role. A role that is missing is not shown,
    and a role that is credited to a person alone is shown as a person's.

    ## What to do

    Credit `GenerativeAI` with a role that a model had alone, and give a person who used AI in a
    role `AiContribution` `Partly`. `precheck disclose` writes the markup.

    ## Limits

    Silent where the message says nothing about AI at all, or in a version that cannot: then the
    whole declaration is lost, which has a rule of its own. So has a message that denies the AI.
    Help such as mixing, mastering and tuning needs no credit (`ai-credits.assistance-as-ai`).
    """
    message = facts.get(Message)
    disclosure = facts[AiDisclosure]
    if message is None or not disclosure.by(Origin.MESSAGE) or can_disclose(message) is False:
        return
    for claim in claims(track, disclosure):
        if claim.is_lost and not is_help(claim.role):
            yield Finding(
                f"{spoken_of(track)} is declared to have AI in the role {claim.role} "
                f"({claim.amount.value}), but the message credits none in it",
                place=track.at("contains_ai"),
                file=sidecar(facts[Release]),
                evidence={
                    **stated(track),
                    "role": claim.role,
                    "delivery": claim.amount.value,
                    "people": list(claim.people),
                },
            )


@twins(
    "ai-credits.declaration-contradicts-itself",
    title="What the artist declares cannot all be so",
    severity=Severity.REVIEW,
    needs=(AiDisclosure,),
    sources=(SYMPHONIC_DISCLOSURE, LABELGRID_TRACKS),
    when=does_artist_speak,
)
def declaration_contradicts_itself(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether what `delivery.toml` declares of a track or picture can all be so. "None" has no role
    with AI, no generator as `tool` and nobody whom it `imitates`; "all" has no role without AI or
    with less than all; and an AI voice that imitates somebody is not one of roles without AI.

    ## Why it matters

    One recipient is told by the amount, another by the roles or the tool: they hear different
    things. Music from a generator under "none" passes every question about its licence and plan.

    ## What to do

    Ask the artist which of them is meant.

    ## Limits

    "Some" goes with any roles, since those that are named need not be all there are. A tool that is
    not on a list of November 2026 may be one without AI, and contradicts nothing.
    """
    release = facts[Release]
    said = by_artist(resource, release)
    if said is None or not said.against:
        return
    declared = release.declaration(resource)
    roles = roles_by(facts[AiDisclosure], Origin.DELIVERY)
    amount = amount_in_words(said.amount)
    yield Finding(
        f"{spoken_of(resource)} is declared {amount}, but with {said.against}",
        file=sidecar(release),
        evidence={
            "ai": amount,
            "roles": {r.role: r.amount.value for r in roles},
            "tool": declared.tool,
            "imitates": list(declared.imitates),
        },
    )


@rule(
    "ai-credits.all-without-sound-role",
    title="The track is all AI, but AI is credited with nothing that is heard",
    severity=Severity.REVIEW,
    of=Track,
    needs=(AiDisclosure,),
    sources=(SPOTIFY_CREDITS, LABELGRID_TRACKS, SYMPHONIC_DISCLOSURE),
    when=is_declared,
)
def all_without_sound_role(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a recording that is declared to be all AI, and whose roles with AI are named, has one
    that is heard among them: a voice, an instrument, or production.

    ## Why it matters

    The same music is told twice. Recipients that take none, some or all hear "all"; those that
    take roles hear that a model only wrote it, and that nobody played.

    ## What to do

    Credit `GenerativeAI` with the roles it had, such as `Vocalist` and `Musician`; or say `Partly`.

    ## Limits

    Roles outside a list of some sixty count as heard. Silent where no role is named at all:
    `ai-credits.track-flag-only` asks that of those who need roles. Videos are left out.
    """
    found = unheard(track, facts[AiDisclosure])
    if found is not None:
        said, roles = found
        named = ", ".join(dict.fromkeys(one.role for one in roles))
        yield Finding(
            f"{spoken_of(track)} is declared to be all AI ({said.detail}), "
            f"but AI is credited with {named} alone, which nobody hears",
            place=said.place or roles[0].place,
            file=sidecar(facts[Release]) if said.origin is Origin.DELIVERY else None,
            evidence={"declared": said.detail, "roles": [one.role for one in roles]},
        )


@rule(
    "ai-credits.assistance-as-ai",
    title="AI is stated only for tuning, mixing or mastering",
    severity=Severity.NOTE,
    of=Track,
    needs=(AiDisclosure,),
    sources=(DISTROKID_CREDITS,),
    when=is_in_a_role,
)
def assistance_as_ai(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the only roles with AI are such as mixing, mastering, editing and tuning.

    ## Why it matters

    DistroKid asks not to declare such help, and DDEX's word is about generative AI: models that
    make music. A track that is marked for it is taken for AI music, and some recipients refuse or
    hide it.

    ## What to do

    Ask what the tool did. Where it only treated what people made, declare "none".

    ## Limits

    A tool that made new sounds while mixing is generative; only a person can tell. It is silent
    as soon as another role has AI, and where the track is declared to be all AI. Where the artist
    declares such roles and no amount, that declares no AI; `ai` or the message may still state it.
    """
    roles = help_alone(facts[AiDisclosure])
    if roles:
        named = ", ".join(dict.fromkeys(r.role for r in roles))
        yield Finding(
            f"{spoken_of(track)} has AI only in {named}, which is help and no disclosure",
            place=roles[0].place,
            file=sidecar(facts[Release]) if roles[0].origin is Origin.DELIVERY else None,
            evidence={"roles": [_told(one) for one in roles]},
        )


def _told(one: AiRoleStatement) -> dict[str, Any]:
    who = one.who or ("GenerativeAI" if one.amount is AiAmount.ALL else "")
    said = {"role": one.role, "amount": one.amount.value, "origin": one.origin.value}
    return said | ({"who": who} if who else {})


RULES = (
    role_differs,
    role_lost,
    *declaration_contradicts_itself.both,
    all_without_sound_role,
    assistance_as_ai,
)
