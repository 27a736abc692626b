"""What ERN cannot carry: the content of `delivery.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct, field

_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")
_BETWEEN = re.compile(r"[\s-]")


def address(name: str) -> str:
    """The name under which an entry is looked up: an ISRC in one spelling, any other as it is.

    >>> address("aq-pre-26-00012"), address("A1"), address("01 Tide.flac")
    ('AQPRE2600012', 'A1', '01 Tide.flac')
    """
    bare = _BETWEEN.sub("", name).upper()
    return bare if _ISRC.fullmatch(bare) else name


class AiAmount(StrEnum):
    """How much of something generative AI made, as an artist declares it."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


class AccountTier(StrEnum):
    """Whom an account belongs to: how much it may normally send."""

    ARTIST = "artist"
    LABEL = "label"
    DISTRIBUTOR = "distributor"


class UploadStatus(StrEnum):
    """What became of an upload."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DELIVERED = "delivered"
    TAKEN_DOWN = "taken-down"


class Declaration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the artist declared about AI for one track or picture, in `delivery.toml`."""

    ai: AiAmount | None = None
    tool: str = ""
    plan: str = ""
    made: date | None = None
    has_vocals: bool | None = None
    roles: Mapping[str, AiAmount] = field(default_factory=dict)
    """By role, such as `Lyricist` or `lyrics`: how much of it AI did."""
    imitates: tuple[str, ...] = ()
    """The people whose voice it imitates."""
    original: str = ""
    """The file as the artist sent it in, a path inside the release folder."""
    label: str = ""
    """The words that tell listeners about an imitated voice."""
    note: str = ""


class Delivery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ERN cannot carry: the content of `delivery.toml` beside the message."""

    account: str = ""
    payee: str = ""
    tier: AccountTier | None = None
    label: str = ""
    """The label's name, where the message's own is not the one to count by."""
    uploaded: datetime | None = None
    status: UploadStatus | None = None
    transfer: bool = False
    """Whether the release comes from another distributor, with the codes it has there."""
    consents: str = "consents"
    """The folder with voice-consent records, relative to the release folder."""
    voices: tuple[str, ...] = ()
    """Ids of the protected artists that this release may resemble or names."""
    audio: Declaration = Declaration()
    """The declaration for every track that has none of its own."""
    artwork: Declaration = Declaration()
    tracks: Mapping[str, Declaration] = field(default_factory=dict)
    """By the `address` of an ISRC, resource reference or file name."""
    images: Mapping[str, Declaration] = field(default_factory=dict)
    licences: Mapping[str, str] = field(default_factory=dict)
    """Under which licence a cover uses its song, by ISRC, resource reference or file name."""
