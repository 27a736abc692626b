"""What a file says about AI: the marks in it, and apart from them its C2PA manifest."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AiAmount, AiStatement, Mark, MarkKind, Origin, Place, ProvenanceMarks

MOST_NAMED = 2
"""How many marks a sentence names before it counts the rest; the evidence has all of them."""
_SOURCE_TYPES = {
    "trainedalgorithmicmedia": AiAmount.ALL,
    "compositewithtrainedalgorithmicmedia": AiAmount.SOME,
    "compositesynthetic": AiAmount.SOME,
}
"""What IPTC's digital source types say about the amount; by the last word of the code's URL."""


def by_file(found: ProvenanceMarks) -> AiStatement | None:
    """What the marks outside of any manifest say."""
    manifests = _manifests(found)
    return _said(Origin.FILE, (mark for mark in found.marks if mark.tag not in manifests))


def by_manifest(found: ProvenanceMarks) -> AiStatement | None:
    """What the C2PA manifest says. A source type that stands in it is part of it."""
    manifests = _manifests(found)
    return _said(Origin.C2PA, (mark for mark in found.marks if mark.tag in manifests))


def by_any_mark(found: ProvenanceMarks) -> AiStatement | None:
    """What all the marks of a file say together."""
    return _said(Origin.FILE, iter(found.marks))


def _manifests(found: ProvenanceMarks) -> frozenset[str]:
    return frozenset(mark.tag for mark in found.marks if mark.kind is MarkKind.C2PA)


def _said(origin: Origin, found: Iterator[Mark]) -> AiStatement | None:
    marks = tuple(mark for mark in found if mark.is_ai)
    if not marks:
        return None
    return AiStatement(
        origin=origin,
        amount=_amount(marks),
        detail=_listed(marks),
        place=Place(tag=marks[0].tag),
        generator=next((mark.generator for mark in marks if mark.generator), ""),
        marks=marks,
    )


def _listed(marks: tuple[Mark, ...]) -> str:
    named = "; ".join(f"{mark.tag} says {mark.text!r}" for mark in marks[:MOST_NAMED])
    more = len(marks) - MOST_NAMED
    return f"{named}; and {more} more" if more > 0 else named


def _amount(marks: tuple[Mark, ...]) -> AiAmount | None:
    """What the source types agree on. A composite names the type of its parts as well."""
    amounts = frozenset(_amounts(marks))
    return next(iter(amounts)) if len(amounts) == 1 else None


def _amounts(marks: tuple[Mark, ...]) -> Iterator[AiAmount]:
    for mark in marks:
        if mark.kind is MarkKind.SOURCE_TYPE:
            code = mark.text.rstrip("/").rpartition("/")[2].strip().lower()
            if code in _SOURCE_TYPES:
                yield _SOURCE_TYPES[code]
