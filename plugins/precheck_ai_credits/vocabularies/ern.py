"""DDEX itself: what a message says about AI in ERN 4.3.2, what it loses, and how to write it."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDisclosure,
    Disclosures,
    Expression,
    Fate,
    Markup,
    Message,
    Release,
    Resource,
    Vocabulary,
)
from precheck_ai_credits.origins.message import by_message
from precheck_ai_credits.origins.whole import of_release, possible_sums_of_all, with_ai_beside
from precheck_ai_credits.sides import MARKS
from precheck_ai_credits.sources import ALLOWED_VALUES, EARLIEST_BINDING, ern
from precheck_ai_credits.vocabularies.credits import Credits
from precheck_ai_credits.vocabularies.markup import (
    WORDS,
    release_path,
    resource_path,
    statement,
)
from precheck_ai_credits.vocabularies.stand import Stand, stand_with_words
from precheck_ai_credits.vocabulary import AMOUNTS, can_disclose, named, people_in

FIRST = "4.3.1"


def express(release: Release, said: Disclosures) -> Iterator[Expression]:
    """A line for every statement and credit, with the markup where the message lacks it."""
    message = release.message
    can_carry = message is not None and can_disclose(message) is not False
    resources: tuple[Resource, ...] = (*release.tracks, *release.images)
    stands = {r.reference: stand_with_words(r, said.of(r), can_carry=can_carry) for r in resources}
    if not can_carry:
        yield _no_words(message, is_needed=any(s.is_declared for s in stands.values()))
    for resource in resources:
        yield from _resource(
            resource, said.of(resource), stands[resource.reference], can_carry=can_carry
        )
    yield from _release(release, stands, can_carry=can_carry)


def _no_words(message: Message | None, *, is_needed: bool) -> Expression:
    if message is None:
        why = "there is no message; what is declared would be lost without one"
        return Expression(
            term="no message", fate=Fate.LOST if is_needed else Fate.UNDECLARED, why=why
        )
    return Expression(
        term=f"ERN {message.version}",
        fate=Fate.LOST if is_needed else Fate.NOT_ASKED,
        why=f"the first version with words for AI is {FIRST}; the markup is for 4.3.2",
    )


def _resource(
    resource: Resource,
    disclosure: AiDisclosure,
    where: Stand,
    *,
    can_carry: bool,
) -> Iterator[Expression]:
    if not where.is_declared or where.doubt:
        yield _undecided(resource, disclosure, where, can_carry=can_carry)
        return
    amount = _amount(resource, where, can_carry=can_carry)
    yield amount
    if amount.fate is Fate.PERSON_DECIDES and where.amount is AiAmount.ALL:
        return
    credits_ = Credits.of(resource, disclosure, can_carry=can_carry)
    lines = tuple(credits_.express())
    yield from lines
    if where.has_ai and resource.kind != "Image" and not _names_ai(lines):
        yield Expression(
            subject=resource.reference,
            term="Contributor",
            fate=Fate.PERSON_DECIDES,
            why="no role with AI is declared; name them under roles in delivery.toml",
        )


def _names_ai(lines: tuple[Expression, ...]) -> bool:
    return any(not line.term.endswith("AiContribution None") for line in lines)


def _undecided(
    resource: Resource, disclosure: AiDisclosure, where: Stand, *, can_carry: bool
) -> Expression:
    """What nobody declares, or what the origins disagree on; a mark is evidence for a proposal."""
    marked = next((m for m in (disclosure.by(origin) for origin in MARKS) if m is not None), None)
    if where.is_declared or marked is None:
        return Expression(
            subject=resource.reference,
            term="ContainsAI",
            fate=Fate.PERSON_DECIDES if where.doubt else Fate.UNDECLARED,
            why=where.doubt or where.why,
        )
    amount = marked.amount or AiAmount.SOME
    return Expression(
        subject=resource.reference,
        term=f"ContainsAI {WORDS[amount]}",
        fate=Fate.PERSON_DECIDES,
        why=f"{where.doubt}; this is what the mark suggests",
        markup=(_statement(resource, amount, can_carry=can_carry),),
    )


def _amount(resource: Resource, where: Stand, *, can_carry: bool) -> Expression:
    people = _people(resource)
    amount = where.amount or (AiAmount.SOME if people else None)
    if amount is None:
        return Expression(
            subject=resource.reference,
            term="ContainsAI",
            fate=Fate.PERSON_DECIDES,
            why=f"{where.why}; All or Partly is not said",
        )
    term = f"ContainsAI {WORDS[amount]}"
    own = by_message(resource)
    is_of_release = where.is_carried and (own is None or own.detail != where.why)
    if can_carry and AMOUNTS.get(resource.contains_ai) is amount:
        return Expression(
            subject=resource.reference, term=term, fate=Fate.STATED, why="the message says so"
        )
    if amount is AiAmount.ALL and people:
        return Expression(
            subject=resource.reference,
            term=term,
            fate=Fate.PERSON_DECIDES,
            why=f"{where.why}; All goes with models alone, but {people[0]} is credited",
        )
    return Expression(
        subject=resource.reference,
        term=term,
        fate=Fate.STATED if is_of_release else Fate.LOST,
        why=f"{where.why}; "
        + ("the track may say so too" if is_of_release else _lack(resource, can_carry=can_carry)),
        markup=(_statement(resource, amount, can_carry=can_carry),),
    )


def _people(resource: Resource) -> list[str]:
    return [named(one) for one in people_in(resource)]


def _lack(resource: Resource, *, can_carry: bool) -> str:
    if not can_carry:
        return "the message has no word for it"
    if resource.contains_ai:
        return f"the message says {resource.contains_ai!r} instead"
    return "the message does not say so"


def _statement(resource: Resource, amount: AiAmount, *, can_carry: bool) -> Markup:
    into = resource_path(resource, is_there=can_carry)
    line = resource.node.line if can_carry and resource.node is not None else None
    return statement(amount, resource.kind, into, line)


def _release(
    release: Release, stands: dict[str, Stand], *, can_carry: bool
) -> Iterator[Expression]:
    """The release's own statement: what its tracks and what is beside them add up to."""
    if release.contains_ai and can_carry:
        stated = AMOUNTS.get(release.contains_ai)
        whole = of_release(release)
        doubt = whole.against if whole is not None else ""
        if stated is None:
            doubt = "DDEX does not have this word"
        elif stated not in possible_sums_of_all(release):
            doubt = "what it holds adds up to something else"
        yield Expression(
            term=f"ContainsAI {release.contains_ai} for the release",
            fate=Fate.PERSON_DECIDES if doubt else Fate.STATED,
            why=doubt or "the message says so",
        )
        return
    amounts = {
        _settled(track, stands[track.reference]) for track in release.tracks if track.is_primary
    }
    total = amounts.pop() if len(amounts) == 1 else AiAmount.SOME
    if total is AiAmount.NONE and any(with_ai_beside(release)):
        total = AiAmount.SOME
    if total is None or None in amounts or not release.tracks:
        return
    into = release_path(release, is_there=can_carry)
    line = release.node.line if can_carry and release.node is not None else None
    yield Expression(
        term=f"ContainsAI {WORDS[total]} for the release",
        fate=Fate.NOT_ASKED,
        why="what it holds adds up to that; it may be left out",
        markup=(statement(total, "Release", into, line),),
    )


def _settled(track: Resource, where: Stand) -> AiAmount | None:
    """The amount of a track; None while a person must decide."""
    people = _people(track)
    if where.doubt or (where.amount is AiAmount.ALL and people) or not where.is_declared:
        return None
    return where.amount or (AiAmount.SOME if people else None)


ERN = Vocabulary(
    name="ern",
    title="DDEX, ERN 4.3.2",
    sources=(
        ern("ContainsAI, AiContribution, SpecialContributor"),
        ALLOWED_VALUES,
        EARLIEST_BINDING,
    ),
    express=express,
)
