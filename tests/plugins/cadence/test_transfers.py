"""Catalogues that moved here: what counts for nobody, and what only says that it should not."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from precheck import Delivery
from precheck_cadence.history import Entity, moment
from precheck_cadence.transfers import is_plausible, older_than, year_of
from precheck_cadence.upload import UploadEvent


def moved(desk: Any, number: int, *, year: int = 19, original: str = "2019-05-01") -> Any:
    own = [
        desk.track(100 * number + place, place, isrc=f"QZPRE{year:02}{100 * number + place:05}")
        for place in (1, 2)
    ]
    delivery = Delivery(
        account="ada", uploaded=desk_noon() + timedelta(hours=number), transfer=True
    )
    return desk.release(number, own=own, delivery=delivery, original_release_date=original)


def desk_noon() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("isrc", "year"),
    [
        ("QZPRE2600001", 2026),
        ("QZPRE8600001", 1986),
        ("QZPRE8500001", 2085),
        ("QZPREx600001", None),
        ("QZPRE26", None),
        ("", None),
    ],
)
def test_a_code_says_its_year(isrc: str, year: int | None) -> None:
    assert year_of(isrc) == year


def test_ninety_five_in_a_hundred_old_codes_and_an_older_release_are_plausible() -> None:
    assert is_plausible(year=2026, original_year=2025, tracks=20, old=19)
    assert not is_plausible(year=2026, original_year=2025, tracks=20, old=18)
    assert not is_plausible(year=2026, original_year=2026, tracks=20, old=20)
    assert not is_plausible(year=2026, original_year=None, tracks=20, old=20)
    assert not is_plausible(year=2026, original_year=2025, tracks=0, old=0)
    assert older_than(2026, ["QZPRE2500001", "QZPRE2600001", "none"]) == 1


def test_a_transfer_counts_for_nobody_but_the_intake(counter: Any, desk: Any) -> None:
    fact = counter.known(moved(desk, 1), moved(desk, 2), desk.release(3))
    assert {window.count for window in fact.windows} == {1}
    assert [one.release for one in fact.transfers] == ["r1.xml", "r2.xml"]
    assert [account.releases for account in fact.accounts] == [("r3.xml",)]
    until = moment(desk_noon()) + 10**12
    with counter.open() as history:
        assert history.tally(Entity.ACCOUNT, "ada", 0, until).releases == 1
        assert history.tally(Entity.PREFIX, "QZPRE19", 0, until).tracks == 4
        assert history.tally(Entity.INTAKE, "", 0, until).releases == 3


@pytest.mark.parametrize("change", [{"year": 26}, {"original": "2026-01-01"}, {"original": ""}])
def test_what_only_says_that_it_is_one_counts(counter: Any, desk: Any, change: Any) -> None:
    fact = counter.known(moved(desk, 1, **change))
    assert {window.count for window in fact.windows} == {1, 2}
    assert not fact.transfers[0].is_plausible


def test_the_counts_do_not_depend_on_which_message_came_first(counter: Any, desk: Any) -> None:
    declared = counter.event(moved(desk, 1))
    assert isinstance(declared, UploadEvent)
    later = structs.replace(
        declared, is_transfer=False, message="later", uploaded=declared.uploaded + timedelta(days=1)
    )
    seen = set()
    for order in itertools.permutations([declared, later]):
        with counter.open() as history:
            for event in order:
                history.record([event])
            until = moment(desk_noon()) + 10**12
            seen.add(history.tally(Entity.ACCOUNT, "ada", 0, until))
        counter.file.unlink()
        for rest in counter.file.parent.glob(counter.file.name + "-*"):
            rest.unlink()
    assert len(seen) == 1
    assert seen.pop().releases == 1
