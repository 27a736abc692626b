"""The neutral result: what any vendor's answer says, on two axes."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from precheck_voice.facts import Band, Heard, Stretch


class Axis(StrEnum):
    """What an answer is about."""

    IDENTITY = "identity"
    """Whose voice it is."""
    SYNTHETIC = "synthetic"
    """Whether a machine made it."""


class Scale(StrEnum):
    """What a vendor's number runs on."""

    SHARE = "0-1"
    TEXT = "0-1, as text"
    """The same, sent as a string."""
    RANKING = "0-1, for ranking only"
    """The vendor says that it is not calibrated: only the order of two scores means anything."""
    PERCENT = "0-100"
    UNBOUNDED = "unbounded"
    """Such as a logarithm of a likelihood ratio: below 0 and above 1."""

    def share(self, score: float) -> float:
        """The score from 0 to 1; one without bounds stays as it is."""
        return score / 100 if self is Scale.PERCENT else score

    def holds(self, score: float) -> bool:
        """Whether there can be such a score."""
        return self is Scale.UNBOUNDED or 0 <= self.share(score) <= 1


class Likeness(Struct, frozen=True, kw_only=True):
    """How near the voice is to one artist's."""

    artist: str
    """The id, as the vendor was given it."""
    score: float
    """On the vendor's own scale."""
    scale: Scale
    band: Band | None = None
    """None where the vendor's scale is not calibrated."""
    name: str = ""
    k: int = 0
    """How many clips of the artist were enrolled; 0 where not said."""
    windows: tuple[Stretch, ...] = ()


class Synthesis(Struct, frozen=True, kw_only=True):
    """What the vendor makes of the whole track, or of one part of it."""

    score: float
    """On the vendor's own scale, higher where it is surer that a machine made it.

    Unless `is_of_conclusion`: then it tells how sure the vendor is of what it concludes.
    """
    scale: Scale
    is_ai: bool | None
    """What the vendor concludes; None where it does not decide."""
    is_of_conclusion: bool = False
    part: str = ""
    """`vocals` or `instruments`; empty for all of it."""
    generator: str = ""
    """The program it names; empty where it names none."""
    threshold: float | None = None
    """The score from which it concludes that a machine made it, on its own scale."""


class VoiceEvidence(Struct, frozen=True, kw_only=True):
    """What one answer says. Empty texts and None mean that it does not say."""

    identity: tuple[Likeness, ...] | None = None
    """None where the answer is not about that; empty where it compared with nobody."""
    synthetic: tuple[Synthesis, ...] | None = None
    request_id: str = ""
    model: str = ""
    model_version: str = ""
    threshold_set: str = ""
    gallery_updated: date | None = None
    seconds: float | None = None
    """How long the sound is."""
    vocal_seconds: float | None = None
    """Of which there is a voice."""
    heard: Heard = Heard.UNKNOWN
    audio_sha256: str = ""
    """Of the file that was sent."""
