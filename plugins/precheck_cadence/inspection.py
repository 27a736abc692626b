"""How the cadence of a batch is learned: record it, then ask the history what came around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache, partial
from itertools import chain

from msgspec import Struct, structs

from precheck import Batch, Facts, Reason, Tools, Unavailable, inspector
from precheck_cadence.accounts import conduct_of
from precheck_cadence.cadence import Cadence, EdgeShare, Span, Twin, Unhashed, Window
from precheck_cadence.conduct import Conduct
from precheck_cadence.history import (
    HOUR,
    Came,
    Entity,
    History,
    HistoryFailure,
    Measure,
    Moment,
    Same,
    Tally,
    moment,
    time_of,
)
from precheck_cadence.intake import Intake, surge_of
from precheck_cadence.listening import Played, listened
from precheck_cadence.lookups import codes_of
from precheck_cadence.lookups.prefixes import Prefixes
from precheck_cadence.options import CadenceOptions
from precheck_cadence.played import PlayedTracks
from precheck_cadence.release_days import release_days
from precheck_cadence.transfers import Transfer, transfer_of
from precheck_cadence.upload import UploadEvent, UploadTrack
from precheck_cadence.windows import AddedUp, Asked, Count, Point, fullest, stretches, tiles

EDGE_HOURS = 90 * 24
FEW_ENDS = 4
"""To so many windows of a kind each is counted by the history; beyond, arrivals are read once."""

Counted = tuple[Entity, str, Measure]
Tallied = Callable[[Entity, str, Moment, Moment], Tally]
"""Asks the history, and never twice the same."""


class Product(Struct, frozen=True):
    """The uploads of a batch that are one product, and when its parts came."""

    events: tuple[UploadEvent, ...]
    parts: tuple[Came, ...]

    @property
    def account(self) -> str:
        """Who sends it."""
        return self.events[0].account

    @property
    def key(self) -> str:
        """The product's key."""
        return self.events[0].product

    @property
    def first(self) -> datetime:
        """When it first came."""
        return time_of(min(part.moment for part in self.parts))

    @property
    def is_spared(self) -> bool:
        """Whether it counts for nobody."""
        return any(part.is_spared for part in self.parts)

    @property
    def releases(self) -> tuple[str, ...]:
        """The releases of the batch that it is."""
        return tuple(event.release for event in self.events)


@inspector(of=Batch, gives=Cadence, needs=(UploadEvent,), wants=(PlayedTracks,), version=8)
def cadence(_: Batch, facts: Facts, tools: Tools) -> Cadence | Unavailable:
    """Record the batch in the history, all of it or nothing, then ask what came around it."""
    from precheck_cadence.history.opening import named, opened

    options = facts.get(CadenceOptions) or CadenceOptions()
    events = [event for _, event in facts.each(UploadEvent)]
    if not events:
        return Unavailable(Reason.NOT_APPLICABLE, "nothing in this batch is an upload")
    try:
        with opened(options, tools.data) as history:
            history.record(events)
            with history.snapshot():
                return learned(
                    history,
                    events,
                    name=named(options),
                    prefixes=options.prefixes,
                    played=((source.id, fact) for source, fact in facts.each(PlayedTracks)),
                )
    except HistoryFailure as failure:
        return failure.why


