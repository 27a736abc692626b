"""From where copies, writers and dates are worth a word. The numbers are ours."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from precheck_cadence.options.counts import Count, Share

BitErrors = Annotated[float, Meta(ge=0.0, le=0.3)]
"""The share of the bits of two fingerprints that differ."""


class DuplicateShare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When too many of an account's newest hundred tracks are copies."""

    share: Share = 0.05
    """This share of the tracks whose bytes are known is enough, from 0 to 1."""
    from_tracks: Count = 20
    """An account with fewer such tracks has no share; 0 leaves the question out."""
    from_copies: Count = 3
    """Fewer copies are told one by one."""
    bit_error_rate: BitErrors = 0.15
    """At most this share of the bits differs in what sounds the same; 0 leaves sound out."""
    coverage: Share = 0.80
    """At least this share of the shorter one sounds the same."""


class DuplicateShareExtreme(DuplicateShare, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When far too many of an account's newest hundred tracks are copies."""

    share: Share = 0.10
    """This share of the tracks whose bytes are known is enough, from 0 to 1."""


class SuperhumanWriter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many works beyond two products a writer is told; 0 leaves a question out."""

    from_24_hours: Count = 6
    """Works in 24 hours, beyond the two products that hold most of them."""
    from_30_days: Count = 51
    """Works in 30 days, likewise."""
    label_from_24_hours: Count = 0
    """The same of a label, which may send the works of a composer who is long dead."""
    label_from_30_days: Count = 0
    """The same of a label."""


class ReleaseDayPileUp(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many products of one artist a release date is too full."""

    from_products: Count = 4
    """Products with different titles; 0 leaves the question out."""


class BackDating(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many products an account is told that dates them before it was known."""

    from_products: Count = 5
    """Products in 90 days; 0 leaves the question out."""
    label_from_products: Count = 0
    """The same of a label, whose trade is what others made before."""


class CampaignShadow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How near an album a release comes out that shadows it."""

    days: Annotated[int, Meta(ge=0, le=90)] = 14
    """As many days before or after it, at most."""
