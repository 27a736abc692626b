"""Deals built by hand: what goes together, what meets, and when it is over."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from precheck import AsOf, Deal, FileReference, Finding, Period, Price, Release
from precheck.model.files import Technical
from precheck.testing import A_DAY, a_message, a_release, a_track, ask, check
from precheck_ddex.options import DurationGap, EarlyStart, FileDuration
from precheck_ddex.rules.dates import (
    created_implausible,
    original_date_after_release,
    release_date_malformed,
)
from precheck_ddex.rules.durations import file_duration_differs, release_duration_differs
from precheck_ddex.rules.previews import shown_after_deal_start
from precheck_ddex.rules.prices import deals_conflict
from precheck_ddex.rules.terms import (
    deal_after_release,
    deal_before_release,
    deal_use_implausible,
    deals_all_ended,
)
from precheck_ddex.rules.territories import deal_territory_repeated

FIXTURES = Path(__file__).parents[3] / "fixtures"
SEVENTY, NINETY = (
    Price(kind="WholesalePricePerUnit", amount=amount, currency="EUR")
    for amount in ("0.70", "0.90")
)


def a_deal(start: str = "2026-12-11", end: str = "", **values: object) -> Deal:
    said: dict[str, object] = {
        "release_references": ("R0",),
        "territories": ("Worldwide",),
        "commercial_models": ("PayAsYouGoModel",),
        "use_types": ("PermanentDownload",),
        "periods": (Period(start=start, end=end),),
    }
    return Deal(**{**said, **values})  # type: ignore[arg-type] # a test hands over anything


def with_deals(*deals: Deal, **values: Any) -> tuple[Release, object]:
    message = a_message(deals=deals)
    return a_release(message=message, reference="R0", **values), message


def conflicts(one: Deal, other: Deal) -> list[Finding]:
    return ask(deals_conflict, *with_deals(one, other))


@pytest.mark.parametrize(
    "other",
    [
        a_deal(prices=(NINETY,)),
        a_deal("2027-01-01", prices=(NINETY,)),
        a_deal(territories=("DE", "AT"), prices=(NINETY,)),
        a_deal(territories=(), excluded_territories=("US",), prices=(NINETY,)),
        a_deal("2026-01-01", "2026-12-12", prices=(NINETY,)),
        a_deal("2026-12-11T00:00:00Z", prices=(NINETY,)),
    ],
)
def test_two_prices_for_one_thing_are_told(other: Deal) -> None:
    [finding] = conflicts(a_deal(prices=(SEVENTY,)), other)

    assert finding.message == ("the deal for R0 asks 0.90 EUR, another for the same asks 0.70 EUR")


@pytest.mark.parametrize(
    "other",
    [
        a_deal(prices=(SEVENTY,)),
        a_deal("2026-01-01", "2026-12-11", prices=(NINETY,)),
        a_deal("2026-01-01", "2026-12-10", prices=(NINETY,)),
        a_deal(release_references=("R1",), prices=(NINETY,)),
        a_deal(use_types=("OnDemandStream",), prices=(NINETY,)),
        a_deal(commercial_models=("SubscriptionModel",), prices=(NINETY,)),
        a_deal(territories=(), excluded_territories=("Worldwide",), prices=(NINETY,)),
        a_deal(conditions=("CarrierType: CompactDisc",), prices=(NINETY,)),
        a_deal(is_pre_order=True, prices=(NINETY,)),
        a_deal(is_takedown=True, prices=(NINETY,)),
        a_deal(),
    ],
)
def test_deals_that_never_meet_do_not_conflict(other: Deal) -> None:
    assert conflicts(a_deal(prices=(SEVENTY,)), other) == []


def test_deals_for_neighbouring_countries_do_not_conflict() -> None:
    here = a_deal(territories=("DE",), prices=(SEVENTY,))
    there = a_deal(territories=("AT",), prices=(NINETY,))
    elsewhere = a_deal(territories=(), excluded_territories=("DE",), prices=(NINETY,))

    assert conflicts(here, there) == []
    assert conflicts(here, elsewhere) == []


def test_a_pair_of_deals_for_many_releases_is_told_once() -> None:
    tracks = ("R0", "R1", "R2")

    found = conflicts(
        a_deal(release_references=tracks, prices=(SEVENTY,)),
        a_deal(release_references=tracks, prices=(NINETY,)),
    )

    assert len(found) == 1


@pytest.mark.parametrize(
    ("models", "uses", "is_told"),
    [
        (("PayAsYouGoModel",), ("OnDemandStream",), True),
        (("PayAsYouGoModel",), ("OnDemandStream", "PermanentDownload"), False),
        (("PayAsYouGoModel",), ("ConditionalDownload",), False),
        (("AdvertisementSupportedModel",), ("PermanentDownload",), True),
        (("SubscriptionModel",), ("ConditionalDownload",), False),
        (("SubscriptionModel", "PayAsYouGoModel"), ("OnDemandStream",), True),
        (("RightsClaimModel",), ("UserMakeAvailableUserProvided",), False),
        (("FreeOfChargeModel",), ("PermanentDownload",), False),
        (("UserDefined",), ("PermanentDownload",), False),
        (("PayAsYouGoModel",), (), False),
    ],
)
def test_a_model_needs_one_use_that_goes_with_it(
    models: tuple[str, ...], uses: tuple[str, ...], *, is_told: bool
) -> None:
    deal = a_deal(commercial_models=models, use_types=uses)

    assert bool(ask(deal_use_implausible, *with_deals(deal))) is is_told


def test_films_are_paid_by_the_view() -> None:
    deal = a_deal(use_types=("OnDemandStream",))

    assert ask(deal_use_implausible, *with_deals(deal, tracks=(a_track(kind="Video"),))) == []


@pytest.mark.parametrize(
    ("deal", "is_told"),
    [
        (a_deal("2026-12-09"), True),
        (a_deal("2026-12-09T23:00:00Z"), True),
        (a_deal("2026-12-10"), False),
        (a_deal("2026-12-11"), False),
        (a_deal("2026-12-09", is_pre_order=True), False),
        (a_deal("2026-12-09", release_references=("R1",)), False),
        (a_deal("soon"), False),
    ],
)
def test_a_deal_begins_on_the_release_date_or_the_day_before(deal: Deal, *, is_told: bool) -> None:
    release, message = with_deals(deal, release_date="2026-12-11")

    assert bool(ask(deal_before_release, release, message, EarlyStart())) is is_told


@pytest.mark.parametrize(
    ("deals", "is_told"),
    [
        ((a_deal("2026-12-12"),), True),
        ((a_deal("2026-12-11"),), False),
        ((a_deal("2026-12-12T00:00:00+12:00"),), False),
        ((a_deal("2026-12-13T00:00:00"),), True),
        ((a_deal("2026-12-18"), a_deal("2026-12-11", territories=("DE",))), False),
        ((a_deal("2026-12-18"), a_deal("2026-12-01", is_pre_order=True)), True),
        ((a_deal("2026-12-18"), a_deal("2026-12-01", is_takedown=True)), True),
        ((a_deal("2026-12-18"), a_deal("2026-12-01", release_references=("R1",))), True),
        ((a_deal("2026-12-18"), a_deal("2026")), False),
        ((a_deal("2026-12-18"), a_deal("")), False),
        ((a_deal("2026-12-18"), a_deal(periods=())), False),
        ((a_deal("2026-12-18", release_references=("R1",)),), False),
        ((), False),
    ],
)
def test_the_first_deal_begins_by_the_release_date(
    deals: tuple[Deal, ...], *, is_told: bool
) -> None:
    release, message = with_deals(*deals, release_date="2026-12-11")

    assert bool(ask(deal_after_release, release, message)) is is_told


@pytest.mark.parametrize("day", ["2026-11-21", "1998-05-01", "2027", ""])
def test_a_release_of_old_may_get_new_deals(day: str) -> None:
    release, message = with_deals(a_deal("2027-12-18"), release_date=day)

    assert ask(deal_after_release, release, message) == []


def test_a_release_without_a_day_is_not_early() -> None:
    release, message = with_deals(a_deal("2020-01-01"), release_date="2026")

    assert ask(deal_before_release, release, message, EarlyStart()) == []


@pytest.mark.parametrize(
    ("deals", "is_told"),
    [
        ((a_deal("2020-01-01", "2026-11-20"),), True),
        ((a_deal("2020-01-01", "2026-11-21"),), False),
        ((a_deal("2020-01-01", "2026-11-20"), a_deal()), False),
        ((a_deal("2020-01-01", "2026-11-20"), a_deal(is_takedown=True)), True),
        ((a_deal(is_takedown=True),), False),
        ((), False),
    ],
)
def test_what_is_over_since_the_day_before_yesterday_is_over(
    deals: tuple[Deal, ...], *, is_told: bool
) -> None:
    release, message = with_deals(*deals)

    assert date(2026, 11, 22) == A_DAY
    assert bool(ask(deals_all_ended, release, message, AsOf(day=A_DAY))) is is_told


@pytest.mark.parametrize(
    ("codes", "is_told"),
    [
        (("DE", "DE"), True),
        (("Worldwide", "DE"), True),
        (("DE", "AT"), False),
        (("Worldwide",), False),
    ],
)
def test_a_territory_is_named_once(codes: tuple[str, ...], *, is_told: bool) -> None:
    assert bool(ask(deal_territory_repeated, *with_deals(a_deal(territories=codes)))) is is_told


@pytest.mark.parametrize(
    ("stated", "lengths", "is_told"),
    [
        (120.0, (60.0, 60.0), False),
        (124.0, (60.0, 60.0), False),
        (124.5, (60.0, 60.0), True),
        (100.0, (60.0, 60.0), True),
        (100.0, (60.0, None), False),
        (None, (60.0, 60.0), False),
        (0.0, (), False),
    ],
)
def test_tracks_add_up_but_for_two_seconds_each(
    stated: float | None, lengths: tuple[float | None, ...], *, is_told: bool
) -> None:
    tracks = tuple(a_track(duration_seconds=length) for length in lengths)
    bonus = a_track("A9", duration_seconds=500.0, is_primary=False)
    release = a_release(tracks=(*tracks, bonus), duration_seconds=stated)

    found = ask(release_duration_differs, release, release.message, DurationGap())

    assert bool(found) is is_told


@pytest.mark.parametrize(
    ("recording", "files", "told"),
    [
        (71.0, (Technical(duration_seconds=101.0),), [101.0]),
        (71.0, (Technical(duration_seconds=72.0),), []),
        (71.0, (Technical(duration_seconds=69.9),), [69.9]),
        (71.0, (Technical(duration_seconds=30.0, is_preview=True),), []),
        (71.0, (Technical(), Technical(duration_seconds=71.0)), []),
        (71.0, 2 * (Technical(duration_seconds=101.0),), [101.0]),
        (None, (Technical(duration_seconds=101.0),), []),
        (0.0, (Technical(duration_seconds=101.0),), []),
    ],
)
def test_a_recording_is_as_long_as_its_files_but_for_a_second(
    recording: float | None, files: tuple[Technical, ...], told: list[float]
) -> None:
    named = tuple(FileReference(uri="a.flac", technical=technical) for technical in files)
    track = a_track(duration_seconds=recording, files=named)

    found = ask(file_duration_differs, track, a_message(), FileDuration())

    assert [finding.evidence["file_seconds"] for finding in found] == told


@pytest.mark.parametrize(
    ("first", "now", "is_told"),
    [
        ("2026-12-12", "2026-12-11", True),
        ("2027", "2026-12-11", True),
        ("2026-12-11", "2026", False),
        ("2026", "2026-12-11", False),
        ("1955-01-01", "2026-12-11", False),
        ("", "2026-12-11", False),
        ("2027-02-30", "2026-12-11", False),
    ],
)
def test_the_first_release_is_not_after_this_one(first: str, now: str, *, is_told: bool) -> None:
    release = a_release(release_date=now, original_release_date=first)

    assert bool(ask(original_date_after_release, release, release.message)) is is_told


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13", "11.12.2026", "2026-12-11T00:00", "٢٠٢٦"]
)
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    release = a_release(release_date=text)

    assert ask(release_date_malformed, release, release.message)


@pytest.mark.parametrize("text", ["2026-02-28", "2024-02-29", "2026-12", "2026", ""])
def test_a_day_a_month_and_a_year_are_dates(text: str) -> None:
    release = a_release(release_date=text)

    assert ask(release_date_malformed, release, release.message) == []


@pytest.mark.parametrize(
    ("territory", "is_told"), [("DE", True), ("Worldwide", True), ("FR", False), ("", True)]
)
def test_a_visibility_counts_where_the_deal_does(
    tmp_path: Path, territory: str, *, is_told: bool
) -> None:
    where = f"<TerritoryCode>{territory}</TerritoryCode>" if territory else ""
    text = (FIXTURES / "messages" / "4.3.2.xml").read_text("utf-8")
    text = text.replace("<TerritoryCode>Worldwide<", "<TerritoryCode>DE<")
    text = text.replace(
        "</OriginalReleaseDate>",
        "</OriginalReleaseDate><ReleaseVisibilityReference>V1</ReleaseVisibilityReference>",
    ).replace(
        "</DealList>",
        f"<ReleaseVisibility><VisibilityReference>V1</VisibilityReference>{where}"
        "<ClipPreviewStartDateTime>2026-12-18T00:00:00</ClipPreviewStartDateTime>"
        "</ReleaseVisibility></DealList>",
    )
    (tmp_path / "message.xml").write_text(text, "utf-8")

    [result] = check(tmp_path / "message.xml", only=("ddex",)).releases

    told = [notice.rule for notice in result.notices if notice.rule == shown_after_deal_start.id]
    assert bool(told) is is_told


@pytest.mark.parametrize(
    ("created", "why"),
    [
        ("0001-01-01T00:00:00+00:00", "before 2006"),
        ("0001-01-01T00:00:00+14:00", "before 2006"),
        ("1970-01-01T00:00:00+00:00", "before 2006"),
        ("2005-12-31T23:59:59+00:00", "before 2006"),
        ("2026-11-24T00:00:00+00:00", "after 2026-11-22, the day it is judged for"),
        ("9999-12-31T23:59:59-14:00", "after 2026-11-22, the day it is judged for"),
    ],
)
def test_a_message_from_before_ddex_or_from_the_future_is_told(created: str, why: str) -> None:
    message = a_message(created=datetime.fromisoformat(created))

    [finding] = ask(created_implausible, a_release(message=message), message, AsOf(A_DAY))

    assert finding.message == f"the message says it was created on {created[:10]}, {why}" + (
        ", when DDEX was founded" if "before" in why else ""
    )


@pytest.mark.parametrize(
    "created", ["2006-01-01T00:00:00+00:00", "2026-11-22T09:00:00+00:00", "2026-11-23T23:00:00Z"]
)
def test_a_message_of_ddex_days_up_to_tomorrow_is_fine(created: str) -> None:
    message = a_message(created=datetime.fromisoformat(created))

    assert ask(created_implausible, a_release(message=message), message, AsOf(A_DAY)) == []


def test_a_message_that_does_not_say_when_it_was_created_is_not_asked() -> None:
    message = a_message()

    assert ask(created_implausible, a_release(message=message), message, AsOf(A_DAY)) == []
