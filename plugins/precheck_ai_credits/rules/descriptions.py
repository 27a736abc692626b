"""Whether a description speaks of AI that nobody declares."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from precheck import (
    Facts,
    Finding,
    Image,
    Message,
    Node,
    Release,
    Resource,
    Severity,
    Track,
    rule,
)
from precheck_ai_credits import generators, picture_generators
from precheck_ai_credits.generators import STATE
from precheck_ai_credits.names import words
from precheck_ai_credits.origins.artist import by_artist
from precheck_ai_credits.origins.message import by_message
from precheck_ai_credits.origins.whole import of_release, said_in_message
from precheck_ai_credits.phrases import Told, told_in
from precheck_ai_credits.sides import says_ai
from precheck_ai_credits.sources import LICENSED_GENERATORS, SYMPHONIC_DISCLOSURE, ern
from precheck_ai_credits.vocabulary import spoken_of

_OF_RELEASE = ("MarketingComment", "Synopsis", "Keywords", "HiResMusicDescription")
_OF_RESOURCE = (
    "MarketingComment",
    "Synopsis",
    "Keywords",
    "Description",
    "InstrumentationDescription",
    "CourtesyLine",
    "Comment",
)
"""The last one is of a recording session, in ERN 4.3 and later."""
_SOURCES = {**picture_generators.NAMES, **generators.NAMES}
MOST_SHOWN = 80
"""How many characters of a clause a sentence shows; the evidence has all of it."""


class Description(Struct, frozen=True):
    """A free text, of what it is, and what in the release it speaks of."""

    node: Node
    of: str
    about: tuple[Resource, ...]
    is_of_all: bool = False
    """Whether it is the release's own."""


@rule(
    "ai-credits.description-speaks-of-ai",
    title="A description speaks of AI that nobody declares",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(
        ern("Release: MarketingComment, Synopsis, Keywords; Image/Description"),
        SYMPHONIC_DISCLOSURE,
        LICENSED_GENERATORS,
    ),
    is_estimate=True,
)
def description_speaks_of_ai(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a free text of the release, of a track or of a picture (`MarketingComment`, `Synopsis`,
    `Keywords`, `Description` and the like) names a generator, or says that AI made something, while
    neither the message nor the artist declares AI in what it speaks of.

    ## Why it matters

    No service is known to read such a text as a disclosure. Whoever reads it hears of AI, and the
    statements say otherwise or nothing.

    ## What to do

    Ask the artist. Declare the AI by `ContainsAI` and the credits, or correct the text.

    ## Limits

    A guess by English words and by a list of names of November 2026. A text may speak of somebody
    else's AI, or of AI as its subject. A clause with a "no" or "without" in it is left alone, as is
    a name that is a title, an artist or a label of the release. Rights lines and titles are not
    read. The text in which a credit is displayed is read by `ai-credits.free-text`.
    """
    del facts
    told_once = set()
    for one in _descriptions(release):
        for told in told_in(one.node.text):
            key = (one.of, one.node.name, told.clause)
            if key in told_once or _is_declared(told, one, release) or _is_own_name(told, release):
                continue
            told_once.add(key)
            yield _finding(told, one)


def _descriptions(release: Release) -> Iterator[Description]:
    """Every free text: the release's own, those of its track releases, and the resources'."""
    members: tuple[Track | Image, ...] = (*release.tracks, *release.images)
    if release.node is not None:
        for node in release.node.below(*_OF_RELEASE):
            yield Description(node, "the release", members, is_of_all=True)
    for listed in release.message.releases if release.message is not None else ():
        about = tuple(one for one in release.tracks if one.reference in listed.resource_references)
        if listed.node is not None and not listed.is_main and about:
            for node in listed.node.below(*_OF_RELEASE):
                yield Description(node, f"the release of {_named(about[0])}", about)
    for member in members:
        for node in member.node.below(*_OF_RESOURCE) if member.node is not None else ():
            yield Description(node, _named(member), (member,))


def _named(member: Resource) -> str:
    return f"{spoken_of(member)} {member.reference}"


def _is_declared(told: Told, one: Description, release: Release) -> bool:
    """Whether AI is declared in what the text is about: in a track for a tool that makes music."""
    about = [
        member
        for member in one.about
        if not told.generator
        or (told.music and isinstance(member, Track))
        or (told.picture and (isinstance(member, Image) or not one.is_of_all))
    ]
    is_of_picture = bool(told.picture) and not told.music
    if says_ai(of_release(release)) and not is_of_picture:
        return True
    beside = release.resources if one.is_of_all and not told.generator else ()
    if any(says_ai(by_message(other)) for other in beside):
        return True
    return any(
        says_ai(said_in_message(member, release)) or says_ai(by_artist(member, release))
        for member in about
    )


def _is_own_name(told: Told, release: Release) -> bool:
    """Whether the release, a track or somebody in it bears the tool's name."""
    if not told.generator:
        return False
    own = (
        release.title,
        release.display_artist_name,
        *release.labels,
        *(text for track in release.tracks for text in (track.title, track.display_artist_name)),
    )
    name = words(told.generator)
    return any(f" {name} " in f" {words(text)} " for text in own)


def _finding(told: Told, one: Description) -> Finding:
    clause = told.clause
    shown = clause if len(clause) <= MOST_SHOWN else f"{clause[:MOST_SHOWN]}…"
    what = f"names {told.generator}" if told.generator else "speaks of AI"
    source = _SOURCES.get(told.generator, SYMPHONIC_DISCLOSURE)
    return Finding(
        f"{one.of} has a {one.node.name} that {what}, and no AI is declared in it: {shown!r}",
        place=one.node.place,
        evidence={
            "element": one.node.name,
            "written": one.node.text,
            "clause": clause,
            "generator": told.generator,
            "source": source.url,
            "list_of": STATE.isoformat(),
        },
    )


RULES = (description_speaks_of_ai,)
