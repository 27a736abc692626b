"""What is checked: batches, releases, tracks and images, in the words of DDEX.

All of it is frozen. Values that came from a message remember the element they were read from,
so that a finding can name a line and an XPath; values built by hand need no message at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, Self

from msgspec import Struct, field

NO_MARKS: Mapping[str, Node] = MappingProxyType({})


class Node(Protocol):
    """A read-only element of a message, for what the model does not name."""

    @property
    def name(self) -> str:
        """The local name, without its namespace."""

    @property
    def namespace(self) -> str:
        """The namespace, or an empty string."""

    @property
    def text(self) -> str:
        """The element's own text, stripped."""

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by name."""

    @property
    def line(self) -> int:
        """The line of the start tag in the file, from 1."""

    @property
    def xpath(self) -> str:
        """An XPath that selects this element alone."""

    def children(self, name: str = "") -> tuple[Self, ...]:
        """The child elements, or those with this local name."""

    def find(self, path: str) -> Self | None:
        """The first element at a path of local names such as `Role/Value`."""

    def find_all(self, path: str) -> tuple[Self, ...]:
        """Every element at a path of local names, in document order; `//Name` searches below."""

    def value(self, path: str) -> str:
        """The text of the first element at the path, or an empty string."""


class Place(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where something is: a line of a message, a tag, or a stretch of audio."""

    file: str | None = None
    line: int | None = None
    xpath: str | None = None
    tag: str | None = None
    start_seconds: float | None = None
    end_seconds: float | None = None


class Marked(Struct, frozen=True, kw_only=True):
    """A value that remembers the elements it was read from."""

    node: Node | None = None
    marks: Mapping[str, Node] = NO_MARKS
    """The element behind a single field, by the field's name."""

    def at(self, name: str = "") -> Place | None:
        """The place of a field, or of the whole value where the field has none."""
        node = self.marks.get(name, self.node)
        return Place(line=node.line, xpath=node.xpath) if node is not None else None


# --- identifiers, parties and credits --------------------------------------------------------


class Scheme(StrEnum):
    """The identifier schemes that ERN knows by name."""

    ISRC = "ISRC"
    ICPN = "ICPN"
    GRID = "GRid"
    ISWC = "ISWC"
    DPID = "DPID"
    ISNI = "ISNI"
    IPI = "IPI"
    IPN = "IPN"
    CATALOG_NUMBER = "CatalogNumber"
    PROPRIETARY = "ProprietaryId"
    OTHER = "Other"


class Identifier(Marked, frozen=True, kw_only=True):
    """One identifier as it is written in the message."""

    scheme: Scheme
    value: str
    namespace: str = ""


class Party(Marked, frozen=True, kw_only=True):
    """A person or company, with every name and identifier the message gives."""

    name: str = ""
    reference: str = ""
    names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    def identifier(self, scheme: Scheme) -> str:
        """The first identifier of this scheme, or an empty string."""
        return next((i.value for i in self.identifiers if i.scheme is scheme), "")


class Role(Marked, frozen=True, kw_only=True):
    """What a contributor did, with the instruments played."""

    value: str
    instruments: tuple[str, ...] = ()
    namespace: str = ""
    user_defined: str = ""


class Contributor(Marked, frozen=True, kw_only=True):
    """One credit: a party, or a special contributor such as `GenerativeAI`, with its roles."""

    party: Party = Party()
    special: str = ""
    """`SpecialContributor`, such as `GenerativeAI` or `Traditional`; or empty."""
    roles: tuple[Role, ...] = ()
    ai_contribution: str = ""
    """`AiContribution` as written (`All`, `Partly`, `None`), or empty."""
    sequence: int | None = None
    of_edition: bool = False
    """Whether the credit stands in an edition (`EditionContributor`)."""
    is_indirect: bool = False
    """Whether ERN 3 lists it among the writers (`IndirectResourceContributor`)."""


class DisplayArtist(Marked, frozen=True, kw_only=True):
    """One artist of the displayed line-up."""

    party: Party = Party()
    special: str = ""
    roles: tuple[str, ...] = ()
    sequence: int | None = None


class Title(Marked, frozen=True, kw_only=True):
    """One title as written."""

    text: str
    subtitle: str = ""
    kind: str = ""
    """`DisplayTitle`, `FormalTitle`, `GroupingTitle`, `ReferenceTitle`, ..."""
    language: str = ""
    territory: str = ""


class RightsLine(Marked, frozen=True, kw_only=True):
    """A (P) or (C) line."""

    year: str = ""
    company: str = ""
    text: str = ""
    territory: str = ""


class Genre(Marked, frozen=True, kw_only=True):
    """A genre with its sub-genre."""

    text: str
    sub_genre: str = ""
    territory: str = ""


# --- files -----------------------------------------------------------------------------------


class HashSum(Marked, frozen=True, kw_only=True):
    """A hash sum the message states for a file."""

    algorithm: str
    value: str


