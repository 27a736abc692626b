"""What in a message can be referred to, and what refers to it: one walk over its elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from precheck import Facts, Message, Node, Place, Reason, Release, Tools, Unavailable, inspector


class Target(StrEnum):
    """What a reference stands for, in words."""

    PARTY = "party"
    RESOURCE = "resource"
    RELEASE = "release"
    CHAPTER = "chapter"
    CUE_SHEET = "cue sheet"
    VISIBILITY = "release visibility"
    COLLECTION = "collection"
    TECHNICAL = "technical details"
    WORK = "musical work"


DECLARING: Mapping[str, Target] = MappingProxyType(
    {
        "PartyReference": Target.PARTY,
        "BrandReference": Target.PARTY,
        "ResourceReference": Target.RESOURCE,
        "ReleaseReference": Target.RELEASE,
        "ChapterReference": Target.CHAPTER,
        "CueSheetReference": Target.CUE_SHEET,
        "VisibilityReference": Target.VISIBILITY,
        "CollectionReference": Target.COLLECTION,
        "TechnicalResourceDetailsReference": Target.TECHNICAL,
        "MusicalWorkReference": Target.WORK,
    }
)
"""The elements that give something its reference, in ERN 3.8 to 4.3.2."""

USING: Mapping[str, Target] = MappingProxyType(
    {
        "ArtistPartyReference": Target.PARTY,
        "CharacterPartyReference": Target.PARTY,
        "ContributorPartyReference": Target.PARTY,
        "DisplayCreditParty": Target.PARTY,
        "PartyAffiliateReference": Target.PARTY,
        "PartyRelatedPartyReference": Target.PARTY,
        "RecordCompanyPartyReference": Target.PARTY,
        "ReleaseLabelReference": Target.PARTY,
        "RightsControllerPartyReference": Target.PARTY,
        "CollectionResourceReference": Target.RESOURCE,
        "CueResourceReference": Target.RESOURCE,
        "DealResourceReference": Target.RESOURCE,
        "LinkedReleaseResourceReference": Target.RESOURCE,
        "ReleaseResourceReference": Target.RESOURCE,
        "RepresentativeImageReference": Target.RESOURCE,
        "ResourceContainedResourceReference": Target.RESOURCE,
        "ResourceGroupResourceReference": Target.RESOURCE,
        "ResourceRelatedResourceReference": Target.RESOURCE,
        "RightShareResourceReference": Target.RESOURCE,
        "CatalogReleaseReference": Target.RELEASE,
        "DealReleaseReference": Target.RELEASE,
        "EquivalentReleaseReference": Target.RELEASE,
        "ResourceGroupContentItemReleaseReference": Target.RELEASE,
        "ResourceGroupReleaseReference": Target.RELEASE,
        "ResourceReleaseReference": Target.RELEASE,
        "RightShareReleaseReference": Target.RELEASE,
        "AudioChapterReference": Target.CHAPTER,
        "VideoChapterReference": Target.CHAPTER,
        "VideoCueSheetReference": Target.CUE_SHEET,
        "ReleaseVisibilityReference": Target.VISIBILITY,
        "CollectionCollectionReference": Target.COLLECTION,
        "ReleaseCollectionReference": Target.COLLECTION,
        "SoundRecordingCollectionReference": Target.COLLECTION,
        "DealTechnicalResourceDetailsReference": Target.TECHNICAL,
        "CollectionWorkReference": Target.WORK,
        "CueWorkReference": Target.WORK,
        "ResourceMusicalWorkReference": Target.WORK,
        "RightShareWorkReference": Target.WORK,
    }
)
"""The elements that refer to something, in ERN 3.8 to 4.3.2."""


class Mention(Struct, frozen=True, kw_only=True):
    """One reference as it is written in the message."""

    target: Target
    reference: str
    element: str
    """The element's local name."""
    line: int
    xpath: str

    @property
    def place(self) -> Place:
        """Where it is written."""
        return Place(line=self.line, xpath=self.xpath)


class MessageIndex(Struct, frozen=True, kw_only=True):
    """Everything in a message that has a reference, and everything that refers to something."""

    declared: tuple[Mention, ...] = ()
    used: tuple[Mention, ...] = ()

    def dangling(self) -> Iterator[Mention]:
        """What refers to nothing, in document order."""
        there = {(mention.target, mention.reference) for mention in self.declared}
        return (m for m in self.used if (m.target, m.reference) not in there)

    def unused(self, target: Target) -> Iterator[Mention]:
        """What nothing refers to, in document order."""
        wanted = {mention.reference for mention in self.used if mention.target is target}
        return (m for m in self.declared if m.target is target and m.reference not in wanted)


@inspector(of=Release, gives=MessageIndex, needs=(Message,), is_derived=True)
def message_index(release: Release, facts: Facts, tools: Tools) -> MessageIndex | Unavailable:
    """Walk the message once."""
    del release, tools
    root = facts[Message].node
    if root is None:
        return Unavailable(Reason.INCONCLUSIVE, "the message has no elements to walk over")
    declared: list[Mention] = []
    used: list[Mention] = []
    for node in _leaves(root):
        name = node.name
        if name in DECLARING:
            declared.append(_mention(DECLARING[name], node))
        elif name in USING:
            used.append(_mention(USING[name], node))
    return MessageIndex(declared=tuple(declared), used=tuple(used))


def _leaves(root: Node) -> Iterator[Node]:
    """Every element that has no children, in document order; some references are composites."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        children = node.children()
        if children:
            waiting += reversed(children)
        elif node.text:
            yield node


def _mention(target: Target, node: Node) -> Mention:
    return Mention(
        target=target, reference=node.text, element=node.name, line=node.line, xpath=node.xpath
    )


INSPECTORS = (message_index,)
