"""What the history knows of the codes, bytes and products of a batch, as a fact."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Other(Struct, frozen=True, kw_only=True):
    """What another product holds, or the product itself."""

    account: str
    product: str
    release: str
    """Its title."""
    title: str = ""
    """Of the recording, with its version."""
    artists: tuple[str, ...] = ()
    """Artist keys; none where they are not known."""
    seconds: float | None = None
    uploaded: datetime
    """When it first came."""
    ids: tuple[str, ...] = ()
    """The releases of this batch that it is."""


class SameIsrc(Struct, frozen=True, kw_only=True):
    """A track of this batch whose ISRC another product has for something that differs."""

    release: str
    track: str
    isrc: str
    title: str
    artists: tuple[str, ...]
    seconds: float | None
    uploaded: datetime
    products: int
    """How many other products have the ISRC; the oldest hundred were looked at."""
    renamed: Other | None = None
    """The first, outside this batch, with another title or another artist."""
    differs: tuple[str, ...] = ()
    """Of `title`, `artist`: in what it is another."""
    resized: Other | None = None
    """The one whose length is furthest away, this batch included."""


class ChangedIsrc(Struct, frozen=True, kw_only=True):
    """A track of this batch that its product held under another ISRC before."""

    release: str
    track: str
    isrc: str
    title: str
    product: str
    former_isrc: str
    former_title: str
    since: datetime
    """When the product first came with the former."""


class SameProduct(Struct, frozen=True, kw_only=True):
    """A product of this batch whose code somebody has for another one."""

    release: str
    product: str
    account: str
    title: str
    artists: tuple[str, ...]
    uploaded: datetime
    is_transfer: bool
    """Whether it is said to be a transfer, and looks like one."""
    elsewhere: Other | None = None
    """The first account beside this one that has the code."""
    before: Other | None = None
    """What the account itself last said of it, where title and artist are both another."""


class Copies(Struct, frozen=True, kw_only=True):
    """A track of this batch whose bytes other products hold."""

    release: str
    track: str
    title: str
    products: int
    """Products with the bytes, its own included, without those that were rejected or taken down."""
    accounts: int
    others: tuple[Other, ...] = ()
    """The oldest of them."""


class Overlap(Struct, frozen=True, kw_only=True):
    """The older product that shares most tracks, byte for byte, with a release of this batch."""

    release: str
    title: str
    edition: str
    is_compilation: bool
    is_transfer: bool
    tracks: int
    """Of the release; those without known bytes as well."""
    shared: int
    other: Other


class PrefixUse(Struct, frozen=True, kw_only=True):
    """How much of a registrant's numbers of one year has been used."""

    prefix: str
    """The first seven characters of an ISRC: who gave it, in which year."""
    after: datetime
    until: datetime
    day: int
    """Tracks in the 24 hours that end with the batch's last one."""
    accounts: int
    """From how many accounts these came."""
    ever: int
    """Tracks since the history began."""
    is_label: bool
    """Whether the account of a label or distributor sends it in this batch."""
    releases: tuple[str, ...]


class NewRecordings(Struct, frozen=True, kw_only=True):
    """Recordings that first come with a release of this batch, from an account with a list."""

    release: str
    account: str
    prefixes: tuple[str, ...]
    """Those the account is known to use."""
    new: int
    """That have an ISRC."""
    foreign: tuple[str, ...]
    """ISRCs with another prefix."""
    tracks: tuple[str, ...]
    """Their references."""
    is_transfer: bool


class Resubmitted(Struct, frozen=True, kw_only=True):
    """A release that was rejected, and says now what it said then."""

    release: str
    account: str
    product: str
    rejected: datetime
    reason: str
    sent: datetime
    """When it was sent with these words before."""
    with_bytes: bool
    """Whether the bytes of every track are known to be the same; else none are known."""


class Record(Struct, frozen=True, kw_only=True):
    """What was decided about an account's products, as of its last upload in the batch."""

    account: str
    is_label: bool
    releases: tuple[str, ...]
    """Of this batch."""
    until: datetime
    decided: int
    """Rejections, and products that were accepted once; the newest fifty."""
    rejected: int
    since: datetime
    """The oldest of these decisions."""
    points_30_days: float
    points_60_days: float
    unstated_30_days: int
    """Rejections without points."""
    unstated_60_days: int


class Payee(Struct, frozen=True, kw_only=True):
    """From how many accounts the products of one payee came in 90 days."""

    payee: str
    after: datetime
    until: datetime
    accounts: int
    releases: tuple[str, ...]
    """Of this batch, those of labels and distributors left out."""


class Codes(Struct, frozen=True, kw_only=True):
    """Everything the rules about codes, copies and decisions want to know; what is usual is not."""

    isrcs: tuple[SameIsrc, ...] = ()
    changed: tuple[ChangedIsrc, ...] = ()
    products: tuple[SameProduct, ...] = ()
    copies: tuple[Copies, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    prefixes: tuple[PrefixUse, ...] = ()
    new: tuple[NewRecordings, ...] = ()
    resubmitted: tuple[Resubmitted, ...] = ()
    records: tuple[Record, ...] = ()
    payees: tuple[Payee, ...] = ()
