"""The rules about recordings that sound alike: what they say, and what must stay quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import json, structs

from precheck import Finding, Reason, Rule
from precheck.testing import a_batch, ask
from precheck_cadence.cadence import Cadence
from precheck_cadence.duplicates.matching import Stretch
from precheck_cadence.duplicates.relation import Relation
from precheck_cadence.heard import Heard, Unheard
from precheck_cadence.history import Echo, moment
from precheck_cadence.options.sounds import (
    ContinuousMix,
    ForeignSnippet,
    NearDuplicate,
    NearDuplicateUnsure,
    SeveralRecordings,
)
from precheck_cadence.rules.collages import foreign_snippet, several_recordings
from precheck_cadence.rules.duplicates import near_duplicate, near_duplicate_unsure
from precheck_cadence.rules.mixes import continuous_mix
from precheck_cadence.rules.unheard import not_heard
from precheck_cadence.upload import key_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def listed(finding: Finding, name: str) -> list[Any]:
    """What the evidence lists under a name."""
    found = finding.evidence[name]
    assert isinstance(found, list | tuple)
    return list(found)


def heard(*echoes: Echo, **values: Any) -> Heard:
    """Ada's `Low Sun`, of 200 seconds."""
    said = {
        "release": "r1.xml",
        "track": "A1",
        "isrc": "QZPRE2600001",
        "title": "Low Sun",
        "artist": "Ada",
        "account": "ada",
        "uploaded": NOON,
        "seconds": 200.0,
        **values,
    }
    keys = {"title_key": key_of(said["title"]), "artist_key": key_of(said["artist"])}
    return Heard(echoes=echoes, **{**keys, **said})


def echo(begin: float = 0.0, seconds: float = 200.0, *, bits: float = 0.02, **values: Any) -> Echo:
    """Bo's `High Moon` of a day before, with so many seconds of the track from one on."""
    said = {
        "isrc": "QZPRE2600002",
        "title": "High Moon",
        "artist": "Bo",
        "account": "bo",
        "product": "icpn:2",
        "release_title": "Moons",
        "moment": moment(NOON - DAY),
        "seconds": 200.0,
        "own_coverage": seconds / 200,
        "other_coverage": seconds / 200,
        "relation": Relation.SAME if seconds > 160 else Relation.SNIPPET,
        **values,
    }
    keys = {"title_key": key_of(said["title"]), "artist_key": key_of(said["artist"])}
    stretch = Stretch(one_seconds=begin, other_seconds=0.0, seconds=seconds, bit_error_rate=bits)
    return Echo(
        stretches=(stretch,), shared_seconds=seconds, bit_error_rate=bits, **{**keys, **said}
    )


def own(**values: Any) -> Echo:
    """The track itself, as its account sent it before."""
    return echo(
        **{
            "isrc": "QZPRE2600001",
            "title": "Low Sun",
            "artist": "Ada",
            "account": "ada",
            **values,
        }
    )


def said(rule: Rule[Any], *tracks: Heard, given: tuple[object, ...] = ()) -> list[Finding]:
    fact = Cadence(history="", echoes=tracks)
    again = json.decode(json.encode(fact), type=Cadence)
    assert again == fact, "a fact can be saved and read back"
    return ask(rule, a_batch("r1.xml"), fact, *given)


# --- near-duplicates -------------------------------------------------------------------------


def test_a_copy_under_other_words_is_told_with_both_accounts() -> None:
    [finding] = said(near_duplicate, heard(echo(bits=0.123)))

    assert finding.message == (
        "track A1 'Low Sun' sounds the same as 'High Moon' in 'Moons' of 2026-11-19, over 100% of "
        "the shorter with 12% of the bits different (notice from 80%, to 15%): account 'ada' here,"
        " 'bo' there and artist 'Ada' here, 'Bo' there and ISRC 'QZPRE2600001' here,"
        " 'QZPRE2600002' there and title 'Low Sun' here, 'High Moon' there"
    )
    assert finding.release == "r1.xml"
    assert finding.evidence["most_bit_error_rate"] == 0.15
    assert finding.evidence["least_coverage"] == 0.8
    [alike] = listed(finding, "alike")
    assert alike["bit_error_rate"] == 0.123
    assert alike["account"] == "bo"
    assert alike["uploaded"] == "2026-11-19T12:00:00+00:00"