def learned(  # noqa: PLR0913 - each is a question of its own
    history: History,
    events: Iterable[UploadEvent],
    *,
    name: str = "",
    prefixes: Prefixes | None = None,
    intake: Intake | None = None,
    played: Played = (),
) -> Cadence:
    """Everything the rules may want to know about these uploads, all of them recorded before."""
    grouped: dict[tuple[str, str], list[UploadEvent]] = {}
    for event in sorted(events, key=lambda e: e.release):
        grouped.setdefault((event.account, event.product), []).append(event)
    products = [Product(tuple(same), history.came(same[0])) for same in grouped.values()]
    uploads = sorted((e for p in products for e in p.events), key=lambda e: e.release)
    counted = [product for product in products if not product.is_spared]
    spared = {e.release for p in products if p.is_spared for e in p.events}
    own = [e for e in uploads if e.release not in spared]
    silent = {e.release: tuple(t.reference for t in e.tracks if not t.sums) for e in uploads}
    since = {(p.account, p.key, c.recording): c.moment for p in products for c in p.parts}
    echoes, unheard = listened(history, uploads, since, played)
    return Cadence(
        history=name,
        windows=tuple(_windows(history, counted)),
        twins=tuple(_twins(history, products)),
        edges=tuple(_edges(history, counted)),
        unhashed=tuple(
            Unhashed(release=r, tracks=tracks) for r, tracks in silent.items() if tracks
        ),
        accounts=tuple(_conducts(history, own)),
        nameless=tuple(e.release for e in uploads if not e.account),
        intake=surge_of(intake or Intake(history), uploads),
        echoes=echoes,
        unheard=unheard,
        transfers=tuple(sorted(_transfers(products), key=lambda one: one.release)),
        release_days=tuple(release_days(history, own)),
        codes=codes_of(history, [(p.events, p.parts) for p in products], prefixes or {}),
    )


def _transfers(products: list[Product]) -> Iterator[Transfer]:
    for product in products:
        for event in product.events:
            if event.is_transfer:
                yield transfer_of(event, product.first)


def _conducts(history: History, uploads: Iterable[UploadEvent]) -> Iterator[Conduct]:
    by_account: dict[str, list[UploadEvent]] = {}
    for event in uploads:
        if event.account:
            by_account.setdefault(event.account, []).append(event)
    for account, events in sorted(by_account.items()):
        yield conduct_of(history, account, events)


def _windows(history: History, products: list[Product]) -> Iterator[Window]:
    names = _names(products)
    tallied = cache(history.tally)
    labels = {e.account for product in products for e in product.events if e.is_label}
    for (entity, key, measure), points in sorted(_counted(products).items()):
        ends = {point.moment for point in points}
        tally = _tally(history, tallied, (entity, key, measure), ends)
        for hours in Span:
            for window in fullest(points, tally, hours * HOUR):
                yield Window(
                    of=entity,
                    name=names.get(key, key) if entity is Entity.ARTIST else key,
                    key=key,
                    is_label=entity is Entity.ACCOUNT and key in labels,
                    measure=measure,
                    hours=hours,
                    after=time_of(window.after),
                    until=time_of(window.until),
                    count=window.count,
                    in_batch=window.in_batch,
                    accounts=window.accounts,
                    releases=window.releases,
                )


def _tally(history: History, tallied: Tallied, counted: Counted, ends: set[Moment]) -> Count:
    entity, key, measure = counted
    if len(ends) <= FEW_ENDS:

        def count(after: Moment, until: Moment) -> int:
            tally = tallied(entity, key, after, until)
            return tally.tracks if measure is Measure.TRACKS else tally.releases

        if entity is Entity.ACCOUNT:
            return Asked(count, lambda after, until: min(1, count(after, until)))
        return Asked(count, partial(history.accounts, entity, key, measure=measure))
    return AddedUp(
        chain.from_iterable(
            history.arrivals(entity, measure, key, after, until)
            for after, until in stretches(ends, max(Span) * HOUR)
        )
    )


def _counted(products: list[Product]) -> dict[Counted, list[Point]]:
    """What the batch adds to, and when."""
    points: dict[Counted, list[Point]] = {}
    for product in products:
        for part in product.parts:
            counted = [(Entity.ARTIST, key, part.measure) for key in part.artists]
            if product.account:
                counted.append((Entity.ACCOUNT, product.account, part.measure))
            for each in counted:
                points.setdefault(each, []).append(Point(part.moment, product.releases))
    return points


