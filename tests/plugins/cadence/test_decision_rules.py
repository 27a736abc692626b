"""Rejections, points and payees: borders, and what stays quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from precheck import AccountTier, Delivery, UploadStatus
from precheck.testing import a_message
from precheck_cadence.history import Standing, moment
from precheck_cadence.options.codes import Infractions

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
AGAIN = "cadence.resubmitted-unchanged"
REJECTIONS = "cadence.rejections"
POINTS = "cadence.infractions"
PAYEE = "cadence.payee-of-many-accounts"
REJECTED, ACCEPTED = UploadStatus.REJECTED, UploadStatus.ACCEPTED
GONE = UploadStatus.TAKEN_DOWN


def sent(at: timedelta, status: UploadStatus | None = None, **values: Any) -> Delivery:
    return Delivery(**{"account": "ada", "uploaded": NOON + at, "status": status, **values})


def stand(counter: Any, at: timedelta, status: UploadStatus, **values: Any) -> None:
    said = {"account": "ada", "product": "icpn:1", **values}
    with counter.open() as history:
        assert history.stand([Standing(moment=moment(NOON + at), status=status, **said)]) == 1


# --- sent again as it was ---------------------------------------------------------------------


def test_a_rejected_release_that_comes_as_it_was_is_told(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, tracks=2))
    stand(counter, DAY, REJECTED, reason="the cover is blurred")
    again = desk.release(1, tracks=2, at=2 * DAY, message=a_message(message_id="M2"))
    for _ in range(2):
        (finding,) = counter.judge(again)[AGAIN]
    assert finding.message == (
        "the release was rejected on 2026-11-21 (the cover is blurred), and comes again with the "
        "same titles, codes and bytes as on 2026-11-20"
    )
    assert finding.evidence["bytes_compared"] is True


def test_the_history_may_hear_of_the_rejection_last(counter: Any, desk: Any) -> None:
    again = desk.release(1, at=2 * DAY)
    counter.learn(desk.release(1))
    counter.learn(again)
    stand(counter, DAY, REJECTED)
    assert AGAIN in counter.judge(again)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"artist": "Bo"},
        {"tracks": 2},
        {"release_date": "2027-01-01"},
    ],
)
def test_what_was_mended_may_come_again(counter: Any, desk: Any, change: dict[str, Any]) -> None:
    counter.learn(desk.release(1))
    stand(counter, DAY, REJECTED)
    assert AGAIN not in counter.judge(desk.release(1, at=2 * DAY, **change))


def test_other_bytes_are_a_mended_release(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1)]))
    stand(counter, DAY, REJECTED)
    mended = desk.track(1, audio=Path("bytes-mended"))
    assert AGAIN not in counter.judge(desk.release(1, own=[mended], at=2 * DAY))


def test_without_files_the_words_are_compared(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, audio=None)]))
    stand(counter, DAY, REJECTED)
    again = desk.release(1, own=[desk.track(1, audio=None)], at=2 * DAY)
    (finding,) = counter.judge(again)[AGAIN]
    assert "the same titles and codes as" in finding.message
    assert finding.evidence["bytes_compared"] is False


def test_files_on_one_side_only_say_nothing(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1)]))
    stand(counter, DAY, REJECTED)
    assert AGAIN not in counter.judge(desk.release(1, own=[desk.track(1, audio=None)], at=2 * DAY))


def test_a_message_checked_again_without_its_files_keeps_its_bytes(counter: Any, desk: Any) -> None:
    whole, bare = desk.track(1), desk.track(1, audio=None)
    counter.learn(desk.release(1, own=[whole]))
    counter.learn(desk.release(1, own=[bare]))
    stand(counter, DAY, REJECTED)
    (finding,) = counter.judge(desk.release(1, own=[whole], at=2 * DAY))[AGAIN]
    assert finding.evidence["bytes_compared"] is True


@pytest.mark.parametrize("status", [ACCEPTED, GONE])
def test_a_later_decision_counts(counter: Any, desk: Any, status: UploadStatus) -> None:
    counter.learn(desk.release(1))
    stand(counter, DAY, REJECTED)
    stand(counter, 2 * DAY, status)
    assert AGAIN not in counter.judge(desk.release(1, at=3 * DAY))


def test_a_release_checked_before_its_rejection_was_not_sent_again(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1))
    stand(counter, DAY, REJECTED)
    assert AGAIN not in counter.judge(desk.release(1))


# --- the account's record ---------------------------------------------------------------------


def decided(counter: Any, desk: Any, statuses: list[UploadStatus], **values: Any) -> None:
    """An account's products, decided about a hundred days ago, one a day."""
    for number, status in enumerate(statuses, 1):
        delivery = sent((number - 100) * DAY, status, **values)
        counter.learn(desk.release(number, delivery=delivery, artist=f"Name {number}"))


