"""The share of copies among the newest tracks: borders, what is honest, what sounds the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import json

from precheck import AccountTier, Finding
from precheck.testing import a_batch, ask
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Conduct
from precheck_cadence.copying import Copying, NewTrack
from precheck_cadence.duplicates.matching import Stretch
from precheck_cadence.duplicates.relation import Relation
from precheck_cadence.heard import Heard
from precheck_cadence.history import Echo, moment
from precheck_cadence.options.works import DuplicateShare
from precheck_cadence.rules.copying import duplicate_share, duplicate_share_extreme

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SHARE = "cadence.duplicate-share"
EXTREME = "cadence.duplicate-share-extreme"


def newest(copies: int, tracks: int, *here: NewTrack) -> Copying:
    one = NewTrack(release="r1.xml", track="A1", is_copy=True)
    return Copying(
        tracks=tracks,
        copies=copies,
        since=NOON - 9 * DAY,
        titles=("Low Sun",),
        here=here or (one,),
    )


def said(
    copying: Copying, *given: object, echoes: tuple[Heard, ...] = (), rule: Any = duplicate_share
) -> list[Finding]:
    conduct = Conduct(
        account="ada",
        tier=AccountTier.ARTIST,
        until=NOON,
        releases=("r1.xml", "r2.xml"),
        copying=copying,
    )
    fact = Cadence(history="h", accounts=(conduct,), echoes=echoes)
    assert json.decode(json.encode(fact), type=Cadence) == fact
    return ask(rule, a_batch("r1.xml", "r2.xml"), fact, *given)


@pytest.mark.parametrize(
    ("copies", "tracks", "share", "extreme"),
    [
        (4, 100, 0, 0),
        (5, 100, 1, 0),
        (9, 100, 1, 0),
        (10, 100, 1, 1),
        (3, 19, 0, 0),
        (2, 20, 0, 0),
        (3, 20, 1, 1),
        (3, 60, 1, 0),
        (3, 61, 0, 0),
    ],
)
def test_it_speaks_from_five_and_from_ten_in_a_hundred(
    copies: int, tracks: int, share: int, extreme: int
) -> None:
    found = newest(copies, tracks)
    assert (len(said(found)), len(said(found, rule=duplicate_share_extreme))) == (share, extreme)


def test_it_is_said_of_the_releases_with_copies() -> None:
    [finding] = said(newest(6, 80))
    assert finding.release == "r1.xml"
    assert finding.message == (
        "6 of the last 80 tracks from 'ada' are copies of earlier recordings: 8% "
        "(notice from 5% and 3 copies)"
    )
    assert (finding.evidence["titles"], finding.evidence["same_bytes"]) == (["Low Sun"], 6)
    new = NewTrack(release="r2.xml", track="A1", is_copy=False)
    assert said(newest(6, 80, new)) == [], "all of them came before this batch"


@pytest.mark.parametrize(
    "limits",
    [DuplicateShare(from_tracks=0), DuplicateShare(share=0.5), DuplicateShare(from_copies=7)],
)
def test_a_policy_may_ask_for_more(limits: DuplicateShare) -> None:
    assert said(newest(6, 80), limits) == []


def test_nothing_is_no_share() -> None:
    assert said(Copying(), DuplicateShare(share=0.0, from_copies=0, from_tracks=1)) == []
    nothing = newest(0, 50, NewTrack(release="r1.xml", track="A1", is_copy=False))
    assert said(nothing, DuplicateShare(share=0.0, from_copies=0)) == []


# --- what sounds the same ---------------------------------------------------------------------


def heard(track: str, *, bits: float = 0.1, since: timedelta = -DAY, **other: Any) -> Heard:
    """A track of ada's, and what sounds like it."""
    words: dict[str, Any] = {
        "isrc": "QZPRE2600001",
        "title": "Low Sun",
        "title_key": "low sun",
        "artist": "Ada",
        "artist_key": "ada",
        "account": "ada",
    }
    stretch = Stretch(one_seconds=0.0, other_seconds=0.0, seconds=190.0, bit_error_rate=bits)
    echo = Echo(
        relation=Relation.SAME,
        stretches=(stretch,),
        shared_seconds=190.0,
        bit_error_rate=bits,
        own_coverage=0.95,
        other_coverage=0.95,
        seconds=200.0,
        moment=moment(NOON + since),
        product="icpn:9",
        release_title="Suns",
        **{**words, **other},
    )
    return Heard(
        release="r1.xml", track=track, uploaded=NOON, seconds=200.0, echoes=(echo,), **words
    )