def _names(products: list[Product]) -> dict[str, str]:
    """How the batch writes each artist's name; of several spellings the first in the alphabet."""
    events = [event for product in products for event in product.events]
    artists = {a for event in events for a in event.artists}
    artists |= {a for event in events for track in event.tracks for a in track.artists}
    return {a.key: a.name for a in sorted(artists, key=lambda a: a.name, reverse=True)}


def _twins(history: History, products: list[Product]) -> Iterator[Twin]:
    ids = {(p.account, p.events[0].product): p.releases for p in products}
    for product in products:
        since = {part.recording: part.moment for part in product.parts}
        for event in product.events:
            before: dict[str, list[Same]] = {}
            for track in event.tracks:
                if track.sums:
                    own = _as_other(event, track, since.get(track.key, moment(event.uploaded)))
                    sisters = dict.fromkeys(s for sum_ in track.sums for s in before.get(sum_, ()))
                    alike = (_in_common(sister, own) for sister in sisters)
                    others = (*alike, *history.same_sums(event, track))
                    found = (_twin(event, track, own, other, ids) for other in others)
                    yield from (twin for twin in found if twin.differs)
                    if all(_differs(own, sister) for sister in sisters):
                        for sum_ in track.sums:
                            before.setdefault(sum_, []).append(own)


def _as_other(event: UploadEvent, track: UploadTrack, since: Moment) -> Same:
    return Same(
        moment=since,
        account=event.account,
        product=event.product,
        release_title=event.title,
        isrc=track.isrc,
        title=track.title,
        title_key=track.title_key,
        artist=track.artist,
        artist_key=track.artist_key,
        sums=track.sums,
    )


def _in_common(one: Same, other: Same) -> Same:
    return structs.replace(one, sums=tuple(s for s in one.sums if s in other.sums))


def _twin(
    event: UploadEvent,
    track: UploadTrack,
    own: Same,
    other: Same,
    ids: dict[tuple[str, str], tuple[str, ...]],
) -> Twin:
    return Twin(
        release=event.release,
        track=track.reference,
        isrc=own.isrc,
        title=own.title,
        artist=own.artist,
        account=own.account,
        uploaded=time_of(own.moment),
        sound_sha256=_sum("sound", other),
        pcm_md5=_sum("pcm", other),
        file_sha256=_sum("file", other),
        other_account=other.account,
        other_product=other.product,
        other_release=other.release_title,
        other_isrc=other.isrc,
        other_title=other.title,
        other_artist=other.artist,
        other_uploaded=time_of(other.moment),
        other_ids=ids.get((other.account, other.product), ()),
        differs=_differs(own, other),
    )


def _sum(kind: str, other: Same) -> str:
    """The sum of this kind that both have."""
    values = (s.partition(":") for s in other.sums)
    return next((value for name, _, value in values if name == kind), "")


def _differs(own: Same, other: Same) -> tuple[str, ...]:
    """What both sides state, and differently."""
    sides = {
        "account": (own.account, other.account),
        "artist": (own.artist_key, other.artist_key),
        "isrc": (own.isrc, other.isrc),
        "title": (own.title_key, other.title_key),
    }
    return tuple(name for name, (a, b) in sides.items() if a and b and a != b)


def _edges(history: History, products: list[Product]) -> Iterator[EdgeShare]:
    short = {e.release for p in products for e in p.events if any(t.is_short for t in e.tracks)}
    for (entity, account, measure), points in sorted(_counted(products).items()):
        if entity is Entity.ACCOUNT and measure is Measure.TRACKS:
            for until, tile in tiles(points, EDGE_HOURS * HOUR):
                releases = {r for point in tile for r in point.releases} & short
                if releases:
                    after = until - EDGE_HOURS * HOUR
                    tally = history.tally(Entity.ACCOUNT, account, after, until)
                    yield EdgeShare(
                        account=account,
                        after=time_of(after),
                        until=time_of(until),
                        timed=tally.timed,
                        short=tally.edge,
                        releases=tuple(sorted(releases)),
                    )
