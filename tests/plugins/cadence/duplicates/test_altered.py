"""Copies of others' recordings at another speed: from what tracks bring to what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import json, structs

from precheck import (
    Finding,
    Fingerprint,
    OtherSpeeds,
    Reason,
    SpeedPrint,
    Unavailable,
)
from precheck.testing import a_batch, a_release, a_track, ask, check, look
from precheck_cadence.cadence import Cadence
from precheck_cadence.duplicates.matching import Stretch
from precheck_cadence.duplicates.relation import Relation
from precheck_cadence.heard import Heard
from precheck_cadence.history import AlteredEcho, Echo, moment
from precheck_cadence.history.store import Store
from precheck_cadence.inspection import learned
from precheck_cadence.listening import listened
from precheck_cadence.options.sounds import AlteredCopy
from precheck_cadence.played import PlayedTrack, PlayedTracks, UnplayedTrack, played_tracks
from precheck_cadence.rules.altered import altered_copy
from precheck_cadence.rules.duplicates import near_duplicate, near_duplicate_unsure
from precheck_cadence.rules.unheard import not_heard
from precheck_cadence.upload import TimedBy, UploadEvent, UploadTrack, key_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FIXTURES = Path(__file__).parents[4] / "fixtures"
OFF = Unavailable(Reason.NOT_CONFIGURED, "no sound is played at other speeds", "set other_speeds")
LONG = Unavailable(Reason.INCONCLUSIVE, "it lasts more than 10 minutes, and is not played again")
SHORT = Unavailable(Reason.NOT_APPLICABLE, "the sound is too short for a fingerprint")
RIGHT = 0.95
"""The speed at which a made-up copy sounds like its original."""


# --- the history -----------------------------------------------------------------------------


@pytest.fixture
def history(either: Any) -> Iterator[Store]:
    with either.open() as opened:
        yield opened


def track(number: int, fingerprint: Fingerprint | None, sum_: int = 0) -> UploadTrack:
    return UploadTrack(
        reference=f"A{number}",
        key=f"isrc:{number}",
        isrc=f"QZPRE26{number:05}",
        title=f"Title {number}",
        title_key=f"title {number}",
        artist="Ada",
        sums=(f"file:{sum_ or number:02x}" + "00" * 31,),
        fingerprint=fingerprint,
    )


def event(number: int, one: UploadTrack, account: str = "ada", hours: int = 0) -> UploadEvent:
    return UploadEvent(
        release=f"{number}.xml",
        account=account,
        product=f"icpn:{number}",
        message=f"M{number}-{hours}",
        uploaded=NOON + timedelta(hours=hours),
        timed_by=TimedBy.DELIVERY,
        title=f"Release {number}",
        tracks=(one,),
    )


def at_speeds(tape: Any, song: Any, *, bits: float = 0.05) -> tuple[SpeedPrint, ...]:
    """A copy at three speeds, at one of which it is the song."""
    sounds = {1.05: tape.values(500, 91), RIGHT: tape.worn(song, bits), 0.9: tape.values(700, 92)}
    return tuple(
        SpeedPrint(speed=speed, fingerprint=tape.printed(values))
        for speed, values in sounds.items()
    )


def test_an_earlier_recording_is_found_at_the_speed_that_undoes_it(
    tape: Any, history: Store
) -> None:
    song = tape.values(600, 1)
    first = event(1, track(1, tape.printed(song)))
    copy = event(2, track(2, tape.printed(tape.values(570, 2))), account="bo", hours=1)
    history.record([first, copy])

    [found] = history.altered(copy, copy.tracks[0], at_speeds(tape, song))

    assert found.speed == RIGHT
    echo = found.echo
    assert (echo.account, echo.product, echo.recording) == ("ada", "icpn:1", "isrc:1")
    assert echo.relation is Relation.SAME
    assert echo.coverage > 0.95
    assert echo.bit_error_rate == pytest.approx(0.05, abs=0.01)
    assert history.alike(copy, copy.tracks[0]).found == ()


def test_places_in_the_track_are_in_its_own_time(tape: Any, history: Store) -> None:
    song = tape.values(900, 1)
    history.record([event(1, track(1, tape.printed(song[300:])))])
    copy = event(2, track(2, None), hours=1)

    [found] = history.altered(copy, copy.tracks[0], at_speeds(tape, song, bits=0.02))

    [stretch] = found.echo.stretches
    value = 4096 / 3 / 11_025  # seconds from one value of a Chromaprint to the next
    assert stretch.other_seconds == pytest.approx(0, abs=0.5)
    assert stretch.one_seconds == pytest.approx(300 * value * RIGHT, abs=0.5)
    assert stretch.seconds == pytest.approx(600 * value, abs=0.5)


def test_what_came_later_is_told_in_the_batch_alone(tape: Any, history: Store) -> None:
    song = tape.values(600, 1)
    asked = event(2, track(2, None))
    history.record([asked, event(1, track(1, tape.printed(song)), hours=1)])
    prints = at_speeds(tape, song)

    assert history.altered(asked, asked.tracks[0], prints) == ()
    [found] = history.altered(asked, asked.tracks[0], prints, batch={("ada", "icpn:1"): ("1.xml",)})
    assert found.echo.releases == ("1.xml",)


def test_the_same_bytes_and_the_track_itself_are_not_found(tape: Any, history: Store) -> None:
    song = tape.values(600, 1)
    own = event(1, track(1, tape.printed(song)))
    same = event(2, track(2, tape.printed(song), sum_=1), hours=1)
    history.record([own, same])

    assert history.altered(own, own.tracks[0], at_speeds(tape, song)) == ()
    assert history.altered(same, same.tracks[0], at_speeds(tape, song)) == ()


def test_what_it_is_like_at_other_speeds_is_never_kept(tape: Any, history: Store) -> None:
    copy = event(2, track(2, tape.printed(tape.values(570, 2))))
    played = [("2.xml", PlayedTracks(tracks=(sped_up(tape, tape.values(600, 1)),)))]
    history.record([copy])
    before = history.database.all("SELECT raw FROM print")

    learned(history, [copy], played=played)

    assert history.database.all("SELECT raw FROM print") == before
    assert len(before) == 1


def test_nothing_is_asked_of_a_track_that_was_not_played(history: Store) -> None:
    asked = event(2, track(2, None))

    assert history.altered(asked, asked.tracks[0], ()) == ()


# --- listening -------------------------------------------------------------------------------


def sped_up(tape: Any, song: Any, reference: str = "A2") -> PlayedTrack:
    return PlayedTrack(reference=reference, prints=at_speeds(tape, song))


def test_what_is_found_stands_apart_from_the_echoes(tape: Any, history: Store) -> None:
    song = tape.values(600, 1)
    first = event(1, track(1, tape.printed(song)))
    copy = event(2, track(2, tape.printed(tape.values(570, 2))), account="bo", hours=1)
    played = [
        ("2.xml", PlayedTracks(tracks=(sped_up(tape, song),))),
        ("gone.xml", PlayedTracks(tracks=(sped_up(tape, song),))),
    ]
    history.record([first, copy])

    (heard,), unheard = listened(history, [first, copy], {}, played)

    assert (heard.release, heard.track, heard.echoes) == ("2.xml", "A2", ())
    assert [one.echo.releases for one in heard.altered] == [("1.xml",)]
    assert unheard == ()
    assert listened(history, [first, copy], {}) == ((), ())


# --- the fact --------------------------------------------------------------------------------


def gathered(*facts: OtherSpeeds | Unavailable) -> PlayedTracks | Unavailable:
    """What a release makes of its tracks' facts."""
    names = [f"A{number}" for number in range(1, len(facts) + 1)]
    narrower = {
        name: (fact if isinstance(fact, OtherSpeeds) else (OtherSpeeds, fact),)
        for name, fact in zip(names, facts, strict=True)
    }
    made = look(played_tracks, a_release(*map(a_track, names)), narrower=narrower)
    assert isinstance(made, PlayedTracks | Unavailable)
    return made


