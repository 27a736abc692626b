"""The credits that ERN 4.3.2 would have: what a model did, and what people did with AI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field, structs

from precheck import (
    AiAmount,
    AiDisclosure,
    Contributor,
    Expression,
    Fate,
    Markup,
    Message,
    Origin,
    Resource,
    Role,
)
from precheck_ai_credits.roles import Part, is_listed, part_of
from precheck_ai_credits.vocabularies.markup import (
    WORDS,
    Credit,
    contributor,
    more_roles,
    party,
    party_reference,
    resource_path,
    share,
)
from precheck_ai_credits.vocabulary import AMOUNTS, is_generative, named

_RENAMED: Mapping[str, str] = {
    "Producer": "StudioProducer",
    "Band": "MusicGroup",
    "Member": "GroupMember",
}
_NO_ROLE = frozenset({"MainArtist", "FeaturedArtist", "Contributor"})
"""Roles of ERN 3 that ERN 4 has under another name, or not for contributors."""
_FIRST_WITH_TODAYS_INSTRUMENTS = (4, 2)


class Credits(Struct, frozen=True, kw_only=True):
    """The credits of one track or picture, and what is declared of its roles."""

    resource: Resource
    message: Message | None
    can_carry: bool
    declared: Mapping[str, AiAmount] = field(default_factory=dict)
    """By role: what the artist declares."""

    @classmethod
    def of(
        cls,
        resource: Resource,
        disclosure: AiDisclosure,
        message: Message | None,
        *,
        can_carry: bool,
    ) -> Credits:
        """Gather what is declared."""
        declared = {r.role: r.amount for r in disclosure.roles if r.origin is Origin.DELIVERY}
        return cls(resource=resource, message=message, can_carry=can_carry, declared=declared)

    @property
    def people(self) -> tuple[Contributor, ...]:
        """Everybody credited who is no model; those of an edition are left as they are."""
        return tuple(
            one
            for one in self.resource.contributors
            if not is_generative(one) and not one.of_edition
        )

    @property
    def model(self) -> Contributor | None:
        """The credit of a generative model that the message has."""
        return next((one for one in self.resource.contributors if is_generative(one)), None)

    def express(self) -> Iterator[Expression]:
        """Each credit: stated, lost with its markup, or for a person to decide."""
        yield from self._of_model()
        for place, person in enumerate(self.people):
            yield from self._of_person(person, place)
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
            credit = Credit(roles=wanted, amount=AiAmount.ALL, sequence=self._next(0))
            yield self._row(f"GenerativeAI: {_listed(wanted)}", Fate.LOST, self._whole(credit))

    def _is_free(self, role: str) -> bool:
        """Whether the role is known, and nobody else is credited with it."""
        return is_listed(role) and not self._holders(role)

    # --- people ---

    def _of_person(self, person: Contributor, place: int) -> Iterator[Expression]:
        stated = AMOUNTS.get(person.ai_contribution)
        wanted = self._share(person)
        if stated is not None and wanted not in (None, stated):
            why = f"the message says {WORDS[stated]}, the artist {wanted.value if wanted else ''}"
            yield self._row(f"{named(person)}", Fate.PERSON_DECIDES, why=why)
            return
        amount = stated if stated is not None else wanted
        if amount is None or amount is AiAmount.ALL:
            return
        term = f"{named(person)}: AiContribution {WORDS[amount]}"
        if stated is not None and self.can_carry:
            yield self._row(term, Fate.STATED)
        elif self.can_carry:
            yield self._row(term, Fate.LOST, share(person, amount))
        else:
            yield self._row(term, Fate.LOST, self._person(person, amount, place))

    def _share(self, person: Contributor) -> AiAmount | None:
        """What the artist declares of this person's roles together; None where not enough."""
        declared = [self.declared.get(role.value) for role in person.roles]
        if AiAmount.SOME in declared:
            return AiAmount.SOME
        is_none = bool(declared) and all(amount is AiAmount.NONE for amount in declared)
        return AiAmount.NONE if is_none else None

    def _person(self, person: Contributor, amount: AiAmount, place: int) -> Iterator[Markup]:
        reference = party_reference(person)
        if not reference:
            reference = self._new_reference(person)
            yield party(reference, person.party.name or "unknown")
        credit = Credit(
            roles=self._rewritten(person),
            amount=amount,
            party=reference,
            sequence=person.sequence or place + 1,
        )
        yield from self._whole(credit)

    def _new_reference(self, person: Contributor) -> str:
        parties = self.message.parties if self.message is not None else ()
        place = next(
            (n for n, one in enumerate(parties, start=1) if one.names == person.party.names), 0
        )
        return f"PParty{place}"

    def _rewritten(self, person: Contributor) -> tuple[Role, ...]:
        """The roles as 4.3.2 has them; instruments only under names that it has, and once."""
        number = self.message.version_number if self.message is not None else ()
        keeps = number >= _FIRST_WITH_TODAYS_INSTRUMENTS
        roles: list[Role] = []
        for role in person.roles:
            if role.value in _NO_ROLE:
                continue
            played = role.instruments if keeps and part_of(role.value) is Part.INSTRUMENT else ()
            is_first = not any(one.instruments for one in roles)
            roles.append(
                structs.replace(
                    role,
                    value=_RENAMED.get(role.value, role.value),
                    instruments=played if is_first else (),
                )
            )
        return tuple(roles)

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

    def _whole(self, credit: Credit) -> Iterator[Markup]:
        into = resource_path(self.resource, is_there=self.can_carry)
        node = self.resource.node if self.can_carry else None
        yield contributor(credit, self.resource, into, node.line if node is not None else None)

    def _next(self, more: int) -> int:
        numbers = [one.sequence or 0 for one in self.resource.contributors]
        return max([len(numbers), *numbers]) + 1 + more

    def _row(
        self, term: str, fate: Fate, markup: Iterator[Markup] | None = None, why: str = ""
    ) -> Expression:
        told = {Fate.STATED: "the message says so", Fate.LOST: "the message does not say so"}
        return Expression(
            subject=self.resource.reference,
            term=term,
            fate=fate,
            why=why or told[fate],
            markup=tuple(markup or ()),
        )


def _listed(roles: tuple[Role, ...]) -> str:
    return ", ".join(role.user_defined or role.value for role in roles)
