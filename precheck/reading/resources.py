"""Resources: sound recordings and videos as tracks, pictures as images, the rest as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from precheck.model import Identifier, Image, Node, Resource, Scheme, Title, Track, Work
from precheck.reading.composite import Composite
from precheck.reading.credits import read_artists, read_contributors, read_part_contributors
from precheck.reading.files import read_clips, read_files
from precheck.reading.lines import read_genres, read_lines
from precheck.reading.parties import Parties, identifiers_in
from precheck.reading.paths import Locator
from precheck.reading.problems import ProblemKind, Problems
from precheck.reading.releases import Position
from precheck.reading.titles import read_titles
from precheck.reading.values import read_duration, read_flag, read_whole
from precheck.reading.xml import ElementNode

TRACK_KINDS = ("SoundRecording", "Video")
_PARTS = ("AudioChapterReference", "VideoChapterReference", "VideoCueSheetReference")
_IDENTIFIERS = (
    "ResourceId",
    "SoundRecordingId",
    "VideoId",
    "ImageId",
    "TextId",
    "MidiId",
    "SheetMusicId",
    "SoftwareId",
    "UserDefinedResourceId",
)
_MARKED = {
    "reference": ("ResourceReference",),
    "contains_ai": ("ContainsAI",),
    "parental_warnings": ("ParentalWarningType",),
    "duration": ("Duration",),
    "display_artist_name": ("DisplayArtistName",),
    "language_of_performance": ("LanguageOfPerformance",),
    "is_instrumental": ("IsInstrumental",),
    "is_computer_generated": ("IsComputerGenerated",),
}


class Surroundings(Struct, frozen=True):
    """What a resource needs to know of the rest of its message."""

    release: str
    locator: Locator
    """Where its files lie."""
    parties: Parties
    works: Mapping[str, ElementNode]
    """The musical works of ERN 3's work list, by reference."""
    parts: Mapping[str, tuple[ElementNode, ...]]
    """The chapter, or the cues of the cue sheet, that a reference stands for."""
    positions: Mapping[str, Position]
    """What the main release lists, by resource reference; empty where it lists nothing."""
    problems: Problems


class Resources(Struct, frozen=True):
    """The resources of one message, sorted by what they are."""

    tracks: tuple[Track, ...] = ()
    images: tuple[Image, ...] = ()
    others: tuple[Resource, ...] = ()


def read_resources(nodes: Iterable[ElementNode], around: Surroundings) -> Resources:
    """Every element of the resource lists, in document order."""
    tracks: list[Track] = []
    images: list[Image] = []
    others: list[Resource] = []
    taken: set[str] = set()
    for count, node in enumerate(nodes, start=1):
        composite = Composite(node)
        reference = _reference(composite, count, taken, around.problems)
        common = _common(composite, reference, around)
        if node.name in TRACK_KINDS:
            tracks.append(_track(composite, common, around))
        elif node.name == "Image":
            images.append(Image(**common))
        else:
            others.append(Resource(**common))
    return Resources(tuple(tracks), tuple(images), tuple(others))


def _reference(composite: Composite, count: int, taken: set[str], problems: Problems) -> str:
    """The resource's reference, made unique: two subjects of one name would share their facts."""
    stated = composite.text("ResourceReference")
    name = composite.node.name
    reference = stated or f"{name}-{count}"
    if not stated:
        text = f"a {name} has no ResourceReference; it is called {reference!r} here"
        problems.add(ProblemKind.REFERENCE, text, composite.node)
    elif stated in taken:
        reference = f"{stated}-{count}"
        text = (
            f"{stated!r} is already another's reference; this {name} is called {reference!r} here"
        )
        problems.add(ProblemKind.REFERENCE, text, composite.first("ResourceReference"))
    taken.add(reference)
    return reference