def a_print(tape: Any) -> OtherSpeeds:
    return OtherSpeeds(prints=at_speeds(tape, tape.values(600, 1)))


def test_a_release_gathers_what_its_tracks_are_like(tape: Any) -> None:
    fact = gathered(a_print(tape), LONG, SHORT)

    assert isinstance(fact, PlayedTracks)
    assert [one.reference for one in fact.tracks] == ["A1"]
    assert [(one.reference, one.why) for one in fact.unplayed] == [("A2", LONG), ("A3", SHORT)]


@pytest.mark.parametrize(
    ("whys", "reason"),
    [
        ((OFF, OFF), Reason.NOT_CONFIGURED),
        ((SHORT, LONG), Reason.INCONCLUSIVE),
        ((SHORT, SHORT), Reason.NOT_APPLICABLE),
    ],
)
def test_where_no_track_was_played_the_reason_is_theirs(
    whys: tuple[Unavailable, ...], reason: Reason
) -> None:
    why = gathered(*whys)

    assert isinstance(why, Unavailable)
    assert why.reason is reason


def test_a_track_that_was_not_played_beside_others_is_told(tape: Any) -> None:
    played = PlayedTracks(
        tracks=(sped_up(tape, tape.values(600, 1)),),
        unplayed=(
            UnplayedTrack(reference="A1", why=LONG),
            UnplayedTrack(reference="A3", why=SHORT),
        ),
    )

    [finding] = ask(
        not_heard, a_batch("r1.xml"), Cadence(history=""), narrower={"r1.xml": (played,)}
    )

    assert finding.message == (
        "track A1 could not be compared at other speeds: it lasts more than 10 minutes, and is "
        "not played again"
    )
    assert finding.evidence["tracks"] == ["A1"]


