"""How the origins stand to each other, in short: what a track or picture is taken for, and why."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from precheck import AiAmount, AiDisclosure, AiRoleStatement, AiStatement, Origin, Resource
from precheck_ai_credits.roles import is_help
from precheck_ai_credits.sides import MARKS, amount_in_words, declarations, differ, says_ai, unheard


class Stand(Struct, frozen=True, kw_only=True):
    """What a track or picture is taken for."""

    amount: AiAmount | None = None
    """None where nobody declares anything, or not how much."""
    is_declared: bool = False
    """Whether a sender says anything."""
    is_carried: bool = False
    """Whether it is the message that says it."""
    doubt: str = ""
    """Why a person must decide; empty where the origins agree."""
    why: str = ""

    @property
    def has_ai(self) -> bool:
        """Whether a sender declares AI, however much."""
        return self.is_declared and self.amount is not AiAmount.NONE


def stand(resource: Resource, disclosure: AiDisclosure, *, can_carry: bool) -> Stand:
    """Where the origins leave a track or picture."""
    said = declarations(disclosure)
    if not said and disclosure.unclear:
        return Stand(doubt=disclosure.unclear, why="nothing is declared that can be read")
    if not said and disclosure.unplaced is not None:
        return Stand(doubt=disclosure.unplaced.detail, why="the track says nothing of its own")
    if not said:
        marked = next((m for m in (disclosure.by(o) for o in MARKS) if m is not None), None)
        doubt = f"nobody declares anything, but {marked.detail}" if marked is not None else ""
        return Stand(doubt=doubt, why="neither the message nor delivery.toml says anything")
    amounts = [one.amount for one in said if one.amount is not None]
    return Stand(
        amount=amounts[0] if amounts else None,
        is_declared=True,
        is_carried=can_carry and said[0].origin is Origin.MESSAGE,
        doubt=_doubt(disclosure, said)
        or _doubt_by_role(disclosure, said[0])
        or _own_doubt(said)
        or _doubt_by_sound(resource, disclosure),
        why=said[0].detail,
    )


def stand_with_words(resource: Resource, disclosure: AiDisclosure, *, can_carry: bool) -> Stand:
    """The same for those to whom the words of a track are part of it."""
    where, lyrics = stand(resource, disclosure, can_carry=can_carry), disclosure.lyrics
    if lyrics is None or not says_ai(lyrics) or where.doubt or where.has_ai:
        return where
    said = where.why if where.is_declared else "nobody declares anything of the recording"
    return replace(where, doubt=f"{said}, but {lyrics.detail}")


def _doubt(disclosure: AiDisclosure, said: tuple[AiStatement, ...]) -> str:
    if len(said) > 1 and differ(said[0].amount, said[1].amount):
        return f"{said[0].detail}, but {said[1].detail}"
    if said[0].amount is AiAmount.NONE and (against := _against_none(disclosure)):
        return f"{said[0].detail}, but {against}"
    for origin in MARKS:
        marked = disclosure.by(origin)
        if marked is not None and differ(said[0].amount, marked.amount):
            told = amount_in_words(marked.amount)
            return f"{said[0].detail}, but the file says {told}: {marked.detail}"
    return ""


def _against_none(disclosure: AiDisclosure) -> str:
    """What a declared "none" stands against, in words: AI, or what may be meant for it."""
    if disclosure.unclear:
        return disclosure.unclear
    others = (disclosure.unplaced, *(disclosure.by(o) for o in (*MARKS, Origin.DETECTOR)))
    return next((one.detail for one in others if says_ai(one)), "")


def _doubt_by_role(disclosure: AiDisclosure, said: AiStatement) -> str:
    """Why the roles do not go with the amount: none goes with none alone, all with all alone.

    Where the artist declares help, such as mastering, that goes with none.
    """
    if said.amount not in (AiAmount.NONE, AiAmount.ALL):
        return ""
    against = next((one for one in disclosure.roles if _is_against(one, said.amount)), None)
    if against is None:
        return ""
    who = f" by {against.who}" if against.who else ""
    return f"{said.detail}, but {against.role}{who} is {against.amount.value}"


def _is_against(role: AiRoleStatement, amount: AiAmount) -> bool:
    is_no_ai = role.origin is Origin.DELIVERY and is_help(role.role)
    return role.amount is not amount and not (amount is AiAmount.NONE and is_no_ai)


def _doubt_by_sound(resource: Resource, disclosure: AiDisclosure) -> str:
    """Why a recording that is all AI is credited with too little AI."""
    found = unheard(resource, disclosure)
    if found is None:
        return ""
    said, roles = found
    named = ", ".join(dict.fromkeys(one.role for one in roles))
    return f"{said.detail}, but AI is credited with {named} alone, which nobody hears"


def _own_doubt(said: tuple[AiStatement, ...]) -> str:
    """Why one who speaks cannot mean all of it."""
    return next((f"{one.detail}, but {one.against}" for one in said if one.against), "")
