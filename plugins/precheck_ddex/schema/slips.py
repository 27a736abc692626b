"""The slips that messages really have, each with what went wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from precheck import Message, Schema, SchemaError, SchemaErrorKind
from precheck_ddex.profiles.names import is_of_ern_3
from precheck_ddex.schema.wording import Words, one_of, quoted, subject

Kind = SchemaErrorKind

AI_WORDS = frozenset({"ContainsAI", "AiContribution", "SpecialContributor", "SpecialDisplayArtist"})
WITH_AI = (4, 3, 1)
"""The first version with words for AI, composite roles, and new names for titles and genres."""

RENAMED: Mapping[str, str] = MappingProxyType(
    {
        "SoundRecordingType": "Type, after ResourceReference",
        "VideoType": "Type, after ResourceReference",
        "ImageType": "Type, after ResourceReference",
        "SoundRecordingId": "ResourceId",
        "ReferenceTitle": "DisplayTitleText and DisplayTitle",
        "ArtistRole": "DisplayArtistRole",
        "ResourceContributor": "Contributor, with a party of the PartyList",
        "IndirectResourceContributor": "Contributor, with a party of the PartyList",
        "LabelName": "ReleaseLabelReference, with a party of the PartyList",
        "GlobalReleaseDate": "ReleaseDate",
        "GlobalOriginalReleaseDate": "OriginalReleaseDate",
        "FileName": "URI",
        "HashSumAlgorithmType": "Algorithm",
        "Usage": "UseType, straight in DealTerms",
        "UpdateIndicator": "nothing: the newest message takes the place of every earlier one",
    }
)
"""What ERN 4 writes where ERN 3 had these elements."""

RENAMED_LATER: Mapping[str, str] = MappingProxyType(
    {"Genre": "DisplayGenre", "AdditionalTitle": "FormalTitle or GroupingTitle"}
)
"""What ERN 4.3.1 and later write where ERN 4.1 to 4.3 had these elements."""

VALUES: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType(
    {
        ("MessageControlType", "UpdateMessage"): (
            "that is a word of ERN 3's UpdateIndicator",
            "Write LiveMessage. ERN 3 says an update by UpdateIndicator; ERN 4 has no such word.",
        ),
        ("ParentalWarningType", "Clean"): (
            "DDEX has two words for it",
            "Write ExplicitContentEdited for a clean version of an explicit one, else NotExplicit.",
        ),
        ("AudioCodecType", "AIFF"): (
            "AIFF is a container, not a codec",
            "Write AudioCodecType PCM, and AIFF in ContainerFormat where the version has it.",
        ),
        ("AudioCodecType", "WAV"): (
            "WAV is a container, not a codec",
            "Write AudioCodecType PCM, and WAV in ContainerFormat where the version has it.",
        ),
    }
)
"""By element and value: what is wrong with it, and what to write."""


def slip(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    """What went wrong where the error is one of the known slips."""
    for known in _KNOWN.get(error.kind, ()):
        words = known(error, message, schema)
        if words is not None:
            return words
    return None


def _in_namespace(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    """A default namespace, or a prefix on an element that has none."""
    if not error.namespace:
        return None
    if error.namespace != message.namespace:
        return Words(
            f"{subject(error)} is in the namespace {quoted(error.namespace)}, "
            "of which ERN knows no element",
            f"Remove {error.element}: a message can only say what ERN has an element for.",
            is_slip=True,
        )
    return Words(
        f"{subject(error)} is in the namespace {quoted(error.namespace)}, "
        "but in ERN only the root element is in one",
        f'Write the root as <ern:NewReleaseMessage xmlns:ern="{schema.namespace}" ...> and '
        "everything in it without prefix, and without a default namespace (xmlns=...).",
        is_slip=True,
    )


def _second_release(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    del schema
    if not (error.element == "Release" and error.is_repeated and "TrackRelease" in error.expected):
        return None
    return Words(
        f"the ReleaseList has a second Release, but ERN {message.version} has one alone",
        "Write a TrackRelease for each track, as ERN 4 does, after the Release.",
        is_slip=True,
    )


def _ai_word(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    if error.element not in AI_WORDS or error.is_known_here:
        return None
    if not error.known_in:
        return Words(
            f"the schema of ERN {message.version} has no {error.element}; "
            "the words for AI begin with ERN 4.3.1",
            "Send the message as ERN 4.3.2, or leave the element out.",
            is_slip=True,
        )
    return Words(
        f"{error.parent} cannot have {error.element} in ERN {schema.version}",
        f"Write it in {one_of(error.known_in)}.",
        is_slip=True,
    )


def _renamed(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    del schema
    now = RENAMED.get(error.element) if message.version_number[:1] == (4,) else None
    before = "ERN 3"
    if message.version_number >= WITH_AI and error.element in RENAMED_LATER:
        now, before = RENAMED_LATER[error.element], "ERN 4.3 and earlier"
    if now is None or error.is_known_here:
        return None
    return Words(
        f"{subject(error)} is an element of {before}; ERN {message.version} has none there",
        f"Write {now}.",
        is_slip=True,
    )


def _attribute(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    del schema
    if message.version_number[:1] != (4,):
        return None
    if error.attribute == "MessageSchemaVersionId":
        return Words(
            f"{error.element} has MessageSchemaVersionId, which ERN 4 does not have: "
            "the namespace alone says the version",
            "Remove the attribute.",
            is_slip=True,
        )
    if error.attribute == "IsMainRelease":
        return Words(
            f"{error.element} has IsMainRelease, which ERN 4 does not have: "
            "its one Release is the main one",
            "Remove the attribute.",
            is_slip=True,
        )
    return None


def _missing_attribute(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    del message
    lacks = f"{error.element} lacks {error.attribute}"
    if error.attribute == "AvsVersionId":
        number = schema.value_set_version
        example = f'AvsVersionId="{number}"' if number is not None else "AvsVersionId"
        return Words(
            f"{lacks}, the number of the allowed value set that its words come from",
            f"Write {example} on the root, or the number of the set that your system uses.",
            is_slip=True,
        )
    if error.attribute == "LanguageAndScriptCode":
        return Words(
            f"{lacks}, which says in which language the names and titles are written",
            'Write LanguageAndScriptCode="en", or the language it is.',
            is_slip=True,
        )
    if error.attribute == "MessageSchemaVersionId":
        digits = schema.namespace.rpartition("/")[2]
        return Words(
            f"{lacks}, which ERN 3 demands",
            f'Write MessageSchemaVersionId="ern/{digits}" on the root.',
            is_slip=True,
        )
    return None


def _profile(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    del schema
    if error.attribute != "ReleaseProfileVersionId" or message.version_number[:1] != (4,):
        return None
    return Words(
        f"ReleaseProfileVersionId is {quoted(error.value)}, which is no profile of ERN 4",
        "Write Audio for albums and singles with track releases, SimpleAudioSingle for one track "
        f"without; the profiles are {', '.join(error.allowed) or 'in the allowed value set'}.",
        is_slip=is_of_ern_3(error.value),
    )


def _known_value(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    del message, schema
    found = VALUES.get((error.element, error.value)) if not error.attribute else None
    if found is None:
        return None
    why, write = found
    return Words(f"{subject(error)} is {quoted(error.value)}: {why}", write, is_slip=True)


def _content(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    del schema
    if error.element == "Role" and message.version_number >= WITH_AI and error.value:
        return Words(
            f"{subject(error)} is the text {quoted(error.value)}; "
            "since ERN 4.3.1 a role has its word in Value",
            f"Write <Role><Value>{error.value}</Value></Role>.",
            is_slip=True,
        )
    if error.element == "Role" and (4,) <= message.version_number < WITH_AI:
        return Words(
            f"{subject(error)} holds elements; up to ERN 4.3 a role is a plain word",
            "Write <Role>...</Role> with the word alone.",
            is_slip=True,
        )
    if error.element == "PartyName" and error.value:
        return Words(
            f"{subject(error)} is the text {quoted(error.value)}; the name belongs in FullName",
            f"Write <PartyName><FullName>{error.value}</FullName></PartyName>.",
            is_slip=True,
        )
    return None


def _root(error: SchemaError, message: Message, schema: Schema) -> Words | None:
    del message
    written = f'<ern:NewReleaseMessage xmlns:ern="{schema.namespace}" ...>'
    if not error.namespace:
        return Words(
            f"the root element {error.element} is in no namespace",
            f"Write the root with the prefix that the namespace is declared for: {written}.",
            is_slip=True,
        )
    if error.element not in error.expected:
        update = (
            "An update is a NewReleaseMessage with everything in it." if _updates(error) else ""
        )
        return Words(
            f"ERN {schema.version} has no message {error.element}",
            f"Send a {one_of(error.expected)}. {update}".strip(),
            is_slip=True,
        )
    return Words(
        f"the root element is in the namespace {quoted(error.namespace)}, "
        f"which is not that of ERN {schema.version}",
        f"Write {written}.",
        is_slip=True,
    )


def _updates(error: SchemaError) -> bool:
    return error.element.casefold().startswith("update")


Known = Callable[[SchemaError, Message, Schema], Words | None]

_KNOWN: Mapping[SchemaErrorKind, tuple[Known, ...]] = MappingProxyType(
    {
        Kind.ELEMENT: (_in_namespace, _second_release, _ai_word, _renamed),
        Kind.ATTRIBUTE: (_attribute,),
        Kind.ATTRIBUTE_MISSING: (_missing_attribute,),
        Kind.VALUE: (_profile, _known_value),
        Kind.CONTENT: (_content,),
        Kind.ROOT: (_root,),
    }
)