class Technical(Marked, frozen=True, kw_only=True):
    """What the message states about the encoding of a file. Zero and empty mean not stated."""

    codec: str = ""
    container: str = ""
    sampling_rate_hz: int = 0
    bits_per_sample: int = 0
    bit_rate_kbps: float = 0.0
    channels: int = 0
    duration_seconds: float | None = None
    is_preview: bool = False
    width_pixels: int = 0
    height_pixels: int = 0


class FileReference(Marked, frozen=True, kw_only=True):
    """A file the message names."""

    uri: str
    """The path as the message writes it, folder and name joined."""
    path: Path | None = None
    """The file on disk; None when it is missing or lies outside the release folder."""
    is_outside: bool = False
    """Whether the reference leaves the release folder; such a file is never opened."""
    is_remote: bool = False
    """Whether the reference is a URL; such a file is never fetched."""
    hash_sums: tuple[HashSum, ...] = ()
    size_bytes: int | None = None
    technical: Technical = Technical()


# --- the subjects ----------------------------------------------------------------------------


class Work(Marked, frozen=True, kw_only=True):
    """A musical work that a recording embodies."""

    identifiers: tuple[Identifier, ...] = ()


class Resource(Marked, frozen=True, kw_only=True):
    """What a sound recording, video, image or text have in common."""

    reference: str
    """`ResourceReference`, such as `A1`; the file's name where there is no message."""
    release: str = ""
    """The id of the release it belongs to."""
    kind: str = ""
    """The element's name: `SoundRecording`, `Video`, `Image`, `Text`, ..."""
    type: str = ""
    """The type within the kind: `MusicalWorkSoundRecording`, `FrontCoverImage`, ..."""
    identifiers: tuple[Identifier, ...] = ()
    titles: tuple[Title, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    files: tuple[FileReference, ...] = ()
    contains_ai: str = ""
    """`ContainsAI` as written (`All`, `Partly`, `None`), or empty."""
    parental_warnings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Unique within a run."""
        return f"{self.release}#{self.reference}"

    @property
    def title(self) -> str:
        """The title a listener sees."""
        return self.titles[0].text if self.titles else ""

    @property
    def version(self) -> str:
        """The version or subtitle, such as `Radio Edit`."""
        return self.titles[0].subtitle if self.titles else ""

    @property
    def label(self) -> str:
        """How a person would name it."""
        return self.title or self.reference

    @property
    def file(self) -> Path | None:
        """The first file that is there and is not a preview."""
        full = (f for f in self.files if not f.technical.is_preview)
        return next((f.path for f in full if f.path is not None), None)

    def identifier(self, scheme: Scheme) -> str:
        """The first identifier of this scheme, or an empty string."""
        return next((i.value for i in self.identifiers if i.scheme is scheme), "")


class Track(Resource, frozen=True, kw_only=True):
    """One sound recording (or video) of a release, with its file."""

    isrc: str = ""
    display_artist_name: str = ""
    artists: tuple[DisplayArtist, ...] = ()
    duration_seconds: float | None = None
    works: tuple[Work, ...] = ()
    p_lines: tuple[RightsLine, ...] = ()
    c_lines: tuple[RightsLine, ...] = ()
    genres: tuple[Genre, ...] = ()
    language_of_performance: str = ""
    is_instrumental: bool | None = None
    is_computer_generated: bool | None = None
    """ERN 3's flag. It predates generative AI and is not a declaration of it."""
    disc_number: int | None = None
    track_number: int | None = None
    is_primary: bool = True
    """Whether the release lists it as a primary resource."""

    @property
    def audio(self) -> Path | None:
        """The file on disk, where there is one."""
        return self.file


class Image(Resource, frozen=True, kw_only=True):
    """One picture of a release, with its file."""


class Deal(Marked, frozen=True, kw_only=True):
    """On what terms, where and from when releases may be used."""

    release_references: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    excluded_territories: tuple[str, ...] = ()
    commercial_models: tuple[str, ...] = ()
    use_types: tuple[str, ...] = ()
    start: str = ""
    """`StartDate` or `StartDateTime` as written."""
    end: str = ""
    is_takedown: bool = False
    is_pre_order: bool = False


class ListedRelease(Marked, frozen=True, kw_only=True):
    """One entry of the message's release list: the main release, or one of its track releases."""

    reference: str
    kind: str = "Release"
    """The element's name: `Release`, `TrackRelease`, `ClipRelease`, `PurgedRelease`."""
    is_main: bool = False
    types: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    titles: tuple[Title, ...] = ()
    resource_references: tuple[str, ...] = ()
    contains_ai: str = ""


class Message(Marked, frozen=True, kw_only=True):
    """A parsed ERN message: its header and lists."""

    file: Path
    kind: str = "NewReleaseMessage"
    version: str = ""
    """`3.8` to `4.3.2`."""
    namespace: str = ""
    message_id: str = ""
    thread_id: str = ""
    sender: Party = Party()
    sent_on_behalf_of: Party | None = None
    recipients: tuple[Party, ...] = ()
    created: datetime | None = None
    control_type: str = ""
    """`LiveMessage`, `TestMessage`, or empty."""
    update_indicator: str = ""
    profile: str = ""
    profile_variant: str = ""
    avs_version: str = ""
    language: str = ""
    parties: tuple[Party, ...] = ()
    """The party list; for ERN 3 every distinct party named inline."""
    releases: tuple[ListedRelease, ...] = ()
    deals: tuple[Deal, ...] = ()
    sha256: str = ""

    @property
    def version_number(self) -> tuple[int, ...]:
        """The version as numbers that compare, such as `(4, 3, 1)`; empty where unknown."""
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())


