"""What a track of a batch sounds like, as a fact: its echoes in the history, or why not."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from precheck import Reason
from precheck_cadence.history import AlteredEcho, Echo

LONG_SECONDS = 600.0
"""A track this long is told of even without echoes: it may be a mix."""


class Heard(Struct, frozen=True, kw_only=True):
    """A track with echoes, or a long one."""

    release: str
    track: str
    isrc: str
    title: str
    """With its version."""
    title_key: str
    artist: str
    artist_key: str
    account: str
    release_title: str = ""
    is_transfer: bool = False
    """Whether the release is said to come from another distributor."""
    is_declared_mix: bool = False
    """Whether the message calls the release a DJ mix."""
    uploaded: datetime
    """When it first came."""
    seconds: float | None = None
    echoes: tuple[Echo, ...] = ()
    """As of that moment, and of the batch; the one with most in common first."""
    altered: tuple[AlteredEcho, ...] = ()
    """Likewise, of what it sounds like at other speeds, where it was played at some."""
    left_out: int = 0
    """Candidates that were not compared, because there were too many."""


class Unheard(Struct, frozen=True, kw_only=True):
    """Tracks of a release that could not be compared by how they sound, all for one reason."""

    release: str
    tracks: tuple[str, ...]
    """Their references."""
    reason: Reason
    detail: str
    remedy: str = ""
