"""What the message says about AI in the words, where they are a text of their own."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from precheck import AiStatement, Node, Release, Resource, Track
from precheck_ai_credits.origins.message import by_message


def of_lyrics(track: Track, release: Release) -> AiStatement | None:
    """What is said of the track's lyrics; of several texts, the first that says something."""
    for text in release.resources:
        if text.type == "LyricText":
            said = by_message(text)
            if said is not None and _belongs(text, track, release):
                return structs.replace(
                    said, detail=f"of the lyrics {text.reference}, {said.detail}"
                )
    return None


def _belongs(text: Resource, track: Track, release: Release) -> bool:
    """Whether the text is the track's: the only track's, or one that is linked with it."""
    if len(release.tracks) == 1:
        return True
    return text.reference in _linked(track, release) or track.reference in _related(text)


def _linked(track: Track, release: Release) -> Iterator[str]:
    """What the track refers to, and what is linked to it where the release lists it."""
    yield from _related(track)
    root = release.message.node if release.message is not None else None
    for item in root.below("ResourceGroupContentItem") if root is not None else ():
        if item.value("ReleaseResourceReference") == track.reference:
            yield from _texts(item.find_all("LinkedReleaseResourceReference"))


def _related(resource: Resource) -> Iterator[str]:
    if resource.node is not None:
        path = "RelatedResource/ResourceRelatedResourceReference"
        yield from _texts(resource.node.find_all(path))


def _texts(nodes: tuple[Node, ...]) -> Iterator[str]:
    return (node.text for node in nodes)
