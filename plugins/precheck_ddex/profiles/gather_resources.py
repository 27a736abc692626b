"""The resources of a message, its chapters and its cues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from precheck import Node
from precheck_ddex.profiles.elements import (
    Children,
    artists_in,
    codes_in,
    contributors_in,
    filled,
    is_true,
    spot_of,
    text_in,
    texts_in,
    titles_in,
)
from precheck_ddex.profiles.view import Part, Relation, ResourceView

PRIMARY_KINDS = frozenset({"SoundRecording", "Video"})
ACCESSORIES = frozenset({"Clip", "FrontCoverVideo"})
"""Types of recordings and videos that only accompany others, since ERN 4.3."""
_SPELLED = MappingProxyType({"MIDI": "Midi"})
"""How the names of children begin, where that is not the name of the resource."""
_PART_IDS = ("ResourceId", "WorkId", "ReferencedCreationId")


def resource_of(node: Node, standings: Mapping[str, str] | None) -> ResourceView:
    """A resource; `standings` is what the main release of ERN 3 says, None in ERN 4."""
    own = node.by_name()
    parts = (own, *_inner(own))
    kind = node.name
    spelled = _SPELLED.get(kind, kind)
    kind_of_it = text_in(own, "Type", f"{spelled}Type")
    reference = text_in(own, "ResourceReference")
    return ResourceView(
        reference=reference,
        kind=kind,
        type=kind_of_it,
        standing=(
            standings.get(reference, "") if standings is not None else _standing(node, kind_of_it)
        ),
        codes=tuple(
            c for p in parts for name in ("ResourceId", f"{spelled}Id") for c in codes_in(p, name)
        ),
        titles=tuple(title for part in parts for title in titles_in(part)),
        artist_names=tuple(t for part in parts for t in texts_in(part, "DisplayArtistName")),
        artists=tuple(a for facet, part in enumerate(parts) for a in artists_in(part, facet)),
        contributors=tuple(
            c for facet, part in enumerate(parts) for c in contributors_in(part, facet)
        ),
        relations=tuple(_relation(n) for n in own.get("RelatedResource", ())),
        has=filled(parts),
        is_classical=is_true(node.attribute("ApplyClassicalProfileVariant")),
        spot=spot_of(node),
    )


def _inner(own: Children) -> list[Children]:
    """What stands in editions or territories."""
    return [
        one.by_name()
        for name, nodes in own.items()
        if name.endswith(("Edition", "DetailsByTerritory"))
        for one in nodes
    ]


def _standing(node: Node, kind: str) -> str:
    is_supplemental = is_true(node.attribute("IsSupplemental")) or kind in ACCESSORIES
    return "primary" if node.name in PRIMARY_KINDS and not is_supplemental else "secondary"


def _relation(node: Node) -> Relation:
    children = node.by_name()
    timings = [timing.by_name() for timing in children.get("Timing", ())]
    return Relation(
        kind=text_in(children, "ResourceRelationshipType"),
        reference=text_in(children, "ResourceRelatedResourceReference"),
        has_timing=any(
            "StartPoint" in timing and ("DurationUsed" in timing or "EndPoint" in timing)
            for timing in timings
        ),
        spot=spot_of(node),
    )


def parts_of(lists: Children) -> Iterator[Part]:
    """Every chapter and every cue."""
    for chapters in lists.get("ChapterList", ()):
        yield from map(_part, chapters.children("Chapter"))
    for sheets in lists.get("CueSheetList", ()):
        for sheet in sheets.children("CueSheet"):
            yield from map(_part, sheet.children("Cue"))


def _part(node: Node) -> Part:
    children = node.by_name()
    return Part(
        kind=node.name.lower(),
        reference=text_in(children, "ChapterReference"),
        image=text_in(children, "RepresentativeImageReference"),
        codes=tuple(code for name in _PART_IDS for code in codes_in(children, name)),
        has=filled((children,)),
        spot=spot_of(node),
    )
