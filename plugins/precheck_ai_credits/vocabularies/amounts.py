"""None, some or all, per track and for the artwork: as LabelGrid and Symphonic ask."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    Disclosures,
    Expression,
    Fate,
    Image,
    Release,
    Resource,
    Vocabulary,
)
from precheck_ai_credits.sources import (
    LABELGRID_ARTWORK,
    LABELGRID_ERN,
    LABELGRID_TRACKS,
    SYMPHONIC_DISCLOSURE,
)
from precheck_ai_credits.vocabularies.stand import stand
from precheck_ai_credits.vocabulary import can_disclose

_LEFT_OPEN = "both ask for an answer"


def express(release: Release, said: Disclosures) -> Iterator[Expression]:
    """The amount of every track and of the front cover."""
    message = release.message
    can_carry = message is None or can_disclose(message) is not False
    covers = (image for image in release.images if image.is_front_cover)
    for resource in (*release.tracks, *covers):
        yield _amount(resource, said, can_carry=can_carry)


def _amount(resource: Resource, said: Disclosures, *, can_carry: bool) -> Expression:
    where = stand(resource, said.of(resource), can_carry=can_carry)
    what = _what(resource)
    term = where.amount.value if where.amount is not None else "?"
    if where.doubt:
        fate, why = Fate.PERSON_DECIDES, where.doubt
    elif not where.is_declared:
        fate, why = Fate.UNDECLARED, f"{where.why}; {_LEFT_OPEN}"
    elif where.amount is None:
        fate, why = Fate.PERSON_DECIDES, f"{where.why}; some or all is not said"
    elif where.is_carried or where.amount is AiAmount.NONE:
        fate, why = Fate.STATED, where.why
    else:
        fate = Fate.LOST
        why = f"{where.why}, which the message does not carry; it must be answered in the form"
    return Expression(subject=resource.reference, term=f"{what}: {term}", fate=fate, why=why)


def _what(resource: Resource) -> str:
    if isinstance(resource, Image):
        return "artwork"
    return "video" if resource.kind == "Video" else "audio"


NONE_SOME_ALL = Vocabulary(
    name="none-some-all",
    title="LabelGrid and Symphonic, none, some or all",
    sources=(LABELGRID_TRACKS, LABELGRID_ARTWORK, LABELGRID_ERN, SYMPHONIC_DISCLOSURE),
    express=express,
    recipients=("labelgrid", "symphonic"),
)