@pytest.mark.parametrize(
    "changed",
    [{"isrc": "QZPRE2600009"}, {"title": "Lower Sun"}, {"artist": "Bo"}, {"account": "bo"}],
)
def test_one_other_word_is_enough(changed: dict[str, str]) -> None:
    [finding] = said(near_duplicate, heard(own(**changed)))

    assert listed(finding, "alike")[0]["differs"] == list(changed)


def test_the_same_recording_again_under_its_own_words_is_fine() -> None:
    assert said(near_duplicate, heard(own())) == []


@pytest.mark.parametrize("changed", [{"isrc": ""}, {"title": ""}, {"artist": ""}, {"account": ""}])
def test_what_one_side_does_not_state_does_not_differ(changed: dict[str, str]) -> None:
    assert said(near_duplicate, heard(own(**changed))) == []


@pytest.mark.parametrize(
    ("bits", "coverage", "sure", "unsure"),
    [
        (0.15, 0.80, 1, 0),
        (0.151, 0.80, 0, 1),
        (0.30, 0.80, 0, 1),
        (0.301, 0.80, 0, 0),
        (0.15, 0.799, 0, 0),
        (0.20, 0.799, 0, 0),
    ],
)
def test_the_borders_are_those_of_the_options(
    bits: float, coverage: float, sure: int, unsure: int
) -> None:
    track = heard(echo(bits=bits, own_coverage=coverage, other_coverage=0.1))

    assert len(said(near_duplicate, track)) == sure
    assert len(said(near_duplicate_unsure, track)) == unsure


def test_what_is_sure_is_not_told_as_unsure_too() -> None:
    assert said(near_duplicate_unsure, heard(echo(), echo(bits=0.2, product="icpn:3"))) == []


def test_zero_leaves_the_question_out() -> None:
    exact = heard(echo(bits=0.0))

    assert said(near_duplicate, exact)
    assert said(near_duplicate, exact, given=(NearDuplicate(bit_error_rate=0.0),)) == []
    unsure = NearDuplicateUnsure(bit_error_rate=0.0)
    assert said(near_duplicate_unsure, heard(echo(bits=0.2)), given=(unsure,)) == []


@pytest.mark.parametrize(
    ("here", "there"),
    [("Low Sun", "Low Sun (Radio Edit)"), ("Low Sun (Clean)", "Low Sun [Explicit]")],
)
def test_versions_of_one_song_from_one_account_are_fine(here: str, there: str) -> None:
    version = own(title=there, isrc="QZPRE2600009")

    assert said(near_duplicate, heard(version, title=here)) == []
    assert said(near_duplicate, heard(structs.replace(version, account="bo"), title=here))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Rain (1)", "Rain (2)"),
        ("Rain - Part 1 Version", "Rain - Part 2 Version"),
        ("Low Sun", "Low Sun (Slowed)"),
        ("Low Sun (Live)", "Low Sun"),
    ],
)
def test_what_only_calls_itself_different_is_told(here: str, there: str) -> None:
    assert said(near_duplicate, heard(own(title=there, isrc="QZPRE2600009"), title=here))


def test_a_declared_transfer_may_bring_its_codes_along() -> None:
    before = own(account="old-house")

    assert said(near_duplicate, heard(before))
    assert said(near_duplicate, heard(before, is_transfer=True)) == []
    renamed = structs.replace(before, isrc="QZPRE2600009")
    assert said(near_duplicate, heard(renamed, is_transfer=True))


def test_tracks_of_one_product_are_left_to_another_rule() -> None:
    assert said(near_duplicate, heard(echo(is_same_product=True))) == []


def test_one_track_is_told_once_and_the_others_are_counted() -> None:
    [finding] = said(near_duplicate, heard(*(echo(product=f"icpn:{n}") for n in range(8))))

    assert finding.message.endswith("; and 7 more recordings")
    assert finding.evidence["found"] == 8
    assert len(listed(finding, "alike")) == 5


