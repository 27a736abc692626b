"""Whether what a file says of itself is what the senders say, beyond whether there is AI."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Facts,
    Finding,
    Image,
    Origin,
    ProvenanceMarks,
    Release,
    Resource,
    Severity,
    Track,
)
from precheck_ai_credits import generators, picture_generators
from precheck_ai_credits.generators import MUSIC, STATE
from precheck_ai_credits.making import generators_named
from precheck_ai_credits.names import Names
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.origins.file import by_file, by_manifest
from precheck_ai_credits.picture_generators import PICTURES
from precheck_ai_credits.sides import MARKS, SENDERS, both_places, declarations, pairs, side
from precheck_ai_credits.sources import (
    DETECTED_GENERATORS,
    DETECTED_PICTURES,
    GEMINI_FILES,
    LICENSED_GENERATORS,
    SYMPHONIC_DISCLOSURE,
    SYMPHONIC_STANCES,
)
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import spoken_of

_SAID_OF = {
    Origin.MESSAGE: "the message",
    Origin.DELIVERY: "delivery.toml",
    Origin.FILE: "a mark in its file",
    Origin.C2PA: "the C2PA manifest in its file",
}


@twins(
    "ai-credits.amount-differs-from-mark",
    title="The file says another amount of AI than is declared",
    severity=Severity.WARNING,
    needs=(AiDisclosure, ProvenanceMarks),
    sources=(SYMPHONIC_DISCLOSURE, SYMPHONIC_STANCES),
)
def amount_differs_from_mark(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track or picture that is declared to be partly AI has a digital source type in its
    file, or in its C2PA manifest, by which it is all AI; or the reverse.

    ## Why it matters

    Some recipients refuse, hide or do not pay what is all AI, and take what is partly AI.
    They read the same mark.

    ## What to do

    Ask the artist. Correct the declaration, or deliver the file that the declaration is about.

    ## Limits

    Only digital source types say an amount, and a composite may keep the type of one of its
    parts. A file that names both is not judged. "None" against a mark has a rule of its own.
    """
    found = tuple(
        (said, marked)
        for said, marked in pairs(facts[AiDisclosure], SENDERS, MARKS)
        if said.amount is not AiAmount.NONE
    )
    if found:
        said, marked = found[0]
        yield Finding(
            f"{spoken_of(resource)} is declared {_amount(said)} AI by {_SAID_OF[said.origin]}, "
            f"but {_SAID_OF[marked.origin]} says {_amount(marked)}",
            place=both_places(said, marked),
            file=resource.file,
            evidence={one.origin.value: side(one) for pair in found for one in pair},
        )


