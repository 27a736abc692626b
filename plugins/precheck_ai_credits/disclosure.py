"""What is said about AI in a track or picture: by the message, by the artist, by the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Contributor,
    Facts,
    Image,
    Inspector,
    Mark,
    MarkKind,
    Origin,
    Place,
    ProvenanceMarks,
    Release,
    Resource,
    Tools,
    Track,
)
from precheck_ai_credits.vocabulary import (
    Written,
    amount_of,
    at_credit,
    is_generative,
    named,
    shows_ai,
)

MOST_NAMED = 2
"""How many marks a sentence names before it counts the rest; the evidence has all of them."""
_SOURCE_TYPES = {
    "trainedalgorithmicmedia": AiAmount.ALL,
    "compositewithtrainedalgorithmicmedia": AiAmount.SOME,
    "compositesynthetic": AiAmount.SOME,
}
"""What IPTC's digital source types say about the amount; by the last word of the code's URL."""


def disclose(resource: Resource, facts: Facts, tools: Tools) -> AiDisclosure:
    """Gather the statements; an origin that is silent gives none."""
    del tools
    marks = facts.get(ProvenanceMarks)
    said = (
        by_message(resource),
        by_artist(resource, facts[Release]),
        by_file(marks) if marks is not None else None,
    )
    return AiDisclosure(statements=tuple(s for s in said if s is not None))


def by_message(resource: Resource) -> AiStatement | None:
    """What `ContainsAI` says; where it is absent, what the contributors say together."""
    if resource.contains_ai:
        amount = amount_of(resource.contains_ai)
        if amount is None:
            return None
        return AiStatement(
            origin=Origin.MESSAGE,
            amount=amount,
            detail=f"ContainsAI is {resource.contains_ai}",
            place=resource.at("contains_ai"),
        )
    return _by_contributors(resource.contributors)


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


def _in_words(contributor: Contributor) -> str:
    if contributor.ai_contribution:
        return f"AiContribution of {named(contributor)} is {contributor.ai_contribution}"
    return f"{named(contributor)} is credited"


def by_artist(resource: Resource, release: Release) -> AiStatement | None:
    """What `delivery.toml` declares."""
    declared = release.declaration(resource)
    if declared.ai is None:
        return None
    plan = f" ({declared.plan} plan)" if declared.plan else ""
    made = f", made with {declared.tool}{plan}" if declared.tool else ""
    detail = f"delivery.toml declares {declared.ai.value}{made}"
    return AiStatement(origin=Origin.DELIVERY, amount=declared.ai, detail=detail)


def sidecar(release: Release) -> Path:
    """The file in which the artist declares; a declaration has no line there that is known."""
    return release.root / "delivery.toml"


def by_file(found: ProvenanceMarks) -> AiStatement | None:
    """What the marks in the file say."""
    marks = tuple(mark for mark in found.marks if mark.is_ai)
    if not marks:
        return None
    return AiStatement(
        origin=Origin.FILE,
        amount=_largest(marks),
        detail=_list(marks),
        place=Place(tag=marks[0].tag),
    )


def _list(marks: tuple[Mark, ...]) -> str:
    named = "; ".join(f"{mark.tag} says {mark.text!r}" for mark in marks[:MOST_NAMED])
    more = len(marks) - MOST_NAMED
    return f"{named}; and {more} more" if more > 0 else named


def _largest(marks: tuple[Mark, ...]) -> AiAmount | None:
    amounts = tuple(_amounts(marks))
    return max(amounts, key=list(AiAmount).index) if amounts else None


def _amounts(marks: tuple[Mark, ...]) -> Iterator[AiAmount]:
    for mark in marks:
        if mark.kind is MarkKind.SOURCE_TYPE:
            code = mark.text.rstrip("/").rpartition("/")[2].strip().lower()
            if code in _SOURCE_TYPES:
                yield _SOURCE_TYPES[code]


disclosure_of_track = Inspector(
    of=Track, gives=AiDisclosure, inspect=disclose, wants=(ProvenanceMarks,), is_derived=True
)
disclosure_of_image = Inspector(
    of=Image, gives=AiDisclosure, inspect=disclose, wants=(ProvenanceMarks,), is_derived=True
)
INSPECTORS = (disclosure_of_track, disclosure_of_image)
