"""A search of the watch list: what is asked, what an answer may say, and what comes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from precheck import DisplayArtist, Finding, Identifier, Reason, Release, Scheme, Unavailable
from precheck.testing import a_party, a_track, ask, encoded_alike
from precheck_voice.answer import parse
from precheck_voice.facts import Consents, VoiceMatch, VoiceMatches, VoiceSearch
from precheck_voice.options import VoiceOptions
from precheck_voice.rules import answers, consent, resemblance, search
from tests.plugins.voice.test_matches import ADA, BOB, audio, look, release, store, track
from tests.plugins.voice.test_matches import ask as ask_service
from tests.plugins.voice.test_rules import a_consent, a_match, matches, the_release

if TYPE_CHECKING:
    from precheck import Track
    from tests.plugins.voice.conftest import VoiceService

__all__ = ["audio", "release", "track"]

NEAR = [
    {"artist": ADA, "name": "Ada Example", "score": 0.74, "k": 3},
    {"artist": BOB, "score": 0.52},
]
TOLD: dict[str, Any] = {
    "compared": 100,
    "from": 0.70,
    "margin": 0.05,
    "false_alarm_rate": 0.008,
    "impostor_trials": 132,
    "nearest": NEAR,
}


def an_answer(**changes: Any) -> bytes:
    answer = {
        "schema": "voice-compare/1",
        "outcome": "ok",
        "audio": {"vocal_seconds": 80.0},
        "artists": [],
        "matches": [],
        "watch_list": {**TOLD, **changes},
    }
    return json.dumps(answer).encode()


def read(body: bytes) -> VoiceMatches | Unavailable:
    return parse(body, asked=frozenset(), is_search=True)


def test_a_search_is_read() -> None:
    found = read(an_answer())

    assert isinstance(found, VoiceMatches)
    assert found.search is not None
    assert (found.search.compared, found.search.score_from, found.search.margin) == (100, 0.7, 0.05)
    assert [(m.artist, m.score, m.band) for m in found.search.nearest] == [
        (ADA, 0.74, None),
        (BOB, 0.52, None),
    ]
    assert encoded_alike(found) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nearest": NEAR[::-1]}, "does not name the nearest first"),
        ({"nearest": [NEAR[0], NEAR[0]]}, "names one artist twice"),
        ({"nearest": []}, "compared 100 voices and names 0"),
        ({"compared": 1}, "compared 1 voices and names 2"),
        ({"nearest": NEAR[:1]}, "does not say how near the next voice is"),
        ({"from": 70}, "from"),
        ({"from": None}, "from"),
        ({"margin": -0.1}, "margin"),
        (
            {"nearest": [{**NEAR[0], "windows": [{"start": 3, "end": 3, "score": 1}]}, NEAR[1]]},
            "a window ends before it starts",
        ),
    ],
)
def test_a_search_that_contradicts_itself_is_no_answer(changes: dict[str, Any], words: str) -> None:
    found = read(an_answer(**changes))

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert words in found.detail


def test_a_search_that_was_asked_for_and_is_not_there_is_no_answer() -> None:
    body = json.loads(an_answer())
    del body["watch_list"]

    found = read(json.dumps(body).encode())

    assert isinstance(found, Unavailable)
    assert "it holds no watch_list, which was asked for" in found.detail


def test_a_sound_without_enough_voice_needs_no_search() -> None:
    body = {"schema": "voice-compare/1", "outcome": "too_short", "artists": []}

    found = read(json.dumps(body).encode())

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.INCONCLUSIVE


# --- what is asked ---------------------------------------------------------------------------


def test_a_search_is_asked_for_where_the_settings_say_so(
    service: VoiceService, track: Track, release: Release
) -> None:
    service.watch_list = TOLD

    found = ask_service(service, track, release, watch_list=True, artists=())
    named = ask_service(service, track, release)

    assert [(r["mode"], r["artists"]) for r in service.requests] == [
        ("watchlist", []),
        ("named", [ADA, BOB]),
    ]
    assert isinstance(found, VoiceMatches)
    assert isinstance(named, VoiceMatches)
    assert found.search is not None
    assert named.search is None


def test_a_search_is_another_request_than_a_comparison(
    service: VoiceService, track: Track, release: Release
) -> None:
    ask_service(service, track, release)
    ask_service(service, track, release, watch_list=True)

    first, second = (headers["idempotency-key"] for headers in service.headers)
    assert first != second


def test_a_service_that_does_not_search_is_a_failure_of_the_service(
    service: VoiceService, track: Track, release: Release
) -> None:
    service.watch_list = None

    found = ask_service(service, track, release, watch_list=True)

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE


# --- what comes of it ------------------------------------------------------------------------


def a_search(
    *scores: float, compared: int = 100, rate: float | None = 0.008, **more: Any
) -> VoiceSearch:
    nearest = tuple(
        VoiceMatch(artist=artist, score=score, band=None, name=name, k=3)
        for score, (artist, name) in zip(
            scores, [(ADA, "Ada Example"), (BOB, "Bob"), ("house:c", "Cy")], strict=False
        )
    )
    trials = None if rate is None else 132
    return VoiceSearch(
        compared=compared,
        score_from=0.70,
        margin=0.05,
        false_alarm_rate=rate,
        impostor_trials=trials,
        nearest=nearest,
        **more,
    )


@pytest.mark.parametrize(
    ("scores", "is_hit"),
    [
        ((0.70, 0.65), True),
        ((0.70, 0.651), False),
        ((0.699, 0.20), False),
        ((0.70,), True),
        ((0.95, 0.91), False),
        ((), False),
    ],
)
def test_a_hit_is_near_enough_and_alone(scores: tuple[float, ...], *, is_hit: bool) -> None:
    assert (a_search(*scores).hit is not None) is is_hit


def test_false_alarms_grow_with_the_list() -> None:
    by_chance = [a_search(compared=n).by_chance for n in (1, 10, 100, 1000)]

    assert by_chance == pytest.approx([0.008, 0.0772, 0.5521, 0.9997], abs=1e-4)
    assert a_search(rate=None).by_chance is None


def said(
    found: VoiceMatches,
    *facts: object,
    rules: tuple[Any, ...] = (*search.RULES, *resemblance.RULES, *consent.RULES),
    of: Release | None = None,
) -> dict[str, str]:
    known = {type(fact): fact for fact in (Consents(), *facts)}
    every: dict[str, list[Finding]] = {
        rule.id.removeprefix("voice."): ask(
            rule, of or the_release(), *known.values(), narrower={"A1": [found]}
        )
        for rule in rules
    }
    return {name: findings[0].message for name, findings in every.items() if findings}


def test_a_hit_is_for_review_with_what_chance_gives() -> None:
    found = said(matches(search=a_search(0.74, 0.52)))

    assert found == {
        "watch-list-resemblance": (
            "Slow Tide (A1) resembles the voice of Ada Example most among 100 of the watch list: "
            "score 0.740, a search counts from 0.700, the next has 0.520, over 92 s of voice; "
            "there is no consent record; "
            "by chance up to 55% of tracks score so high (0.8% a voice in 132 trials)"
        )
    }


def test_the_one_voice_of_a_list_has_no_next() -> None:
    (message,) = said(matches(search=a_search(0.74, compared=1, rate=None))).values()

    assert "resembles the one voice of the watch list, Ada Example: score 0.740" in message
    assert "by chance" not in message


def test_an_artist_who_is_compared_by_name_is_not_found_again() -> None:
    assert said(matches(a_match(0.5), search=a_search(0.74, 0.52))) == {}
    assert list(said(matches(a_match(0.74), search=a_search(0.74, 0.52)))) == [
        "resembles-without-consent"
    ]


def test_a_consent_record_covers_what_a_search_found() -> None:
    found = said(matches(search=a_search(0.74, 0.52)), Consents(records=(a_consent(),)))

    assert list(found) == ["consented"]


def own_release(**more: Any) -> Release:
    isni = Identifier(scheme=Scheme.ISNI, value="0000 0001 2345 678X")
    herself = DisplayArtist(party=a_party(identifiers=(isni,)))
    return the_release(tracks=(a_track(artists=(herself,)),), **more)


def test_an_artist_is_not_found_on_their_own_release() -> None:
    found = matches(search=a_search(0.74, 0.52))

    assert said(found, of=own_release()) == {}
    assert said(found, VoiceOptions(continuity=(ADA,)), of=own_release()) == {}
    assert list(said(found, VoiceOptions(continuity=(ADA,)))) == ["watch-list-resemblance"]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "the answer holds no search"),
        (a_search(compared=0), "the service knows no voice"),
        (a_search(0.3, 0.2, not_compared=2), "2 of its voices cannot be used"),
    ],
)
def test_what_was_not_searched_is_no_pass(found: VoiceSearch | None, words: str) -> None:
    (rule,) = (one for one in answers.RULES if one.id == "voice.artist-not-compared")

    asked = ask(rule, a_track(), matches(search=found), VoiceOptions(watch_list=True))
    not_asked = ask(rule, a_track(), matches(search=found), VoiceOptions())

    assert [words in one.message for one in asked] == [True]
    assert not_asked == []


def test_a_stored_answer_may_hold_a_search(track: Track, release: Release) -> None:
    store(release.root, "QZPRE2600001.json", json.loads(an_answer()))

    found = look(track, release)

    assert isinstance(found, VoiceMatches)
    assert found.search is not None
    assert found.search.hit is not None
