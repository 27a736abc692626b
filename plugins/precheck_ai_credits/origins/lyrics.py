"""What the message says about AI in the words, where they are a text of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import structs

from precheck import AiAmount, AiStatement, Node, Release, Resource, Track
from precheck_ai_credits.origins.message import by_message
from precheck_ai_credits.origins.same import Same
from precheck_ai_credits.vocabulary import can_disclose


def of_lyrics(track: Track, release: Release) -> AiStatement | None:
    """What is said of the track's lyrics; several texts that differ are AI in part."""
    said = tuple(one for text, one in _spoken(release) if track.reference in _sung(text, release))
    if not said:
        return None
    amounts = {one.amount for one in said}
    with_ai_first = sorted(said, key=lambda one: one.amount is AiAmount.NONE)
    return structs.replace(
        with_ai_first[0],
        amount=amounts.pop() if len(amounts) == 1 else AiAmount.SOME,
        detail="; ".join(one.detail for one in with_ai_first),
    )


def unplaced_lyrics(release: Release) -> Iterator[tuple[Resource, AiStatement]]:
    """Each text with AI of which nothing says to which of the tracks it belongs.

    None in a version that has no words for AI.
    """
    if release.message is not None and can_disclose(release.message) is False:
        return
    for text, said in _spoken(release):
        if said.amount is not AiAmount.NONE and not _sung(text, release):
            yield text, said


def _spoken(release: Release) -> Iterator[tuple[Resource, AiStatement]]:
    """The lyrics of which something is said, and what."""
    for text in release.resources:
        said = by_message(text) if text.type == "LyricText" else None
        if said is not None:
            detail = f"of the lyrics {text.reference}, {said.detail}"
            yield text, structs.replace(said, detail=detail)


def _sung(text: Resource, release: Release) -> frozenset[str]:
    """The tracks whose words the text has: the only track, or those that are linked with it."""
    if len(release.tracks) == 1:
        return frozenset((release.tracks[0].reference,))
    return _links(Same(release)).get(text.reference, frozenset())


@lru_cache(maxsize=1)
def _links(of: Same) -> Mapping[str, frozenset[str]]:
    """By what may be a text: the tracks that are linked with it, in either direction."""
    release = of.release
    references = {track.reference for track in release.tracks}
    linked = defaultdict(set)
    for one, other in _linked(release):
        if other in references:
            linked[one].add(other)
        if one in references:
            linked[other].add(one)
    return {reference: frozenset(tracks) for reference, tracks in linked.items()}


def _linked(release: Release) -> Iterator[tuple[str, str]]:
    """What refers to each other: resources themselves, and where the release lists them."""
    for resource in (*release.tracks, *release.resources):
        if resource.node is not None:
            path = "RelatedResource/ResourceRelatedResourceReference"
            for other in _texts(resource.node.find_all(path)):
                yield resource.reference, other
    root = release.message.node if release.message is not None else None
    for item in root.below("ResourceGroupContentItem") if root is not None else ():
        listed = item.value("ReleaseResourceReference")
        for other in _texts(item.find_all("LinkedReleaseResourceReference")):
            yield listed, other


def _texts(nodes: tuple[Node, ...]) -> Iterator[str]:
    return (node.text for node in nodes)
