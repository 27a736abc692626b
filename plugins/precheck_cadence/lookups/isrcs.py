"""ISRCs of a batch that stand for something else in other products, or replace an older one."""

from __future__ import annotations

from collections.abc import Iterator

from precheck_cadence.codes import ChangedIsrc, SameIsrc
from precheck_cadence.history import HeldTrack, moment, time_of
from precheck_cadence.lookups.asking import Asked, Product
from precheck_cadence.signals.spelling import are_others, plain_title
from precheck_cadence.upload import ISRC_LENGTH, UploadEvent, UploadTrack

LEAST_SECONDS = 1.0
"""Lengths that differ by no more are the same: messages state them in whole seconds."""


def isrcs(asked: Asked) -> Iterator[SameIsrc]:
    """Tracks whose ISRC stands for something that differs."""
    for product, event, track in asked.tracks():
        if len(track.isrc) == ISRC_LENGTH:
            found = _same_isrc(asked, product, event, track)
            if found is not None:
                yield found


def changed(asked: Asked) -> Iterator[ChangedIsrc]:
    """Tracks that come into their product now, for one that it held under another ISRC."""
    for product in asked.products:
        here = {track.isrc for event in product.events for track in event.tracks}
        gone = [
            one
            for one in asked.history.dropped(*product.key)
            if len(one.isrc) == ISRC_LENGTH and one.isrc not in here
        ]
        for event in product.events if gone else ():
            now = moment(event.uploaded)
            for track in event.tracks:
                is_new = product.came.get(track.key) == now and len(track.isrc) == ISRC_LENGTH
                former = [
                    one
                    for one in gone
                    if one.title and one.moment < now and not _differs(track, one)
                ]
                if is_new and former and track.title:
                    last = max(former, key=lambda one: (one.moment, one.isrc))
                    gone.remove(last)
                    yield ChangedIsrc(
                        release=event.release,
                        track=track.reference,
                        isrc=track.isrc,
                        title=track.title,
                        product=event.product,
                        former_isrc=last.isrc,
                        former_title=last.title,
                        since=time_of(last.moment),
                    )


def _same_isrc(
    asked: Asked, product: Product, event: UploadEvent, track: UploadTrack
) -> SameIsrc | None:
    others = [
        one
        for one in asked.history.by_isrc(track.isrc)
        if (one.account, one.product) != product.key and one.product != event.product
    ]
    since, now = product.since(event, track.key), moment(event.uploaded)
    renamed: HeldTrack | None = None
    resized: HeldTrack | None = None
    for one in others:
        is_here = (one.account, one.product) in asked.ids
        if not is_here and one.moment > since:
            continue
        is_renamed = renamed is None and not is_here and bool(_differs(track, one))
        is_further = _apart(track, one) > max(LEAST_SECONDS, _apart(track, resized))
        if (is_renamed or is_further) and not asked.was_rejected(one.account, one.product, now):
            renamed = one if is_renamed else renamed
            resized = one if is_further else resized
    if renamed is None and resized is None:
        return None
    return SameIsrc(
        release=event.release,
        track=track.reference,
        isrc=track.isrc,
        title=track.title,
        artists=tuple(artist.key for artist in track.artists),
        seconds=track.seconds,
        uploaded=time_of(since),
        products=len({(one.account, one.product) for one in others}),
        renamed=asked.other(renamed) if renamed is not None else None,
        differs=_differs(track, renamed) if renamed is not None else (),
        resized=asked.other(resized) if resized is not None else None,
    )


def _differs(track: UploadTrack, other: HeldTrack) -> tuple[str, ...]:
    """What both state, and differently; one artist in common is enough."""
    found = []
    if track.title and other.title and plain_title(track.title) != plain_title(other.title):
        found.append("title")
    if are_others(tuple(artist.key for artist in track.artists), other.artists):
        found.append("artist")
    return tuple(found)


def _apart(track: UploadTrack, other: HeldTrack | None) -> float:
    """How far two lengths are apart, in seconds; 0 where one is not known."""
    if other is None or track.seconds is None or other.seconds is None:
        return 0.0
    return abs(track.seconds - other.seconds)
