"""ISRCs, product codes, copies and prefixes against the history: borders, and what stays quiet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from precheck import Delivery, Finding, UploadStatus
from precheck.testing import a_batch, a_message, ask
from precheck_cadence.cadence import Cadence
from precheck_cadence.codes import Codes, PrefixUse
from precheck_cadence.options import CadenceOptions
from precheck_cadence.options.codes import ManyProducts, PrefixBurn, ProductOverlap
from precheck_cadence.rules.prefixes import prefix_burn

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ISRC = "cadence.isrc-of-other-recording"
CHANGED = "cadence.isrc-changed"
LENGTH = "cadence.isrc-length-differs"
SLIGHT = "cadence.isrc-length-differs-slightly"
CODE = "cadence.product-code-of-other-product"
OVERLAP = "cadence.product-overlaps"
COPIES = "cadence.recording-in-many-products"
SEVERAL = "cadence.recording-under-several-prefixes"
FOREIGN = "cadence.foreign-prefix"
BURN = "cadence.prefix-burn"
ONE = "QZPRE2600001"


def releases_of(found: Iterable[Finding]) -> list[str]:
    return [finding.release for finding in found]


def sent(account: str, at: timedelta, **values: Any) -> Delivery:
    return Delivery(account=account, uploaded=NOON + at, **values)


def transfer(desk: Any, number: int, *, account: str, at: timedelta, **values: Any) -> Any:
    """A release that is said to be a transfer, and was out years before under codes of then."""
    old = desk.track(number, isrc=f"QZPRE19{number:05}")
    return desk.release(
        number,
        own=[old],
        account=account,
        delivery=sent(account, at, transfer=True),
        original_release_date="2019-03-01",
        **values,
    )


# --- an ISRC of another recording -------------------------------------------------------------


def test_an_isrc_with_another_title_is_held(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")]))
    found = counter.judge(
        desk.release(2, own=[desk.track(2, isrc=ONE, title="High Moon")], account="bo", at=DAY)
    )
    (finding,) = found[ISRC]
    assert finding.message == (
        "track A1 'High Moon' has the ISRC QZPRE2600001, under which 'Low Sun' by 'ada example' "
        "came on 2026-11-20 in 'Release 1' from 'ada': title differs"
    )
    assert finding.release == "r2.xml"
    assert finding.evidence["differs"] == ["title"]
    assert finding.evidence["there"]["product"] == "icpn:1"
    assert finding.evidence["history"] == "history.sqlite"


def test_an_isrc_of_another_artist_is_held(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")]))
    other = desk.track(2, isrc=ONE, title="Low Sun", artist="Bo")
    (finding,) = counter.judge(desk.release(2, own=[other], artist="Bo", at=DAY))[ISRC]
    assert finding.message.endswith(": artist differs")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Low Sun", "LOW  SUN!"),
        ("Low Sun", "Low Sun (feat. Bo)"),
        ("Low Sun (Live)", "Low Sun - Live"),
        ("?!", "?!"),
    ],
)
def test_another_spelling_is_the_same_recording(
    counter: Any, desk: Any, before: str, now: str
) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title=before)]))
    again = desk.release(2, own=[desk.track(2, isrc=ONE, title=now)], at=DAY)
    assert ISRC not in counter.judge(again)


def test_a_version_is_another_recording(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")]))
    again = desk.release(2, own=[desk.track(2, isrc=ONE, title="Low Sun (Live)")], at=DAY)
    assert ISRC in counter.judge(again)


def test_a_corrected_title_of_the_same_product_is_no_other_recording(
    counter: Any, desk: Any
) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Lwo Snu")]))
    again = desk.release(1, own=[desk.track(1, title="Low Sun")], at=DAY)
    assert ISRC not in counter.judge(again)


def test_only_the_later_of_two_is_held(counter: Any, desk: Any) -> None:
    first = desk.release(1, own=[desk.track(1, title="Low Sun")])
    counter.learn(first)
    counter.learn(desk.release(2, own=[desk.track(2, isrc=ONE, title="High Moon")], at=DAY))
    assert ISRC not in counter.judge(first)


def test_two_of_one_batch_are_left_to_the_rule_about_batches(counter: Any, desk: Any) -> None:
    found = counter.judge(
        desk.release(1, own=[desk.track(1, title="Low Sun")]),
        desk.release(2, own=[desk.track(2, isrc=ONE, title="High Moon")], at=DAY),
    )
    assert ISRC not in found


def test_what_was_rejected_has_no_code(counter: Any, desk: Any) -> None:
    refused = sent("ada", 0 * DAY, status=UploadStatus.REJECTED)
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")], delivery=refused))
    again = desk.release(2, own=[desk.track(2, isrc=ONE, title="High Moon")], at=DAY)
    assert ISRC not in counter.judge(again)


def test_a_recording_that_comes_again_under_another_isrc_is_told(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun"), desk.track(3)]))
    again = desk.release(1, own=[desk.track(2, title="Low Sun (feat. Bo)"), desk.track(3)], at=DAY)
    (finding,) = counter.judge(again)[CHANGED]
    assert finding.message == (
        "track A1 'Low Sun (feat. Bo)' has the ISRC QZPRE2600002, but the product held it as "
        "QZPRE2600001 since 2026-11-20"
    )
    assert finding.evidence["earlier"]["isrc"] == ONE
    later = desk.release(1, own=[desk.track(2, title="Low Sun"), desk.track(3)], at=2 * DAY)
    assert CHANGED not in counter.judge(later)  # it was the message before that changed it


@pytest.mark.parametrize(
    "now",
    [{"title": "High Moon"}, {"title": "Low Sun (Live)"}, {"title": "Low Sun", "artist": "Bo"}],
)
def test_what_is_not_named_alike_replaces_nothing(
    counter: Any, desk: Any, now: dict[str, str]
) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")]))
    assert CHANGED not in counter.judge(desk.release(1, own=[desk.track(2, **now)], at=DAY))


def test_one_isrc_more_changes_none(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")]))
    both = [desk.track(1, title="Low Sun"), desk.track(2, title="Low Sun")]
    assert CHANGED not in counter.judge(desk.release(1, own=both, at=DAY))


def test_another_product_may_have_another_isrc(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")]))
    assert CHANGED not in counter.judge(
        desk.release(2, own=[desk.track(2, title="Low Sun")], at=DAY)
    )


def test_an_older_message_that_comes_late_changes_nothing(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")], at=DAY))
    late = desk.release(1, own=[desk.track(2, title="Low Sun")])
    assert CHANGED not in counter.judge(late)


def test_each_former_recording_is_replaced_once(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun")]))
    both = [desk.track(2, title="Low Sun"), desk.track(3, title="Low Sun")]
    (finding,) = counter.judge(desk.release(1, own=both, at=DAY))[CHANGED]
    assert finding.evidence["track"] == "A1"


def test_two_messages_of_one_batch_are_left_to_the_rule_about_batches(
    counter: Any, desk: Any
) -> None:
    found = counter.judge(
        desk.release(1, own=[desk.track(1, title="Low Sun")]),
        desk.release(1, own=[desk.track(2, title="Low Sun")], at=DAY),
    )
    assert CHANGED not in found


def test_what_is_no_isrc_is_not_looked_up(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, isrc="TBA", title="Low Sun")]))
    again = desk.release(2, own=[desk.track(2, isrc="TBA", title="High Moon")], at=DAY)
    assert ISRC not in counter.judge(again)


# --- its length -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "rule"),
    [
        (180.0, None),
        (184.9, None),
        (185.0, SLIGHT),
        (190.0, SLIGHT),
        (190.1, LENGTH),
        (169.9, LENGTH),
        (170.0, SLIGHT),
        (None, None),
    ],
)
def test_the_length_of_an_isrc(
    counter: Any, desk: Any, seconds: float | None, rule: str | None
) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun", duration_seconds=180.0)]))
    again = desk.track(2, isrc=ONE, title="Low Sun", duration_seconds=seconds)
    found = counter.judge(desk.release(2, own=[again], at=DAY))
    assert [one for one in found if one in (LENGTH, SLIGHT)] == ([rule] if rule else [])


def test_a_length_is_told_with_both_sides(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1, title="Low Sun", duration_seconds=200.0)]))
    again = desk.track(2, isrc=ONE, title="Low Sun", duration_seconds=185.25)
    (finding,) = counter.judge(desk.release(2, own=[again], at=DAY))[LENGTH]
    assert finding.message == (
        "track A1 'Low Sun' lasts 3:05.2, and with the same ISRC QZPRE2600001 'Low Sun' in "
        "'Release 1' of 2026-11-20 lasts 3:20.0: 14.8 s apart (new ISRC above 10 s)"
    )
    assert finding.evidence["apart_seconds"] == 14.75
    assert finding.evidence["threshold_seconds"] == 10.0


def test_lengths_within_one_batch_count_on_both_sides(counter: Any, desk: Any) -> None:
    tracks = [
        desk.track(n, isrc=ONE, title="Low Sun", duration_seconds=s) for n, s in ((1, 180), (2, 95))
    ]
    found = counter.judge(desk.release(1, own=tracks[:1]), desk.release(2, own=tracks[1:], at=DAY))
    assert releases_of(found[LENGTH]) == ["r1.xml", "r2.xml"]


# --- the code of a product --------------------------------------------------------------------


def test_a_product_code_of_another_account_is_held(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1))
    (finding,) = counter.judge(desk.release(2, account="bo", at=DAY, icpn=f"{1:013}"))[CODE]
    assert finding.message == (
        "'Release 2' has the code 1, under which account 'ada' sent 'Release 1' of 2026-11-20"
    )
    assert finding.evidence["differs"] == ["account"]


def test_a_product_code_is_held_in_both_of_one_batch(counter: Any, desk: Any) -> None:
    found = counter.judge(desk.release(1), desk.release(2, account="bo", icpn=f"{1:013}"))
    assert releases_of(found[CODE]) == ["r1.xml", "r2.xml"]


def test_a_transfer_keeps_its_code(counter: Any, desk: Any) -> None:
    counter.learn(transfer(desk, 1, account="ada", at=0 * DAY))
    moved = transfer(desk, 1, account="bo", at=DAY)
    assert CODE not in counter.judge(moved)
    made_up = desk.release(1, account="cy", delivery=sent("cy", 2 * DAY, transfer=True))
    assert CODE in counter.judge(made_up), "new codes are no transfer, whatever is said"


def test_nobody_knows_whose_a_release_without_an_account_is(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, account=""))
    assert CODE not in counter.judge(desk.release(2, account="bo", at=DAY, icpn=f"{1:013}"))


def test_a_code_that_becomes_another_product_is_held_each_time_it_is_checked(
    counter: Any, desk: Any
) -> None:
    counter.learn(desk.release(1))
    other = desk.release(
        2, artist="Bo", title="High Moon", at=DAY, icpn=f"{1:013}", message=a_message()
    )
    for _ in range(2):
        (finding,) = counter.judge(other)[CODE]
        assert finding.message == (
            "'High Moon' has the code 1, under which the account sent 'Release 1' of 2026-11-20 "
            "by 'ada example'"
        )
    assert CODE not in counter.judge(desk.release(1))


@pytest.mark.parametrize("change", [{"title": "High Moon"}, {"artist": "Bo"}])
def test_a_title_or_a_name_alone_may_be_corrected(
    counter: Any, desk: Any, change: dict[str, str]
) -> None:
    counter.learn(desk.release(1))
    assert CODE not in counter.judge(desk.release(1, at=DAY, **change))


# --- the same bytes ---------------------------------------------------------------------------


def album(desk: Any, number: int, tracks: Iterable[int], **values: Any) -> Any:
    """A release of recordings by their numbers."""
    own = [desk.track(n, place, title=f"Song {n}") for place, n in enumerate(tracks, 1)]
    return desk.release(number, own=own, **values)


@pytest.mark.parametrize(("shared", "of", "told"), [(4, 8, 1), (4, 9, 0), (3, 3, 0), (5, 5, 1)])
def test_half_of_a_release_in_an_older_one(
    counter: Any, desk: Any, shared: int, of: int, told: int
) -> None:
    counter.learn(album(desk, 1, range(1, 13)))
    tracks = [*range(1, shared + 1), *range(20, 20 + of - shared)]
    assert len(counter.judge(album(desk, 2, tracks, at=DAY)).get(OVERLAP, [])) == told


def test_an_overlap_is_told_with_its_counts(counter: Any, desk: Any) -> None:
    counter.learn(album(desk, 1, range(1, 7)))
    (finding,) = counter.judge(album(desk, 2, range(1, 9), at=DAY))[OVERLAP]
    assert finding.message == (
        "6 of 8 tracks are in 'Release 1' of 2026-11-20 from 'ada', byte for byte: 75% "
        "(notice from 50% and 4 tracks), and the title names no edition"
    )
    assert finding.evidence["shared"] == 6
    assert finding.evidence["threshold_share"] == 0.5


@pytest.mark.parametrize(
    "title", ["Low Sun (Deluxe)", "Low Sun - 10th Anniversary", "Best of Ada", "Low Sun Remastered"]
)
def test_an_edition_says_so_and_is_fine(counter: Any, desk: Any, title: str) -> None:
    counter.learn(album(desk, 1, range(1, 9)))
    assert OVERLAP not in counter.judge(album(desk, 2, range(1, 9), at=DAY, title=title))


def test_the_subtitle_may_say_it_too(counter: Any, desk: Any) -> None:
    counter.learn(album(desk, 1, range(1, 9)))
    plain = album(desk, 2, range(1, 9), at=DAY)
    titles = tuple(structs.replace(title, subtitle="Expanded") for title in plain.titles)
    assert OVERLAP not in counter.judge(structs.replace(plain, titles=titles))


def test_singles_that_bring_their_predecessors_along_are_fine(counter: Any, desk: Any) -> None:
    for last in range(1, 5):
        found = counter.judge(album(desk, last, range(1, last + 1), at=last * DAY))
        assert OVERLAP not in found


def test_what_was_taken_down_may_come_again(counter: Any, desk: Any) -> None:
    gone = sent("ada", 0 * DAY, status=UploadStatus.TAKEN_DOWN)
    counter.learn(album(desk, 1, range(1, 9), delivery=gone))
    assert OVERLAP not in counter.judge(album(desk, 2, range(1, 9), at=DAY))


def test_a_policy_may_leave_the_overlap_out(counter: Any, desk: Any) -> None:
    counter.learn(album(desk, 1, range(1, 9)))
    given = (ProductOverlap(from_tracks=0),)
    assert OVERLAP not in counter.judge(album(desk, 2, range(1, 9), at=DAY), given=given)


def test_the_sixth_product_with_one_recording_is_told(counter: Any, desk: Any) -> None:
    for number in range(1, 5):
        counter.learn(album(desk, number, (1, 50 + number), at=number * DAY, account=f"a{number}"))
    assert COPIES not in counter.judge(album(desk, 5, (1, 55), at=5 * DAY))
    (finding,) = counter.judge(album(desk, 6, (1, 56), at=6 * DAY))[COPIES]
    assert finding.message == (
        "the sound of a track is in many products, byte for byte: A1 'Song 1' in 6 (notice from 6)"
    )
    (track,) = finding.evidence["tracks"]
    assert track["accounts"] == 5
    assert [other["release"] for other in track["oldest"]] == [f"Release {n}" for n in range(1, 6)]


def test_a_product_sent_again_is_one_product(counter: Any, desk: Any) -> None:
    for number in (1, 2, 3, 4, 1, 2, 3, 4):
        counter.learn(album(desk, number, (1,), at=number * DAY))
    assert COPIES not in counter.judge(album(desk, 5, (1,), at=5 * DAY))


def test_what_was_rejected_is_no_copy(counter: Any, desk: Any) -> None:
    for number in range(1, 6):
        refused = sent("ada", number * DAY, status=UploadStatus.REJECTED)
        counter.learn(album(desk, number, (1,), delivery=refused))
    assert COPIES not in counter.judge(album(desk, 6, (1,), at=6 * DAY))


def test_one_message_names_three_of_many_tracks(counter: Any, desk: Any) -> None:
    counter.learn(album(desk, 1, range(1, 6)))
    counter.learn(album(desk, 2, range(1, 6), at=HOUR))
    found = counter.judge(
        album(desk, 3, range(1, 6), at=DAY), given=(ManyProducts(from_products=3),)
    )
    (finding,) = found[COPIES]
    assert finding.message.startswith("the sound of 5 tracks is in many products")
    assert "A3 'Song 3' in 3 and 2 more" in finding.message


# --- prefixes ---------------------------------------------------------------------------------


def test_two_registrants_and_two_artists_are_held(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, own=[desk.track(1)]))
    same = Path("bytes-1")
    stolen = desk.track(2, isrc="GBXYZ2600002", audio=same, artist="Bo")
    (finding,) = counter.judge(desk.release(2, own=[stolen], artist="Bo", at=DAY))[SEVERAL]
    assert finding.message == (
        "the sound of track A1 'Title 2' is known under ISRCs of 2 registrants (GBXYZ, QZPRE) "
        "and as by 2 artists ('Ada Example', 'Bo')"
    )
    assert finding.evidence["prefixes"] == ["GBXYZ", "QZPRE"]


@pytest.mark.parametrize(
    ("isrc", "artist"), [("QZPRE2500002", "Bo"), ("GBXYZ2600002", "Ada Example")]
)
def test_one_registrant_or_one_artist_is_no_case(
    counter: Any, desk: Any, isrc: str, artist: str
) -> None:
    counter.learn(desk.release(1, own=[desk.track(1)]))
    same = desk.track(2, isrc=isrc, audio=Path("bytes-1"), artist=artist)
    assert SEVERAL not in counter.judge(desk.release(2, own=[same], artist=artist, at=DAY))


@pytest.fixture
def listed(tmp_path: Path, new_counter: Any) -> Any:
    """A counter with a list of prefixes for one account."""
    options = CadenceOptions(history="history.sqlite", prefixes={"ada": ("qz-pre",)})
    return new_counter(tmp_path, options)


def with_foreign(desk: Any, number: int, foreign: int, **values: Any) -> Any:
    """A release of five tracks, so many of them with the prefix of somebody else."""
    own = [
        desk.track(n, place, **({"isrc": f"GBXYZ26{n:05}"} if place <= foreign else {}))
        for place, n in enumerate(range(10 * number, 10 * number + 5), 1)
    ]
    return desk.release(number, own=own, **values)


def test_more_than_a_fifth_of_foreign_prefixes_is_told(listed: Any, desk: Any) -> None:
    assert FOREIGN not in listed.judge(with_foreign(desk, 1, 1))
    (finding,) = listed.judge(with_foreign(desk, 2, 2))[FOREIGN]
    assert finding.message == (
        "2 of 5 new recordings have an ISRC with a prefix that 'ada' does not use: "
        "GBXYZ2600020, GBXYZ2600021 (known: QZPRE; notice above 20%)"
    )
    assert finding.evidence["share"] == 0.4


def test_accounts_without_a_list_are_not_asked(listed: Any, desk: Any) -> None:
    assert FOREIGN not in listed.judge(with_foreign(desk, 1, 5, account="bo"))


def test_recordings_that_were_here_before_are_not_new(listed: Any, desk: Any) -> None:
    listed.learn(with_foreign(desk, 1, 5, account="bo"))
    again = structs.replace(
        with_foreign(desk, 1, 5, at=DAY, icpn=f"{9:013}"), id="again.xml", account="ada"
    )
    assert FOREIGN not in listed.judge(again)


def test_an_update_brings_nothing_new(listed: Any, desk: Any) -> None:
    listed.learn(with_foreign(desk, 1, 5))
    assert FOREIGN not in listed.judge(with_foreign(desk, 1, 5, at=DAY))


def test_a_transfer_brings_codes_of_others(listed: Any, desk: Any) -> None:
    moved = transfer(desk, 1, account="ada", at=0 * DAY)
    (track,) = moved.tracks
    codes = tuple(structs.replace(one, value="GBXYZ1900001") for one in track.identifiers)
    foreign = structs.replace(moved, tracks=(structs.replace(track, identifiers=codes),))
    assert FOREIGN not in listed.judge(foreign)


def burnt(day: int = 0, ever: int = 0, **known: Any) -> list[Finding]:
    """What is said of a prefix of which so many numbers are used."""
    use = PrefixUse(
        prefix="QZPRE26",
        after=NOON - DAY,
        until=NOON,
        day=day,
        accounts=known.pop("accounts", 1),
        ever=ever,
        is_label=known.pop("is_label", False),
        releases=("r1.xml", "r2.xml"),
    )
    fact = Cadence(history="h", codes=Codes(prefixes=(use,)))
    return ask(prefix_burn, a_batch("r1.xml", "r2.xml"), fact, *known.values())


def test_a_thousand_codes_in_a_day_are_fast_and_one_more_is_told() -> None:
    assert burnt(day=1_000) == []
    found = burnt(day=1_001)
    assert releases_of(found) == ["r1.xml", "r2.xml"]
    assert found[0].message == (
        "of the 100,000 numbers of the ISRC prefix QZPRE26 1,001 in 24 hours (notice above 1.000%)"
        " are used"
    )


def test_80_000_codes_are_a_year_and_one_more_is_told() -> None:
    assert burnt(ever=80_000) == []
    (finding, _) = burnt(ever=80_001, is_label=True)
    assert "80,001 in all (notice above 80.000%)" in finding.message
    assert finding.evidence["ever"] == 80_001


def test_a_label_and_a_shared_prefix_may_go_fast() -> None:
    assert burnt(day=9_999, is_label=True) == []
    assert burnt(day=9_999, accounts=2) == []


def test_a_policy_may_leave_both_out() -> None:
    none = PrefixBurn(day_share=0.0, year_share=0.0)
    assert burnt(day=99_999, ever=99_999, options=none) == []


def test_prefixes_are_counted_by_year_and_account(counter: Any, desk: Any) -> None:
    counter.learn(desk.release(1, tracks=3))
    fact = counter.known(desk.release(2, tracks=2, account="bo", at=23 * HOUR))
    (use,) = fact.codes.prefixes
    assert (use.prefix, use.day, use.accounts, use.ever) == ("QZPRE26", 5, 2, 5)
    assert use.until.date() == date(2026, 11, 21)


@pytest.mark.parametrize("prefix", ["QZ", "QZPRE26", "Q1PRE", "QZ PRE"])
def test_a_prefix_that_is_none_is_refused_with_its_place(prefix: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=r"prefixes\[...\]\[0\]"):
        msgspec.convert({"prefixes": {"ada": [prefix]}}, CadenceOptions)
