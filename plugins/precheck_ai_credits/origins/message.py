"""What the message says about AI: `ContainsAI`, and the credits."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from precheck import (
    AiAmount,
    AiRoleStatement,
    AiStatement,
    Contributor,
    DisplayArtist,
    Origin,
    Resource,
)
from precheck_ai_credits.vocabulary import (
    AMOUNTS,
    GENERATIVE_AI,
    Written,
    amount_of,
    at_credit,
    credited_in,
    displayed_in,
    is_generative,
    named,
    role_named,
    shows_ai,
    speaks_clearly,
    special_word,
)


def by_message(resource: Resource) -> AiStatement | None:
    """What `ContainsAI` says; where it is absent, what the credits say, or the artist shown."""
    if resource.contains_ai:
        said = _by_statement(resource)
    else:
        said = _by_contributors(credited_in(resource)) or _by_artists(displayed_in(resource))
    against = ", ".join(_against(resource, said.amount)) if said is not None else ""
    return replace(said, against=against) if said is not None and against else said


def displayed_model(artists: tuple[DisplayArtist, ...]) -> DisplayArtist | None:
    """The first displayed artist that is a generative model; or None."""
    return next((artist for artist in artists if is_generative(artist)), None)


def _by_statement(resource: Resource) -> AiStatement | None:
    amount = amount_of(resource.contains_ai)
    if amount is None:
        return None
    return AiStatement(
        origin=Origin.MESSAGE,
        amount=amount,
        detail=f"ContainsAI is {resource.contains_ai}",
        place=resource.at("contains_ai"),
    )


def _against(resource: Resource, amount: AiAmount | None) -> Iterator[str]:
    """What cannot be so beside the amount: AI beside none of it, people beside nothing else."""
    credited = credited_in(resource)
    if amount is AiAmount.NONE:
        yield from (_in_words(one) for one in credited if shows_ai(one))
        if displayed_model(displayed_in(resource)) is not None:
            yield f"{GENERATIVE_AI} is displayed as the artist"
    elif amount is AiAmount.ALL:
        people = (one for one in credited if not is_generative(one) and speaks_clearly(one))
        yield from (_in_words(one) for one in people if one.ai_contribution != Written.ALL)


def _by_contributors(contributors: tuple[Contributor, ...]) -> AiStatement | None:
    """What can be concluded from credits alone; all of them being AI does not say that all is."""
    with_ai = tuple(c for c in contributors if shows_ai(c))
    if with_ai:
        only_models = all(is_generative(c) for c in contributors)
        return AiStatement(
            origin=Origin.MESSAGE,
            amount=None if only_models else AiAmount.SOME,
            detail=f"ContainsAI is absent; {', '.join(_in_words(c) for c in with_ai)}",
            place=at_credit(with_ai[0]),
        )
    if contributors and all(c.ai_contribution == Written.NONE for c in contributors):
        return AiStatement(
            origin=Origin.MESSAGE,
            amount=AiAmount.NONE,
            detail="ContainsAI is absent; AiContribution is None for every contributor",
            place=at_credit(contributors[0]),
        )
    return None


def _by_artists(artists: tuple[DisplayArtist, ...]) -> AiStatement | None:
    """That a model is displayed as the artist says that there is AI, and not how much."""
    model = displayed_model(artists)
    if model is None:
        return None
    return AiStatement(
        origin=Origin.MESSAGE,
        amount=None,
        detail=f"ContainsAI is absent; {model.special} is displayed as the artist",
        place=model.at(),
    )


def _in_words(contributor: Contributor) -> str:
    if contributor.ai_contribution:
        return f"AiContribution of {named(contributor)} is {contributor.ai_contribution}"
    return f"{named(contributor)} is credited"


def roles_in_message(resource: Resource) -> Iterator[AiRoleStatement]:
    """What the credits say of each role; a person's credit that is silent says nothing."""
    for contributor in credited_in(resource):
        amount = _share(contributor)
        if amount is None:
            continue
        who = "" if is_generative(contributor) else _who(contributor)
        place = at_credit(contributor)
        for role in contributor.roles:
            if role.value:
                yield AiRoleStatement(
                    origin=Origin.MESSAGE,
                    role=role_named(role),
                    amount=amount,
                    who=who,
                    place=place,
                )


def _share(contributor: Contributor) -> AiAmount | None:
    """How much of the role AI did. For a model that is all, whatever else is written."""
    return AiAmount.ALL if is_generative(contributor) else AMOUNTS.get(contributor.ai_contribution)


def _who(contributor: Contributor) -> str:
    party = contributor.party
    return party.name or party.reference or special_word(contributor) or "an unnamed contributor"
