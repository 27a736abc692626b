"""From where what an account sends is too much of one mould. The numbers are ours."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from precheck_cadence.options.counts import Count, Share


class ManyNames(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Under how many artist names a payee or an account may send in 90 days; 0 leaves it out."""

    from_names: Count = 11
    """Artist names."""
    below_tracks: Annotated[float, Meta(ge=1.0)] = 5.0
    """Only where the median name has fewer tracks than this."""
    label_from_names: Count = 200
    """The same of who is paid for a label's or distributor's releases."""


class ManyNamesExtreme(ManyNames, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, with numbers that no band, collective or family of projects reaches."""

    from_names: Count = 31
    """Artist names."""
    label_from_names: Count = 0
    """The same of who is paid for a label's or distributor's releases."""


class TemplateTitles(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many songs of 30 days may be called by one template; 0 leaves a question out."""

    from_alike: Count = 5
    """Songs whose titles are alike: 3-character shingles, Jaccard index of 0.8 or more."""
    from_one_mask: Count = 8
    """Songs whose titles are the same but for their numbers."""
    label_from_alike: Count = 0
    """The same of a label, whose series are called alike."""
    label_from_one_mask: Count = 0
    """The same of a label."""


class IdenticalDurations(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many tracks of an account may last the same."""

    from_tracks: Count = 10
    """So many tracks within 4 seconds of each other; 0 leaves the question out."""
    below_deviation_seconds: Annotated[float, Meta(ge=0.0)] = 2.0
    """Their standard deviation is less than this."""
    share: Share = 0.50
    """And they are this share of all whose length is known, from 0 to 1."""


class ReusedCover(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On how many products one picture may be; 0 leaves a question out.

    Products that share a song by one artist count once, as an album and its singles do.
    """

    from_products: Count = 3
    """Products by several artists."""
    from_products_by_one: Count = 6
    """Products by one artist, who may have one look for an album and what leads up to it."""
    label_from_products: Count = 0
    """The same of a label, which may have one sleeve for all."""
