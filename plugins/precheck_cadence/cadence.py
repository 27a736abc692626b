"""The cadence of a batch as a fact: counts, recordings that were here before, lengths."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from msgspec import Struct

from precheck_cadence.codes import Codes
from precheck_cadence.conduct import Conduct
from precheck_cadence.heard import Heard, Unheard
from precheck_cadence.history import Entity, Measure
from precheck_cadence.intake import Surge
from precheck_cadence.release_days import ReleaseDay
from precheck_cadence.transfers import Transfer


class Span(IntEnum):
    """How long a window is, in hours."""

    DAY = 24
    WEEK = 7 * 24
    MONTH = 30 * 24

    @property
    def words(self) -> str:
        """As a person says it, such as `7 days`."""
        return "24 hours" if self is Span.DAY else f"{self // 24} days"


class Window(Struct, frozen=True, kw_only=True):
    """How much came for one account or artist in one window, this batch included.

    Of all windows of this length that end at an upload of the batch, the fullest that holds the
    releases named. What came exactly at its start is outside, what came at its end inside.
    """

    of: Entity
    name: str
    key: str
    """The account itself, or what the spellings of an artist's name share."""
    is_label: bool = False
    """Whether it is the account of a label or distributor."""
    measure: Measure
    hours: Span
    after: datetime
    until: datetime
    count: int
    in_batch: int
    """How many of them belong to this batch."""
    accounts: int = 1
    """From how many accounts they came."""
    releases: tuple[str, ...] = ()
    """The releases of this batch that it is about."""


class Twin(Struct, frozen=True, kw_only=True):
    """A track of this batch whose samples, sound or file have the same bytes as another's."""

    release: str
    track: str
    isrc: str
    title: str
    artist: str
    account: str
    uploaded: datetime
    sound_sha256: str = ""
    """What both have in common: the sum of the encoded sound."""
    pcm_md5: str = ""
    """The same, of the samples, whatever lossless container they are in."""
    file_sha256: str = ""
    """The same, of the whole file; only where neither of these is known."""
    other_account: str
    other_product: str
    other_release: str
    """Its title."""
    other_isrc: str
    other_title: str
    other_artist: str
    other_uploaded: datetime
    other_ids: tuple[str, ...] = ()
    """The releases of this batch that hold the other recording."""
    differs: tuple[str, ...] = ()
    """Of `account`, `artist`, `isrc`, `title`: those that both sides state, and differently."""


class EdgeShare(Struct, frozen=True, kw_only=True):
    """How many of an account's tracks last 30 to 35 seconds, in a window of 90 days."""

    account: str
    after: datetime
    until: datetime
    timed: int
    """Tracks whose length is known."""
    short: int
    releases: tuple[str, ...] = ()
    """The releases of this batch that hold short ones."""


class Unhashed(Struct, frozen=True, kw_only=True):
    """Tracks whose bytes are not known, so that they could not be looked up."""

    release: str
    tracks: tuple[str, ...]
    """Their references."""


class Cadence(Struct, frozen=True, kw_only=True):
    """What is known about the uploads of a batch and those before them."""

    history: str
    """What the settings name, without a user's name; empty where only this batch was counted."""
    windows: tuple[Window, ...] = ()
    twins: tuple[Twin, ...] = ()
    edges: tuple[EdgeShare, ...] = ()
    unhashed: tuple[Unhashed, ...] = ()
    accounts: tuple[Conduct, ...] = ()
    """What each account of the batch does, in the order of their names."""
    nameless: tuple[str, ...] = ()
    """Releases that no account is known for."""
    intake: Surge | None = None
    """The largest surge of everything that comes in, in which something of this batch came."""
    echoes: tuple[Heard, ...] = ()
    """Tracks that sound like a recording with other bytes, and long ones."""
    unheard: tuple[Unheard, ...] = ()
    """Tracks that could not be compared by how they sound."""
    transfers: tuple[Transfer, ...] = ()
    """Releases that are said to be transfers. Those that are plausible count for nobody."""
    release_days: tuple[ReleaseDay, ...] = ()
    """Release dates that several products of one artist have."""
    codes: Codes = Codes()
    """What is known of its codes, copies and products."""
