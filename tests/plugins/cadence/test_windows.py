"""The windows: their exact edges, time zones, order, lateness, and a naive recount."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from precheck_cadence.cadence import Cadence, Window
from precheck_cadence.history import Arrival, Entity, Measure
from precheck_cadence.windows import AddedUp, Point, fullest, stretches, tiles

MICROSECOND = timedelta(microseconds=1)
BERLIN = ZoneInfo("Europe/Berlin")


def windows(
    fact: Cadence,
    hours: int,
    of: Entity = Entity.ACCOUNT,
    measure: Measure = Measure.TRACKS,
) -> list[Window]:
    return [w for w in fact.windows if (w.hours, w.of, w.measure) == (hours, of, measure)]


def test_a_window_holds_what_came_just_inside_24_hours(either: Any, desk: Any) -> None:
    day = timedelta(hours=24)
    fact = either.known(desk.release(1, at=timedelta()), desk.release(2, at=day - MICROSECOND))
    (window,) = windows(fact, 24)
    assert window.count == 2
    assert window.releases == ("r1.xml", "r2.xml")


def test_a_window_leaves_out_what_came_exactly_24_hours_before(either: Any, desk: Any) -> None:
    fact = either.known(desk.release(1, at=timedelta()), desk.release(2, at=timedelta(hours=24)))
    assert [w.count for w in windows(fact, 24)] == [1, 1]
    assert [w.count for w in windows(fact, 7 * 24)] == [2]


@pytest.mark.parametrize(("days", "hours"), [(7, 168), (30, 720)])
def test_seven_and_thirty_days_end_to_the_microsecond(
    either: Any, desk: Any, days: int, hours: int
) -> None:
    fact = either.known(
        desk.release(1, account="inside", at=timedelta()),
        desk.release(2, account="inside", at=timedelta(days=days) - MICROSECOND),
        desk.release(3, account="outside", at=timedelta()),
        desk.release(4, account="outside", at=timedelta(days=days)),
    )
    found = [(w.name, w.count) for w in windows(fact, hours)]
    assert found == [("inside", 2), ("outside", 1), ("outside", 1)]


def test_each_release_is_told_of_its_own_fullest_window(either: Any, desk: Any) -> None:
    june = timedelta(days=-150)
    burst = [desk.release(n, tracks=5, at=june + timedelta(minutes=n)) for n in range(1, 5)]
    fact = either.known(*burst, desk.release(9, at=timedelta()))
    assert [(w.count, w.releases) for w in windows(fact, 24)] == [
        (20, ("r1.xml", "r2.xml", "r3.xml", "r4.xml")),
        (1, ("r9.xml",)),
    ]


def test_earlier_uploads_count_and_later_ones_do_not(either: Any, desk: Any) -> None:
    either.known(desk.release(1, tracks=3, at=timedelta(hours=-2)))
    either.known(desk.release(2, tracks=4, at=timedelta(hours=2)))
    (window,) = windows(either.known(desk.release(3, tracks=2, at=timedelta())), 24)
    assert (window.count, window.in_batch) == (5, 2)


def test_a_back_dated_upload_counts_where_it_belongs(either: Any, desk: Any) -> None:
    either.known(desk.release(1, tracks=3, at=timedelta(days=-10)))
    late = either.known(desk.release(2, tracks=2, at=timedelta(days=-10, hours=1)))
    now = either.known(desk.release(3, at=timedelta()))
    assert [w.count for w in windows(late, 24)] == [5]
    assert [w.count for w in windows(now, 24)] == [1]
    assert [w.count for w in windows(now, 720)] == [6]


def test_any_order_of_a_batch_gives_the_same_fact(
    new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    batch = [
        desk.release(1, tracks=2, at=timedelta(hours=1)),
        desk.release(2, tracks=3, at=timedelta(hours=1), artist="Bo"),
        desk.release(1, tracks=4, at=timedelta(hours=3), name="again.xml"),
        desk.release(2, tracks=1, at=timedelta(hours=1), artist="Bo", name="same-message.xml"),
        desk.release(3, at=timedelta(days=-3), own=[desk.track(101, title="Other")]),
    ]
    facts = set()
    for number, order in enumerate(permutations(batch)):
        folder = tmp_path / str(number)
        folder.mkdir()
        facts.add(repr(new_counter(folder).known(*order)))
    assert len(facts) == 1


def test_a_time_zone_and_summer_time_are_the_moment_they_name(either: Any, desk: Any) -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    plus = datetime(2026, 10, 25, 6, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    events = [either.event(desk.release(n, at=t)) for n, t in enumerate((first, second, plus), 1)]
    assert [event.uploaded for event in events] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    ]


def test_a_day_with_25_hours_is_no_window(either: Any, desk: Any) -> None:
    # Berlin's 25 October 2026 lasts 25 hours: the same wall clock a day apart is no 24 hours.
    before = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    after = datetime(2026, 10, 25, 12, tzinfo=BERLIN) - timedelta(minutes=30)
    fact = either.known(desk.release(1, at=before), desk.release(2, at=after))
    assert [w.count for w in windows(fact, 24)] == [1, 1]


@pytest.mark.parametrize("year", [1, 2, 9999])
def test_a_window_ends_where_the_calendar_does(either: Any, desk: Any, year: int) -> None:
    """As where the day that is judged for, or what an old history holds, lies at its end."""
    uploaded = datetime(year, 1, 1, 12, tzinfo=UTC)
    release = desk.release(1, own=[desk.track(101, duration_seconds=31.0)])
    event = structs.replace(either.event(release), uploaded=uploaded)
    fact = either.record({"r1.xml": (event,)})
    assert isinstance(fact, Cadence)
    assert {w.until for w in fact.windows} == {uploaded}
    first = datetime.min.replace(tzinfo=UTC)
    starts = [*(w.after for w in fact.windows), *(e.after for e in fact.edges)]
    assert all(first <= start < uploaded for start in starts)


def test_stretches_leave_out_the_years_between() -> None:
    assert list(stretches([0, 5, 1000, 12], 10)) == [(-10, 12), (990, 1000)]
    assert list(stretches([], 10)) == []


def test_tiles_end_at_the_latest_and_share_nothing() -> None:
    points = [Point(moment, (str(moment),)) for moment in (100, 95, 90, 85, 3)]
    ends = [(until, [p.moment for p in tile]) for until, tile in tiles(points, 10)]
    assert ends == [(100, [100, 95]), (90, [90, 85]), (3, [3])]


@given(
    arrivals=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 3)), max_size=20),
    own=st.lists(st.integers(0, 40), min_size=1, max_size=8),
    span=st.integers(1, 25),
)
def test_the_fullest_window_is_the_one_a_slow_search_finds(
    arrivals: list[tuple[int, int]], own: list[int], span: int
) -> None:
    everything = sorted([*arrivals, *((moment, 1) for moment in own)])
    tally = AddedUp(Arrival(moment, "a", count) for moment, count in everything)
    points = [Point(moment, (f"r{place}",)) for place, moment in enumerate(own)]

    found = fullest(points, tally, span)

    for place, moment in enumerate(own):
        around = [end for end in set(own) if end - span < moment <= end]
        counts = {
            end: sum(count for when, count in everything if end - span < when <= end)
            for end in around
        }
        best = min(end for end in around if counts[end] == max(counts.values()))
        (window,) = [w for w in found if f"r{place}" in w.releases]
        assert (window.until, window.count) == (best, counts[best])
        assert window.in_batch == sum(best - span < m <= best for m in own)


uploads = st.lists(
    st.lists(
        st.tuples(
            st.integers(1, 6),  # which product
            st.integers(0, 40 * 24),  # the hour it came
            st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True),  # its tracks
            st.sampled_from(["Ada", "ADA ", "Bo"]),
        ),
        min_size=1,
        max_size=5,
    ),
    min_size=1,
    max_size=4,
)


@settings(deadline=None)
@given(batches=uploads)
def test_a_naive_recount_comes_to_the_same_numbers(
    batches: list[list[tuple[int, int, list[int], str]]],
    new_counter: Any,
    desk: Any,
    tmp_path_factory: Any,
) -> None:
    counter = new_counter(tmp_path_factory.mktemp("recount"))
    sent: list[tuple[int, int, str, int, list[int], str]] = []
    for number, batch in enumerate(batches):
        releases = []
        for place, (product, hour, tracks, artist) in enumerate(batch):
            name = f"r{number}-{place}.xml"
            own = [desk.track(product * 10 + t, t, artist=artist) for t in tracks]
            releases.append(
                desk.release(product, at=timedelta(hours=hour), own=own, artist=artist, name=name)
            )
            sent.append((hour, number, name, product, tracks, artist.strip().lower()))
        fact = counter.known(*releases)

        held: dict[int, tuple[list[int], str]] = {}
        first: dict[tuple[int, int], int] = {}
        for hour, _, _, product, tracks, artist in sorted(sent):
            held[product] = (tracks, artist)
            for part in (0, *tracks):
                first.setdefault((product, part), hour)
        came = [(first[p, 0], Measure.RELEASES, artist) for p, (_, artist) in held.items()]
        came += [
            (first[p, t], Measure.TRACKS, artist)
            for p, (tracks, artist) in held.items()
            for t in tracks
        ]
        assert fact.windows
        for window in fact.windows:
            hour = (window.until - desk.noon) // timedelta(hours=1)
            assert window.count == sum(
                hour - window.hours < when <= hour
                for when, measure, artist in came
                if measure is window.measure
                and window.key in (artist, "ada")
                and (window.of is Entity.ACCOUNT or artist == window.key)
            )
