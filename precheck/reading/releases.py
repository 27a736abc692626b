"""The release list: which release is the main one, and which resource stands where in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from precheck.model import Identifier, ListedRelease
from precheck.reading.composite import Composite
from precheck.reading.parties import identifiers_in
from precheck.reading.problems import ProblemKind, Problems
from precheck.reading.titles import read_titles
from precheck.reading.values import is_true, whole
from precheck.reading.xml import ElementNode

RELEASE_KINDS = ("Release", "TrackRelease", "ClipRelease", "PurgedRelease")
_REFERENCE = "ReleaseResourceReference"
_LINKED = "LinkedReleaseResourceReference"
_PART_OF_A_WORK = "MultiWorkPart"


class Position(Struct, frozen=True):
    """Where a release puts a resource; the default stands for one that it does not list."""

    disc: int | None = None
    track: int | None = None
    is_primary: bool = False


class Entry(Struct, frozen=True):
    """One element of the release list, read and not yet judged main or not."""

    listed: ListedRelease
    composite: Composite


class ReleaseList(Struct, frozen=True):
    """Every listed release, and the main one."""

    releases: tuple[ListedRelease, ...] = ()
    main: Entry | None = None


def read_releases(
    nodes: Iterable[ElementNode], version: str, root: ElementNode, problems: Problems
) -> ReleaseList:
    """The releases of a message, in document order, with the main one picked out."""
    entries = [_entry(node, version) for node in nodes]
    releases = tuple(entry.listed for entry in entries)
    marked = [entry for entry in entries if entry.listed.is_main]
    if marked:
        _require_one(marked, problems)
        return ReleaseList(releases, marked[0])
    if not entries:
        text = "the message lists no release"
        problems.add(ProblemKind.NO_MAIN_RELEASE, text, root)
        return ReleaseList()
    candidates = [entry for entry in entries if entry.listed.kind == "Release"] or entries
    albums = [entry for entry in candidates if "TrackRelease" not in entry.listed.types]
    main = (albums or candidates)[0]
    if len(candidates) > 1:
        name = main.listed.reference or "the first"
        text = (
            f"none of {len(entries)} releases is marked as the main one; {name!r} is taken for it"
        )
        problems.add(ProblemKind.NO_MAIN_RELEASE, text, main.composite.node)
    return ReleaseList(releases, main)


def _require_one(marked: list[Entry], problems: Problems) -> None:
    """Say so where more than one release counts as the main one; purges may name several."""
    rivals = [entry for entry in marked if entry.listed.kind != "PurgedRelease"]
    if len(rivals) > 1:
        name = rivals[0].listed.reference or "the first"
        text = f"{len(rivals)} releases count as the main one; {name!r} is taken for it"
        problems.add(ProblemKind.NO_MAIN_RELEASE, text, rivals[1].composite.node)


def _entry(node: ElementNode, version: str) -> Entry:
    composite = Composite(node)
    is_main = is_true(node.attribute("IsMainRelease"))
    if node.name == "Release" and version.startswith("4"):
        # ERN 4 has one Release, which is the main one without saying so.
        is_main = node.attribute("IsMainRelease") in {"", "true", "1"}
    listed = ListedRelease(
        node=node,
        reference=composite.text("ReleaseReference"),
        kind=node.name,
        is_main=is_main or node.name == "PurgedRelease",
        types=composite.texts("ReleaseType"),
        identifiers=read_release_ids(composite),
        titles=read_titles(composite),
        resource_references=tuple(dict.fromkeys(ref.text for ref in _references(composite))),
        contains_ai=composite.text("ContainsAI"),
    )
    return Entry(listed, composite)


def read_release_ids(composite: Composite) -> tuple[Identifier, ...]:
    """The identifiers of a release; ERN 3 also gives ISRCs to its track releases."""
    return tuple(i for n in composite.nodes("ReleaseId") for i in identifiers_in(n.by_name()))


def _references(composite: Composite) -> Iterator[ElementNode]:
    for node in composite.nodes(_REFERENCE, _LINKED):
        yield node
    for node in composite.nodes("ReleaseResourceReferenceList"):
        yield from node.children(_REFERENCE)
    for node in composite.nodes("ResourceGroup"):
        yield from node.find_all(f"//{_REFERENCE}")
        yield from node.find_all(f"//{_LINKED}")


def read_positions(main: Composite, others: Iterable[ListedRelease]) -> Mapping[str, Position]:
    """Where the main release puts each of its resources, by reference.

    ERN 3 says in a list which resources are primary.
    In ERN 4 the content items of the resource groups are, and what is linked to them is not;
    what only a track release has is primary too, though no group has a place for it.
    """
    positions: dict[str, Position] = {}
    for node in main.nodes("ResourceGroup"):
        for reference, position in _in_group(node, ()):
            positions.setdefault(reference, position)
    for group in main.nodes("ResourceGroup"):
        for linked in group.find_all(f"//{_LINKED}"):
            positions.setdefault(linked.text, Position())
    for node in main.nodes(_REFERENCE, _LINKED):
        positions.setdefault(node.text, Position(is_primary=node.name == _REFERENCE))
    for node in main.nodes("ReleaseResourceReferenceList"):
        for item in node.children(_REFERENCE):
            at = positions.get(item.text, Position())
            is_primary = item.attribute("ReleaseResourceType") != "SecondaryResource"
            positions[item.text] = Position(at.disc, at.track, is_primary=is_primary)
    for reference in _tracks_of(others):
        positions.setdefault(reference, Position(is_primary=True))
    return positions


def _tracks_of(releases: Iterable[ListedRelease]) -> Iterator[str]:
    """What the track releases of ERN 4 are of."""
    for listed in releases:
        if listed.kind == "TrackRelease" and listed.node is not None:
            yield from (node.text for node in listed.node.children(_REFERENCE))


def _in_group(group: ElementNode, outer: tuple[int | None, ...]) -> Iterator[tuple[str, Position]]:
    """The content items of a group and its inner groups, with the numbers of the groups around."""
    children = group.by_name()
    is_part = group.attribute("ResourceGroupType") == _PART_OF_A_WORK
    own = (
        None if is_part else next((whole(n.text) for n in children.get("SequenceNumber", ())), None)
    )
    numbers = (*outer, own)
    disc = _disc(numbers)
    for item in children.get("ResourceGroupContentItem", ()):
        inner = item.by_name()
        track = next((whole(n.text) for n in inner.get("SequenceNumber", ())), None)
        for reference in inner.get(_REFERENCE, ()):
            yield reference.text, Position(disc, track, is_primary=True)
    for name in ("ResourceGroupResourceReferenceList", "ReleaseResourceReferenceList"):
        for listed in children.get(name, ()):
            for reference in listed.children():
                yield reference.text, Position(disc, None, is_primary=True)
    for inner_group in children.get("ResourceGroup", ()):
        yield from _in_group(inner_group, numbers)


def _disc(numbers: tuple[int | None, ...]) -> int | None:
    """The number of the outermost numbered group; that of the root only where no other has one."""
    root, *inner = numbers
    return next((number for number in inner if number is not None), root)
