"""What the tracks of a release sound like at other speeds, as a fact: kept apart, for it is much.

The batch asks for one release after the other, so that it never holds more than one of them.
"""

from __future__ import annotations

from msgspec import Struct

from precheck import (
    Facts,
    OtherSpeeds,
    Reason,
    Release,
    SpeedPrint,
    Tools,
    Track,
    Unavailable,
    inspector,
)


class PlayedTrack(Struct, frozen=True, kw_only=True):
    """A track that was played at other speeds."""

    reference: str
    prints: tuple[SpeedPrint, ...]


class UnplayedTrack(Struct, frozen=True, kw_only=True):
    """A track that was not, or not with success."""

    reference: str
    why: Unavailable


class PlayedTracks(Struct, frozen=True, kw_only=True):
    """The tracks of a release at other speeds, of which there is one at least."""

    tracks: tuple[PlayedTrack, ...]
    unplayed: tuple[UnplayedTrack, ...] = ()


@inspector(of=Release, gives=PlayedTracks, wants=(OtherSpeeds,), version=1, is_derived=True)
def played_tracks(_: Release, facts: Facts, __: Tools) -> PlayedTracks | Unavailable:
    """Gather them from the tracks; where none was played, say why."""
    tracks: list[PlayedTrack] = []
    unplayed: list[UnplayedTrack] = []
    for track, known in facts.narrower:
        if isinstance(track, Track):
            found = known.get(OtherSpeeds)
            if found is not None:
                tracks.append(PlayedTrack(reference=track.reference, prints=found.prints))
            elif (why := known.why(OtherSpeeds)) is not None:
                unplayed.append(UnplayedTrack(reference=track.reference, why=why))
    if tracks:
        return PlayedTracks(tracks=tuple(tracks), unplayed=tuple(unplayed))
    unplayed.sort(key=lambda one: one.why.reason is Reason.NOT_APPLICABLE)
    return next(
        (one.why for one in unplayed),
        Unavailable(Reason.NOT_APPLICABLE, "there are no tracks"),
    )
