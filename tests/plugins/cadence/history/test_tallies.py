"""Both stores and a plain scan of the same events count the same, whatever the order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from precheck import AccountTier, AiAmount
from precheck_cadence.history import (
    HOUR,
    Entity,
    Measure,
    Moment,
    Tally,
    moment,
    release_day,
)
from precheck_cadence.history.address import Address
from precheck_cadence.history.postgresql import PostgresqlDatabase
from precheck_cadence.history.shape import COUNTERS
from precheck_cadence.history.store import Store
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
START = moment(NOON)
EDGES = (-1, 0, 1, HOUR // 2)
"""Microseconds around a full hour."""
TABLES = ("said", "standing", "hourly", "came", "sum", "recording", "product", "entity")


class Thing(Struct, frozen=True):
    """What a plain scan counts: a product or a recording, since when, and for whom."""

    moment: Moment
    account: str
    names: frozenset[tuple[Entity, str]]
    tally: Tally


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(
        lambda v: tuple(sorted(v))
    )


tracks = st.builds(
    lambda number, artists, writers, seconds, ai, is_functional: UploadTrack(
        reference=f"A{number}",
        key=f"isrc:QZPRE2{number % 2}0000{number}",
        isrc=f"QZPRE2{number % 2}0000{number}",
        artists=tuple(ArtistName(name, name) for name in artists),
        writers=writers,
        seconds=seconds,
        ai=ai,
        is_functional=is_functional,
    ),
    number=st.integers(1, 4),
    artists=some(("ada", "bo")),
    writers=some(("wim",)),
    seconds=st.sampled_from([None, 29.9, 30.0, 35.0, 35.1, 45.0, 180.0]),
    ai=st.sampled_from([None, *AiAmount]),
    is_functional=st.booleans(),
)

events = st.builds(
    lambda account, code, when, held, artists, label, payee, day, ai: UploadEvent(
        release=f"{code}.xml",
        account=account,
        tier=AccountTier.ARTIST,
        payee=payee,
        product=f"icpn:{code}",
        message=str(when),
        uploaded=NOON + timedelta(microseconds=when),
        timed_by=TimedBy.DELIVERY,
        label=label,
        artists=tuple(ArtistName(name, name) for name in artists),
        release_date=day,
        ai=ai,
        tracks=tuple(held),
    ),
    account=st.sampled_from(["", "one", "two"]),
    code=st.integers(1, 3),
    when=st.builds(lambda h, e: h * HOUR + e, st.integers(0, 8), st.sampled_from(EDGES)),
    held=st.lists(tracks, min_size=1, max_size=3, unique_by=lambda t: t.key),
    artists=some(("ada", "bo")),
    label=st.sampled_from(["", "Harbour"]),
    payee=st.sampled_from(["", "p-1"]),
    day=st.sampled_from([None, date(2026, 12, 1)]),
    ai=st.sampled_from([None, *AiAmount]),
)

histories = st.lists(
    events, min_size=1, max_size=8, unique_by=lambda e: (e.account, e.product, e.uploaded)
)

ASKED = (
    (Entity.ACCOUNT, "one"),
    (Entity.ARTIST, "ada"),
    (Entity.LABEL, "harbour"),
    (Entity.PAYEE, "p-1"),
    (Entity.WRITER, "wim"),
    (Entity.PREFIX, "QZPRE21"),
    (Entity.RELEASE_DAY, release_day("ada", "2026-12-01")),
)


def scan(uploads: list[UploadEvent]) -> Iterator[Thing]:
    """Everything that counts, worked out in the plainest way."""
    products: dict[tuple[str, str], list[UploadEvent]] = {}
    for event in sorted(uploads, key=lambda e: e.uploaded):
        products.setdefault((event.account, event.product), []).append(event)
    for (account, _), sent in products.items():
        last = sent[-1]
        both = {(Entity.PAYEE, last.payee), (Entity.LABEL, last.label.lower())}
        both |= {(Entity.ACCOUNT, account)}
        own = {(Entity.ARTIST, artist.key) for artist in last.artists}
        if last.release_date is not None:
            own |= {(Entity.RELEASE_DAY, f"{last.release_date}\n{a.key}") for a in last.artists}
        yield Thing(
            moment(sent[0].uploaded),
            account,
            frozenset(name for name in both | own if name[1]),
            Tally(
                releases=1,
                ai_releases=int(last.ai in {AiAmount.SOME, AiAmount.ALL}),
                all_ai_releases=int(last.ai is AiAmount.ALL),
                singles=int(len(last.tracks) == 1),
            ),
        )
        for track in last.tracks:
            told = [(e, t) for e in sent for t in e.tracks if t.key == track.key]
            known = [t.seconds for _, t in told if t.seconds is not None]
            seconds = known[-1] if known else None
            own = {(Entity.ARTIST, artist.key) for artist in track.artists}
            own |= {(Entity.WRITER, writer) for writer in track.writers}
            own |= {(Entity.PREFIX, track.isrc[:7])}
            yield Thing(
                moment(told[0][0].uploaded),
                account,
                frozenset(name for name in both | own if name[1]),
                Tally(
                    tracks=1,
                    ai_tracks=int(track.ai in {AiAmount.SOME, AiAmount.ALL}),
                    all_ai_tracks=int(track.ai is AiAmount.ALL),
                    timed=int(seconds is not None),
                    edge=int(seconds is not None and 30 <= seconds <= 35),
                    short=int(seconds is not None and 30 <= seconds <= 45),
                    functional=int(track.is_functional),
                ),
            )


def added(things: list[Thing]) -> Tally:
    return Tally(*(sum(getattr(t.tally, name) for t in things) for name in COUNTERS))


@pytest.fixture(scope="module")
def stores(server: Any) -> Iterator[tuple[Store, Store]]:
    with (
        Store.in_file(None) as one,
        Store(PostgresqlDatabase(Address.of(server.url()))) as two,
    ):
        yield one, two


@settings(deadline=None, max_examples=80)
@given(
    uploads=histories,
    seed=st.integers(0, 1000),
    windows=st.lists(st.tuples(st.integers(-1, 9), st.integers(0, 9)), min_size=2, max_size=4),
)
def test_the_stores_and_a_plain_scan_agree(
    uploads: list[UploadEvent],
    seed: int,
    windows: list[tuple[int, int]],
    stores: tuple[Store, Store],
) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same order for the same seed
    for store in stores:
        record_in_any_order(store, uploads, dice)
    things = list(scan(uploads))
    for until_hour, hours in windows:
        until = START + until_hour * HOUR + dice.choice(EDGES)
        after = until - hours * HOUR - dice.choice([0, 1, HOUR // 3])
        for store, (entity, key) in product(stores, ASKED):
            same_in_window(store, things, (entity, key), (after, until))
    for store in stores:
        same_by_hours_and_days(store, things)
    assert looked_up(stores[0]) == looked_up(stores[1])


def record_in_any_order(store: Store, uploads: list[UploadEvent], dice: random.Random) -> None:
    """Some twice, a few at a time."""
    for table in TABLES:
        store.database.run(f"DELETE FROM {table}")  # noqa: S608 - our own names
    order = [*uploads, *dice.choices(uploads, k=2)]
    dice.shuffle(order)
    while order:
        size = dice.randint(1, 3)
        store.record(order[:size])
        order = order[size:]


def same_in_window(
    store: Store,
    things: list[Thing],
    name: tuple[Entity, str],
    window: tuple[Moment, Moment],
) -> None:
    after, until = window
    every = [thing for thing in things if name in thing.names]
    inside = [thing for thing in every if after < thing.moment <= until]
    earlier = [thing.moment for thing in every if thing.moment < until]
    tally = store.tally(*name, after, until)
    assert tally == added(inside)
    for measure in (None, *Measure):
        kept = [t for t in inside if measure is None or getattr(t.tally, measure.value)]
        accounts = store.accounts(*name, after, until, measure)
        assert accounts == len({thing.account for thing in kept})
    for measure in Measure:
        arrivals = store.arrivals(name[0], measure, name[1], after, until)
        assert sum(arrival.number for arrival in arrivals) == getattr(tally, measure.value)
    ever = [thing for thing in every if thing.moment <= until]
    assert store.tracks_until(*name, until) == added(ever).tracks
    assert store.first(*name) == min((thing.moment for thing in every), default=None)
    assert store.last_before(*name, until) == max(earlier, default=None)


def by(size: int, things: list[Thing]) -> list[tuple[int, Tally]]:
    begins = sorted({thing.moment // size * size for thing in things})
    return [
        (begin, added([t for t in things if t.moment // size * size == begin])) for begin in begins
    ]


def same_by_hours_and_days(store: Store, things: list[Thing]) -> None:
    far = (START - 100 * HOUR, START + 1000 * HOUR)
    for entity, key in (*ASKED, (Entity.INTAKE, "")):
        every = [t for t in things if (entity, key) in t.names or entity is Entity.INTAKE]
        course = store.course(entity, key, *far)
        assert [(one.moment, one.tally) for one in course] == by(24 * HOUR, every)
        for series, size in (
            (store.hours(entity, key, *far), HOUR),
            (store.days(entity, key, *far), 24 * HOUR),
        ):
            whole = [(begin, tally.releases) for begin, tally in by(size, every)]
            assert series == [one for one in whole if one[1]]
    assert store.tally(Entity.INTAKE, "", *far) == added(things)
    assert store.hours(Entity.INTAKE, "", *far)[0].moment == store.first(Entity.INTAKE, "")


def looked_up(store: Store) -> list[object]:
    until = START + 1000 * HOUR
    return [
        store.recent("one", until, 3),
        store.names(Entity.ACCOUNT, "one", 0, until, 5),
        store.names(Entity.LABEL, "harbour", 0, until, 5),
        store.by_isrc("QZPRE2100001"),
        store.by_product("icpn:1"),
    ]
