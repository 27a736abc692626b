"""Release dates that are too full, and original ones of before anybody was known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec import json, structs

from precheck import AccountTier, Delivery, Finding
from precheck.testing import a_batch, ask
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Conduct
from precheck_cadence.dating import BackDated
from precheck_cadence.options import CadenceOptions
from precheck_cadence.options.works import BackDating, ReleaseDayPileUp
from precheck_cadence.release_days import ReleaseDay
from precheck_cadence.rules.dates import back_dated, release_day_pile_up

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PILE = "cadence.release-day-pile-up"
DATED = "cadence.back-dated"


def told(counter: Any, rule: str, *releases: Any) -> list[str]:
    return [str(one.release) for one in counter.judge(*releases).get(rule, [])]


# --- one release date -------------------------------------------------------------------------


def piled(titles: int, *given: object) -> list[Finding]:
    one = ReleaseDay(
        account="ada",
        artist="Ada Example",
        day=date(2026, 12, 11),
        titles=tuple(f"Letter {n}" for n in range(titles)),
        releases=("r1.xml", "r2.xml"),
    )
    fact = Cadence(history="h", release_days=(one,))
    assert json.decode(json.encode(fact), type=Cadence) == fact
    return ask(release_day_pile_up, a_batch("r1.xml", "r2.xml"), fact, *given)


def test_it_speaks_from_four_products_and_of_each_release() -> None:
    assert piled(3) == []
    first, second = piled(4)
    assert (first.release, second.release) == ("r1.xml", "r2.xml")
    assert first.message == (
        "4 products by 'Ada Example' from 'ada' have the release date 2026-12-11 (notice from 4)"
    )
    assert first.evidence["titles"] == ["Letter 0", "Letter 1", "Letter 2", "Letter 3"]
    assert piled(4, ReleaseDayPileUp(from_products=0)) == []


def due(desk: Any, number: int, day: str = "2026-12-11", **values: Any) -> Any:
    """A single that comes out on a day, sent a week after the one before it."""
    at = values.pop("at", number * 7 * DAY - 60 * DAY)
    return desk.release(number, at=at, release_date=day, **values)


def test_earlier_uploads_count(counter: Any, desk: Any) -> None:
    for number in (1, 2, 3):
        assert told(counter, PILE, due(desk, number)) == []
    assert told(counter, PILE, due(desk, 4)) == ["r4.xml"]
    assert told(counter, PILE, due(desk, 5, "2026-12-12")) == []


def test_without_a_history_the_batch_is_counted(new_counter: Any, desk: Any) -> None:
    every = [due(desk, n) for n in (1, 2, 3, 4)]
    assert told(new_counter(), PILE, *every[:3]) == []
    assert told(new_counter(), PILE, *every) == [f"r{n}.xml" for n in (1, 2, 3, 4)]


def test_editions_of_one_product_are_one(counter: Any, desk: Any) -> None:
    titles = ["Sun", "Sun (Clean)", "SUN [Deluxe Edition]", "Sun - Remixes", "Moon", "Moon (Edit)"]
    every = [due(desk, n, title=title) for n, title in enumerate(titles, start=1)]
    assert told(counter, PILE, *every) == []


def test_a_series_of_reissues_is_no_pile(counter: Any, desk: Any) -> None:
    every = [due(desk, n, original_release_date=f"197{n}-03-01") for n in range(1, 9)]
    assert told(counter, PILE, *every) == []


def test_old_records_are_dated_to_the_first_of_a_year(counter: Any, desk: Any) -> None:
    assert told(counter, PILE, *(due(desk, n, "2019-01-01") for n in range(1, 9))) == []


def test_namesakes_in_other_accounts_are_others(counter: Any, desk: Any) -> None:
    every = [due(desk, n, account=f"account-{n}") for n in range(1, 9)]
    assert told(counter, PILE, *every) == []


def test_a_label_is_asked_artist_by_artist(new_counter: Any, desk: Any, tmp_path: Any) -> None:
    label = new_counter(tmp_path, CadenceOptions(history="h.sqlite", labels=("ada",)))
    friday = [due(desk, n, artist=f"Artist {n}") for n in range(1, 30)]
    assert told(label, PILE, *friday) == []
    four = [due(desk, n, artist="Bo Example", at=n * DAY) for n in range(30, 34)]
    assert told(label, PILE, *four) == [one.id for one in four]


def test_a_declared_transfer_piles_nothing_up(counter: Any, desk: Any) -> None:
    def moved(number: int) -> Any:
        own = [desk.track(number, isrc=f"QZPRE19{number:05}")]
        delivery = Delivery(account="ada", uploaded=NOON + number * DAY, transfer=True)
        dates = {"release_date": "2026-12-11", "original_release_date": "2026-06-01"}
        return desk.release(number, own=own, delivery=delivery, **dates)

    every = [moved(n) for n in range(1, 6)]
    assert told(counter, PILE, *every) == [one.id for one in every], "out this year: implausible"
    old = [structs.replace(moved(n), original_release_date="2025-12-30") for n in range(6, 11)]
    assert told(counter, PILE, *old) == []


# --- before anybody was known -----------------------------------------------------------------


def dated(products: int, *given: object, is_label: bool = False) -> list[Finding]:
    found = BackDated(
        since=NOON - 100 * DAY,
        products=products,
        of=9,
        earliest=date(2014, 5, 1),
        releases=("r1.xml",),
    )
    tier = AccountTier.LABEL if is_label else AccountTier.ARTIST
    every = ("r1.xml", "r2.xml")
    conduct = Conduct(account="ada", tier=tier, until=NOON, releases=every, back_dated=found)
    fact = Cadence(history="h", accounts=(conduct,))
    assert json.decode(json.encode(fact), type=Cadence) == fact
    return ask(back_dated, a_batch(*every), fact, *given)


def test_it_speaks_from_five_products_and_of_those_that_are_dated_so() -> None:
    assert dated(4) == []
    [finding] = dated(5)
    assert finding.release == "r1.xml"
    assert finding.message == (
        "5 products from 'ada' in 90 days are said to be from before it was known (2026-08-12), "
        "the first from 2014-05-01, under newer codes (notice from 5)"
    )
    assert (finding.evidence["count"], finding.evidence["products"]) == (5, 9)


def test_labels_are_asked_only_where_a_policy_says_so() -> None:
    assert dated(50, is_label=True) == []
    assert len(dated(5, BackDating(label_from_products=5), is_label=True)) == 1
    assert dated(50, BackDating(from_products=0)) == []


def older(desk: Any, number: int, original: str = "2014-05-01", **values: Any) -> Any:
    """A single that is said to have been out in 2014, with an ISRC of this year."""
    return desk.release(
        number, at=number * DAY, **{"artist": "Bo", "original_release_date": original, **values}
    )


def begun(counter: Any, desk: Any, *, days: int = 800) -> None:
    """The history begins, with somebody else."""
    counter.learn(desk.release(90, at=-days * DAY, account="else", artist="Else"))


def test_five_are_told_and_four_are_not(counter: Any, desk: Any) -> None:
    begun(counter, desk)
    assert told(counter, DATED, *(older(desk, n) for n in (1, 2, 3, 4))) == []
    assert told(counter, DATED, desk.release(8, at=8 * DAY, artist="Bo")) == []
    assert told(counter, DATED, older(desk, 9)) == ["r9.xml"]


@pytest.mark.parametrize(("days", "count"), [(364, 5), (363, 0)])
def test_a_history_that_is_hardly_older_cannot_tell(
    counter: Any, desk: Any, days: int, count: int
) -> None:
    begun(counter, desk, days=days)
    assert len(told(counter, DATED, *(older(desk, n) for n in range(1, 6)))) == count


@pytest.mark.parametrize(("original", "count"), [("2025-11-20", 5), ("2025-11-21", 0)])
def test_a_year_before_it_was_known_is_no_matter(
    counter: Any, desk: Any, original: str, count: int
) -> None:
    begun(counter, desk)  # the first of ada's comes on 2026-11-21
    every = [
        older(desk, n, original, own=[desk.track(n, artist="Bo", isrc=f"QZPRE27{n:05}")])
        for n in range(1, 6)
    ]
    assert len(told(counter, DATED, *every)) == count


@pytest.mark.parametrize(("year", "count"), [("15", 0), ("16", 5)])
def test_codes_of_those_days_are_evidence(counter: Any, desk: Any, year: str, count: int) -> None:
    begun(counter, desk)
    every = [
        older(desk, n, own=[desk.track(n, artist="Bo", isrc=f"QZPRE{year}{n:05}")])
        for n in range(1, 6)
    ]
    assert len(told(counter, DATED, *every)) == count


def test_half_the_tracks_are_evidence_for_the_others(counter: Any, desk: Any) -> None:
    begun(counter, desk)

    def half(number: int) -> Any:
        old = desk.track(number, 1, artist="Bo", isrc=f"QZPRE14{number:05}")
        return older(desk, number, own=[old, desk.track(50 + number, 2, artist="Bo")])

    assert told(counter, DATED, *(half(n) for n in range(1, 6))) == []


def test_an_artist_who_was_here_before_existed(counter: Any, desk: Any) -> None:
    begun(counter, desk)
    counter.learn(desk.release(80, at=-600 * DAY, account="former", artist="Bo"))
    every = [older(desk, n, "2024-06-01") for n in range(1, 6)]
    assert told(counter, DATED, *every) == [], "Bo was known in March 2025"
    assert len(told(counter, DATED, *(older(desk, n, "2024-03-01") for n in range(1, 6)))) == 5


def test_vinyl_has_no_codes(counter: Any, desk: Any) -> None:
    begun(counter, desk)
    assert told(counter, DATED, *(older(desk, n, "2004-12-31") for n in range(1, 9))) == []
    assert len(told(counter, DATED, *(older(desk, n, "2005-01-01") for n in range(1, 9)))) == 8


def test_what_is_older_than_90_days_does_not_count(counter: Any, desk: Any) -> None:
    begun(counter, desk)
    for number in (1, 2, 3, 4):
        counter.learn(older(desk, number))
    assert told(counter, DATED, older(desk, 92)) == []


def test_nothing_is_known_without_a_history(new_counter: Any, desk: Any) -> None:
    assert told(new_counter(), DATED, *(older(desk, n) for n in range(1, 9))) == []
