"""What the EU AI Act and China's labelling rules ask to be told, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from precheck import (
    EU,
    AiDisclosure,
    Disclosures,
    Expression,
    Fate,
    Image,
    Mark,
    MarkKind,
    Release,
    Resource,
    Track,
    Vocabulary,
)
from precheck_ai_credits.origins.artist import denies_ai_voice
from precheck_ai_credits.rules.imitation import APPLIES_SINCE
from precheck_ai_credits.sides import MARKS
from precheck_ai_credits.sources import (
    CHINA_DUTIES,
    CHINA_STANDARD,
    EU_DATES,
    EU_DEEPFAKES,
    EU_LATER,
)
from precheck_ai_credits.vocabularies.stand import Stand, stand

MARKING_SINCE = date(2026, 12, 2)
"""From then on generators that were there before must mark what they make, too."""
CHINA_SINCE = date(2025, 9, 1)
_NOT_READ = "the file could not be looked through for marks"


def eu(release: Release, said: Disclosures) -> Iterator[Expression]:
    """The label for an imitated voice, and the marks that a machine can read."""
    if not release.may_be_offered_in(EU):
        return
    if said.day < APPLIES_SINCE:
        yield Expression(
            term="deepfake label", fate=Fate.NOT_ASKED, why=f"applies from {APPLIES_SINCE} on"
        )
        return
    for track in release.tracks:
        yield from _imitation(track, release)
    for resource in (*release.tracks, *release.images):
        disclosure = said.of(resource)
        if stand(resource, disclosure, can_carry=True).has_ai:
            yield _marking(resource, disclosure, said.day)


def _imitation(track: Track, release: Release) -> Iterator[Expression]:
    declared = release.declaration(track)
    if not declared.imitates:
        return
    people = ", ".join(declared.imitates)
    if declared.label.strip():
        fate, why = Fate.STATED, f"delivery.toml has the label {declared.label!r}"
    elif denies_ai_voice(declared):
        fate = Fate.PERSON_DECIDES
        why = f"delivery.toml denies an AI voice, but names {people} as imitated by one"
    else:
        fate, why = Fate.LOST, f"the voice of {people} is imitated, and no label says so"
    yield Expression(subject=track.reference, term="deepfake label", fate=fate, why=why)


def _marks(disclosure: AiDisclosure) -> list[Mark]:
    """The marks in the file by which any machine can tell that AI made it."""
    found = [mark for o in MARKS if (one := disclosure.by(o)) is not None for mark in one.marks]
    return [mark for mark in found if mark.is_ai and mark.kind.is_for_machines]


def _marking(resource: Resource, disclosure: AiDisclosure, day: date) -> Expression:
    found = _marks(disclosure)
    if found:
        fate, why = Fate.STATED, f"the file carries one: {found[0].tag}"
    elif day < MARKING_SINCE:
        fate = Fate.NOT_ASKED
        why = f"older generators need not mark what they make before {MARKING_SINCE}"
    elif not disclosure.is_file_read:
        fate, why = Fate.PERSON_DECIDES, _NOT_READ
    else:
        fate = Fate.PERSON_DECIDES
        why = (
            "the maker of the generator must mark it; this file carries no mark that is known, "
            "and a text that names a tool is none"
        )
    return Expression(subject=resource.reference, term="machine-readable mark", fate=fate, why=why)


def china(release: Release, said: Disclosures) -> Iterator[Expression]:
    """The explicit label for listeners, and the implicit one in the file."""
    if not release.may_be_offered_in({"CN"}):
        return
    if said.day < CHINA_SINCE:
        yield Expression(
            term="AIGC label", fate=Fate.NOT_ASKED, why=f"applies from {CHINA_SINCE} on"
        )
        return
    for resource in (*release.tracks, *release.images):
        disclosure = said.of(resource)
        where = stand(resource, disclosure, can_carry=True)
        if where.has_ai or where.doubt:
            yield _explicit(resource, where)
            yield _implicit(resource, disclosure, where)


def _explicit(resource: Resource, where: Stand) -> Expression:
    if isinstance(resource, Image):
        label = "words in a corner of the picture must be seen"
    elif resource.kind == "Video":
        label = "words in the moving picture must be seen"
    else:
        label = "a spoken notice or the set rhythm in Morse code must be heard"
    return Expression(
        subject=resource.reference,
        term="explicit label",
        fate=Fate.PERSON_DECIDES,
        why=where.doubt or f"{where.why}; {label}, and whether it is cannot be told from here",
    )


def _implicit(resource: Resource, disclosure: AiDisclosure, where: Stand) -> Expression:
    label = next((m for m in _marks(disclosure) if m.kind is MarkKind.AIGC_LABEL), None)
    if label is not None:
        fate, why = Fate.STATED, f"the file carries it in {label.tag}; it may not be removed"
    elif where.doubt or not disclosure.is_file_read:
        fate, why = Fate.PERSON_DECIDES, where.doubt or _NOT_READ
    else:
        fate, why = Fate.LOST, "the file carries no AIGC label, which platforms look for"
    return Expression(subject=resource.reference, term="implicit label AIGC", fate=fate, why=why)


EU_AI_ACT = Vocabulary(
    name="eu-ai-act",
    title="EU AI Act, Article 50",
    sources=(EU_DATES, EU_DEEPFAKES, EU_LATER),
    express=eu,
)
CHINA = Vocabulary(
    name="china-labelling",
    title="China, labelling rules and GB 45438-2025",
    sources=(CHINA_STANDARD, CHINA_DUTIES),
    express=china,
)
