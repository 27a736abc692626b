"""A release with all that belongs to it, and the batch that is checked in one run."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from precheck.model.credits import (
    DisplayArtist,
    Genre,
    Identifier,
    RightsLine,
    Scheme,
    Title,
)
from precheck.model.delivery import Declaration, Delivery, address
from precheck.model.manifest import Manifest
from precheck.model.message import Message
from precheck.model.places import Marked
from precheck.model.resources import Image, Resource, Track


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
    duration_seconds: float | None = None
    """The length of the whole release, as it is stated."""
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

    def may_be_offered_in(self, countries: Iterable[str]) -> bool:
        """Whether a deal may cover one of the countries (ISO 3166-1), or none says where."""
        deals = self.message.deals if self.message is not None else ()
        return not deals or any(deal.may_cover(one) for one in countries for deal in deals)

    def declaration(self, resource: Resource) -> Declaration:
        """What the artist declared for a track or picture, its own entry before the general one."""
        own, general = (
            (self.delivery.images, self.delivery.artwork)
            if isinstance(resource, Image)
            else (self.delivery.tracks, self.delivery.audio)
        )
        if not own:
            return general
        return next((own[key] for key in addresses(resource) if key in own), general)

    def licence(self, track: Track) -> str:
        """Under which licence a cover uses its song, as `delivery.toml` says; or empty."""
        licences = self.delivery.licences
        if not licences:
            return ""
        return next((licences[key] for key in addresses(track) if key in licences), "")


def addresses(resource: Resource) -> tuple[str, ...]:
    """What `delivery.toml` may call a resource; an earlier name goes before a later one."""
    files = (Path(file.uri).name for file in resource.files)
    named = (resource.identifier(Scheme.ISRC), resource.reference, *files)
    return tuple(dict.fromkeys(address(name) for name in named if name))


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
    manifests: tuple[Manifest, ...] = ()
    """The `BatchComplete_*.xml` files."""

    @property
    def id(self) -> str:
        """The name of what is checked."""
        return self.root.name

    @property
    def label(self) -> str:
        """How a person would name it."""
        return self.root.name
