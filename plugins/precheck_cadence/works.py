"""How many works one writer is named for, in what an account sends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from precheck_cadence.history import Entity, HeldTrack, History, Moment, time_of
from precheck_cadence.signals.spelling import plain_work
from precheck_cadence.signals.units import DAY
from precheck_cadence.transfers import year_of
from precheck_cadence.upload import UploadEvent

MONTH_DAYS = 30
WORKS_FROM = 500
"""So many of a writer's newest tracks are looked at, whoever sends them."""
ALBUMS = 2
"""So many products do not count: albums are written over years, and two are often sent together."""


class Output(Struct, frozen=True, kw_only=True):
    """Works that came in a stretch of time; all recordings of one title are one work."""

    works: int = 0
    products: int = 0
    beyond: int = 0
    """Works that are in none of the two products with most of them."""


class WriterOutput(Struct, frozen=True, kw_only=True):
    """What one account sends as written by one name."""

    name: str
    """What the spellings of the name share."""
    day: Output
    """In 24 hours."""
    month: Output
    """In 30 days."""
    accounts: int
    """That sent something by the name in 30 days."""


def writers_of(
    history: History, account: str, until: Moment, events: Sequence[UploadEvent]
) -> Iterator[WriterOutput]:
    """The writers of a batch whose works came with three products of its account and more."""
    month = until - MONTH_DAYS * DAY
    for writer in sorted({name for e in events for track in e.tracks for name in track.writers}):
        tracks = history.newest(Entity.WRITER, writer, month, until, WORKS_FROM)
        own = [track for track in tracks if track.account == account and not _is_old(track, until)]
        whole = _output(own)
        if whole.beyond:
            yield WriterOutput(
                name=writer,
                day=_output(track for track in own if track.moment > until - DAY),
                month=whole,
                accounts=len({track.account for track in tracks}),
            )


def _output(tracks: Iterable[HeldTrack]) -> Output:
    by_product: dict[str, set[str]] = {}
    for track in tracks:
        if track.title:
            by_product.setdefault(track.product, set()).add(plain_work(track.title))
    largest = sorted(by_product.values(), key=len, reverse=True)[:ALBUMS]
    works = set[str]().union(*by_product.values())
    return Output(
        works=len(works),
        products=len(by_product),
        beyond=len(works.difference(*largest)),
    )


def _is_old(track: HeldTrack, until: Moment) -> bool:
    """Whether its ISRC was given before last year: then it was not written now."""
    given = year_of(track.isrc)
    return given is not None and given < time_of(until).year - 1
