"""What the artist declares of a role, and the credits of the message that are about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from precheck import AiAmount, AiDisclosure, AiRoleStatement, Contributor, Origin, Resource
from precheck_ai_credits.roles import halves, is_part
from precheck_ai_credits.sides import roles_by
from precheck_ai_credits.vocabulary import credited_in, is_generative, role_named

_ALL, _SOME, _NONE = AiAmount.ALL, AiAmount.SOME, AiAmount.NONE
_SILENT = ""
"""The `AiContribution` of a person of whom it is not said how the work was done."""
Declared = Mapping[str, AiAmount]
"""By role: what the artist declares."""


class Claim(Struct, frozen=True, kw_only=True):
    """One role that the artist speaks of, and who the message credits with it or a kind of it."""

    role: str
    amount: AiAmount
    said: tuple[AiRoleStatement, ...]
    """What the credits say that speak of AI."""
    people: tuple[str, ...]
    """Everybody credited who is no model."""
    differs: bool
    """Whether the message and the artist cannot both be right."""
    is_shown: bool
    """Whether a credit shows AI in the role, in a kind of it, or in one of which it is a kind."""

    @property
    def credited(self) -> AiAmount | None:
        """What the credits add up to, a person beside a model too; None where none speaks."""
        return _together(self.said, is_with_people=bool(self.people))

    @property
    def is_lost(self) -> bool:
        """Whether the artist speaks of AI, and no credit shows it or denies it."""
        return self.amount is not _NONE and not self.is_shown and not self.differs


def claims(resource: Resource, disclosure: AiDisclosure) -> Iterator[Claim]:
    """Every role that the artist speaks of, with the credits that are about it."""
    declared = declared_roles(disclosure)
    in_message = roles_by(disclosure, Origin.MESSAGE) if declared else ()
    with_ai = {one.role for one in in_message if one.amount is not _NONE}
    for role, amount in declared.items():
        said = tuple([one for one in in_message if belongs(one.role, role, declared)])
        people = [*_people(resource, role, declared)]
        yield Claim(
            role=role,
            amount=amount,
            said=said,
            people=tuple(dict.fromkeys(p.party.name or p.party.reference for p, _ in people)),
            differs=bool(said) and _differ(role, declared, said, people),
            is_shown=is_met(role, amount, with_ai),
        )


def declared_roles(disclosure: AiDisclosure) -> dict[str, AiAmount]:
    """What the artist declares of each role."""
    found: dict[str, AiAmount] = {}
    for said in roles_by(disclosure, Origin.DELIVERY):
        found.setdefault(said.role, said.amount)
    return found


def declared_of(credited: str, declared: Declared) -> AiAmount | None:
    """What the artist declares of the role in a credit; None where that is not enough.

    A role that is two at once has some where one of the two has.
    """
    amounts = _said_of(credited, declared)
    for amount in (_SOME, _ALL):
        if amount in amounts:
            return amount
    return _NONE if amounts == {_NONE} else None


def belongs(credited: str, role: str, declared: Collection[str]) -> bool:
    """Whether a credit is for a declared role; one that is declared itself is for that alone."""
    return credited == role or (credited not in declared and is_part(credited, role))


def is_met(role: str, amount: AiAmount, credited: Collection[str]) -> bool:
    """Whether AI in these roles is AI in the declared one; all of it, where it is two at once."""
    met = (
        any(is_part(one, half) or is_part(half, one) for one in credited) for half in halves(role)
    )
    return all(met) if amount is _ALL else any(met)


def _said_of(credited: str, declared: Declared) -> set[AiAmount | None]:
    """Every amount that is declared of a role or of its halves; None for a half without one."""
    if credited in declared:
        return {declared[credited]}
    found: set[AiAmount | None] = set()
    for half in halves(credited):
        found.update([a for role, a in declared.items() if is_part(half, role)] or [None])
    return found


def _people(resource: Resource, role: str, declared: Declared) -> Iterator[tuple[Contributor, str]]:
    """Who is credited with a declared role beside any model, and in which words."""
    for contributor in credited_in(resource):
        for one in () if is_generative(contributor) else contributor.roles:
            if belongs(credited := role_named(one), role, declared):
                yield contributor, credited


def _differ(
    role: str,
    declared: Declared,
    said: tuple[AiRoleStatement, ...],
    people: list[tuple[Contributor, str]],
) -> bool:
    amount = declared[role]
    silent = [credited for person, credited in people if person.ai_contribution == _SILENT]
    credited = _together(said, is_with_people=bool(people))
    if amount is _SOME:
        own = set(halves(role))
        is_of_model = any(own <= set(halves(one.role)) for one in said)
        return (credited is _NONE and not silent) or (credited is _ALL and is_of_model)
    is_beside = any(one.amount is _ALL for one in said) and any(
        _said_of(one, declared) == {_ALL} for one in silent
    )
    return (amount is _ALL and is_beside) or any(
        one.amount is not amount
        and not (one.amount is _SOME and _said_of(one.role, declared) != {amount})
        for one in said
    )


def _together(said: tuple[AiRoleStatement, ...], *, is_with_people: bool) -> AiAmount | None:
    amounts = {one.amount for one in said}
    if len(amounts) > 1 or (amounts == {_ALL} and is_with_people):
        return _SOME
    return next(iter(amounts), None)