def test_a_mix_is_no_copy_of_what_is_in_it() -> None:
    inside = [
        echo(at, 90.0, own_coverage=0.45, other_coverage=1.0, relation=Relation.EXTENDED, product=p)
        for at, p in ((0.0, "icpn:3"), (100.0, "icpn:4"))
    ]

    assert said(near_duplicate, heard(inside[0]))
    assert said(near_duplicate, heard(*inside)) == []
    assert said(several_recordings, heard(*inside))


# --- snippets and collages -------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "count"), [(2.9, 0), (3.0, 1), (30.0, 1), (30.1, 0)])
def test_a_snippet_has_three_to_thirty_seconds(seconds: float, count: int) -> None:
    assert len(said(foreign_snippet, heard(echo(60.0, seconds)))) == count


def test_a_snippet_says_where_it_is() -> None:
    [finding] = said(foreign_snippet, heard(echo(60.0, 20.0)))

    assert finding.message.startswith(
        "track A1 'Low Sun' holds 20.0 s of 'High Moon' in 'Moons' of 2026-11-19, from 60.0 s on "
        "(notice from 3 s to 30 s): account 'ada' here, 'bo' there"
    )
    assert finding.evidence["matched_share"] == 0.1
    assert listed(finding, "alike")[0]["stretches"] == [
        {"here_seconds": 60.0, "there_seconds": 0.0, "seconds": 20.0}
    ]


def test_a_snippet_of_ones_own_account_is_no_foreign_one() -> None:
    mine = echo(60.0, 20.0, account="ada")

    assert said(foreign_snippet, heard(mine)) == []
    assert said(several_recordings, heard(mine, echo(0.0, 20.0, account="ada"))) == []


def test_without_accounts_another_artist_is_somebody_else() -> None:
    assert said(foreign_snippet, heard(echo(60.0, 20.0), account=""))
    assert said(foreign_snippet, heard(echo(60.0, 20.0, artist="Ada"), account="")) == []


def test_who_came_first_took_nothing() -> None:
    later = [
        echo(at, 20.0, moment=moment(NOON + DAY), releases=("r2.xml",), product=f"icpn:{at}")
        for at in (0.0, 100.0)
    ]

    assert said(foreign_snippet, heard(*later)) == []
    assert said(several_recordings, heard(*later)) == []


def test_a_track_that_is_known_as_a_whole_hides_no_snippet() -> None:
    assert said(foreign_snippet, heard(own(), echo(60.0, 20.0))) == []


def test_a_snippet_may_be_left_out() -> None:
    track = heard(echo(60.0, 20.0))

    assert said(foreign_snippet, track, given=(ForeignSnippet(to_seconds=0.0),)) == []


def test_parts_of_two_others_are_told() -> None:
    [finding] = said(
        several_recordings,
        heard(echo(0.0, 90.0), echo(100.0, 80.0, title="Third Star", product="icpn:3")),
    )

    assert finding.message == (
        "track A1 'Low Sun' holds parts of 2 recordings of others (notice from 2): 90.0 s of "
        "'High Moon' in 'Moons' of 2026-11-19, 80.0 s of 'Third Star' in 'Moons' of 2026-11-19"
    )


def test_two_copies_of_one_recording_are_one() -> None:
    copies = [echo(0.0, 90.0, product=f"icpn:{n}") for n in (3, 4)]

    assert said(several_recordings, heard(*copies)) == []


def test_a_declared_mix_may_hold_what_it_likes() -> None:
    parts = [echo(0.0, 90.0), echo(100.0, 80.0, product="icpn:3")]
    mix = heard(*parts, is_declared_mix=True, seconds=3000.0, title="Harbour DJ Mix")

    assert said(several_recordings, mix) == []
    assert said(continuous_mix, mix) == []


