"""Whether what is said of single roles agrees, and with what is said of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from precheck_ai_credits.occasions import does_artist_speak, is_declared, is_in_a_role
from precheck_ai_credits.origins.artist import by_artist, sidecar
from precheck_ai_credits.roles import SOUND, Part, part_of
from precheck_ai_credits.sides import amount_in_words, differ, roles_by
from precheck_ai_credits.sources import (
    DISTROKID_CREDITS,
    LABELGRID_TRACKS,
    SPOTIFY_CREDITS,
    SPOTIFY_MIXED,
    SYMPHONIC_DISCLOSURE,
    ern,
)
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import can_disclose, is_generative, spoken_of, stated


def _by_role(disclosure: AiDisclosure, origin: Origin) -> Mapping[str, tuple[AiRoleStatement, ...]]:
    found: dict[str, tuple[AiRoleStatement, ...]] = {}
    for said in roles_by(disclosure, origin):
        found[said.role] = (*found.get(said.role, ()), said)
    return found


def _together(said: tuple[AiRoleStatement, ...]) -> AiAmount:
    """What several credits for one role add up to."""
    amounts = {one.amount for one in said}
    return amounts.pop() if len(amounts) == 1 else AiAmount.SOME


def _people(track: Resource, role: str) -> list[str]:
    """Who is credited with the role beside any model."""
    return [
        contributor.party.name or contributor.party.reference
        for contributor in track.contributors
        if not is_generative(contributor) and any(r.value == role for r in contributor.roles)
    ]


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

    ## Why it matters

    Services show AI credits by role. Where the message says less than the artist, the sender
    hides AI; where it says more, a person loses a credit.

    ## What to do

    Ask the artist, and correct the one that is wrong.

    ## Limits

    A credit that is silent about AI differs from nothing; AI that the artist declares and no
    credit shows has a rule of its own.
    """
    disclosure = facts[AiDisclosure]
    declared_roles = _by_role(disclosure, Origin.DELIVERY)
    credited = _by_role(disclosure, Origin.MESSAGE) if declared_roles else {}
    for role, (declared, *_) in declared_roles.items():
        said = credited.get(role, ())
        people = _people(track, role)
        in_message = _together(said) if said else None
        if said and people and in_message is AiAmount.ALL:
            in_message = AiAmount.SOME  # a person beside a model
        if in_message is not None and differ(in_message, declared.amount):
            yield Finding(
                f"{spoken_of(track)} is declared differently in the role {role}: "
                f"{in_message.value} by the message, {declared.amount.value} by the artist",
                place=said[0].place,
                file=sidecar(facts[Release]),
                evidence={
                    "role": role,
                    "message": {"amount": in_message.value, "credited": _names(said, people)},
                    "delivery": {"amount": declared.amount.value},
                },
            )


def _names(said: tuple[AiRoleStatement, ...], people: list[str]) -> list[str]:
    return list(dict.fromkeys([*(one.who or "GenerativeAI" for one in said), *people]))


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
    credit in the message that shows it.

    ## Why it matters

    Services that show AI credits show contributor and role. A role that is missing is not shown,
    and a role that is credited to a person alone is shown as a person's.

    ## What to do

    Credit `GenerativeAI` with a role that a model had alone, and give a person who used AI in a
    role `AiContribution` `Partly`. `precheck disclose` writes the markup.

    ## Limits

    Silent where the message says nothing about AI at all, or in a version that cannot: then the
    whole declaration is lost, which has a rule of its own.
    """
    message = facts.get(Message)
    disclosure = facts[AiDisclosure]
    declared_roles = _by_role(disclosure, Origin.DELIVERY)
    if message is None or not declared_roles or not disclosure.by(Origin.MESSAGE):
        return
    if can_disclose(message) is False:
        return
    credited = _by_role(disclosure, Origin.MESSAGE)
    for role, (declared, *_) in declared_roles.items():
        if declared.amount is not AiAmount.NONE and role not in credited:
            yield Finding(
                f"{spoken_of(track)} is declared to have AI in the role {role} "
                f"({declared.amount.value}), but the message credits none in it",
                place=track.at("contains_ai"),
                file=sidecar(facts[Release]),
                evidence={
                    **stated(track),
                    "role": role,
                    "delivery": declared.amount.value,
                    "people": _people(track, role),
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
    disclosure = facts[AiDisclosure]
    for origin in (Origin.MESSAGE, Origin.DELIVERY):
        said = disclosure.by(origin)
        if said is None or said.amount is not AiAmount.ALL or track.kind == "Video":
            continue
        roles = [role for role in roles_by(disclosure, origin) if role.amount is AiAmount.ALL]
        if roles and all(part_of(r.role) not in (*SOUND, Part.OTHER) for r in roles):
            named = ", ".join(dict.fromkeys(r.role for r in roles))
            yield Finding(
                f"{spoken_of(track)} is declared to be all AI ({said.detail}), "
                f"but AI is credited with {named} alone, which nobody hears",
                place=said.place or roles[0].place,
                file=sidecar(facts[Release]) if origin is Origin.DELIVERY else None,
                evidence={"declared": said.detail, "roles": [r.role for r in roles]},
            )
            return


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
    as soon as another role has AI, and where the track is declared to be all AI.
    """
    disclosure = facts[AiDisclosure]
    roles = [r for r in disclosure.roles if r.amount is not AiAmount.NONE]
    is_help = bool(roles) and all(part_of(r.role) is Part.AFTERCARE for r in roles)
    if is_help and disclosure.declared is not AiAmount.ALL:
        named = ", ".join(dict.fromkeys(r.role for r in roles))
        yield Finding(
            f"{spoken_of(track)} has AI only in {named}, which is help and no disclosure",
            place=roles[0].place,
            file=sidecar(facts[Release]) if roles[0].origin is Origin.DELIVERY else None,
            evidence={"roles": [_told(one) for one in roles]},
        )


def _told(one: AiRoleStatement) -> dict[str, Any]:
    said = {"role": one.role, "amount": one.amount.value, "who": one.who or "GenerativeAI"}
    return said | {"origin": one.origin.value}


RULES = (
    role_differs,
    role_lost,
    *declaration_contradicts_itself.both,
    all_without_sound_role,
    assistance_as_ai,
)
