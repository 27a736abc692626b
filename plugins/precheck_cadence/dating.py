"""Products that are said to be older than anything that is known of who sends them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from precheck_cadence.history import Entity, HeldTrack, History, Moment, time_of
from precheck_cadence.signals.units import DAY
from precheck_cadence.transfers import older_than
from precheck_cadence.upload import UploadEvent

YEAR = timedelta(days=365)
QUARTER_DAYS = 90
PRODUCTS_FROM = 200
TRACKS_FROM = 1_000
"""So many of the newest products and tracks of 90 days are looked at."""
FIRST_DIGITAL = 2005
"""Records of before are given their codes when they are first sold as files, often long after."""
CODED_WITHIN = 1
"""In years: an ISRC given so long after the original release speaks for it."""
CODED_SHARE = 0.5
"""So large a share of the tracks with such codes is evidence for the product."""


class BackDated(Struct, frozen=True, kw_only=True):
    """Products of an account whose original release is long before it was first known here."""

    since: datetime
    """When the account first sent anything here."""
    products: int
    """Of the last 90 days, without evidence for their dates."""
    of: int
    """Products of the last 90 days."""
    earliest: date
    """Of their original release dates."""
    releases: tuple[str, ...]
    """Those of this batch."""


def back_dated(
    history: History, account: str, until: Moment, events: Sequence[UploadEvent]
) -> BackDated | None:
    """What of the last 90 days is dated more than a year before account and artists were known.

    None where nothing of the batch is, and where the history is not a year older than the
    account: then nobody knows since when that is there.
    """
    if not any(_is_before(event.original_release_date, event.uploaded) for event in events):
        return None
    first = history.first(Entity.ACCOUNT, account)
    begun = history.first(Entity.INTAKE, "")
    if first is None or begun is None or time_of(first) - time_of(begun) < YEAR:
        return None
    known = time_of(first)
    stretch = (Entity.ACCOUNT, account, until - QUARTER_DAYS * DAY, until)
    products = history.products(*stretch, PRODUCTS_FROM)
    tracks: dict[str, list[HeldTrack]] = {}
    for track in history.newest(*stretch, TRACKS_FROM):
        tracks.setdefault(track.product, []).append(track)
    dated = {
        one.product: original
        for one in products
        if (original := one.original_release_date) is not None
        and _is_before(original, known)
        and one.product in tracks
        and not _is_coded(original, tracks[one.product])
        and _is_before(original, _known_since(history, tracks[one.product], known))
    }
    releases = tuple(sorted(event.release for event in events if event.product in dated))
    if not releases:
        return None
    return BackDated(
        since=known,
        products=len(dated),
        of=len(products),
        earliest=min(dated.values()),
        releases=releases,
    )


def _is_before(original: date | None, known: datetime) -> bool:
    """Whether it was out as a file, more than a year before somebody was known."""
    return (
        original is not None and original.year >= FIRST_DIGITAL and known.date() - original > YEAR
    )


def _is_coded(original: date, tracks: Sequence[HeldTrack]) -> bool:
    """Whether most of its recordings have had their codes since then."""
    old = older_than(original.year + CODED_WITHIN + 1, [track.isrc for track in tracks])
    return old >= CODED_SHARE * len(tracks)


def _known_since(history: History, tracks: Iterable[HeldTrack], known: datetime) -> datetime:
    """When the account, or one of the artists before it, first came."""
    artists = {name for track in tracks for name in track.artists}
    firsts = (history.first(Entity.ARTIST, name) for name in sorted(artists))
    return min(known, *(time_of(first) for first in firsts if first is not None))
