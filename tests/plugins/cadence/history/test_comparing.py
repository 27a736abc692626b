"""Which of the newest tracks of an account are copies, in the file and on the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from precheck import UploadStatus
from precheck_cadence.history import HOUR, HeldTrack, Standing, moment
from precheck_cadence.history.comparing import _COMPARED
from precheck_cadence.history.holdings import LONG_AGO
from precheck_cadence.history.store import Store
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
START = moment(NOON)
LATER = START + 10_000 * HOUR
ACCOUNTS = ("one", "two", "Årets; «tre»")
GONE = {UploadStatus.REJECTED, UploadStatus.TAKEN_DOWN}


@pytest.fixture
def history(either: Any) -> Iterator[Store]:
    with either.open() as opened:
        yield opened


def sum_of(sound: int) -> str:
    return "sound:" + f"{sound:02x}" * 32


def track(number: int, sound: int = 0, **values: Any) -> UploadTrack:
    """Track `number` with the bytes of a sound; a number of its own where none is named."""
    isrc = values.pop("isrc", f"QZPRE26{number:05}")
    artist = values.pop("artist", "ada")
    defaults: dict[str, Any] = {
        "reference": f"A{number}",
        "key": f"isrc:{number}",
        "isrc": isrc,
        "title": f"Title {number}",
        "title_key": f"title {number}",
        "artists": (ArtistName(artist, artist),),
        "sums": (sum_of(sound or number),),
    }
    return UploadTrack(**{**defaults, **values})


def event(
    number: int, *tracks: UploadTrack, account: str = "one", hours: int = 0, **values: Any
) -> UploadEvent:
    return UploadEvent(
        release=f"{number}.xml",
        account=account,
        product=f"icpn:{number}",
        uploaded=NOON + timedelta(hours=hours),
        timed_by=TimedBy.DELIVERY,
        tracks=tracks,
        **values,
    )


def copied(history: Store, account: str = "one", limit: int = 100) -> list[str]:
    return [one.track.title for one in history.compared(account, LATER, limit) if one.is_copy]


FIRST = event(1, track(1))


@pytest.mark.parametrize(
    ("second", "titles"),
    [
        (event(2, track(2, 1), hours=1), ["Title 2"]),
        (event(2, track(1), hours=1), []),
        (event(2, track(1, title_key="low sun"), hours=1), []),
        (event(2, track(1, artist="bo"), hours=1), ["Title 1"]),
        (event(2, track(2, 1, isrc=""), hours=1), ["Title 2"]),
        (event(2, track(2, 1, isrc="", title_key="title 1"), hours=1), []),
        (event(2, track(2), hours=1), []),
        (event(2, track(2, sums=()), hours=1), []),
        (event(2, track(2, 1)), ["Title 2"]),
        (event(2, track(2, 1), hours=-1), ["Title 1"]),
    ],
    ids=[
        "another ISRC",
        "single and album",
        "another title, one ISRC",
        "another artist",
        "no ISRC and another title",
        "no ISRC and the same title",
        "other bytes",
        "unknown bytes",
        "at one moment",
        "the other is the copy",
    ],
)
def test_a_copy_holds_the_bytes_of_an_earlier_product_under_other_words(
    history: Store, second: UploadEvent, titles: list[str]
) -> None:
    history.record([FIRST, second])
    assert copied(history) == titles


def test_the_recording_of_another_account_is_a_copy_for_the_later_one_alone(
    history: Store,
) -> None:
    history.record([FIRST, event(2, track(1), account="two", hours=1)])
    assert (copied(history, "one"), copied(history, "two")) == ([], ["Title 1"])


def test_two_tracks_of_one_product_are_no_copies(history: Store) -> None:
    history.record([event(1, track(1), track(2, 1))])
    assert copied(history) == []


@pytest.mark.parametrize("status", sorted(GONE))
def test_what_was_refused_or_taken_down_is_nobodys(history: Store, status: UploadStatus) -> None:
    history.record([FIRST, event(2, track(2, 1), hours=3)])
    said = Standing(account="one", product="icpn:1", moment=START + HOUR, status=status)
    history.stand([said])
    assert copied(history) == []
    assert [c.is_copy for c in history.compared("one", START + HOUR - 1, 9)] == [False]


def test_every_sum_of_a_recording_is_compared(history: Store) -> None:
    pcm = "pcm:" + "07" * 16
    history.record([FIRST, event(2, track(2, sums=(pcm,)), hours=1)])
    history.record([event(3, track(3, sums=(sum_of(99), pcm)), hours=2)])
    history.record([event(4, track(4, sums=(sum_of(1), sum_of(98))), hours=3)])
    assert copied(history) == ["Title 4", "Title 3"]


def test_only_the_newest_are_compared_and_those_of_unknown_bytes_left_out(history: Store) -> None:
    history.record(event(n, track(n, 1), hours=n) for n in (1, 2, 3))
    history.record([event(4, track(4, sums=()), hours=4)])
    assert [c.track.title for c in history.compared("one", LATER, 3)] == ["Title 3", "Title 2"]
    assert copied(history, limit=3) == ["Title 3", "Title 2"]
    assert history.compared("nobody", LATER, 3) == []


@pytest.mark.parametrize("seed", range(6))
def test_one_question_says_what_many_would(
    history: Store, made_up: Callable[..., list[UploadEvent]], seed: int
) -> None:
    history.record(made_up(seed, 60))
    seen = set()
    for account in ACCOUNTS:
        sums = {
            (upload.product, part.key): part.sums
            for upload in history.uploads_of(account)
            for part in upload.tracks
        }
        recent = history.recent(account, LATER, 100)
        known = [one for one in recent if sums[one.product, one.recording]]
        expected = [(one, is_copy(history, one, sums[one.product, one.recording])) for one in known]
        found = [(one.track, one.is_copy) for one in history.compared(account, LATER, 100)]
        assert found == expected
        seen |= {flag for _, flag in found}
    assert seen == {False, True}


def is_copy(history: Store, own: HeldTrack, sums: tuple[str, ...]) -> bool:
    """The same, asked one by one."""
    asked = UploadTrack(reference="A1", key="any", sums=sums)
    return any(
        (one.account, one.product) != (own.account, own.product)
        and (one.moment, one.account, one.product) < (own.moment, own.account, own.product)
        and differs(own, one)
        and not is_gone(history, one)
        for one in history.copies(asked)
    )


def differs(own: HeldTrack, one: HeldTrack) -> bool:
    pairs = [(own.account, one.account), (own.artists, one.artists), (own.isrc, one.isrc)]
    if not (own.isrc and one.isrc):
        pairs.append((own.title_key, one.title_key))
    return any(here and there and here != there for here, there in pairs)


def is_gone(history: Store, one: HeldTrack) -> bool:
    said = history.verdicts(one.account, one.product, LATER, 1)
    return bool(said) and said[0].status in GONE


def test_no_table_is_read_from_end_to_end(counter: Any) -> None:
    asked = {"key": "one", "kind": 1, "after": LONG_AGO, "until": LATER, "number": 100}
    with counter.open() as history:
        plan = history.database.all(f"EXPLAIN QUERY PLAN {_COMPARED}", **asked)
    scans = [row[-1] for row in plan if row[-1].startswith("SCAN")]
    assert scans
    assert all(scan in ("SCAN newest", "SCAN same") for scan in scans), scans
