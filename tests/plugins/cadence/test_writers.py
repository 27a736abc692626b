"""How many works one writer is named for: borders, albums, labels, catalogues."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import json, structs

from precheck import AccountTier, Delivery, Finding
from precheck.testing import a_batch, a_contributor, ask
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Conduct
from precheck_cadence.options import CadenceOptions
from precheck_cadence.options.works import SuperhumanWriter
from precheck_cadence.rules.writers import superhuman_writer
from precheck_cadence.works import Output, WriterOutput

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RULE = "cadence.superhuman-writer"
WIM = (a_contributor("Composer", name="Wim Writer"),)


def said(day: int, month: int, *given: object, is_label: bool = False) -> list[Finding]:
    """What the rule says of so many works beyond two products."""
    writer = WriterOutput(
        name="wim writer",
        day=Output(works=day + 6, products=2, beyond=day),
        month=Output(works=month + 6, products=9, beyond=month),
        accounts=1,
    )
    conduct = Conduct(
        account="ada",
        tier=AccountTier.LABEL if is_label else AccountTier.ARTIST,
        until=NOON,
        releases=("r1.xml",),
        writers=(writer,),
    )
    fact = Cadence(history="h", accounts=(conduct,))
    assert json.decode(json.encode(fact), type=Cadence) == fact
    return ask(superhuman_writer, a_batch("r1.xml"), fact, *given)


@pytest.mark.parametrize(
    ("day", "month", "count"), [(5, 50, 0), (6, 50, 1), (5, 51, 1), (6, 51, 1)]
)
def test_it_speaks_from_six_a_day_and_from_51_a_month(day: int, month: int, count: int) -> None:
    assert len(said(day, month)) == count


def test_it_says_what_it_counted() -> None:
    [finding] = said(6, 60)
    assert finding.message == (
        "works by 'wim writer' from 'ada': 6 in 24 hours beyond two products (notice from 6), "
        "60 in 30 days beyond two products (notice from 51)"
    )
    assert finding.evidence["windows"] == [
        {"days": 1, "works": 12, "products": 2, "count": 6, "threshold": 6},
        {"days": 30, "works": 66, "products": 9, "count": 60, "threshold": 51},
    ]


def test_labels_are_asked_only_where_they_are_given_a_number() -> None:
    assert said(600, 600, is_label=True) == []
    limits = SuperhumanWriter(label_from_24_hours=600)
    assert len(said(600, 600, limits, is_label=True)) == 1


def test_zero_leaves_a_window_out() -> None:
    assert said(600, 50, SuperhumanWriter(from_24_hours=0)) == []


# --- from the history on ----------------------------------------------------------------------


def written(desk: Any, number: int, count: int, at: timedelta = 0 * DAY, **values: Any) -> Any:
    """A release of so many songs by Wim, with titles of their own."""
    titles = values.pop("titles", [f"Song {number} and {n}" for n in range(count)])
    isrc = values.pop("isrc", "QZPRE26")
    own = [
        desk.track(
            100 * number + n,
            n + 1,
            title=title,
            artist=f"Artist {number}",
            contributors=WIM,
            isrc=f"{isrc}{100 * number + n:05}",
        )
        for n, title in enumerate(titles)
    ]
    return desk.release(number, own=own, at=at, artist=f"Artist {number}", **values)


def told(counter: Any, *releases: Any) -> list[str]:
    return [str(one.release) for one in counter.judge(*releases).get(RULE, [])]


def test_two_albums_are_written_over_years_and_sent_in_a_day(counter: Any, desk: Any) -> None:
    assert told(counter, written(desk, 1, 25), written(desk, 2, 12, HOUR)) == []
    assert told(counter, written(desk, 3, 5, HOUR)) == [], "their bonus tracks"
    assert told(counter, written(desk, 4, 1, 2 * HOUR)) == ["r4.xml"]


def test_singles_from_the_album_are_the_same_works(counter: Any, desk: Any) -> None:
    titles = [f"Song {n}" for n in range(12)]
    singles = [
        written(desk, 2 + n, 1, n * HOUR, titles=[f"{title} (Single Version)"])
        for n, title in enumerate(titles)
    ]
    assert told(counter, written(desk, 1, 12, titles=titles), *singles) == []


def test_whoever_writes_eight_songs_a_day_is_told_with_all_of_them(counter: Any, desk: Any) -> None:
    day = [written(desk, n, 1, n * 3 * HOUR) for n in range(1, 8)]
    assert told(counter, *day) == []
    assert told(counter, written(desk, 8, 1, 26 * HOUR)) == ["r8.xml"]


def test_an_old_catalogue_was_not_written_now(counter: Any, desk: Any) -> None:
    old = [written(desk, n, 12, n * HOUR, isrc="QZPRE24") for n in range(1, 7)]
    assert told(counter, *old) == []
    last = [written(desk, n, 6, n * HOUR, isrc="QZPRE25") for n in range(7, 10)]
    assert told(counter, *last) == ["r7.xml", "r8.xml", "r9.xml"]


def test_a_name_in_two_accounts_may_be_two_people(counter: Any, desk: Any) -> None:
    def sent(number: int, account: str) -> Any:
        made = written(desk, number, 5, number * HOUR)
        delivery = Delivery(account=account, uploaded=NOON + number * HOUR)
        return structs.replace(made, account=account, delivery=delivery)

    assert told(counter, *(sent(n, f"account-{n}") for n in range(1, 9))) == []


def test_a_label_of_music_by_one_composer_is_left_alone(
    new_counter: Any, desk: Any, tmp_path: Any
) -> None:
    label = new_counter(tmp_path, CadenceOptions(history="h.sqlite", labels=("ada",)))
    assert told(label, *(written(desk, n, 20, n * DAY) for n in range(1, 9))) == []


def test_a_month_of_albums_is_too_much(counter: Any, desk: Any) -> None:
    albums = [written(desk, n, 13, n * 5 * DAY) for n in range(1, 7)]
    assert told(counter, *albums[:5]) == []
    assert told(counter, albums[5]) == ["r6.xml"]
