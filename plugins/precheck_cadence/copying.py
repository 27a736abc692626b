"""How many of the newest tracks of an account are copies of earlier recordings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from precheck_cadence.history import History, Moment, time_of
from precheck_cadence.upload import UploadEvent

NEWEST = 100
"""So many tracks are looked at (policies.md, CAD-14)."""
NAMED = 5


class NewTrack(Struct, frozen=True, kw_only=True):
    """A track of this batch that is among the newest."""

    release: str
    track: str
    """Its reference."""
    is_copy: bool
    """Whether its bytes were in an earlier product, under other words or from another account."""


class Copying(Struct, frozen=True, kw_only=True):
    """The newest hundred tracks of an account."""

    tracks: int = 0
    """Those whose bytes are known."""
    copies: int = 0
    """Of them, those whose bytes were there before."""
    since: datetime | None = None
    """When the oldest of them came; None where there is none."""
    titles: tuple[str, ...] = ()
    """Of some copies, the newest first."""
    here: tuple[NewTrack, ...] = ()
    """Those of this batch."""


def copying_of(
    history: History, account: str, until: Moment, events: Sequence[UploadEvent]
) -> Copying:
    """What the bytes of the newest tracks say; nothing where those of the batch are not known."""
    if not any(track.sums for event in events for track in event.tracks):
        return Copying()
    ours = {
        (event.product, track.key): (event.release, track.reference)
        for event in events
        for track in event.tracks
    }
    compared = history.compared(account, until, NEWEST)
    copies = [one.track.title for one in compared if one.is_copy]
    here = []
    for one in compared:
        found = ours.get((one.track.product, one.track.recording))
        if found is not None:
            here.append(NewTrack(release=found[0], track=found[1], is_copy=one.is_copy))
    return Copying(
        tracks=len(compared),
        copies=len(copies),
        since=time_of(compared[-1].track.moment) if compared else None,
        titles=tuple(copies[:NAMED]),
        here=tuple(here),
    )
