"""The credits that ERN 4.3.2 would have: what a model did, and what people did with AI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field, structs

from precheck import (
    AiAmount,
    AiDisclosure,
    Contributor,
    Expression,
    Fate,
    Markup,
    Origin,
    Resource,
    Role,
)
from precheck_ai_credits.roles import is_listed
from precheck_ai_credits.vocabularies.markup import (
    WORDS,
    credit_path,
    generative_credit,
    more_roles,
    resource_path,
    share,
)
from precheck_ai_credits.vocabulary import AMOUNTS, is_generative, named


class Credits(Struct, frozen=True, kw_only=True):
    """The credits of one track or picture, and what is declared of its roles."""

    resource: Resource
    can_carry: bool
    declared: Mapping[str, AiAmount] = field(default_factory=dict)
    """By role: what the artist declares."""

    @classmethod
    def of(
        cls,
        resource: Resource,
        disclosure: AiDisclosure,
        *,
        can_carry: bool,
    ) -> Credits:
        """Gather what is declared."""
        declared = {r.role: r.amount for r in disclosure.roles if r.origin is Origin.DELIVERY}
        return cls(resource=resource, can_carry=can_carry, declared=declared)

    @property
    def people(self) -> tuple[Contributor, ...]:
        """Everybody credited who is no model; those of an edition are left as they are.

        ERN 3 credits writers and players apart. In ERN 4 that is one credit with all roles.
        """
        credits_ = (
            one
            for one in self.resource.contributors
            if not is_generative(one) and not one.of_edition
        )
        if self.can_carry:
            return tuple(credits_)
        together: dict[object, Contributor] = {}
        for one in credits_:
            key = one.party.reference or one.party.names
            known = together.get(key)
            roles = (*known.roles, *one.roles) if known is not None else one.roles
            together[key] = structs.replace(known or one, roles=roles)
        return tuple(together.values())

    @property
    def model(self) -> Contributor | None:
        """The credit of a generative model that the message has."""
        return next((one for one in self.resource.contributors if is_generative(one)), None)

    def express(self) -> Iterator[Expression]:
        """Each credit: stated, lost with its markup, or for a person to decide."""
        yield from self._of_model()
        for person in self.people:
            yield from self._of_person(person)
        yield from self._open()

    # --- the model ---

    def _of_model(self) -> Iterator[Expression]:
        there = self.model
        stated = there.roles if there is not None else ()
        known = {role.value for role in stated}
        missing = tuple(
            Role(value=role)
            for role, amount in self.declared.items()
            if amount is AiAmount.ALL and role not in known and self._is_free(role)
        )
        if stated and self.can_carry:
            yield self._row(f"GenerativeAI: {_listed(stated)}", Fate.STATED)
        if missing and there is not None and self.can_carry:
            yield self._row(
                f"GenerativeAI: {_listed(missing)}", Fate.LOST, more_roles(there, missing)
            )
        elif wanted := (missing if self.can_carry else (*stated, *missing)):
            markup = (self._model(wanted),)
            yield self._row(f"GenerativeAI: {_listed(wanted)}", Fate.LOST, markup)

    def _is_free(self, role: str) -> bool:
        """Whether the role is known, and nobody else is credited with it."""
        return is_listed(role) and not self._holders(role)

    # --- people ---

    def _of_person(self, person: Contributor) -> Iterator[Expression]:
        stated = AMOUNTS.get(person.ai_contribution)
        declared = {self.declared.get(role.value) for role in person.roles}
        wanted = _share(declared)
        if {AiAmount.SOME, AiAmount.NONE} <= declared:
            why = "AI had a part in some of the roles and none in others; credit them apart"
            yield self._row(named(person), Fate.PERSON_DECIDES, why=why)
            return
        if stated is not None and wanted is not None and wanted is not stated:
            why = f"the message says {WORDS[stated]}, the artist {wanted.value}"
            yield self._row(named(person), Fate.PERSON_DECIDES, why=why)
            return
        amount = stated if stated is not None else wanted
        if amount is None or amount is AiAmount.ALL:
            return
        term = f"{named(person)}: AiContribution {WORDS[amount]}"
        if stated is not None and self.can_carry:
            yield self._row(term, Fate.STATED)
        else:
            into = credit_path(self.resource, person, is_there=self.can_carry)
            line = person.node.line if self.can_carry and person.node is not None else None
            yield self._row(term, Fate.LOST, (share(amount, into, line),))

    # --- what is left open ---

    def _open(self) -> Iterator[Expression]:
        for role, amount in self.declared.items():
            holders = self._holders(role)
            if amount is AiAmount.ALL and holders:
                why = f"the artist says a model had it alone, the message credits {holders[0]}"
            elif amount is not AiAmount.NONE and not is_listed(role):
                why = "no role of DDEX is known by this name"
            elif amount is AiAmount.SOME and not holders:
                why = "a person used AI in it, but nobody is credited with it"
            else:
                continue
            yield self._row(f"the role {role}", Fate.PERSON_DECIDES, why=why)

    def _holders(self, role: str) -> list[str]:
        return [
            one.party.name or one.party.reference
            for one in self.people
            if any(r.value == role for r in one.roles)
        ]

    # --- rows ---

    def _model(self, roles: tuple[Role, ...]) -> Markup:
        into = resource_path(self.resource, is_there=self.can_carry)
        node = self.resource.node if self.can_carry else None
        numbers = [one.sequence or 0 for one in self.resource.contributors]
        sequence = max([len(numbers), *numbers]) + 1
        line = node.line if node is not None else None
        return generative_credit(roles, sequence, self.resource.kind, into, line)

    def _row(
        self, term: str, fate: Fate, markup: Iterable[Markup] = (), why: str = ""
    ) -> Expression:
        told = {Fate.STATED: "the message says so", Fate.LOST: "the message does not say so"}
        return Expression(
            subject=self.resource.reference,
            term=term,
            fate=fate,
            why=why or told[fate],
            markup=tuple(markup),
        )


def _share(declared: set[AiAmount | None]) -> AiAmount | None:
    """What the artist declares of a person's roles together; None where that is not enough."""
    if AiAmount.SOME in declared:
        return AiAmount.SOME
    return AiAmount.NONE if declared == {AiAmount.NONE} else None


def _listed(roles: tuple[Role, ...]) -> str:
    return ", ".join(role.user_defined or role.value for role in roles)
