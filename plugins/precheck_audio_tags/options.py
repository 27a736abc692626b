"""What the user sets under `[plugins.audio-tags]`, and the numbers a policy may set."""

from __future__ import annotations

from msgspec import Struct


class AudioTags(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of `[plugins.audio-tags]`."""

    c2pa_trust: str = ""
    """A PEM file of the certificates that vouch for signers of C2PA manifests; empty for none.

    Relative to `precheck.toml`. Without it no signer is trusted.
    """


class Likeness(Struct, frozen=True, forbid_unknown_fields=True):
    """When a tag and the message speak of different things."""

    similarity: float = 0.6
    """From 0 (nothing in common) to 1 (the same); anything below counts as different."""


class LowestRate(Struct, frozen=True, forbid_unknown_fields=True):
    """The lowest sampling rate."""

    hertz: int = 44_100
    """Anything below is refused."""


class HighestRate(Struct, frozen=True, forbid_unknown_fields=True):
    """The highest sampling rate."""

    hertz: int = 96_000
    """Anything above is named."""


class LowestDepth(Struct, frozen=True, forbid_unknown_fields=True):
    """The lowest bit depth."""

    bits: int = 16
    """Anything below is refused."""


class HighestDepth(Struct, frozen=True, forbid_unknown_fields=True):
    """The highest bit depth."""

    bits: int = 24
    """Anything above is named."""


class Channels(Struct, frozen=True, forbid_unknown_fields=True):
    """How many channels a recording has."""

    count: int = 2
    """Two: stereo. Immersive mixes are delivered apart."""


class Tolerance(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the stated duration may be from the file's."""

    tolerance_seconds: float = 1.0
    """Seconds in either direction; messages state whole seconds."""


class ShortestTrack(Struct, frozen=True, forbid_unknown_fields=True):
    """The shortest track."""

    seconds: float = 30.0
    """Anything shorter earns nothing."""


class ShortestAverage(Struct, frozen=True, forbid_unknown_fields=True):
    """The shortest average over a release."""

    seconds: float = 60.0
    """The mean length of the tracks must reach it."""


class HalfLonger(Struct, frozen=True, forbid_unknown_fields=True):
    """How many tracks must be longer than what."""

    seconds: float = 45.0
    """A track counts as long when it is longer than this."""
    share: float = 0.5
    """From 0 to 1: the share of the tracks that must be long."""
