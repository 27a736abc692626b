"""When codes, copies and earlier decisions are worth a word."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from precheck_cadence.options.counts import Count, Share

Apart = Annotated[float, Meta(ge=0.0)]
"""Between two lengths, in seconds."""
Points = Annotated[float, Meta(ge=0.0)]


class IsrcLength(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far two lengths of one ISRC may be apart."""

    over_seconds: Apart = 10.0
    """More than this, in seconds, is another recording; 0 leaves the question out."""


class IsrcLengthSlight(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where on two lengths of one ISRC are worth a look."""

    from_seconds: Apart = 5.0
    """As far apart as this, in seconds; 0 leaves the question out."""
    up_to_seconds: Apart = 10.0
    """What is further apart is told by `cadence.isrc-length-differs`."""


class ManyProducts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many products may hold one recording."""

    from_products: Count = 6
    """As many products, this one included; 0 leaves the question out."""


class ProductOverlap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much of a release may be in one older product."""

    share: Share = 0.5
    """This share of its tracks is enough, from 0 to 1."""
    from_tracks: Count = 4
    """With fewer tracks in common it is a single with its predecessors; 0 leaves it out."""


class ForeignPrefix(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many new recordings may have an ISRC with a prefix that the account does not use."""

    over_share: Share = 0.2
    """More than this share of the release's new recordings, from 0 to 1; 1 leaves it out."""


class PrefixBurn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of a registrant's 100,000 numbers of a year may be used."""

    day_share: Share = 0.01
    """More than this share in 24 hours, from 0 to 1; 0 leaves the question out."""
    year_share: Share = 0.8
    """More than this share in all, from 0 to 1; 0 leaves the question out."""


class Rejections(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of the newest decisions about an account may be rejections."""

    share: Share = 0.5
    """This share is enough, from 0 to 1."""
    from_decisions: Count = 10
    """With fewer decisions there is no share; 0 leaves the question out."""


class Infractions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many points an account may gather."""

    in_60_days: Points = 5.0
    """So many points in 60 days; 0 leaves the question out."""
    in_30_days: Points = 3.0
    """So many points in 30 days; 0 leaves the question out."""
    label_in_60_days: Points = 0.0
    """The same of the account of a label or distributor, which sends for many."""
    label_in_30_days: Points = 0.0
    """The same."""
    unstated: Points = 1.0
    """What a rejection counts for whose points nobody stated."""


class PayeeAccounts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many accounts one payee may be paid."""

    from_accounts: Count = 2
    """As many accounts in 90 days; 0 leaves the question out."""