def _common(composite: Composite, reference: str, around: Surroundings) -> dict[str, Any]:
    """What every resource has, as arguments for its class."""
    node = composite.node
    identifiers = _identifiers(composite)
    titles = read_titles(composite)
    return {
        "node": node,
        "marks": _marks(composite, identifiers, titles),
        "reference": reference,
        "release": around.release,
        "kind": node.name,
        "type": composite.text("Type", f"{node.name}Type", "MidiType"),
        "identifiers": identifiers,
        "titles": titles,
        "contributors": read_contributors(composite, around.parties, _works(composite, around)),
        "part_contributors": read_part_contributors(_parts(composite, around), around.parties),
        "files": read_files(composite, around.locator, around.problems),
        "contains_ai": composite.text("ContainsAI"),
        "parental_warnings": composite.texts("ParentalWarningType"),
    }


def _track(composite: Composite, common: dict[str, Any], around: Surroundings) -> Track:
    problems = around.problems
    said: Mapping[str, ElementNode] = common["marks"]
    isrc = next((i for i in common["identifiers"] if i.scheme is Scheme.ISRC), None)
    artist_name = composite.best("DisplayArtistName")
    if artist_name is not None:
        common["marks"]["display_artist_name"] = artist_name
    position = around.positions.get(composite.text("ResourceReference"), Position())
    track_number = position.track
    if track_number is None:
        track_number = read_whole(composite.first("SequenceNumber"), problems)
    return Track(
        **common,
        isrc=isrc.value if isrc is not None else "",
        display_artist_name=artist_name.text if artist_name is not None else "",
        artists=read_artists(composite, around.parties),
        duration_seconds=read_duration(said.get("duration"), problems),
        works=_read_works(composite, around),
        p_lines=read_lines(composite, "P"),
        c_lines=read_lines(composite, "C"),
        genres=read_genres(composite),
        language_of_performance=composite.text("LanguageOfPerformance"),
        is_instrumental=read_flag(said.get("is_instrumental"), problems),
        is_computer_generated=read_flag(said.get("is_computer_generated"), problems),
        clips=read_clips(composite, problems),
        disc_number=position.disc,
        track_number=track_number,
        is_primary=position.is_primary if around.positions else True,
    )


def _identifiers(composite: Composite) -> tuple[Identifier, ...]:
    nodes = composite.nodes(*_IDENTIFIERS)
    return tuple([i for node in nodes for i in identifiers_in(node.by_name())])


def _marks(
    composite: Composite, identifiers: tuple[Identifier, ...], titles: tuple[Title, ...]
) -> dict[str, Node]:
    """The element behind each field, by the field's name and by its plain name."""
    marks: dict[str, Node] = {**composite.fields(_MARKED)}
    if "duration" in marks:
        marks["duration_seconds"] = marks["duration"]
    if titles and titles[0].node is not None:
        marks["title"] = marks["titles"] = marks["version"] = titles[0].node
    isrc = next((i.node for i in identifiers if i.scheme is Scheme.ISRC), None)
    if isrc is None:  # an empty element is where the missing ISRC belongs
        empty = (id_node.find("ISRC") for id_node in composite.nodes(*_IDENTIFIERS))
        isrc = next((node for node in empty if node is not None), None)
    if isrc is not None:
        marks["isrc"] = isrc
    return marks


def _parts(composite: Composite, around: Surroundings) -> Iterator[ElementNode]:
    """The chapters and cues of a resource, each once."""
    if around.parts:
        for reference in composite.texts(*_PARTS):
            yield from around.parts.get(reference, ())


def _works(composite: Composite, around: Surroundings) -> tuple[ElementNode, ...]:
    """The entries of the work list that a resource of ERN 3 refers to."""
    if not around.works:
        return ()
    lists = composite.nodes("ResourceMusicalWorkReferenceList")
    references = (
        found.text
        for node in lists
        for found in node.find_all("//ResourceMusicalWorkReference")
        if found.text in around.works
    )
    return tuple(around.works[reference] for reference in references)


def _read_works(composite: Composite, around: Surroundings) -> tuple[Work, ...]:
    nodes = composite.nodes("WorkId", "MusicalWorkId", *_INDIRECT)
    found = [Work(node=node, identifiers=identifiers_in(node.by_name())) for node in nodes]
    for work in _works(composite, around):
        ids = (i for n in work.children("MusicalWorkId") for i in identifiers_in(n.by_name()))
        found.append(Work(node=work, identifiers=tuple(ids)))
    return tuple(found)


_INDIRECT = tuple(f"Indirect{kind}Id" for kind in TRACK_KINDS)
