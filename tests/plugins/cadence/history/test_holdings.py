"""What is held can be looked up: the newest, covers, what was said, codes, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from precheck import UploadStatus
from precheck_cadence.history import HOUR, Entity, Standing, moment, release_day
from precheck_cadence.history.store import Store
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
START = moment(NOON)
LATER = START + 10_000 * HOUR


@pytest.fixture
def history(either: Any) -> Iterator[Store]:
    with either.open() as opened:
        yield opened


def track(number: int, artist: str = "ada", sums: tuple[str, ...] = ()) -> UploadTrack:
    return UploadTrack(
        reference=f"A{number}",
        key=f"isrc:{number}",
        isrc=f"QZPRE26{number:05}",
        title=f"Title {number}",
        title_key=f"title {number}",
        artist=artist,
        artists=(ArtistName(artist, artist.title()),),
        seconds=100.0 + number,
        sums=sums,
    )


def event(
    number: int, *tracks: UploadTrack, account: str = "one", hours: int = 0, **values: Any
) -> UploadEvent:
    said = {"product": f"icpn:{number}", "message": f"M{number}-{hours}", **values}
    return UploadEvent(
        release=f"{number}.xml",
        account=account,
        uploaded=NOON + timedelta(hours=hours),
        timed_by=TimedBy.DELIVERY,
        title=f"Release {number}",
        tracks=tracks,
        **said,
    )


def test_the_newest_tracks_come_first_and_no_more_than_asked_for(history: Store) -> None:
    history.record(event(n, track(n), hours=n) for n in (3, 1, 4, 2))
    history.record([event(9, track(9), account="two", hours=9)])
    found = history.recent("one", START + 3 * HOUR, 2)
    assert [(t.title, t.moment, t.artists) for t in found] == [
        ("Title 3", START + 3 * HOUR, ("ada",)),
        ("Title 2", START + 2 * HOUR, ("ada",)),
    ]
    assert found[0].seconds == 103.0
    assert history.recent("one", START, 5) == []
    assert history.recent("nobody", LATER, 5) == []


def test_what_came_at_one_moment_is_told_in_one_order(history: Store) -> None:
    history.record([event(2, track(5), track(4)), event(1, track(7))])
    assert [t.title for t in history.recent("one", LATER, 2)] == ["Title 7", "Title 4"]


def test_names_are_counted_over_the_newest_tracks(history: Store) -> None:
    history.record(
        event(n, track(n, "ada" if n < 3 else "bo"), hours=n, payee="P") for n in range(1, 6)
    )
    every = history.names(Entity.PAYEE, "P", START, LATER, 100)
    few = history.names(Entity.PAYEE, "P", START, LATER, 4)
    since = history.names(Entity.PAYEE, "P", START + 2 * HOUR, LATER, 100)
    assert every == [("bo", 3), ("ada", 2)]
    assert few == [("bo", 3), ("ada", 1)]
    assert since == [("bo", 3)]


def test_a_track_counts_for_the_artist_with_the_most_tracks(history: Store) -> None:
    both = (ArtistName("ada", "Ada"), ArtistName("bo", "Bo"))
    duet = structs.replace(track(3), artists=both)
    nobody = structs.replace(track(4), artists=())
    history.record([event(1, track(1, "bo"), track(2, "bo"), duet, nobody, track(5, "ada"))])
    found = history.names(Entity.ACCOUNT, "one", START - 1, LATER, 100)
    assert found == [("bo", 3), ("ada", 1)]


def test_the_songs_of_a_product_are_those_it_now_holds(history: Store) -> None:
    history.record([event(1, track(2), track(1)), event(2, track(3))])
    history.record([event(1, track(1), account="two")])
    assert [t.title for t in history.songs("one", "icpn:1")] == ["Title 1", "Title 2"]
    history.record([event(1, track(2, "bo"), hours=1)])
    (song,) = history.songs("one", "icpn:1")
    assert (song.title, song.artists) == ("Title 2", ("bo",))
    assert history.songs("one", "icpn:9") == []


def test_what_a_product_dropped_is_what_its_latest_message_leaves_out(history: Store) -> None:
    history.record([event(1, track(2), track(1)), event(2, track(3))])
    assert history.dropped("one", "icpn:1") == []
    history.record([event(1, track(2), track(4), hours=1)])
    (song,) = history.dropped("one", "icpn:1")
    assert (song.title, song.moment) == ("Title 1", START)
    assert history.dropped("two", "icpn:1") == history.dropped("one", "icpn:9") == []


@pytest.mark.parametrize("cover", [0, 1, 2**63 - 1, 2**63, 2**64 - 1])
def test_a_cover_of_sixty_four_bits_comes_back(history: Store, cover: int) -> None:
    history.record([event(1, track(1), cover=cover), event(2, track(2), hours=1)])
    assert [(c.product, c.cover) for c in history.covers("one", LATER, 5)] == [("icpn:1", cover)]
    assert history.covers("one", LATER, 1) == []


def test_the_newest_of_anybody_are_found(history: Store) -> None:
    day = {"artists": (ArtistName("ada", "Ada"),), "release_date": date(2026, 12, 11)}
    for n in (3, 1, 2):
        written = structs.replace(track(n), writers=("wim",))
        history.record([event(n, written, account=f"a{n % 2}", hours=n, **day)])
    history.record([event(4, track(4), hours=4)])
    since = (START + HOUR, LATER)
    wim = history.newest(Entity.WRITER, "wim", *since, 5)
    assert [(t.account, t.title) for t in wim] == [("a1", "Title 3"), ("a0", "Title 2")]
    assert [t.title for t in history.newest(Entity.WRITER, "wim", START, LATER, 1)] == ["Title 3"]
    asked = Entity.RELEASE_DAY, release_day("ada", "2026-12-11")
    assert [p.title for p in history.products(*asked, START, LATER, 2)] == [
        "Release 3",
        "Release 2",
    ]
    assert [p.account for p in history.products(*asked, *since, 9)] == ["a1", "a0"]
    assert history.products(Entity.RELEASE_DAY, release_day("bo", "2026-12-11"), *since, 9) == []


def test_a_product_tells_when_it_was_first_out(history: Store) -> None:
    history.record([event(1, track(1), original_release_date=date(2019, 5, 3))])
    history.record([event(2, track(2), hours=1)])
    found = history.products(Entity.ACCOUNT, "one", START - 1, LATER, 9)
    assert [p.original_release_date for p in found] == [None, date(2019, 5, 3)]


def test_what_was_said_of_a_product_is_added_and_never_changed(history: Store) -> None:
    history.record([event(1, track(1), status=UploadStatus.ACCEPTED), event(2, track(2))])
    refused = Standing(
        account="one",
        product="icpn:2",
        moment=START + HOUR,
        status=UploadStatus.REJECTED,
        reason="same track, other words",
        points=-2.0,
    )
    unknown = Standing(account="one", product="icpn:7", moment=START, status=UploadStatus.REJECTED)
    assert history.stand([refused, unknown]) == 1
    assert history.stand([refused]) == 0
    history.record([event(1, track(1), status=UploadStatus.ACCEPTED)])
    said = history.standings("one", 10)
    assert said[0] == refused
    assert [(s.product, s.status) for s in said[1:]] == [("icpn:1", UploadStatus.ACCEPTED)]
    assert history.standings("one", 1) == [refused]
    assert history.standings("two", 10) == []


def test_a_code_is_found_wherever_it_is_held(history: Store) -> None:
    history.record([event(1, track(1), hours=1), event(2, track(1), account="two")])
    history.record([event(1, track(1), account="two", hours=2), event(3, track(3))])
    history.record([event(3, track(4), hours=3)])
    assert [(t.account, t.product) for t in history.by_isrc("QZPRE2600001")] == [
        ("two", "icpn:2"),
        ("one", "icpn:1"),
        ("two", "icpn:1"),
    ]
    assert history.by_isrc("QZPRE2600003") == [], "no longer held"
    assert [(p.account, p.title) for p in history.by_product("icpn:1")] == [
        ("one", "Release 1"),
        ("two", "Release 1"),
    ]


def test_two_recordings_are_the_same_where_any_sum_is(history: Store) -> None:
    pcm, flac, wav = "pcm:" + "01" * 16, "sound:" + "02" * 32, "sound:" + "03" * 32
    history.record([event(1, track(1, sums=(pcm, flac)))])
    copy = track(2, sums=(pcm, wav))
    (same,) = history.same_sums(event(2, copy, account="two"), copy)
    assert (same.isrc, same.sums) == ("QZPRE2600001", (pcm,))
    other = track(3, sums=(wav,))
    assert history.same_sums(event(3, other, account="two"), other) == ()


def test_more_that_is_learned_of_the_same_bytes_is_added(history: Store) -> None:
    pcm, flac, new = "pcm:" + "01" * 16, "sound:" + "02" * 32, "sound:" + "03" * 32
    history.record([event(1, track(1, sums=(flac,)))])
    history.record([event(1, track(1, sums=(flac, pcm)), hours=1)])
    history.record([event(1, track(1), hours=2)])
    twin = track(9, sums=(pcm,))
    assert len(history.same_sums(event(9, twin), twin)) == 1
    history.record([event(1, track(1, sums=(new,)), hours=3)])
    assert history.same_sums(event(9, twin), twin) == (), "another sound took its place"
