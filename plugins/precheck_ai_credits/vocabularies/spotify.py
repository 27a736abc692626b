"""Spotify's AI credits: contributor and role, for roles that a model had alone, in recordings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from precheck import (
    AiAmount,
    AiRoleStatement,
    Disclosures,
    Expression,
    Fate,
    Origin,
    Release,
    Track,
    Vocabulary,
)
from precheck_ai_credits.sources import SPOTIFY_ABSENCE, SPOTIFY_CREDITS, SPOTIFY_MIXED
from precheck_ai_credits.vocabularies.stand import stand
from precheck_ai_credits.vocabulary import can_disclose

BETA_SINCE = date(2026, 4, 16)
FIRST_TAKEN, TAKEN_SINCE = (4, 3), date(2026, 4, 1)
"""The first ERN version that Spotify takes, and since when it takes no older one."""


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
        if stand(said.of(image), can_carry=can_carry).has_ai:
            yield Expression(
                subject=image.reference,
                term="AI in the artwork",
                fate=Fate.NOT_ASKED,
                why="the credits are for sound alone",
            )


def _track(track: Track, said: Disclosures, *, can_carry: bool) -> Iterator[Expression]:
    disclosure = said.of(track)
    where = stand(disclosure, can_carry=can_carry)
    if track.kind == "Video":
        if where.has_ai:
            yield Expression(
                subject=track.reference,
                term="AI in the video",
                fate=Fate.NOT_ASKED,
                why="the credits are for sound alone",
            )
        return
    lines = list(_roles(track, disclosure.roles, can_carry=can_carry))
    yield from lines
    if not lines and where.has_ai:
        yield Expression(
            subject=track.reference,
            term="AI without a role",
            fate=Fate.LOST,
            why=f"{where.why}; a credit is contributor and role, so none is shown",
        )
    elif not lines and not where.is_declared:
        yield Expression(
            subject=track.reference,
            term="no credit",
            fate=Fate.PERSON_DECIDES if where.doubt else Fate.UNDECLARED,
            why=where.doubt or "credits are optional, and their absence says nothing",
        )


def _roles(
    track: Track, roles: tuple[AiRoleStatement, ...], *, can_carry: bool
) -> Iterator[Expression]:
    carried = {r.role for r in roles if r.origin is Origin.MESSAGE and r.amount is AiAmount.ALL}
    told: set[tuple[str, AiAmount]] = set()
    for one in roles:
        if one.amount is AiAmount.NONE or (one.role, one.amount) in told:
            continue
        told.add((one.role, one.amount))
        fate, why = _fate(one, is_carried=can_carry and one.role in carried)
        yield Expression(subject=track.reference, term=f"AI: {one.role}", fate=fate, why=why)


def _fate(one: AiRoleStatement, *, is_carried: bool) -> tuple[Fate, str]:
    if one.amount is AiAmount.SOME:
        who = one.who or "a person"
        return Fate.NOT_ASKED, f"{who} used AI in the role; only roles that are all AI are credited"
    if one.who:
        return Fate.PERSON_DECIDES, f"the role is all AI, but is credited to {one.who}"
    if is_carried:
        return Fate.SHOWN, "a model had the role alone"
    return Fate.LOST, "the message does not credit GenerativeAI with the role"


SPOTIFY = Vocabulary(
    name="spotify-credits",
    title="Spotify, AI credits by role",
    sources=(SPOTIFY_CREDITS, SPOTIFY_ABSENCE, SPOTIFY_MIXED),
    express=express,
    recipients=("spotify",),
)
