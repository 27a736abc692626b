"""An ERN message as a release: every version from 3.8 to 4.3.2, valid or not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from precheck.model import Message, Node, Release, Scheme
from precheck.reading.composite import Composite
from precheck.reading.credits import read_artists
from precheck.reading.deals import read_deals
from precheck.reading.header import Header, read_header
from precheck.reading.lines import read_genres, read_lines
from precheck.reading.parties import Children, Parties
from precheck.reading.paths import Locator
from precheck.reading.problems import ProblemKind, Problems
from precheck.reading.releases import RELEASE_KINDS, Entry, read_positions, read_releases
from precheck.reading.resources import Surroundings, read_resources
from precheck.reading.values import read_duration
from precheck.reading.versions import ROOTS, is_ern, meant_version, namespace_of, read_version
from precheck.reading.xml import Document, ElementNode

_RESOURCE_KINDS = (
    "SoundRecording",
    "MIDI",
    "Video",
    "Image",
    "Text",
    "SheetMusic",
    "Software",
    "UserDefinedResource",
)
_RELEASE_DATES = ("GlobalReleaseDate", "ReleaseDate")
_ORIGINAL_DATES = ("GlobalOriginalReleaseDate", "OriginalReleaseDate")
_RELEASE_MARKS = {
    "reference": ("ReleaseReference",),
    "types": ("ReleaseType",),
    "contains_ai": ("ContainsAI",),
    "parental_warnings": ("ParentalWarningType",),
    "labels": ("ReleaseLabelReference", "LabelName"),
    "display_artist_name": ("DisplayArtistName",),
    "release_date": _RELEASE_DATES,
    "original_release_date": _ORIGINAL_DATES,
    "duration_seconds": ("Duration",),
}


class Whose(Struct, frozen=True):
    """Which release of a run a message belongs to."""

    release: str
    file: Path


def read_message(document: Document, whose: Whose, problems: Problems) -> Release | None:
    """The release of a message, with its tracks, pictures and the message itself.

    None where the root is not that of an ERN message; the problem says so.
    A root of ERN that is unknown, or a known one outside the namespaces of ERN,
    is named as a problem and read all the same.
    """
    root = document.root
    if not _is_message(root, problems):
        return None
    children = root.by_name()
    version = read_version(root, problems)
    header = read_header(children, problems)
    parties = Parties(_members(root, children, "PartyList", ("Party",)))
    entries = _members(root, children, "ReleaseList", RELEASE_KINDS)
    releases = read_releases(entries, version, root, problems)
    works = _members(root, children, "WorkList", ("MusicalWork",))
    around = Surroundings(
        release=whose.release,
        locator=Locator(whose.file.parent),
        parties=parties,
        works={work.value("MusicalWorkReference"): work for work in works},
        parts=_parts(root, children),
        positions=(
            read_positions(releases.main.composite, releases.releases)
            if releases.main is not None
            else {}
        ),
        problems=problems,
    )
    resources = read_resources(_resources(root, children), around)
    main = _main_release(releases.main, parties, problems) if releases.main is not None else {}
    if not version.startswith("4"):
        parties.meet(root)
    return Release(
        **main,
        id=whose.release,
        root=whose.file.parent,
        message=Message(
            **_root_fields(root, children, header),
            file=whose.file,
            version=version,
            sha256=document.sha256,
            parties=parties.all(),
            releases=releases.releases,
            deals=read_deals(_lists(root, children, "DealList")),
        ),
        account=header.sender.identifier(Scheme.DPID),
        tracks=resources.tracks,
        images=resources.images,
        resources=resources.others,
    )


def _is_message(root: ElementNode, problems: Problems) -> bool:
    wanted = " or ".join(ROOTS)
    named = f"the namespace {root.namespace!r}" if root.namespace else "no namespace"
    meant = meant_version(root.namespace)
    if meant and not is_ern(root.namespace):
        text = (
            f"the {root.name} has {named}, which is not DDEX's: "
            f"write {namespace_of(meant)!r}, to the letter; it is read all the same"
        )
        problems.add(ProblemKind.NOT_ERN, text, root)
    if meant:
        if root.name in ROOTS:
            return True
        text = f"the file is a {root.name}, not a {wanted}; it is read as far as it is like one"
        problems.add(ProblemKind.NOT_ERN, text, root)
        return True
    if root.name in ROOTS:
        text = f"the {root.name} has {named}, which is not one of ERN; it is read all the same"
        problems.add(ProblemKind.NOT_ERN, text, root)
        return True
    text = f"the file is a {root.name} in {named}; only a {wanted} is read"
    problems.add(ProblemKind.NOT_ERN, text, root)
    return False


def _lists(root: ElementNode, children: Children, name: str) -> tuple[ElementNode, ...]:
    """The lists of one kind: below the root, else wherever they stand."""
    return tuple(children[name]) if name in children else root.find_all(f"//{name}")


def _members(
    root: ElementNode, children: Children, name: str, kinds: tuple[str, ...]
) -> tuple[ElementNode, ...]:
    """What the lists hold, and what stands straight in the root instead."""
    inside = (n for found in _lists(root, children, name) for n in found.children())
    return (
        *(node for node in inside if node.name in kinds),
        *(node for kind in kinds for node in children.get(kind, ())),
    )


def _resources(root: ElementNode, children: Children) -> tuple[ElementNode, ...]:
    """Every resource; a list may hold kinds that no version knows."""
    inside = (n for found in _lists(root, children, "ResourceList") for n in found.children())
    return (*inside, *(node for kind in _RESOURCE_KINDS for node in children.get(kind, ())))


def _parts(root: ElementNode, children: Children) -> dict[str, tuple[ElementNode, ...]]:
    """By reference: each chapter, and the cues of each cue sheet."""
    chapters = _members(root, children, "ChapterList", ("Chapter",))
    sheets = _members(root, children, "CueSheetList", ("CueSheet",))
    parts = {chapter.value("ChapterReference"): (chapter,) for chapter in chapters}
    return parts | {s.value("CueSheetReference"): s.children("Cue") for s in sheets}


def _root_fields(root: ElementNode, children: Children, header: Header) -> dict[str, Any]:
    """The fields of a message that its root and header carry."""
    marks: dict[str, Node] = dict.fromkeys(
        (
            "kind",
            "version",
            "schema_version",
            "profile",
            "profile_variant",
            "avs_version",
            "language",
        ),
        root,
    )
    indicator = next(iter(children.get("UpdateIndicator", ())), None)
    if indicator is not None:
        marks["update_indicator"] = indicator
    return {
        "node": root,
        "marks": {**marks, **header.marks},
        "kind": root.name,
        "namespace": root.namespace,
        "schema_version": root.attribute("MessageSchemaVersionId"),
        "message_id": header.message_id,
        "thread_id": header.thread_id,
        "sender": header.sender,
        "sent_on_behalf_of": header.sent_on_behalf_of,
        "recipients": header.recipients,
        "created": header.created,
        "control_type": header.control_type,
        "update_indicator": indicator.text if indicator is not None else "",
        "profile": root.attribute("ReleaseProfileVersionId"),
        "profile_variant": root.attribute("ReleaseProfileVariantVersionId"),
        "avs_version": root.attribute("AvsVersionId"),
        "language": root.attribute("LanguageAndScriptCode"),
    }


def _main_release(entry: Entry, parties: Parties, problems: Problems) -> dict[str, Any]:
    """The fields of the subject that its main release carries."""
    composite, listed = entry.composite, entry.listed
    artist_name = composite.best("DisplayArtistName")
    release_date = composite.best("GlobalReleaseDate") or composite.best("ReleaseDate")
    original = composite.best("GlobalOriginalReleaseDate") or composite.best("OriginalReleaseDate")
    return {
        "node": composite.node,
        "marks": _release_marks(entry),
        "reference": listed.reference,
        "identifiers": listed.identifiers,
        "titles": listed.titles,
        "types": listed.types,
        "display_artist_name": artist_name.text if artist_name is not None else "",
        "artists": read_artists(composite, parties),
        "labels": _labels(composite, parties),
        "genres": read_genres(composite),
        "p_lines": read_lines(composite, "P"),
        "c_lines": read_lines(composite, "C"),
        "parental_warnings": composite.texts("ParentalWarningType"),
        "release_date": release_date.text if release_date is not None else "",
        "original_release_date": original.text if original is not None else "",
        "duration_seconds": read_duration(composite.first("Duration"), problems),
        "contains_ai": listed.contains_ai,
    }


def _release_marks(entry: Entry) -> Mapping[str, Node]:
    composite, listed = entry.composite, entry.listed
    marks: dict[str, Node] = {}
    for field, names in _RELEASE_MARKS.items():
        if (node := composite.best(*names)) is not None:
            marks[field] = node
    if listed.titles and listed.titles[0].node is not None:
        marks["title"] = marks["titles"] = listed.titles[0].node
    for field, scheme in (("icpn", Scheme.ICPN), ("grid", Scheme.GRID)):
        identifier = next((i for i in listed.identifiers if i.scheme is scheme), None)
        if identifier is not None and identifier.node is not None:
            marks[field] = identifier.node
    if listed.identifiers and listed.identifiers[0].node is not None:
        marks["identifiers"] = listed.identifiers[0].node
    return marks


def _labels(composite: Composite, parties: Parties) -> tuple[str, ...]:
    """The label names; in ERN 4 those of parties, or their references where a party is missing."""
    named = composite.texts("LabelName")
    references = (node for node in composite.nodes("ReleaseLabelReference") if node.text)
    referred = (parties.at(node.text, node).name or node.text for node in references)
    return tuple(dict.fromkeys((*named, *referred)))
