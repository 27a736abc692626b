"""What one pass over a message finds: loose references, texts left empty, blanks around codes."""

from __future__ import annotations

from collections.abc import Mapping
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
    TECHNICAL = "set of technical details"
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


WANTED = frozenset(
    {Target.CHAPTER, Target.CUE_SHEET, Target.PARTY, Target.RELEASE, Target.RESOURCE}
)
"""What is of no use unless something refers to it."""

TEXTS = frozenset(
    {
        "CLineText",
        "DisplayArtistName",
        "DisplayTitleText",
        "FullName",
        "GRid",
        "GenreText",
        "ICPN",
        "LabelName",
        "MessageId",
        "PLineText",
        "ProprietaryId",
        "TitleText",
    }
)
"""The elements that exist for their text alone, and that every schema lets be empty."""

CODES = frozenset(
    {
        *("DPID", "GRid", "ICPN", "IPN", "ISAN", "ISBN", "ISMN", "ISNI", "ISRC", "ISSN", "ISWC"),
        *("IpiNameNumber", "PartyId", "VISAN"),
        *("EndDate", "GlobalOriginalReleaseDate", "GlobalReleaseDate", "OriginalReleaseDate"),
        *("ReleaseDate", "StartDate"),
        *("AiContribution", "ArtistRole", "CommercialModelType", "ContainsAI", "DisplayArtistRole"),
        *("ExcludedTerritoryCode", "MessageControlType", "ParentalWarningType", "ReleaseType"),
        *("SpecialContributor", "TerritoryCode", "UpdateIndicator", "UseType"),
    }
)
"""The identifiers, dates and words that a blank spoils, in whichever version has them.

A `PartyId` of ERN 3 with a namespace is the sender's own, and may be any text.
"""

_TELLING = (*DECLARING, *USING, *TEXTS, *CODES)
_Key = tuple[Target, str]
"""What a reference stands for, and the reference."""


class Met(Struct, frozen=True, kw_only=True):
    """An element that was met."""

    element: str
    """Its local name."""
    line: int
    xpath: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(line=self.line, xpath=self.xpath)


class Mention(Met, frozen=True, kw_only=True):
    """One reference as it is written in the message."""

    target: Target
    reference: str


class EmptyText(Met, frozen=True, kw_only=True):
    """An element without the text that it exists for."""


class PaddedCode(Met, frozen=True, kw_only=True):
    """An identifier, date or word with blanks around it."""

    written: str
    """What stands there, blanks included."""


class MessageSurvey(Struct, frozen=True, kw_only=True):
    """The loose ends of a message, each in the order of the document."""

    dangling: tuple[Mention, ...] = ()
    """What refers to nothing."""
    unused: tuple[Mention, ...] = ()
    """The parties, releases, resources, chapters and cue sheets to which nothing refers."""
    repeated: tuple[Mention, ...] = ()
    """What has the reference of another of its kind."""
    empty: tuple[EmptyText, ...] = ()
    padded: tuple[PaddedCode, ...] = ()


@inspector(of=Release, gives=MessageSurvey, needs=(Message,), is_derived=True, version=5)
def message_survey(release: Release, facts: Facts, tools: Tools) -> MessageSurvey | Unavailable:
    """Pass over the message once; lines and XPaths are worked out for loose ends alone."""
    del release, tools
    root = facts[Message].node
    if root is None:
        return Unavailable(Reason.INCONCLUSIVE, "the message has no elements to look at")
    declared: dict[_Key, Node] = {}
    used: list[tuple[_Key, Node]] = []
    repeated: list[Mention] = []
    empty: list[EmptyText] = []
    padded: list[PaddedCode] = []
    for node in root.below(*_TELLING):
        name, text = node.name, node.text
        if not text:  # of the others, a composite of that name, or one that the schema refuses
            if name in TEXTS:
                empty.append(EmptyText(element=name, line=node.line, xpath=node.xpath))
        elif name in CODES:
            written = node.written
            if written != text and not (name == "PartyId" and node.attribute("Namespace")):
                padded.append(
                    PaddedCode(element=name, line=node.line, xpath=node.xpath, written=written)
                )
        elif name in USING:
            used.append(((USING[name], text), node))
        elif name in DECLARING and declared.setdefault((DECLARING[name], text), node) is not node:
            repeated.append(_mention(DECLARING[name], node))
    wanted = {key for key, _ in used}
    return MessageSurvey(
        dangling=tuple(_mention(key[0], node) for key, node in used if key not in declared),
        unused=tuple(
            _mention(key[0], node)
            for key, node in declared.items()
            if key not in wanted and key[0] in WANTED
        ),
        repeated=tuple(repeated),
        empty=tuple(empty),
        padded=tuple(padded),
    )


def _mention(target: Target, node: Node) -> Mention:
    return Mention(
        target=target, reference=node.text, element=node.name, line=node.line, xpath=node.xpath
    )


def and_more(count: int) -> str:
    """What a finding adds that shows one of several, and there are so many others."""
    return f", and so {'is' if count == 1 else 'are'} {count} more" if count else ""


INSPECTORS = (message_survey,)