OTHER: dict[str, Any] = {"isrc": "QZPRE2600002"}
FOUR = tuple(NewTrack(release="r1.xml", track=f"A{n}", is_copy=n < 3) for n in range(1, 5))


@pytest.mark.parametrize(
    ("echo", "count"),
    [
        (heard("A3", **OTHER), 1),
        (heard("A3", bits=0.16, **OTHER), 0),
        (heard("A3"), 0),
        (heard("A3", title="High Sun", title_key="high sun"), 0),
        (heard("A3", account="bo"), 1),
        (heard("A3", since=DAY, **OTHER), 0),
        (heard("A1", **OTHER), 0),
        (heard("A9", **OTHER), 0),
    ],
    ids=[
        "another ISRC",
        "too far apart",
        "sent again",
        "another title, one ISRC",
        "another account",
        "the other is later",
        "a copy by its bytes already",
        "not among the newest",
    ],
)
def test_what_sounds_the_same_counts_too(echo: Heard, count: int) -> None:
    found = said(newest(2, 40, *FOUR), echoes=(echo,))
    assert len(found) == count
    if found:
        assert (found[0].evidence["same_bytes"], found[0].evidence["same_sound"]) == (2, 1)


def test_sound_may_be_left_out() -> None:
    echoes = (heard("A3", **OTHER),)
    assert said(newest(2, 40, *FOUR), DuplicateShare(bit_error_rate=0.0), echoes=echoes) == []


# --- from the history on ----------------------------------------------------------------------


def told(counter: Any, rule: str, *releases: Any) -> list[str]:
    return [str(one.release) for one in counter.judge(*releases).get(rule, [])]


def copy(desk: Any, number: int, of: int, place: int = 1) -> Any:
    """Track `number` with the bytes of another."""
    return desk.track(number, place, audio=desk.track(of).audio)


def test_copies_are_counted_over_the_last_hundred(counter: Any, desk: Any) -> None:
    assert told(counter, SHARE, desk.release(1, tracks=97)) == []
    two = [copy(desk, 900 + n, 100 + n, n) for n in (1, 2)]
    assert told(counter, SHARE, desk.release(2, own=two, at=DAY)) == []
    third = desk.release(3, own=[copy(desk, 903, 103)], at=2 * DAY)
    assert told(counter, SHARE, third) == [], "3 of 100"
    more = [copy(desk, 903 + n, 103 + n, n) for n in (1, 2)]
    assert told(counter, SHARE, desk.release(4, own=more, at=3 * DAY)) == ["r4.xml"]
    assert told(counter, SHARE, desk.release(5, at=4 * DAY)) == [], "it has no copy"


def test_a_single_on_the_album_on_the_compilation_is_no_copy(counter: Any, desk: Any) -> None:
    singles = [desk.release(n, own=[desk.track(n)], at=n * DAY) for n in range(1, 21)]
    album = desk.release(50, own=[desk.track(n, n) for n in range(1, 21)], at=30 * DAY)
    box = desk.release(51, own=[desk.track(n, n) for n in range(1, 21)], at=40 * DAY)
    found = counter.judge(*singles, album, box)
    assert SHARE not in found


def test_the_one_whose_recordings_were_taken_is_not_told(counter: Any, desk: Any) -> None:
    own = [desk.track(n, n) for n in range(1, 21)]
    taken = desk.release(2, own=own, at=-HOUR, account="bo")
    assert EXTREME not in counter.judge(taken)
    assert told(counter, EXTREME, desk.release(1, own=own)) == ["r1.xml"]
    assert told(counter, EXTREME, taken) == []


def test_without_a_history_the_batch_is_compared(new_counter: Any, desk: Any) -> None:
    first = desk.release(1, tracks=17)
    second = desk.release(2, own=[copy(desk, 900 + n, 100 + n, n) for n in (1, 2, 3)], at=HOUR)
    assert told(new_counter(), SHARE, first, second) == ["r2.xml"]