@pytest.mark.parametrize(
    ("rejected", "accepted", "told"), [(5, 5, 1), (4, 6, 0), (9, 0, 0), (10, 0, 1)]
)
def test_half_of_ten_decisions(
    counter: Any, desk: Any, rejected: int, accepted: int, told: int
) -> None:
    decided(counter, desk, [REJECTED] * rejected + [ACCEPTED] * accepted)
    assert len(counter.judge(desk.release(99)).get(REJECTIONS, [])) == told


def test_rejections_are_told_with_their_share(counter: Any, desk: Any) -> None:
    decided(counter, desk, [REJECTED] * 6 + [ACCEPTED] * 4)
    (finding,) = counter.judge(desk.release(99))[REJECTIONS]
    assert finding.message == (
        "6 of the last 10 decisions about 'ada', since 2026-08-13, are rejections: 60% "
        "(notice from 50% of 10)"
    )
    assert finding.release == "r99.xml"
    assert finding.evidence["until"] == NOON.isoformat()


def test_what_was_taken_down_was_let_through(counter: Any, desk: Any) -> None:
    decided(counter, desk, [GONE] * 10)
    assert REJECTIONS not in counter.judge(desk.release(99))


def test_only_the_newest_fifty_decisions_count(counter: Any, desk: Any) -> None:
    decided(counter, desk, [REJECTED] * 40 + [ACCEPTED] * 26)
    (record,) = counter.known(desk.release(99)).codes.records
    assert (record.decided, record.rejected) == (50, 24)


def test_a_product_is_let_through_once_and_rejected_each_time(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1))
    for day, status in enumerate((REJECTED, REJECTED, ACCEPTED, UploadStatus.DELIVERED), 1):
        stand(counter, day * HOUR, status)
    (record,) = counter.known(desk.release(2, at=DAY)).codes.records
    assert (record.decided, record.rejected) == (3, 2)


def test_what_was_said_later_does_not_count(counter: Any, desk: Any) -> None:
    decided(counter, desk, [REJECTED] * 10)
    early = desk.release(99, at=-98 * DAY)
    (record,) = counter.known(early).codes.records
    assert record.decided == 2


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((1, 2, 3), "3 in 30 days (notice from 3)"),
        ((1, 2), None),
        ((1, 2, 31, 32, 33), "5 in 60 days (notice from 5)"),
        ((1, 2, 31, 32, 60), None),
        ((1, 2, 30), None),
    ],
)
def test_rejections_count_as_points(
    counter: Any, desk: Any, days: tuple[int, ...], said: str | None
) -> None:
    for number, day in enumerate(days, 1):
        counter.learn(desk.release(number, delivery=sent(-day * DAY, REJECTED)))
    found = counter.judge(desk.release(99)).get(POINTS, [])
    assert [one.message for one in found] == (
        [f"points of infraction of 'ada': {said}"] if said else []
    )


def test_points_count_as_they_are_stated_whatever_their_sign(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1))
    stand(counter, HOUR, GONE, points=-2.0)
    stand(counter, 2 * HOUR, REJECTED, points=1.5)
    (finding,) = counter.judge(desk.release(99, at=DAY))[POINTS]
    assert finding.evidence["points_30_days"] == 3.5
    assert finding.evidence["rejections_without_points_30_days"] == 0


def test_a_label_has_numbers_of_its_own(counter: Any, desk: Any) -> None:
    label: dict[str, Any] = {"tier": AccountTier.LABEL}
    for number in range(1, 7):
        counter.learn(desk.release(number, delivery=sent(-number * DAY, REJECTED, **label)))
    last = desk.release(99, delivery=sent(0 * DAY, **label))
    assert POINTS not in counter.judge(last)
    assert POINTS in counter.judge(last, given=(Infractions(label_in_30_days=6.0),))


# --- who is paid ------------------------------------------------------------------------------


def test_a_second_account_of_one_payee_is_told(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, delivery=sent(0 * DAY, payee="P-1")))
    second = desk.release(
        2, account="bo", delivery=sent(89 * DAY, payee="P-1", account="bo"), artist="Bo"
    )
    (finding,) = counter.judge(second)[PAYEE]
    assert finding.message == "2 accounts are paid to 'P-1' in 90 days (notice from 2)"
    assert finding.evidence["after"] == "2026-11-19T12:00:00+00:00"


def test_an_account_that_stopped_ninety_days_ago_does_not_count(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, delivery=sent(0 * DAY, payee="P-1")))
    late = sent(90 * DAY, payee="P-1", account="bo")
    assert PAYEE not in counter.judge(desk.release(2, account="bo", delivery=late))


def test_a_label_may_be_paid_for_many(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, delivery=sent(0 * DAY, payee="P-1")))
    label = sent(DAY, payee="P-1", account="house", tier=AccountTier.LABEL)
    assert PAYEE not in counter.judge(desk.release(2, account="house", delivery=label))