# --- the rule --------------------------------------------------------------------------------


def heard(*altered: AlteredEcho, echoes: Iterable[Echo] = (), **values: Any) -> Heard:
    """Bo's `Low Sun (Sped Up)`."""
    said = {
        "release": "r1.xml",
        "track": "A1",
        "isrc": "QZPRE2600001",
        "title": "Low Sun (Sped Up)",
        "artist": "Bo",
        "account": "bo",
        "uploaded": NOON,
        "seconds": 190.0,
        **values,
    }
    keys = {"title_key": key_of(said["title"]), "artist_key": key_of(said["artist"])}
    return Heard(altered=altered, echoes=tuple(echoes), **{**keys, **said})


def echo(bits: float = 0.1, coverage: float = 0.9, **values: Any) -> Echo:
    """Ada's `Low Sun` of a day before."""
    said = {
        "isrc": "QZPRE2600002",
        "title": "Low Sun",
        "artist": "Ada",
        "account": "ada",
        "product": "icpn:2",
        "recording": "isrc:QZPRE2600002",
        "release_title": "Suns",
        "moment": moment(NOON - DAY),
        **values,
    }
    keys = {"title_key": key_of(said["title"]), "artist_key": key_of(said["artist"])}
    stretch = Stretch(one_seconds=2.0, other_seconds=1.0, seconds=180.0, bit_error_rate=bits)
    return Echo(
        relation=Relation.SAME,
        stretches=(stretch,),
        shared_seconds=180.0,
        bit_error_rate=bits,
        own_coverage=coverage,
        other_coverage=coverage,
        seconds=200.0,
        **{**keys, **said},
    )


def altered(bits: float = 0.1, coverage: float = 0.9, **values: Any) -> AlteredEcho:
    speed = values.pop("speed", RIGHT)
    return AlteredEcho(speed=speed, echo=echo(bits, coverage, **values))


def said(*tracks: Heard, given: tuple[object, ...] = ()) -> list[Finding]:
    fact = Cadence(history="", echoes=tracks)
    assert json.decode(json.encode(fact), type=Cadence) == fact
    return ask(altered_copy, a_batch("r1.xml"), fact, *given, narrower={"r1.xml": ()})


def told(finding: Finding) -> list[Any]:
    """What the evidence lists."""
    found = finding.evidence["alike"]
    assert isinstance(found, list | tuple)
    return list(found)


def test_a_copy_is_told_with_its_speed() -> None:
    [finding] = said(heard(altered()))

    assert finding.message == (
        "track A1 'Low Sun (Sped Up)' sounds the same as 'Low Sun' in 'Suns' of 2026-11-19, sped "
        "up by 5.3% (+0.9 semitones), over 90% of the shorter with 10% of the bits different "
        "(notice from 80%, to 25%): account 'bo' here, 'ada' there and artist 'Bo' here, 'Ada' "
        "there and ISRC 'QZPRE2600001' here, 'QZPRE2600002' there and title 'Low Sun (Sped Up)' "
        "here, 'Low Sun' there"
    )
    [alike] = told(finding)
    assert alike["speed_percent"] == 5.26
    assert alike["semitones"] == 0.89
    assert alike["coverage"] == 0.9
    assert alike["bit_error_rate"] == 0.1
    assert alike["stretches"] == [{"here_seconds": 2.0, "there_seconds": 1.0, "seconds": 180.0}]
    assert finding.evidence["least_coverage"] == 0.8
    assert finding.evidence["most_bit_error_rate"] == 0.25


