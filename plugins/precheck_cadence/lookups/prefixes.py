"""Who gave the ISRCs of a batch, and how many of the numbers are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from precheck_cadence.codes import NewRecordings, PrefixUse
from precheck_cadence.history import Entity, moment, time_of
from precheck_cadence.lookups.asking import Asked
from precheck_cadence.signals.units import DAY
from precheck_cadence.upload import ISRC_LENGTH, PREFIX_LENGTH, UploadEvent

Prefixes = Mapping[str, tuple[str, ...]]
"""By account: the first five characters of the ISRCs that it uses."""


def new(asked: Asked, prefixes: Prefixes) -> Iterator[NewRecordings]:
    """Recordings that come for the first time, from accounts whose prefixes are known."""
    known = _plain(prefixes)
    for product in asked.products:
        allowed = known.get(product.key[0], ())
        for event in product.events if allowed else ():
            now = moment(event.uploaded)
            tracks = [
                track
                for track in event.tracks
                if len(track.isrc) == ISRC_LENGTH
                and product.since(event, track.key) >= now
                and not any(
                    one.moment < now and (one.account, one.product) != product.key
                    for one in asked.history.by_isrc(track.isrc)
                )
            ]
            foreign = [track for track in tracks if not track.isrc.startswith(allowed)]
            if foreign:
                yield NewRecordings(
                    release=event.release,
                    account=event.account,
                    prefixes=allowed,
                    new=len(tracks),
                    foreign=tuple(track.isrc for track in foreign),
                    tracks=tuple(track.reference for track in foreign),
                    is_transfer=product.is_transfer(event),
                )


def used(asked: Asked) -> Iterator[PrefixUse]:
    """Every prefix of the batch, with its year."""
    by_prefix: dict[str, dict[str, UploadEvent]] = {}
    for product in asked.products:
        for event in product.events:
            for track in event.tracks:
                if len(track.isrc) == ISRC_LENGTH:
                    prefix = track.isrc[:PREFIX_LENGTH]
                    by_prefix.setdefault(prefix, {})[event.release] = event
    for prefix, events in sorted(by_prefix.items()):
        until = max(moment(event.uploaded) for event in events.values())
        day = asked.history.tally(Entity.PREFIX, prefix, until - DAY, until)
        yield PrefixUse(
            prefix=prefix,
            after=time_of(until - DAY),
            until=time_of(until),
            day=day.tracks,
            accounts=asked.history.accounts(Entity.PREFIX, prefix, until - DAY, until),
            ever=asked.history.tracks_until(Entity.PREFIX, prefix, until),
            is_label=any(event.is_label for event in events.values()),
            releases=tuple(sorted(events)),
        )


def _plain(prefixes: Prefixes) -> Prefixes:
    """As ISRCs are compared: without hyphens, in capitals."""
    return {
        account: tuple(prefix.replace("-", "").upper() for prefix in some)
        for account, some in prefixes.items()
    }
