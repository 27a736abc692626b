"""From where a rule about how recordings sound speaks. 0 leaves a question out.

Shares of bits are those of Chromaprints; policies.md AUD-24 to AUD-28 name the numbers, and
docs/duplicates.md what was measured.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Bits = Annotated[float, Meta(ge=0.0, le=0.3)]
"""A share of differing bits. What differs in more than 0.3 of them is not looked for."""
Seconds = Annotated[float, Meta(ge=0.0)]
Count = Annotated[int, Meta(ge=0)]


class NearDuplicate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When two recordings are the same."""

    bit_error_rate: Bits = 0.15
    """At most this share of bits differs, from 0 to 0.3; 0 leaves the question out."""
    coverage: Share = 0.8
    """Over this share of the shorter one, from 0 to 1."""


class NearDuplicateUnsure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When two recordings may be the same."""

    above_bit_error_rate: Bits = 0.15
    """More than this share of bits differs, from 0 to 0.3."""
    bit_error_rate: Bits = 0.30
    """And at most this one, from 0 to 0.3; 0 leaves the question out."""
    coverage: Share = 0.8
    """Over this share of the shorter one, from 0 to 1."""


class AlteredCopy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a recording at another speed is the same."""

    bit_error_rate: Annotated[float, Meta(ge=0.0, le=0.25)] = 0.25
    """At most this share of bits differs, from 0 to 0.25; 0 leaves the question out."""
    coverage: Share = 0.8
    """Over this share of the shorter one, from 0 to 1."""


class ForeignSnippet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a track holds a snippet of somebody else's recording."""

    from_seconds: Seconds = 3.0
    """At least this much of it, in seconds."""
    to_seconds: Seconds = 30.0
    """At most this much, in seconds; 0 leaves the question out."""
    unmatched: Share = 0.5
    """At least this share of the track sounds like nothing that is known, from 0 to 1."""


class SeveralRecordings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a track is put together of others' recordings."""

    recordings: Count = 2
    """Parts of this many different ones; 0 leaves the question out."""
    part_seconds: Seconds = 3.0
    """A part has at least this much, in seconds."""


class ContinuousMix(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a track is a whole mix."""

    longer_than_seconds: Annotated[float, Meta(ge=600.0)] = 900.0
    """It is longer than this; from 600 on, in seconds."""
    words: bool = True
    """Whether it is enough that a title speaks of a mix or set."""
    recordings: Count = 2
    """Parts of this many other recordings in it are enough; 0 leaves the question out."""
