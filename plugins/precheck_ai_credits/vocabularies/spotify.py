"""Spotify's AI credits: contributor and role, for roles that a model had alone, in recordings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from precheck import (
    AiAmount,
    AiDisclosure,
    AiRoleStatement,
    Disclosures,
    Expression,
    Fate,
    Origin,
    Release,
    Track,
    Vocabulary,
)
from precheck_ai_credits.claims import Claim, claims
from precheck_ai_credits.sides import roles_by
from precheck_ai_credits.sources import SPOTIFY_ABSENCE, SPOTIFY_CREDITS, SPOTIFY_MIXED
from precheck_ai_credits.vocabularies.stand import stand
from precheck_ai_credits.vocabulary import (
    can_disclose,
    contradicts_itself,
    is_generative,
    role_named,
)

BETA_SINCE = date(2026, 4, 16)
FIRST_TAKEN, TAKEN_SINCE = (4, 3), date(2026, 4, 1)
"""The first ERN version that Spotify takes, and since when it takes no older one."""

_NO_CREDIT = "the message does not credit GenerativeAI with the role"


def express(release: Release, said: Disclosures) -> Iterator[Expression]:
    """A line for each credit, and for what does not become one."""
    message = release.message
    number = message.version_number if message is not None else ()
    if message is not None and number and number < FIRST_TAKEN and said.day >= TAKEN_SINCE:
        yield Expression(
            term=f"ERN {message.version}",
            fate=Fate.REFUSED,
            why="Spotify takes ERN 4.3 and later since 1 April 2026",
        )
    if said.day < BETA_SINCE:
        yield Expression(
            term="AI credits", fate=Fate.NOT_ASKED, why=f"the beta began on {BETA_SINCE}"
        )
        return
    can_carry = message is not None and can_disclose(message) is not False
    for track in release.tracks:
        yield from _track(track, said, can_carry=can_carry)
    for image in release.images:
        if stand(image, said.of(image), can_carry=can_carry).has_ai:
            yield Expression(
                subject=image.reference,
                term="AI in the artwork",
                fate=Fate.NOT_ASKED,
                why="the credits are for sound alone",
            )


def _track(track: Track, said: Disclosures, *, can_carry: bool) -> Iterator[Expression]:
    disclosure = said.of(track)
    where = stand(track, disclosure, can_carry=can_carry)
    if track.kind == "Video":
        if where.has_ai:
            yield Expression(
                subject=track.reference,
                term="AI in the video",
                fate=Fate.NOT_ASKED,
                why="the credits are for sound alone",
            )
        return
    lines = list(_roles(track, disclosure, can_carry=can_carry))
    for line in lines:
        yield replace(line, fate=Fate.PERSON_DECIDES, why=where.doubt) if where.doubt else line
    if lines:
        return
    if where.has_ai and not where.doubt:
        yield Expression(
            subject=track.reference,
            term="AI without a role",
            fate=Fate.LOST,
            why=f"{where.why}; a credit is contributor and role, so none is shown",
        )
    elif where.doubt or not where.is_declared:
        yield Expression(
            subject=track.reference,
            term="no credit",
            fate=Fate.PERSON_DECIDES if where.doubt else Fate.UNDECLARED,
            why=where.doubt or "credits are optional, and their absence says nothing",
        )


def _roles(track: Track, disclosure: AiDisclosure, *, can_carry: bool) -> Iterator[Expression]:
    in_message = roles_by(disclosure, Origin.MESSAGE)
    by_model = {one.role for one in in_message if not one.who}
    told: set[str] = set()
    every = tuple(claims(track, disclosure))
    denied = {said.role for claim in every if claim.differs for said in claim.said}
    for one in in_message:
        is_beside = bool(one.who) and one.role in by_model
        if one.amount is AiAmount.NONE or is_beside or one.role in told | denied:
            continue
        told.add(one.role)
        fate, why = _of_credit(one, track, can_carry=can_carry)
        yield Expression(subject=track.reference, term=f"AI: {one.role}", fate=fate, why=why)
    for claim in every:
        if claim.role not in told and (claim.is_lost or claim.differs):
            fate, why = _of_claim(claim)
            yield Expression(subject=track.reference, term=f"AI: {claim.role}", fate=fate, why=why)


def _of_credit(one: AiRoleStatement, track: Track, *, can_carry: bool) -> tuple[Fate, str]:
    if one.who and one.amount is AiAmount.SOME:
        return (
            Fate.NOT_ASKED,
            f"{one.who} used AI in the role; only roles that are all AI are credited",
        )
    if one.who:
        return Fate.PERSON_DECIDES, f"the role is all AI, but is credited to {one.who}"
    return _of_model(one.role, track, can_carry=can_carry)


def _of_model(role: str, track: Track, *, can_carry: bool) -> tuple[Fate, str]:
    credited = [c for c in track.contributors if any(role_named(r) == role for r in c.roles)]
    models = [one for one in credited if is_generative(one)]
    doubtful = next((one for one in models if contradicts_itself(one)), None)
    both = next((one for one in models if one.party.name), None)
    people = [c.party.name or c.party.reference for c in credited if not is_generative(c)]
    if doubtful is not None:
        amount = doubtful.ai_contribution
        why = f"GenerativeAI is credited with it, but with AiContribution {amount}"
        return Fate.PERSON_DECIDES, why
    if both is not None:
        return Fate.PERSON_DECIDES, f"one credit names both GenerativeAI and {both.party.name}"
    if not can_carry:
        return Fate.LOST, _NO_CREDIT
    if people:
        return Fate.SHOWN, f"a model is credited with a part of its own beside {people[0]}"
    return Fate.SHOWN, "a model had the role alone"


def _of_claim(claim: Claim) -> tuple[Fate, str]:
    if claim.differs and claim.credited is not None:
        said = f"{claim.credited.value} by the message, {claim.amount.value} by the artist"
        return Fate.PERSON_DECIDES, f"the role is declared {said}"
    if claim.amount is AiAmount.SOME:
        return (
            Fate.NOT_ASKED,
            "a person used AI in the role; only roles that are all AI are credited",
        )
    return Fate.LOST, _NO_CREDIT


SPOTIFY = Vocabulary(
    name="spotify-credits",
    title="Spotify, AI credits by role",
    sources=(SPOTIFY_CREDITS, SPOTIFY_ABSENCE, SPOTIFY_MIXED),
    express=express,
    recipients=("spotify",),
)
