"""The facts that more than one plugin speaks of, so that none must import another.

Each has one supplier per subject; a stranger's plugin may take the place of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from precheck.model import AiAmount, Place


class AudioStream(Struct, frozen=True, kw_only=True):
    """The sound of a track, as its stream header describes it."""

    container: str
    """What the bytes say: `FLAC`, `WAV`, `AIFF`, `MP3`, `MP4`, `Ogg`."""
    codec: str
    """`FLAC`, `PCM`, `MP3`, `AAC`, `ALAC`, `Vorbis`, `Opus`."""
    is_lossless: bool
    sampling_rate_hz: int
    bits_per_sample: int | None
    """None for codecs without one."""
    channels: int
    duration_seconds: float
    """The length of the stream: frames divided by the sampling rate."""


class TextTag(Struct, frozen=True, kw_only=True):
    """One text that a file carries, under the name its format gives it."""

    name: str
    """Such as `TIT2`, `COMM::eng`, `ISRC`, `©nam`, `RIFF:ICMT`, `bext:Description`."""
    text: str


class Tags(Struct, frozen=True, kw_only=True):
    """The tags of a track's file."""

    title: str = ""
    artist: str = ""
    album: str = ""
    isrc: str = ""
    """As written, hyphens included."""
    texts: tuple[TextTag, ...] = ()
    """Every text tag, in the file's order, those above included."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Which tag `title`, `artist`, `album` and `isrc` were read from."""


class FileDigest(Struct, frozen=True, kw_only=True):
    """The bytes of a file."""

    size_bytes: int
    sha256: str
    """Lower-case hexadecimal."""
    sound_sha256: str = ""
    """The same over the encoded sound alone, which new tags leave as it is; empty where unknown."""
    sums: Mapping[str, str] = field(default_factory=dict)
    """By the algorithm's DDEX name (`MD5`, `SHA-256`, ...), for those the message states."""


class MarkKind(StrEnum):
    """How a file says where it came from."""

    GENERATOR = "generator"
    """A text or link that a music generator leaves behind."""
    AIGC_LABEL = "aigc-label"
    """The implicit label of GB 45438-2025, a JSON object under the key `AIGC`."""
    SOURCE_TYPE = "source-type"
    """An IPTC digital source type."""
    C2PA = "c2pa"

    @property
    def is_for_machines(self) -> bool:
        """Whether it tells any machine that AI made the content, not who knows one tool's texts.

        Article 50 (2) of the EU AI Act asks for such a mark.
        """
        return self is not MarkKind.GENERATOR


class Mark(Struct, frozen=True, kw_only=True):
    """One sign of where a file came from. Presence is evidence, absence is nothing."""

    kind: MarkKind
    tag: str
    text: str
    """As found, at most 200 characters."""
    generator: str = ""
    """Such as `Suno`; empty where the mark names none."""
    created: datetime | None = None
    is_ai: bool = True
    """Whether it says that generative AI made the content or a part of it."""


class ProvenanceMarks(Struct, frozen=True, kw_only=True):
    """Every sign of where a file came from."""

    marks: tuple[Mark, ...] = ()


class AiDetection(Struct, frozen=True, kw_only=True):
    """What one detection service makes of a track or picture. An estimate, never proof."""

    service: str
    """Who was asked, such as its name or address."""
    score: float
    """From 0 to 1, as the service gives it. It is not a probability."""
    verdict: AiAmount | None = None
    """What the service concludes; None where it does not decide."""
    model: str = ""
    """Its model with the version; empty where it does not say."""
    threshold: float | None = None
    """The score from which it concludes that there is AI."""
    part: str = ""
    """What it listened to, such as `vocals`; empty for all of it."""


class AiDetections(Struct, frozen=True, kw_only=True):
    """What detection services make of a track or picture. No detector is part of Precheck."""

    detections: tuple[AiDetection, ...] = ()


class Origin(StrEnum):
    """Who says something about AI."""

    MESSAGE = "message"
    DELIVERY = "delivery"
    """The artist, in `delivery.toml`."""
    FILE = "file"
    """Marks in the file, other than those of C2PA."""
    C2PA = "c2pa"
    """A C2PA manifest in the file."""
    DETECTOR = "detector"
    """Detection services."""


_SENDERS = (Origin.MESSAGE, Origin.DELIVERY)


class AiStatement(Struct, frozen=True, kw_only=True):
    """What one origin says about AI in one track or picture."""

    origin: Origin
    amount: AiAmount | None
    """None: some AI, the amount is not said."""
    detail: str
    """In words, such as `ContainsAI is Partly`."""
    place: Place | None = None
    generator: str = ""
    """The tool it names; empty where it names none."""
    marks: tuple[Mark, ...] = ()
    """The marks it rests on; those of a file and of its C2PA manifest only."""