@twins(
    "ai-credits.marks-differ",
    title="The file and its C2PA manifest say different amounts of AI",
    severity=Severity.WARNING,
    needs=(ProvenanceMarks,),
    sources=(SYMPHONIC_DISCLOSURE, SYMPHONIC_STANCES),
)
def marks_differ(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a mark in the file and the C2PA manifest in it name different amounts of AI, or
    different generators.

    ## Why it matters

    One of the two was copied from another file, or was left behind by an earlier step.
    A recipient may believe either.

    ## What to do

    Ask who made the file, and deliver one whose marks are about itself.

    ## Limits

    Marks without an amount or a generator differ from nothing. A manifest is verified where the
    extra `c2pa` is installed; an invalid one says nothing.
    """
    marks = facts[ProvenanceMarks]
    one, other = by_file(marks), by_manifest(marks)
    if one is None or other is None:
        return
    amounts = None not in (one.amount, other.amount) and one.amount is not other.amount
    tools = bool(one.generator and other.generator) and one.generator != other.generator
    if amounts or tools:
        said, against = (
            (_amount(one), _amount(other)) if amounts else (one.generator, other.generator)
        )
        yield Finding(
            f"{spoken_of(resource)} is {said} by a mark in its file, "
            f"but {against} by the C2PA manifest in it",
            place=other.place,
            file=resource.file,
            evidence={
                "file": side(one) | {"generator": one.generator},
                "c2pa": side(other) | {"generator": other.generator},
            },
        )


def _amount(statement: AiStatement) -> str:
    return {AiAmount.ALL: "all", AiAmount.SOME: "partly", None: "some or all"}.get(
        statement.amount, "no"
    )


@twins(
    "ai-credits.tool-differs-from-mark",
    title="The file names another generator than the artist does",
    severity=Severity.REVIEW,
    needs=(AiDisclosure, ProvenanceMarks),
    sources=(LICENSED_GENERATORS, SYMPHONIC_STANCES),
)
def tool_differs_from_mark(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the generator that `delivery.toml` declares is the one that the marks in the file, or
    its C2PA manifest, name.

    ## Why it matters

    Some recipients take music from one generator and refuse it from another. A false name gets
    music past that question, and costs the sender its standing when the file is read.

    ## What to do

    Ask the artist which tools were used, and write them to `delivery.toml`.

    ## Limits

    Only generators of a list of November 2026 are told apart; a tool that is not on it is not
    judged. Of several that are declared one will do. Music may have passed through two generators,
    of which the declaration names one.
    """
    marks = facts[ProvenanceMarks]
    said = facts[AiDisclosure].by(Origin.DELIVERY)
    declared = generators_named(resource, facts[Release])
    if said is None or not declared:
        return
    found = [m for m in (by_file(marks), by_manifest(marks)) if m is not None and m.generator]
    if found and all(one.generator not in declared for one in found):
        yield Finding(
            f"{spoken_of(resource)} is declared to be made with {said.generator}, "
            f"but its file names {found[0].generator}: {found[0].detail}",
            place=found[0].place,
            file=resource.file,
            evidence={
                "delivery": side(said) | {"generator": said.generator},
                **{m.origin.value: side(m) | {"generator": m.generator} for m in found},
                "list_of": STATE.isoformat(),
            },
        )


@twins(
    "ai-credits.file-named-after-generator",
    title="A file name speaks of a generator that is not declared",
    severity=Severity.WARNING,
    needs=(AiDisclosure,),
    sources=(LICENSED_GENERATORS, DETECTED_GENERATORS, DETECTED_PICTURES, GEMINI_FILES),
    is_estimate=True,
)
def file_named_after_generator(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the name of a track's file holds the name of a music generator, such as
    `suno-mix2.wav`, or that of a picture's file the name of an image generator, such as
    `midjourney.png`, while the track or picture is declared free of AI or not declared at all.
    DDEX rule AI-20.

    ## Why it matters

    Files keep the name under which they were downloaded. A recipient sees it as well.

    ## What to do

    Ask the artist. Declare the AI, or deliver the file under the name the recipient asks for.

    ## Limits

    A guess by name: whole words only, from a list of November 2026. It is silent where the title,
    the artist or the release bears the word too, since some are words of other languages. Everyday
    words such as flux, imagen and firefly count only as part of a longer name, such as
    `flux.1-dev.png` or `adobe-firefly.png`.
    """
    disclosure, release = facts[AiDisclosure], facts[Release]
    said = declarations(disclosure)
    if any(one.amount is not AiAmount.NONE for one in said):
        return
    names, sources = (
        (PICTURES, picture_generators.NAMES)
        if isinstance(resource, Image)
        else (MUSIC, generators.NAMES)
    )
    for file in resource.files:
        name = file.uri.replace("\\", "/").rpartition("/")[2]
        generator = names.within(name)
        if generator and not _is_a_title(generator, names, resource, release):
            declared = "is declared free of AI" if said else "is not declared either way"
            yield Finding(
                f"{spoken_of(resource)} {declared}, "
                f"but its file is named {name!r}, after {generator}",
                place=file.at(),
                file=sidecar(release) if said and said[0].place is None else None,
                evidence={
                    "file": name,
                    "generator": generator,
                    "source": sources[generator].url,
                    "list_of": STATE.isoformat(),
                    **{one.origin.value: side(one) for one in said},
                },
            )


def _is_a_title(generator: str, names: Names, resource: Resource, release: Release) -> bool:
    if isinstance(resource, Track):
        own = [resource.display_artist_name]
    else:
        own = [track.title for track in release.tracks]
    texts = (
        resource.title,
        resource.version,
        *own,
        release.title,
        release.display_artist_name,
        *release.labels,
    )
    return any(names.within(text) == generator for text in texts)


RULES = (
    *amount_differs_from_mark.both,
    *marks_differ.both,
    *tool_differs_from_mark.both,
    *file_named_after_generator.both,
)
