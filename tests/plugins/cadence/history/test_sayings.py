"""What messages said, what was decided, and who has the same bytes: in both databases alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from precheck import UploadStatus
from precheck_cadence.history import HistoryFailure, Standing, moment
from precheck_cadence.history.sayings import sums_of, words_of
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA = (ArtistName("ada example", "Ada Example"),)
TRACK = UploadTrack(
    reference="A1",
    key="isrc:QZPRE2600001",
    isrc="QZPRE2600001",
    title="Low Sun",
    title_key="low sun",
    artists=ADA,
    sums=(f"sound:{'01' * 32}",),
)
UPLOAD = UploadEvent(
    release="r1.xml",
    account="ada",
    product="icpn:1",
    message="M1",
    uploaded=NOON,
    timed_by=TimedBy.DELIVERY,
    title="Low Sun",
    artists=ADA,
    tracks=(TRACK,),
)
LATEST = moment(NOON + 100 * HOUR)


def at(hours: int, **values: Any) -> UploadEvent:
    said = {"uploaded": NOON + hours * HOUR, "message": f"M{hours}", **values}
    return structs.replace(UPLOAD, **said)


def test_every_message_is_remembered_newest_first(either: Any) -> None:
    with either.open() as history:
        history.record([at(2, title="High Moon"), at(1)])
        found = history.said("ada", "icpn:1", LATEST, 10)
        until = history.said("ada", "icpn:1", moment(NOON + HOUR), 10)
        one = history.said("ada", "icpn:1", LATEST, 1)
    assert [(said.message, said.title) for said in found] == [
        ("M2", "High Moon"),
        ("M1", "Low Sun"),
    ]
    assert found[1].artists == ("ada example",)
    assert (found[1].words, found[1].sums) == (words_of(at(1)), sums_of(at(1)))
    assert until == found[1:]
    assert one == found[:1]


def test_a_message_recorded_again_says_what_it_says_now_and_keeps_its_bytes(either: Any) -> None:
    bare = at(1, title="High Moon", tracks=(structs.replace(TRACK, sums=()),))
    with either.open() as history:
        history.record([at(1)])
        history.record([bare])
        (said,) = history.said("ada", "icpn:1", LATEST, 10)
    assert said.title == "High Moon"
    assert said.words == words_of(bare)
    assert said.sums == sums_of(at(1))


@pytest.mark.parametrize("turn", [1, -1])
def test_one_message_twice_in_a_batch_is_one_message(either: Any, turn: int) -> None:
    bare = at(1, release="r2.xml", tracks=(structs.replace(TRACK, sums=()),))
    with either.open() as history:
        history.record([at(1), bare][::turn])
        (said,) = history.said("ada", "icpn:1", LATEST, 10)
    assert said.sums == sums_of(at(1))


def test_nobody_has_said_anything_of_what_is_not_known(either: Any) -> None:
    with either.open() as history:
        history.record([UPLOAD])
        assert history.said("bo", "icpn:1", LATEST, 10) == []
        assert history.verdicts("ada", "icpn:2", LATEST, 10) == []
        assert history.copies(structs.replace(TRACK, sums=())) == []


def test_decisions_about_a_product_are_told_newest_first(either: Any) -> None:
    rejected = Standing(
        account="ada",
        product="icpn:1",
        moment=moment(NOON + HOUR),
        status=UploadStatus.REJECTED,
        reason="blurred",
        points=2.0,
    )
    accepted = structs.replace(
        rejected, moment=moment(NOON + 2 * HOUR), status=UploadStatus.ACCEPTED, reason=""
    )
    with either.open() as history:
        history.record([UPLOAD, at(0, product="icpn:2", message="N1")])
        history.stand([accepted, rejected, structs.replace(accepted, product="icpn:2")])
        assert history.verdicts("ada", "icpn:1", LATEST, 10) == [accepted, rejected]
        assert history.verdicts("ada", "icpn:1", accepted.moment - 1, 10) == [rejected]
        assert history.verdicts("ada", "icpn:1", LATEST, 1) == [accepted]


def test_copies_are_told_oldest_first_whoever_sent_them(either: Any) -> None:
    both = structs.replace(TRACK, sums=(*TRACK.sums, f"pcm:{'02' * 16}"))
    with either.open() as history:
        history.record(
            [
                at(2, account="bo", product="icpn:2", tracks=(both,)),
                at(1),
                at(3, product="icpn:3", tracks=(structs.replace(TRACK, sums=both.sums[1:]),)),
                at(4, product="icpn:4", tracks=(structs.replace(TRACK, sums=()),)),
            ]
        )
        found = history.copies(both)
    assert [(one.account, one.product) for one in found] == [
        ("ada", "icpn:1"),
        ("bo", "icpn:2"),
        ("ada", "icpn:3"),
    ]


def test_what_a_product_no_longer_holds_is_no_copy(either: Any) -> None:
    other = structs.replace(TRACK, key="isrc:QZPRE2600002", sums=(f"sound:{'03' * 32}",))
    with either.open() as history:
        history.record([at(1), at(2, tracks=(other,))])
        assert history.copies(TRACK) == []


def test_more_than_a_hundred_copies_are_too_many(counter: Any) -> None:
    with counter.open() as history:
        history.record([at(n, product=f"icpn:{n}") for n in range(101)])
        found = history.copies(TRACK)
    assert len(found) == 100
    assert found[-1].product == "icpn:99"


def test_a_digest_is_of_what_is_said_and_not_of_where_it_was_read() -> None:
    elsewhere = structs.replace(UPLOAD, release="r9.xml", uploaded=NOON + HOUR, message="M9")
    moved = structs.replace(
        UPLOAD,
        tracks=(structs.replace(TRACK, seconds=9.5, is_functional=True, audio="other.flac"),),
    )
    assert words_of(UPLOAD) == words_of(elsewhere) == words_of(moved)
    assert words_of(UPLOAD) != words_of(structs.replace(UPLOAD, edition="Deluxe"))
    assert words_of(UPLOAD) != words_of(structs.replace(UPLOAD, cover=7))


def test_bytes_are_known_only_where_those_of_every_track_are() -> None:
    bare = structs.replace(TRACK, reference="A2", sums=())
    assert sums_of(structs.replace(UPLOAD, tracks=(TRACK, bare))) == b""
    assert sums_of(structs.replace(UPLOAD, tracks=())) == b""
    assert len(sums_of(UPLOAD)) == 16


def test_a_history_that_lost_a_table_says_so(counter: Any) -> None:
    with counter.open() as history:
        history.database.run("DROP TABLE said")
        with pytest.raises(HistoryFailure, match="does not have the shape it should"):
            history.said("ada", "icpn:1", LATEST, 1)
