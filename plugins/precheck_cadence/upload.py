"""What one release is as an upload: who sends what, under which names, and when."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from precheck import AccountTier, AiAmount, Fingerprint, Place, Unavailable, UploadStatus

SHORTEST_SECONDS = 30.0
LONGEST_SECONDS = 35.0
"""The royalty edge, both ends included: a play of 30 seconds is the shortest that is paid."""
SHORT_SECONDS = 45.0
"""Up to here, from the edge's start, a track is short."""

ISRC_LENGTH = 12
PREFIX_LENGTH = 7
"""Of an ISRC: who gave it and in which year (ISO 3901:2019)."""

_INVISIBLE = frozenset({"Cc", "Cf"})


class TimedBy(StrEnum):
    """Where the time of an upload comes from."""

    DELIVERY = "delivery"
    """`uploaded` in `delivery.toml`."""
    MESSAGE = "message"
    """When the message was created."""
    DAY = "day"
    """The day the verdict is for, from 00:00 UTC."""


class ArtistName(Struct, frozen=True):
    """An artist name as written, and what makes two spellings the same name."""

    key: str
    name: str


class UploadTrack(Struct, frozen=True, kw_only=True):
    """One track of an upload."""

    reference: str
    key: str
    """The recording within its release: its ISRC, else its bytes, else its reference."""
    isrc: str = ""
    title: str = ""
    """With its version."""
    title_key: str = ""
    artist: str = ""
    """The artists as displayed."""
    artists: tuple[ArtistName, ...] = ()
    """Its main artists, sorted; featured ones do not count."""
    writers: tuple[str, ...] = ()
    """The keys of those who wrote its music or words, sorted."""
    seconds: float | None = None
    """The length of the sound, else what the message states; None where neither is known."""
    ai: AiAmount | None = None
    """What is declared of AI, else what marks in the file say; None where nobody says."""
    is_functional: bool = False
    """Whether it is noise, or sound to sleep or meditate by."""
    sums: tuple[str, ...] = ()
    """Every sum of its bytes: two recordings that share one have the same bytes.

    `pcm:` and the MD5 of the samples, `sound:` and the SHA-256 of the encoded sound; where neither
    is known `file:` and that of the whole file. All in lower-case hexadecimal.
    """
    fingerprint: Fingerprint | None = None
    unprinted: Unavailable | None = None
    """Why there is no fingerprint; None where there is one."""
    place: Place | None = None
    """Of its ISRC in the message, else of the whole track; None without a message."""
    audio: str = ""
    """Its file as seen from the release folder; empty where there is none."""

    @property
    def artist_key(self) -> str:
        """The main artists as one key, whatever their order."""
        return "\n".join(artist.key for artist in self.artists)

    @property
    def is_short(self) -> bool:
        """Whether it lasts 30 to 35 seconds."""
        return self.seconds is not None and SHORTEST_SECONDS <= self.seconds <= LONGEST_SECONDS


class UploadEvent(Struct, frozen=True, kw_only=True):
    """One release as an upload. The same release sent again has the same account and product."""

    release: str
    account: str
    """Empty where nobody says who sends it."""
    tier: AccountTier = AccountTier.ARTIST
    """Whose account it is."""
    payee: str = ""
    """Who is paid; empty where nobody says."""
    product: str
    """Such as `icpn:36000291452`: the ICPN, else the GRid, else the message id."""
    message: str = ""
    """The message id."""
    uploaded: datetime
    """In UTC."""
    timed_by: TimedBy
    title: str = ""
    edition: str = ""
    """The subtitle of the release, such as `Deluxe Edition`."""
    is_compilation: bool = False
    """Whether its type says that it gathers what was released before."""
    label: str = ""
    """The label's name."""
    artists: tuple[ArtistName, ...] = ()
    """The main artists of the release, sorted."""
    release_date: date | None = None
    """None where none is stated to the day."""
    original_release_date: date | None = None
    ai: AiAmount | None = None
    """All: every track is all AI. Some: a track is. None: nobody says so of any."""
    cover: int | None = None
    """A hash of its front cover by which pictures that look alike are found, of 64 bits."""
    status: UploadStatus = UploadStatus.PENDING
    """What became of it."""
    is_transfer: bool = False
    """Whether it is said to come from another distributor, with the codes it has there."""
    is_mix: bool = False
    """Whether its message calls it a DJ mix, by its profile or its type."""
    tracks: tuple[UploadTrack, ...] = ()
    place: Place | None = None
    """Of the release in the message; None without one."""
    sender: Place | None = None
    """Of the sender in the message; None without one."""

    @property
    def is_label(self) -> bool:
        """Whether the account is a label's or distributor's, not one artist's."""
        return self.tier is not AccountTier.ARTIST


def key_of(text: str) -> str:
    """What two spellings of a name or title have in common.

    Letter case, the way accents are encoded, widths, spaces and invisible characters do not count.
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    spaced = " ".join(folded.split())
    if spaced.isprintable():  # most are, and then nothing in them is invisible
        return spaced
    return writable("".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE))


def writable(text: str) -> str:
    """The text without halves of characters, which a file name can hold and JSON cannot.

    Nor with the character 0, which no text in PostgreSQL can hold.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "?")
