"""Every rule, loud and quiet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from precheck import Basis, Delivery, Finding, Severity, Track
from precheck.testing import a_batch, a_message, ask
from precheck_cadence.cadence import Cadence
from precheck_cadence.options import (
    CadenceOptions,
    RoyaltyEdge,
    TracksPerArtist,
    TracksPerArtistExtreme,
)
from precheck_cadence.rules import RULES
from precheck_cadence.rules.recordings import identical_recording

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def releases_of(found: Iterable[Finding]) -> list[str]:
    return [finding.release for finding in found]


# --- what every rule has ---------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_a_page_and_a_source(rule: Any) -> None:
    headings = [line for line in rule.doc.splitlines() if line.startswith("## ")]
    assert headings == [
        "## What it checks",
        "## Why it matters",
        "## What to do",
        "## Limits",
    ]
    assert rule.id.startswith("cadence.")
    assert rule.sources
    assert not rule.title.endswith(".")


@pytest.mark.parametrize("rule", [r for r in RULES if r.options], ids=lambda rule: rule.id)
def test_a_rule_with_numbers_is_an_estimate_that_says_whose_they_are(rule: Any) -> None:
    is_published = any(one.basis is Basis.PUBLISHED for one in rule.thresholds)
    assert rule.is_estimate or is_published
    assert rule.severity <= Severity.WARNING
    named = {threshold.option for threshold in rule.thresholds}
    assert named == {field.name for field in structs.fields(rule.options)}


def test_one_quiet_release_with_a_history_says_nothing(counter: Any, desk: Any) -> None:
    assert counter.judge(desk.release(1, tracks=12)) == {}


# --- tracks and releases per artist ----------------------------------------------------------


def test_26_tracks_of_an_artist_in_a_day_are_many_and_25_are_not(counter: Any, desk: Any) -> None:
    batch = [desk.release(n, tracks=12, at=n * HOUR, account=f"a{n}") for n in (1, 2)]
    assert "cadence.tracks-per-artist" not in counter.judge(*batch, desk.release(3, at=3 * HOUR))
    found = counter.judge(desk.release(4, at=4 * HOUR, artist="ada  EXAMPLE"))
    (finding,) = found["cadence.tracks-per-artist"]
    assert finding.message == "tracks by 'ada  EXAMPLE': 26 in 24 hours (notice from 26)"
    assert finding.release == "r4.xml"
    (window,) = finding.evidence["windows"]
    assert window == {
        "hours": 24,
        "after": "2026-11-19T16:00:00+00:00",
        "until": "2026-11-20T16:00:00+00:00",
        "count": 26,
        "threshold": 26,
        "in_this_batch": 1,
        "accounts": 3,
        "label_account": False,
    }
    assert finding.evidence["history"] == "history.sqlite"


def test_a_flood_is_said_of_every_release_that_counts(counter: Any, desk: Any) -> None:
    batch = [desk.release(n, tracks=10, at=n * HOUR) for n in range(1, 7)]
    found = counter.judge(*batch, desk.release(9, artist="Bo"))
    findings = found["cadence.tracks-per-artist"]
    assert releases_of(findings) == [f"r{n}.xml" for n in range(1, 7)]
    assert findings[0].message == (
        "tracks by 'Ada Example': 60 in 24 hours (notice from 26), 60 in 7 days (notice from 41)"
        "; counted with 'r2.xml', 'r3.xml', 'r4.xml' and 2 more of this batch"
    )
    assert "cadence.tracks-per-artist-extreme" not in found


def test_61_tracks_in_a_day_are_extreme_and_the_milder_rule_speaks_too(
    counter: Any, desk: Any
) -> None:
    found = counter.judge(desk.release(1, tracks=61))
    assert releases_of(found["cadence.tracks-per-artist-extreme"]) == ["r1.xml"]
    assert releases_of(found["cadence.tracks-per-artist"]) == ["r1.xml"]


def test_a_policy_may_set_the_numbers_and_leave_a_window_out(counter: Any, desk: Any) -> None:
    stricter = TracksPerArtist(from_24_hours=0, from_7_days=2, from_30_days=0)
    laxer = TracksPerArtistExtreme(from_24_hours=0, from_7_days=0, from_30_days=0)
    found = counter.judge(desk.release(1, tracks=61), given=(stricter, laxer))
    (finding,) = found["cadence.tracks-per-artist"]
    assert finding.message == "tracks by 'Ada Example': 61 in 7 days (notice from 2)"
    assert "cadence.tracks-per-artist-extreme" not in found


@pytest.mark.parametrize(
    ("count", "loud"),
    [
        (2, set()),
        (3, {"cadence.releases-per-artist"}),
        (6, {"cadence.releases-per-artist", "cadence.releases-per-artist-extreme"}),
    ],
)
def test_releases_of_an_artist_in_a_week(
    counter: Any, desk: Any, count: int, loud: set[str]
) -> None:
    batch = [desk.release(n, at=n * DAY, account=f"a{n}") for n in range(1, count + 1)]
    found = counter.judge(*batch)
    assert set(found) == loud
    for rule in loud:
        assert len(found[rule]) == count


def test_a_release_sent_again_and_again_is_one_release(counter: Any, desk: Any) -> None:
    again = [
        desk.release(1, at=n * HOUR, name=f"v{n}.xml", message=a_message(message_id=f"M{n}"))
        for n in range(1, 20)
    ]
    assert counter.judge(*again) == {}


# --- tracks and releases per account ---------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "loud"),
    [
        (30, set()),
        (31, {"cadence.tracks-per-account"}),
        (61, {"cadence.tracks-per-account", "cadence.tracks-per-account-extreme"}),
    ],
)
def test_tracks_of_an_account_in_a_day(counter: Any, desk: Any, count: int, loud: set[str]) -> None:
    own = [desk.track(n, n, artist=f"Artist {n % 10}") for n in range(1, count + 1)]
    found = counter.judge(desk.release(1, own=own, artist="Various Artists"))
    assert set(found) == loud
    for rule in loud:
        assert found[rule][0].message.startswith(f"tracks from 'ada': {count} in 24 hours")


def test_a_label_has_numbers_of_its_own(new_counter: Any, desk: Any, tmp_path: Any) -> None:
    listed = new_counter(tmp_path, CadenceOptions(history="history.sqlite", labels=("ada",)))
    own = [desk.track(n, n, artist=f"Artist {n % 50}") for n in range(1, 152)]
    album = desk.release(1, own=own[:149], artist="Various Artists")
    assert listed.judge(album) == {}
    rest = desk.release(2, own=own[149:150], artist="Various Artists")
    (finding,) = listed.judge(rest)["cadence.tracks-per-account"]
    assert finding.message == "tracks from 'ada': 150 in 24 hours (notice from 150)"
    assert finding.evidence["windows"][0]["label_account"] is True


def test_a_message_sender_is_counted_as_a_label(counter: Any, desk: Any) -> None:
    batch = [
        desk.release(n, artist=f"Artist {n}", account="PADPIDA2026010101P", delivery=Delivery())
        for n in range(1, 40)
    ]
    assert counter.judge(*batch) == {}
    more = desk.release(40, artist="Artist 40", account="PADPIDA2026010101P", delivery=Delivery())
    assert set(counter.judge(more)) == {"cadence.releases-per-account"}


@pytest.mark.parametrize(
    ("count", "loud"),
    [
        (4, set()),
        (5, {"cadence.releases-per-account"}),
        (10, {"cadence.releases-per-account", "cadence.releases-per-account-extreme"}),
    ],
)
def test_releases_of_an_account_in_a_week(
    counter: Any, desk: Any, count: int, loud: set[str]
) -> None:
    uneven = [n * HOUR + n % 3 * 20 * MINUTE for n in range(count)]
    batch = [
        desk.release(
            n, at=at, artist=f"Artist {n}", own=[desk.track(100 * n, title=chr(64 + n) * 3)]
        )
        for n, at in enumerate(uneven, 1)
    ]
    assert set(counter.judge(*batch)) == loud


# --- the same recording ----------------------------------------------------------------------


def copy(desk: Any, **other: Any) -> Track:
    track: Track = desk.track(101, **other)
    return track


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"isrc": "QZPRE2699999"}, "ISRC 'QZPRE2699999' here, 'QZPRE2600101' there"),
        ({"title": "Rain Sounds"}, "title 'Rain Sounds' here, 'Title 101' there"),
        ({"artist": "Bo"}, "artist 'Bo' here, 'Ada Example' there"),
    ],
)
def test_the_same_bytes_under_other_words_are_refused(
    counter: Any, desk: Any, other: dict[str, str], said: str
) -> None:
    counter.known(desk.release(1))
    found = counter.judge(desk.release(2, at=DAY, own=[copy(desk, **other)]))
    (finding,) = found["cadence.identical-recording"]
    assert finding.release == "r2.xml"
    assert finding.message.endswith(f"in 'Release 1' of 2026-11-20: {said}")
    assert finding.evidence["there"]["product"] == "icpn:1"
    assert "cadence.recording-of-other-account" not in found


def test_a_single_that_comes_again_on_an_album_is_quiet(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    album = desk.release(2, at=DAY, own=[copy(desk, title="TITLE  101"), desk.track(5, 2)])
    assert counter.judge(album) == {}


def test_the_earlier_release_is_not_stopped_by_a_later_copy(counter: Any, desk: Any) -> None:
    original = desk.release(1)
    counter.known(original)
    counter.known(desk.release(2, at=DAY, own=[copy(desk, isrc="QZPRE2699999")]))
    assert counter.judge(original) == {}


def test_two_in_hand_are_both_stopped_whichever_came_first(counter: Any, desk: Any) -> None:
    copied = desk.release(2, at=DAY, own=[copy(desk, isrc="QZPRE2699999")])
    found = counter.judge(desk.release(1), copied)
    findings = found["cadence.identical-recording"]
    assert releases_of(findings) == ["r1.xml", "r2.xml"]
    assert "in 'r2.xml'" in findings[0].message


def test_one_release_with_one_file_under_two_titles_is_refused(counter: Any, desk: Any) -> None:
    own = [desk.track(101), copy(desk, place=2, title="Another", isrc="QZPRE2600102")]
    (finding,) = counter.judge(desk.release(1, own=own))["cadence.identical-recording"]
    assert finding.message == (
        "track A2 'Another' has the same sound, byte for byte, as 'Title 101' in 'r1.xml': "
        "ISRC 'QZPRE2600102' here, 'QZPRE2600101' there and title 'Another' here, "
        "'Title 101' there"
    )


def test_a_title_put_right_in_an_update_is_quiet(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    corrected = [copy(desk, title="Right Title", isrc="QZPRE2600102")]
    assert counter.judge(desk.release(1, at=DAY, own=corrected)) == {}


def test_what_one_side_does_not_state_does_not_differ(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1))
    bare = copy(desk, isrc="", identifiers=(), titles=())
    assert counter.judge(desk.release(2, at=DAY, own=[bare])) == {}


def test_more_copies_than_are_told_of_still_stop_the_next(counter: Any, desk: Any) -> None:
    for number in range(1, 31):
        counter.known(desk.release(number, at=number * 60 * DAY, own=[copy(desk)]))
    last = desk.release(31, at=3000 * DAY, own=[copy(desk, title="Other")])
    assert len(counter.judge(last)["cadence.identical-recording"]) == 20


def test_the_recording_of_another_account_is_looked_at(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1, account="bo"))
    found = counter.judge(desk.release(2, at=DAY, own=[copy(desk)]))
    (finding,) = found["cadence.recording-of-other-account"]
    assert finding.message == (
        "track A1 'Title 101' has the same sound, byte for byte, as 'Title 101' "
        "in 'Release 1' of 2026-11-20:"
        " account 'ada' here, 'bo' there"
    )
    assert "cadence.identical-recording" not in found


def test_the_sum_in_the_evidence_is_named_for_what_it_is_of(counter: Any, desk: Any) -> None:
    found = counter.judge(desk.release(1), desk.release(2, own=[copy(desk, isrc="QZPRE2699999")]))
    whole = found["cadence.identical-recording"][0].evidence
    assert whole["file_sha256"] == hashlib.sha256(b"bytes-101").hexdigest()
    assert not {"sha256", "sound_sha256"} & whole.keys()

    twin = counter.known(
        desk.release(1), desk.release(2, own=[copy(desk, isrc="QZPRE2699999")])
    ).twins[0]
    sound = structs.replace(twin, sound_sha256="bb", file_sha256="")
    (finding,) = ask(identical_recording, a_batch("r1.xml"), Cadence(history="", twins=(sound,)))
    assert finding.evidence["sound_sha256"] == "bb"
    assert not {"sha256", "file_sha256"} & finding.evidence.keys()


def test_a_recording_of_nobody_is_nobodys(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1, account=""))
    assert counter.judge(desk.release(2, at=DAY, own=[copy(desk)])) == {}


# --- the royalty edge ------------------------------------------------------------------------


def lasting(desk: Any, *seconds: float | None, first: int = 1) -> list[Track]:
    return [
        desk.track(first + place, place + 1, duration_seconds=length)
        for place, length in enumerate(seconds)
    ]


@pytest.mark.parametrize(
    ("seconds", "loud"),
    [
        ((31.0,), False),
        ((31.0, 32.0), False),
        ((31.0, 32.0, 33.0), True),
        ((30.0, 35.0, 32.0, *[180.0] * 20), True),
        ((29.999, 35.001, 32.0, *[180.0] * 20), False),
        ((31.0, 180.0, 180.0, 180.0), False),
        ((31.0, 32.0, 180.0, 180.0), True),
        ((31.0, 32.0, *[180.0] * 6), True),
        ((31.0, 32.0, *[180.0] * 7), False),
        ((31.0, 32.0, 180.0, None), False),
    ],
)
def test_the_royalty_edge_of_a_release(
    counter: Any,
    desk: Any,
    seconds: tuple[float | None, ...],
    loud: bool,  # noqa: FBT001 - a case
) -> None:
    found = counter.judge(desk.release(1, own=lasting(desk, *seconds)))
    assert ("cadence.royalty-edge" in found) is loud


def test_the_royalty_edge_says_how_many_of_how_many(counter: Any, desk: Any) -> None:
    own = lasting(desk, 31.0, 32.0, 180.0, 180.0)
    (finding,) = counter.judge(desk.release(1, own=own))["cadence.royalty-edge"]
    assert finding.message == "2 of 4 tracks last 30 to 35 s (notice from 3 tracks or 25%)"
    assert finding.evidence["tracks"] == [
        {"track": "A1", "seconds": 31.0},
        {"track": "A2", "seconds": 32.0},
    ]


def test_a_policy_may_ask_for_the_share_of_a_lone_single(counter: Any, desk: Any) -> None:
    strict = RoyaltyEdge(share_from_tracks=1, share_from_short_tracks=1)
    found = counter.judge(desk.release(1, own=lasting(desk, 31.0)), given=(strict,))
    assert "cadence.royalty-edge" in found


def test_one_in_ten_tracks_of_an_account_is_a_pattern(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1, at=-80 * DAY, own=lasting(desk, *[180.0] * 18)))
    quiet = desk.release(2, own=lasting(desk, 31.0, first=50))
    assert "cadence.royalty-edge-account" not in counter.judge(quiet)
    found = counter.judge(desk.release(3, own=lasting(desk, 31.0, first=60), artist="Bo"))
    (finding,) = found["cadence.royalty-edge-account"]
    assert finding.release == "r3.xml"
    assert finding.message == (
        "2 of 20 tracks from 'ada' in 90 days last 30 to 35 s: 10% (notice from 10%)"
    )


def test_short_tracks_of_more_than_90_days_ago_are_forgotten(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1, at=-90 * DAY, own=lasting(desk, *[31.0] * 25)))
    now = lasting(desk, 31.0, *[180.0] * 20, first=60)
    assert "cadence.royalty-edge-account" not in counter.judge(desk.release(2, own=now))


def test_a_release_without_short_tracks_is_not_told_of_the_others(counter: Any, desk: Any) -> None:
    counter.known(desk.release(1, at=-DAY, own=lasting(desk, *[31.0] * 25)))
    assert "cadence.royalty-edge-account" not in counter.judge(desk.release(2, artist="Bo"))


# --- what could not be counted ---------------------------------------------------------------


def test_without_a_history_it_is_said_once(new_counter: Any, desk: Any) -> None:
    found = new_counter().judge(desk.release(1), desk.release(2))
    (finding,) = found["cadence.no-history"]
    assert finding.release == ""
    assert finding.evidence["looked_for"] == "history under [plugins.cadence]"


def test_a_release_without_an_account_is_said_to_have_none(counter: Any, desk: Any) -> None:
    found = counter.judge(desk.release(1, account=""), desk.release(2))
    assert releases_of(found["cadence.no-account"]) == ["r1.xml"]
    assert found["cadence.no-account"][0].evidence["looked_for"] == [
        "account in delivery.toml",
        "the DPID of the message's sender",
    ]


def test_tracks_without_a_file_are_said_not_to_be_compared(counter: Any, desk: Any) -> None:
    own = [desk.track(n, n, audio=None) for n in range(1, 8)]
    (finding,) = counter.judge(desk.release(1, own=own))["cadence.not-compared"]
    assert finding.message == (
        "tracks A1, A2, A3, A4, A5 and 2 more were not compared with earlier recordings: "
        "their files were not read"
    )
    assert finding.evidence["count"] == 7