def test_an_octave_is_twelve_semitones() -> None:
    [finding] = said(heard(altered(speed=2.0)))

    assert "slowed down by 50.0% (-12.0 semitones)" in finding.message


@pytest.mark.parametrize(
    ("bits", "coverage", "count"),
    [(0.25, 0.8, 1), (0.251, 0.8, 0), (0.25, 0.799, 0), (0.0, 1.0, 1)],
)
def test_the_borders_are_those_of_the_options(bits: float, coverage: float, count: int) -> None:
    assert len(said(heard(altered(bits, coverage)))) == count


def test_zero_leaves_the_question_out() -> None:
    assert said(heard(altered(0.0)), given=(AlteredCopy(bit_error_rate=0.0),)) == []


@pytest.mark.parametrize(
    ("here", "count"),
    [
        ({"account": "ada", "artist": "Ada"}, 0),
        ({"account": "ada", "artist": "Ada", "isrc": "QZPRE2600002"}, 0),
        ({"account": "ada", "artist": "Bo"}, 1),
        ({"account": "bo", "artist": "Ada"}, 1),
        ({"account": "", "artist": "Ada"}, 0),
        ({"account": "", "artist": "Bo"}, 1),
        ({"account": "ada", "artist": ""}, 0),
        ({"account": "ada", "artist": "Ada, DJ Bo", "artist_key": "ada\ndj bo"}, 0),
    ],
)
def test_it_is_foreign_by_account_or_by_all_its_artists(here: dict[str, Any], count: int) -> None:
    assert len(said(heard(altered(), **here))) == count


def test_a_declared_transfer_may_bring_an_artists_own_versions() -> None:
    assert said(heard(altered(), artist="Ada"))
    assert said(heard(altered(), artist="Ada", is_transfer=True)) == []
    assert said(heard(altered(), artist="Bo", is_transfer=True))


@pytest.mark.parametrize(("after", "count"), [(timedelta(0), 1), (timedelta(microseconds=1), 0)])
def test_the_later_one_took_from_the_earlier(after: timedelta, count: int) -> None:
    assert len(said(heard(altered(moment=moment(NOON + after))))) == count


def test_whoever_has_the_oldest_recording_may_alter_it() -> None:
    stolen = altered()
    own: dict[str, Any] = {
        "account": "bo",
        "artist": "Bo",
        "recording": "isrc:own",
        "product": "icpn:9",
    }
    older, younger = moment(NOON - 2 * DAY), moment(NOON - DAY / 2)

    assert said(heard(stolen, altered(**own, moment=older))) == []
    assert said(heard(stolen, echoes=[echo(**own, moment=older)])) == []
    assert said(heard(stolen, altered(**own, moment=younger)))
    assert said(heard(stolen, altered(0.1, 0.5, **own, moment=older)))


def test_what_sounds_the_same_at_its_own_speed_is_not_told_twice() -> None:
    same, part = echo(0.1, 0.8), echo(0.1, 0.79)

    assert said(heard(altered(), echoes=[same])) == []
    assert said(heard(altered(), echoes=[part]))
    assert said(heard(altered(), echoes=[structs.replace(same, recording="isrc:other")]))


def test_what_is_found_at_another_speed_is_no_near_duplicate() -> None:
    fact = Cadence(history="", echoes=(heard(altered()),))

    for rule in (near_duplicate, near_duplicate_unsure):
        assert ask(rule, a_batch("r1.xml"), fact) == []


def test_one_track_is_told_once_and_the_others_are_counted() -> None:
    many = [altered(product=f"icpn:{n}", recording=f"isrc:{n}") for n in range(8)]

    [finding] = said(heard(*many))

    assert finding.message.endswith("; and 7 more recordings")
    assert finding.evidence["found"] == 8
    assert len(told(finding)) == 5


# --- a run -----------------------------------------------------------------------------------


def test_a_run_that_does_not_ask_says_what_to_set_and_is_complete() -> None:
    report = check(FIXTURES / "rules" / "cadence.identical-recording" / "quiet")

    [skip] = [skip for skip in report.skips if skip.rule == "cadence.altered-copy"]
    assert skip.reason is Reason.NOT_CONFIGURED
    assert "other_speeds = 0.06 under [plugins.audio-tags]" in skip.remedy
    assert skip.matters_to == ()
