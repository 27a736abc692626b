"""How many products of one artist have one release date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from precheck_cadence.history import (
    EARLIEST,
    Entity,
    HeldProduct,
    History,
    moment,
    release_day,
    time_of,
)
from precheck_cadence.signals.spelling import parted, plain_title
from precheck_cadence.upload import UploadEvent

PRODUCTS_FROM = 200
"""So many of the newest products of an artist and date are looked at."""
OLD = timedelta(days=365)
"""A product that came so long after its release date, or was first out so long before it, is an
old one: of those many are dated to one day, such as the first of a year."""


class ReleaseDay(Struct, frozen=True, kw_only=True):
    """Different products of one artist and account that have one release date."""

    account: str
    artist: str
    """The name as the batch writes it."""
    day: date
    titles: tuple[str, ...]
    """One for each, in the order of the alphabet; editions and versions of one are one."""
    releases: tuple[str, ...]
    """Of this batch."""


def release_days(history: History, events: Iterable[UploadEvent]) -> Iterator[ReleaseDay]:
    """Every artist of the batch with a release date that several products have."""
    together: dict[tuple[str, str, date], list[UploadEvent]] = {}
    names: dict[str, str] = {}
    for event in events:
        day = event.release_date
        if day is not None and not _is_old(event, day):
            for artist in event.artists:
                names[artist.key] = min(names.get(artist.key, artist.name), artist.name)
                together.setdefault((event.account, artist.key, day), []).append(event)
    for (account, key, day), uploads in sorted(together.items()):
        until = max(moment(event.uploaded) for event in uploads)
        asked = Entity.RELEASE_DAY, release_day(key, day.isoformat())
        titles = {
            plain_title(parted(one.title)[0]): one.title
            for one in history.products(*asked, EARLIEST, until, PRODUCTS_FROM)
            if one.account == account and not _was_old(one, day)
        }
        if len(titles) > 1:
            yield ReleaseDay(
                account=account,
                artist=names[key],
                day=day,
                titles=tuple(sorted(titles.values())),
                releases=tuple(sorted({event.release for event in uploads})),
            )


def _is_old(event: UploadEvent, day: date) -> bool:
    return _are_old(event.uploaded.date(), day, event.original_release_date)


def _was_old(product: HeldProduct, day: date) -> bool:
    return _are_old(time_of(product.moment).date(), day, product.original_release_date)


def _are_old(uploaded: date, day: date, original: date | None) -> bool:
    return uploaded - day > OLD or (original is not None and day - original > OLD)
