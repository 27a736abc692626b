"""Two who speak of the same: whether they differ, what each says, and where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, TypeGuard

from msgspec import structs

from precheck import (
    AiAmount,
    AiDisclosure,
    AiRoleStatement,
    AiStatement,
    Origin,
    Place,
    Resource,
)
from precheck_ai_credits.roles import SOUND, Part, is_help, part_of
from precheck_ai_credits.vocabulary import people_in

SENDERS = (Origin.MESSAGE, Origin.DELIVERY)
"""Who declares; the message before the artist."""
MARKS = (Origin.FILE, Origin.C2PA)
"""Where a file says something of itself."""
_NONE = AiAmount.NONE


def declarations(disclosure: AiDisclosure) -> tuple[AiStatement, ...]:
    """What the senders say."""
    said = [disclosure.by(origin) for origin in SENDERS]
    return tuple([statement for statement in said if statement is not None])


def declarations_of_ai(disclosure: AiDisclosure) -> tuple[AiStatement, ...]:
    """What those senders say who say that there is AI, however much."""
    return tuple([said for said in declarations(disclosure) if said.amount is not _NONE])


def may_be_all(resource: Resource, disclosure: AiDisclosure) -> bool:
    """Whether AI is declared, nobody says how much, and no person is credited with anything."""
    said = declarations_of_ai(disclosure)
    return bool(said) and all(one.amount is None for one in said) and not people_in(resource)


def says_ai(said: AiStatement | None) -> TypeGuard[AiStatement]:
    """Whether it says that there is AI, however much."""
    return said is not None and said.amount is not AiAmount.NONE


def unplaced(disclosure: AiDisclosure) -> dict[str, str]:
    """As evidence: what the release states and no track takes up."""
    return {"release": disclosure.unplaced.detail} if disclosure.unplaced is not None else {}


def roles_by(disclosure: AiDisclosure, origin: Origin) -> tuple[AiRoleStatement, ...]:
    """What one origin says of single roles."""
    return tuple([said for said in disclosure.roles if said.origin is origin])


def unheard(
    resource: Resource, disclosure: AiDisclosure
) -> tuple[AiStatement, tuple[AiRoleStatement, ...]] | None:
    """Who declares a recording to be all AI, and the roles with AI, where none of them is heard."""
    for origin in SENDERS if resource.kind != "Video" else ():
        said = disclosure.by(origin)
        if said is not None and said.amount is AiAmount.ALL:
            roles = [one for one in roles_by(disclosure, origin) if one.amount is AiAmount.ALL]
            if roles and all(part_of(one.role) not in (*SOUND, Part.OTHER) for one in roles):
                return said, tuple(roles)
    return None


def help_alone(disclosure: AiDisclosure) -> tuple[AiRoleStatement, ...]:
    """The roles with AI, where each only treats what is there and nobody declares all to be AI."""
    roles = tuple([one for one in disclosure.roles if one.amount is not AiAmount.NONE])
    is_alone = all(is_help(one.role) for one in roles)
    return roles if is_alone and disclosure.declared is not AiAmount.ALL else ()


def differ(one: AiAmount | None, other: AiAmount | None) -> bool:
    """Whether two amounts cannot both be true; None is some AI, the amount not said."""
    if one is None or other is None:
        return AiAmount.NONE in (one, other)
    return one is not other


def pairs(
    disclosure: AiDisclosure, some: tuple[Origin, ...], others: tuple[Origin, ...]
) -> Iterator[tuple[AiStatement, AiStatement]]:
    """Every two of them that speak and differ."""
    for one, other in product(some, others):
        left, right = disclosure.by(one), disclosure.by(other)
        if left is not None and right is not None and differ(left.amount, right.amount):
            yield left, right


def side(statement: AiStatement | None) -> dict[str, Any]:
    """One side as evidence; some AI without an amount is `some or all`."""
    if statement is None:
        return {}
    return {"amount": amount_in_words(statement.amount), "detail": statement.detail}


def amount_in_words(amount: AiAmount | None) -> str:
    """The amount as a person reads it."""
    return amount.value if amount is not None else "some or all"


def both_places(said: AiStatement | None, marked: AiStatement) -> Place | None:
    """The line of the message that says it, where one does, and the tag of the file."""
    if said is None or said.place is None or marked.place is None:
        return marked.place
    return structs.replace(marked.place, line=said.place.line, xpath=said.place.xpath)