class AiRoleStatement(Struct, frozen=True, kw_only=True):
    """What one origin says about AI in one role, such as `Lyricist`."""

    origin: Origin
    role: str
    """As DDEX spells it, where it is a role that DDEX has."""
    amount: AiAmount
    """All: a model alone. Some: a person with AI. None: a person without it."""
    who: str = ""
    """The person or company in the role; empty for a model, and where nobody is named."""
    place: Place | None = None


class AiDisclosure(Struct, frozen=True, kw_only=True):
    """What is said about AI in one track or picture, by every origin that speaks.

    An origin that is silent has no statement: undeclared is never none.
    """

    statements: tuple[AiStatement, ...] = ()
    """At most one of each origin."""
    roles: tuple[AiRoleStatement, ...] = ()
    """What is said of single roles; a role that two have had has two."""
    lyrics: AiStatement | None = None
    """What the message says of a track's words, where they are a text of their own."""
    is_file_read: bool = False
    """Whether the marks in the file could be looked for; without that its silence says nothing."""

    def by(self, origin: Origin) -> AiStatement | None:
        """What this origin says, or None where it is silent."""
        for said in self.statements:
            if said.origin is origin:
                return said
        return None

    @property
    def declared(self) -> AiAmount | None:
        """What the sender declares, the message before the artist; None where undeclared."""
        for origin in _SENDERS:
            said = self.by(origin)
            if said is not None and said.amount is not None:
                return said.amount
        return None


class SchemaErrorKind(StrEnum):
    """What kind of thing a schema does not allow."""

    ELEMENT = "element"
    """An element that may not stand there."""
    ELEMENT_MISSING = "element-missing"
    ATTRIBUTE = "attribute"
    """An attribute that the element does not have."""
    ATTRIBUTE_MISSING = "attribute-missing"
    VALUE = "value"
    """A text or attribute that is not of its type."""
    CONTENT = "content"
    """Text where elements belong, or elements where text belongs."""
    ROOT = "root"
    """The root element is none of the schema."""
    OTHER = "other"


class SchemaError(Struct, frozen=True, kw_only=True):
    """One error that validation found, with what the schema would have allowed."""

    kind: SchemaErrorKind
    code: str
    """The validator's name for it, such as `SCHEMAV_ELEMENT_CONTENT`."""
    raw: str
    """The validator's own words, at most 400 characters."""
    line: int
    xpath: str
    element: str
    """The local name."""
    namespace: str = ""
    """The element's; ERN has one for the root element alone."""
    parent: str = ""
    attribute: str = ""
    value: str = ""
    """The text or attribute as written, at most 200 characters."""
    type: str = ""
    """The name of its type, such as `AudioCodecType` or `xs:duration`; empty where it has none."""
    is_of_value_set: bool = False
    """Whether that type is one of the allowed value set, not of the message schema."""
    allowed: tuple[str, ...] = ()
    """The values of the type: all where they are few, else those most alike."""
    expected: tuple[str, ...] = ()
    """The elements or attributes that may stand there instead."""
    is_known_here: bool = False
    """Whether the parent may hold such an element, in another place or less often."""
    is_repeated: bool = False
    """Whether the parent has such an element before this one."""
    known_in: tuple[str, ...] = ()
    """Where else the schema has such an element: some names of parents, the nearest first."""
    belongs_before: str = ""
    """An earlier sibling that the schema puts after it."""
    belongs_after: str = ""
    """A later sibling that the schema puts before it."""
    lacking: tuple[str, ...] = ()
    """What must be there and is not: before it, or within it where its content is not complete."""
    excludes: tuple[str, ...] = ()
    """The siblings that the schema does not allow beside it, where one of them comes first."""
    sides_with: tuple[str, ...] = ()
    """The siblings that those exclude as well."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(line=self.line, xpath=self.xpath)


class Schema(Struct, frozen=True, kw_only=True):
    """Which schema a message was validated against."""

    version: str
    """Of ERN, such as `4.3.2`."""
    namespace: str
    sha256: str
    value_set: str = ""
    """The file name of the allowed value set."""
    value_set_version: int | None = None
    """Its number; the sets before ERN 4.3 have none."""
    value_set_sha256: str = ""


class SchemaErrors(Struct, frozen=True, kw_only=True):
    """What came of validating a message: no errors means valid."""

    schema: Schema
    stands_in_for: str = ""
    """The message's namespace, where the schema is made for another one."""
    errors: tuple[SchemaError, ...] = ()
    """The first 200, in document order."""
    count: int = 0
    """Of all errors."""
