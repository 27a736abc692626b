"""The credits that ERN 4.3.2 would have: what a model did, and what people did with AI."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field, structs

from precheck import (
    AiAmount,
    AiDisclosure,
    Contributor,
    Expression,
    Fate,
    Markup,
    Resource,
    Role,
)
from precheck_ai_credits.claims import belongs, declared_of, declared_roles, is_met
from precheck_ai_credits.roles import is_listed
from precheck_ai_credits.vocabularies.markup import (
    WORDS,
    credit_path,
    generative_credit,
    more_roles,
    resource_path,
    share,
)
from precheck_ai_credits.vocabulary import (
    AMOUNTS,
    contradicts_itself,
    is_generative,
    models_in,
    named,
    role_named,
    shows_ai,
)


class Credits(Struct, frozen=True, kw_only=True):
    """The credits of one track or picture, and what is declared of its roles."""

    resource: Resource
    can_carry: bool
    people: tuple[Contributor, ...]
    """Everybody credited who is no model; those of an edition are left as they are."""
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
        people = tuple(
            one for one in resource.contributors if not is_generative(one) and not one.of_edition
        )
        return cls(
            resource=resource,
            can_carry=can_carry,
            people=people if can_carry else _as_in_ern_4(people),
            declared=declared_roles(disclosure),
        )

    @property
    def model(self) -> Contributor | None:
        """The credit of a generative model in the recording itself, which more roles go into."""
        return next((one for one in self._models if _is_in_recording(one)), None)

    @property
    def _models(self) -> tuple[Contributor, ...]:
        return models_in(self.resource)

    def express(self) -> Iterator[Expression]:
        """Each credit: stated, lost with its markup, or for a person to decide."""
        yield from self._of_model()
        for person in self.people:
            yield from self._of_person(person)
        yield from self._open()

    # --- the model ---

    def _of_model(self) -> Iterator[Expression]:
        there = self.model
        stated = tuple(role for one in self._models for role in one.roles)
        missing = self._missing({role_named(role) for role in stated})
        if self.can_carry:
            yield from self._stated()
        if missing and there is not None and self.can_carry:
            yield self._row(
                f"GenerativeAI: {_listed(missing)}", Fate.LOST, more_roles(there, missing)
            )
        elif wanted := (missing if self.can_carry else (*stated, *missing)):
            markup = (self._model(wanted),)
            yield self._row(f"GenerativeAI: {_listed(wanted)}", Fate.LOST, markup)

    def _stated(self) -> Iterator[Expression]:
        for one in self._models:
            term = f"GenerativeAI: {_listed(one.roles)}"
            if contradicts_itself(one):
                why = f"the credit has AiContribution {one.ai_contribution}; a model's is All"
                yield self._row(term, Fate.PERSON_DECIDES, why=why)
            elif one.roles:
                yield self._row(term, Fate.STATED)

    def _missing(self, stated: Collection[str]) -> tuple[Role, ...]:
        """The known roles that a model had alone, and that nobody is credited with."""
        return tuple(
            Role(value=role)
            for role, amount in self.declared.items()
            if amount is AiAmount.ALL
            and is_listed(role)
            and not is_met(role, amount, stated)
            and not self._credited(role)
        )

    # --- people ---

    def _of_person(self, person: Contributor) -> Iterator[Expression]:
        stated = AMOUNTS.get(person.ai_contribution)
        declared = {declared_of(role_named(role), self.declared) for role in person.roles}
        wanted = _share(declared)
        if stated is None and any(shows_ai(one) for one in self._rivals(person)):
            return  # another is stated to be the one who used AI
        if why := self._doubt(person, stated, declared):
            yield self._row(named(person), Fate.PERSON_DECIDES, why=why)
            return
        amount = stated if stated is not None else wanted
        if amount is None or amount is AiAmount.ALL:
            return
        term = f"{named(person)}: AiContribution {WORDS[amount]}"
        if stated is not None and self.can_carry:
            yield self._row(term, Fate.STATED)
        elif into := self._path(person):
            line = person.node.line if self.can_carry and person.node is not None else None
            yield self._row(term, Fate.LOST, (share(amount, into, line),))
        else:
            why = "which credit of the new message this is cannot be told"
            yield self._row(term, Fate.PERSON_DECIDES, why=why)

    def _doubt(
        self, person: Contributor, stated: AiAmount | None, declared: set[AiAmount | None]
    ) -> str:
        """Why a person must decide about a credit; empty where the amount is clear."""
        wanted = _share(declared)
        if {AiAmount.SOME, AiAmount.NONE} <= declared:
            return "AI had a part in some of the roles and none in others; credit them apart"
        if stated is not None:
            is_so = wanted is None or wanted is stated
            said = f"the message says {WORDS[stated]}, the artist "
            return "" if is_so or wanted is None else f"{said}{wanted.value}"
        if wanted is not AiAmount.SOME:
            return ""
        if declared != {AiAmount.SOME}:
            return "AI had a part in some of the roles, of others it is not said; credit them apart"
        others = [named(one) for one in self._rivals(person)]
        return f"it is not said whether this credit had AI or {others[0]}" if others else ""

    def _rivals(self, person: Contributor) -> Iterator[Contributor]:
        """Other people with the same role, any of whom may be the one who used AI in it."""
        for role, amount in self.declared.items():
            holders = self._credited(role) if amount is AiAmount.SOME else ()
            if person in holders:
                yield from (one for one in holders if not _is_same(one, person))

    def _path(self, person: Contributor) -> str:
        """Where the person's credit is, or will be; empty where that cannot be told."""
        if self.can_carry:
            return credit_path(self.resource, person, "", is_there=True)
        party = person.party
        if not party.reference and not party.name:
            return ""
        others = {
            role.value
            for one in self.people
            if one is not person and _is_same(one, person)
            for role in one.roles
        }
        own = next((role.value for role in person.roles if role.value not in others), "")
        if others and not own:
            return ""
        return credit_path(self.resource, person, own if others else "", is_there=False)

    # --- what is left open ---

    def _open(self) -> Iterator[Expression]:
        stated = {role_named(role) for one in self._models for role in one.roles}
        for role, amount in self.declared.items():
            holders = self._credited(role)
            if amount is AiAmount.ALL and holders:
                name = holders[0].party.name or holders[0].party.reference
                why = f"the artist says a model had it alone, the message credits {name}"
            elif amount is not AiAmount.NONE and not is_listed(role):
                why = "no role of DDEX is known by this name"
            elif amount is AiAmount.SOME and not holders and not is_met(role, amount, stated):
                why = "a person used AI in it, but nobody is credited with it"
            elif amount is AiAmount.SOME and not holders and role in stated:
                why = "the artist says a person used AI in it, the message credits a model alone"
            else:
                continue
            yield self._row(f"the role {role}", Fate.PERSON_DECIDES, why=why)

    def _credited(self, role: str) -> list[Contributor]:
        """The people with the role or a kind of it."""
        return [
            one
            for one in self.people
            if any(belongs(role_named(r), role, self.declared) for r in one.roles)
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


def _as_in_ern_4(people: Iterable[Contributor]) -> tuple[Contributor, ...]:
    """The same people as ERN 4 credits them.

    ERN 3, which has no party list, credits writers and players apart; in ERN 4 that is one credit
    with all roles. Who is credited apart by a reference stays so.
    """
    together: dict[object, Contributor] = {}
    for one in people:
        key = one.party.names if one.party.name and not one.party.reference else id(one)
        known = together.get(key)
        roles = (*known.roles, *one.roles) if known is not None else one.roles
        together[key] = structs.replace(known or one, roles=roles)
    return tuple(together.values())


def _is_same(one: Contributor, other: Contributor) -> bool:
    """Whether two credits are of the same person or company."""
    party, another = one.party, other.party
    return (party.reference, party.name) == (another.reference, another.name)


def _is_in_recording(contributor: Contributor) -> bool:
    """Whether the credit is neither of an edition nor of a character."""
    node = contributor.node
    return not contributor.of_edition and (node is None or node.name == "Contributor")


def _listed(roles: tuple[Role, ...]) -> str:
    return ", ".join(role_named(role) for role in roles)
