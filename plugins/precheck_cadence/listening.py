"""What each track of a batch sounds like, asked of the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from precheck import Reason, Unavailable
from precheck_cadence.duplicates.values import can_compare
from precheck_cadence.heard import LONG_SECONDS, Heard, Unheard
from precheck_cadence.history import (
    ECHO_LIMIT,
    AlteredEcho,
    Echoes,
    History,
    Moment,
    moment,
    time_of,
)
from precheck_cadence.played import PlayedTracks
from precheck_cadence.upload import UploadEvent, UploadTrack

LONG_LIMIT = 60
"""With how many recordings a long track is compared: a mix of an hour holds some twenty."""

NOTHING = Unavailable(Reason.NOT_SUPPLIED, "there is no fingerprint")
TOO_PLAIN = Unavailable(
    Reason.INCONCLUSIVE, "too little changes, as in silence or a steady tone, or it is too short"
)
NO_NUMPY = Unavailable(
    Reason.NOT_INSTALLED,
    "numpy is not installed, so fingerprints are not compared",
    "pip install 'precheck-music[sound]'",
)

Listened = tuple[tuple[Heard, ...], tuple[Unheard, ...]]
Batch = Mapping[tuple[str, str], tuple[str, ...]]
"""The products of a batch, by account and key, with the ids of their releases."""
Played = Iterable[tuple[str, PlayedTracks]]
"""What the tracks of releases sound like at other speeds, by the release's id; read once."""


def listened(
    history: History,
    events: Iterable[UploadEvent],
    since: Mapping[tuple[str, str, str], Moment],
    played: Played = (),
) -> Listened:
    """What the tracks of a batch sound like; all are recorded.

    `since` is when the recordings first came, by account, product and the recording's key.
    """
    events = list(events)
    batch: dict[tuple[str, str], tuple[str, ...]] = {}
    for event in events:
        name = event.account, event.product
        batch[name] = (*batch.get(name, ()), event.release)
    altered = _altered(history, events, played, batch)
    heard: list[Heard] = []
    unheard: dict[tuple[str, Unavailable], list[str]] = {}
    for event, track in _tracks(events):
        echoes = _echoes(history, event, track, batch)
        if isinstance(echoes, Unavailable):
            unheard.setdefault((event.release, echoes), []).append(track.reference)
            echoes = Echoes()
        others = altered.get((event.release, track.reference), ())
        if echoes.found or others or (track.seconds or 0.0) >= LONG_SECONDS:
            first = since.get((event.account, event.product, track.key), moment(event.uploaded))
            heard.append(_heard(event, track, first, echoes, others))
    return tuple(heard), tuple(
        Unheard(
            release=release,
            tracks=tuple(tracks),
            reason=why.reason,
            detail=why.detail,
            remedy=why.remedy,
        )
        for (release, why), tracks in unheard.items()
    )


def _tracks(events: Iterable[UploadEvent]) -> Iterator[tuple[UploadEvent, UploadTrack]]:
    for event in events:
        for track in event.tracks:
            yield event, track


def _echoes(
    history: History,
    event: UploadEvent,
    track: UploadTrack,
    batch: Batch,
) -> Echoes | Unavailable:
    if track.fingerprint is None:
        return track.unprinted or NOTHING
    if not can_compare():
        return NO_NUMPY
    is_long = (track.seconds or 0.0) >= LONG_SECONDS
    found = history.alike(event, track, LONG_LIMIT if is_long else ECHO_LIMIT, batch)
    return found if found.is_telling else TOO_PLAIN


def _altered(
    history: History, events: Iterable[UploadEvent], played: Played, batch: Batch
) -> Mapping[tuple[str, str], tuple[AlteredEcho, ...]]:
    """What tracks sound like at other speeds, by release and track; one release at a time."""
    tracks = {(event.release, track.reference): (event, track) for event, track in _tracks(events)}
    found: dict[tuple[str, str], tuple[AlteredEcho, ...]] = {}
    for release, fact in played:
        for one in fact.tracks:
            place = release, one.reference
            if place in tracks:
                found[place] = history.altered(*tracks[place], one.prints, batch=batch)
    return found


def _heard(
    event: UploadEvent,
    track: UploadTrack,
    first: Moment,
    echoes: Echoes,
    altered: tuple[AlteredEcho, ...],
) -> Heard:
    return Heard(
        release=event.release,
        track=track.reference,
        isrc=track.isrc,
        title=track.title,
        title_key=track.title_key,
        artist=track.artist,
        artist_key=track.artist_key,
        account=event.account,
        release_title=event.title,
        is_transfer=event.is_transfer,
        is_declared_mix=event.is_mix,
        uploaded=time_of(first),
        seconds=track.seconds,
        echoes=echoes.found,
        altered=altered,
        left_out=echoes.left_out,
    )