class AiAmount(StrEnum):
    """How much of something generative AI made, as an artist declares it."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


class Declaration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the artist declared about AI for one track or picture, in `delivery.toml`."""

    ai: AiAmount | None = None
    tool: str = ""
    plan: str = ""
    made: date | None = None
    has_vocals: bool | None = None
    note: str = ""


class Delivery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ERN cannot carry: the content of `delivery.toml` beside the message."""

    account: str = ""
    payee: str = ""
    uploaded: datetime | None = None
    consents: str = "consents"
    """The folder with voice-consent records, relative to the release folder."""
    voices: tuple[str, ...] = ()
    """Ids of the protected artists that this release may resemble or names."""
    audio: Declaration = Declaration()
    """The declaration for every track that has none of its own."""
    artwork: Declaration = Declaration()
    tracks: Mapping[str, Declaration] = field(default_factory=dict)
    """By ISRC, resource reference or file name."""
    images: Mapping[str, Declaration] = field(default_factory=dict)


class Release(Marked, frozen=True, kw_only=True):
    """One product to be delivered: its message, tracks, pictures, and the account that sends it."""

    id: str
    """Unique within a run: the path of its message or folder below what is checked."""
    root: Path
    """The folder that its file references may not leave."""
    message: Message | None = None
    delivery: Delivery = Delivery()
    account: str = ""
    """Who sends it: from `delivery.toml`, else the message sender's DPID."""
    reference: str = ""
    identifiers: tuple[Identifier, ...] = ()
    titles: tuple[Title, ...] = ()
    types: tuple[str, ...] = ()
    display_artist_name: str = ""
    artists: tuple[DisplayArtist, ...] = ()
    labels: tuple[str, ...] = ()
    genres: tuple[Genre, ...] = ()
    p_lines: tuple[RightsLine, ...] = ()
    c_lines: tuple[RightsLine, ...] = ()
    parental_warnings: tuple[str, ...] = ()
    release_date: str = ""
    original_release_date: str = ""
    contains_ai: str = ""
    tracks: tuple[Track, ...] = ()
    images: tuple[Image, ...] = ()
    resources: tuple[Resource, ...] = ()
    """Everything else the message lists: texts, software, sheet music, ..."""
    files: tuple[Path, ...] = ()
    """Every file in the release folder, sorted."""
    is_message_only: bool = False
    """Whether a message was handed over alone: none of the files it names lies beside it."""

    @property
    def title(self) -> str:
        """The title a listener sees."""
        return self.titles[0].text if self.titles else ""

    @property
    def label(self) -> str:
        """How a person would name it."""
        return self.title or self.id

    @property
    def icpn(self) -> str:
        """The UPC or EAN, or an empty string."""
        return self.identifier(Scheme.ICPN)

    @property
    def grid(self) -> str:
        """The GRid, or an empty string."""
        return self.identifier(Scheme.GRID)

    def identifier(self, scheme: Scheme) -> str:
        """The first identifier of this scheme, or an empty string."""
        return next((i.value for i in self.identifiers if i.scheme is scheme), "")

    def declaration(self, resource: Resource) -> Declaration:
        """What the artist declared for a track or picture, its own entry before the general one."""
        own, general = (
            (self.delivery.images, self.delivery.artwork)
            if isinstance(resource, Image)
            else (self.delivery.tracks, self.delivery.audio)
        )
        keys = [resource.identifier(Scheme.ISRC), resource.reference]
        keys += [Path(f.uri).name for f in resource.files]
        return next((own[key] for key in keys if key and key in own), general)


class Layout(StrEnum):
    """What was found at the path."""

    MESSAGE = "message"
    RELEASE = "release"
    BATCH = "batch"
    AUDIO = "audio"


class Source(Struct, frozen=True, kw_only=True):
    """Where one release of a batch is read from."""

    id: str
    folder: Path
    message: Path | None = None
    audio: tuple[Path, ...] = ()
    rivals: tuple[Path, ...] = ()
    """Other messages in the same folder, the first few; whose files lie there cannot be told."""
    is_alone: bool = False
    """Whether a file was named by itself, not with the folder around it."""


class Batch(Struct, frozen=True, kw_only=True):
    """What is checked in one run."""

    root: Path
    layout: Layout = Layout.RELEASE
    sources: tuple[Source, ...] = ()
    manifests: tuple[Path, ...] = ()
    """The `BatchComplete_*.xml` files."""

    @property
    def id(self) -> str:
        """The name of what is checked."""
        return self.root.name

    @property
    def label(self) -> str:
        """How a person would name it."""
        return self.root.name


type_of_subject = Batch | Release | Track | Image