def test_a_policy_may_count_further() -> None:
    parts = [echo(0.0, 90.0), echo(100.0, 80.0, product="icpn:3")]

    assert said(several_recordings, heard(*parts), given=(SeveralRecordings(recordings=3),)) == []
    assert said(several_recordings, heard(*parts), given=(SeveralRecordings(recordings=0),)) == []
    long_ones = SeveralRecordings(part_seconds=85.0)
    assert said(several_recordings, heard(*parts), given=(long_ones,)) == []


# --- mixes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    ["Megamix 2026", "Summer Mix", "Harbour (DJ-Set)", "Live Set", "Mixed by Bo", "Mixtape 3"],
)
def test_a_long_track_that_is_called_a_mix_is_told(title: str) -> None:
    [finding] = said(continuous_mix, heard(title=title, seconds=3600.0))

    assert "lasts 60.0 min (notice above 15 min) and is called" in finding.message


@pytest.mark.parametrize(
    "title",
    [
        "Low Sun (Extended Mix)",
        "Low Sun (Original Mix)",
        "Sunset",
        "Remix",
        "Setting",
        "Mixolydian",
    ],
)
def test_a_long_song_is_no_mix(title: str) -> None:
    assert said(continuous_mix, heard(title=title, seconds=3600.0)) == []


@pytest.mark.parametrize(("seconds", "count"), [(None, 0), (900.0, 0), (900.1, 1)])
def test_a_mix_is_longer_than_fifteen_minutes(seconds: float | None, count: int) -> None:
    assert len(said(continuous_mix, heard(title="Summer Mix", seconds=seconds))) == count


def test_the_title_of_the_release_may_say_it() -> None:
    assert said(continuous_mix, heard(release_title="Harbour DJ Mix", seconds=1000.0))


def test_a_label_that_mixes_its_own_is_told_of_the_mix_alone() -> None:
    parts = [own(begin=0.0, seconds=90.0), own(begin=100.0, seconds=80.0, product="icpn:3")]
    mix = heard(*parts, seconds=3000.0, title="Harbour Nights")

    [finding] = said(continuous_mix, mix)
    assert finding.message.endswith("and holds parts of 2 other recordings")
    assert said(several_recordings, mix) == []
    assert said(continuous_mix, mix, given=(ContinuousMix(recordings=0),)) == []


def test_words_may_be_left_out() -> None:
    track = heard(title="Summer Mix", seconds=3600.0)

    assert said(continuous_mix, track, given=(ContinuousMix(words=False),)) == []


# --- what was not compared -------------------------------------------------------------------


def unheard(*tracks: str, reason: Reason, release: str = "r1.xml", detail: str = "why") -> Unheard:
    return Unheard(release=release, tracks=tracks, reason=reason, detail=detail, remedy="do it")


def test_what_is_missing_here_is_said_once() -> None:
    fact = Cadence(
        history="",
        unheard=(
            unheard("A1", "A2", reason=Reason.NOT_CONFIGURED),
            unheard("A1", reason=Reason.NOT_CONFIGURED, release="r2.xml"),
        ),
    )

    [finding] = ask(not_heard, a_batch("r1.xml", "r2.xml"), fact)

    assert finding.message == "3 tracks were not compared by sound: why"
    assert (finding.release, finding.remedy) == ("", "do it")


def test_tracks_in_which_nothing_changes_are_named() -> None:
    six = [f"A{n}" for n in range(1, 7)]
    fact = Cadence(history="", unheard=(unheard(*six, reason=Reason.INCONCLUSIVE),))

    [finding] = ask(not_heard, a_batch("r1.xml"), fact)

    assert finding.message == (
        "tracks A1, A2, A3, A4, A5 and 1 more could not be compared by sound: why"
    )


@pytest.mark.parametrize(
    "reason", [Reason.NO_FILE, Reason.UNREADABLE, Reason.NOT_SUPPLIED, Reason.NOT_APPLICABLE]
)
def test_what_other_rules_tell_is_not_told_again(reason: Reason) -> None:
    fact = Cadence(history="", unheard=(unheard("A1", reason=reason),))

    assert ask(not_heard, a_batch("r1.xml"), fact) == []
