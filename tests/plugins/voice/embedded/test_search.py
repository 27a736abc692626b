"""The search among all galleries, with a toy ear whose voices are pure tones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from precheck_voice.answer import parse
from precheck_voice.embedded.bench import Bench
from precheck_voice.facts import VoiceMatches, VoiceSearch
from precheck_voice.wire import Wire
from tests.plugins.voice.embedded.conftest import tone
from tests.plugins.voice.embedded.test_app import Served, question, served
from tests.plugins.voice.embedded.test_bench import enrol

__all__ = ["served"]

DAY = date(2026, 11, 22)
ADA, BOB, CY = "isni:000000012345678X", "house:bob", "house:cy"
SUNG = tone((400, 12))


def searched(bench: Bench, sound: bytes = SUNG, *artists: str, day: date = DAY) -> Wire:
    return bench.compare(bench.hear(sound), artists, day, is_search=True)


def fact(answer: Wire, *artists: str) -> VoiceSearch:
    found = parse(msgspec.json.encode(answer), asked=frozenset(artists), is_search=True)
    assert isinstance(found, VoiceMatches), found
    assert found.search is not None
    return found.search


def test_the_nearest_of_all_is_found_though_nobody_is_named(bench: Bench) -> None:
    enrol(bench, ADA, 400)
    enrol(bench, BOB, 600)

    found = fact(searched(bench))

    assert found.hit is not None
    assert [(m.artist, m.score, m.k) for m in found.nearest] == [(ADA, 1.0, 1), (BOB, 0.0, 1)]
    assert found.hit.windows[0].start == 0
    assert (found.compared, found.score_from, found.margin) == (2, 0.70, 0.05)
    assert (found.false_alarm_rate, found.impostor_trials) == (0.008, 132)


def test_who_is_named_is_compared_and_searched(bench: Bench) -> None:
    enrol(bench, ADA, 400)
    enrol(bench, BOB, 600)

    answer = searched(bench, SUNG, BOB)

    assert [m.artist for m in answer.matches or ()] == [BOB]
    assert fact(answer, BOB).nearest[0].artist == ADA


def test_two_voices_that_are_alike_hide_each_other(bench: Bench) -> None:
    enrol(bench, ADA, 400)
    bench.galleries.keep(
        msgspec.structs.replace(
            enrol(bench, BOB, 400),
            clips=tuple(
                msgspec.structs.replace(clip, audio_sha256="another")
                for clip in enrol(bench, BOB, 400).clips
            ),
        )
    )

    found = fact(searched(bench))

    assert [m.score for m in found.nearest] == [1.0, 1.0]
    assert found.hit is None


def test_one_person_under_two_ids_is_no_rival(bench: Bench) -> None:
    enrol(bench, ADA, 400)
    enrol(bench, BOB, 400)
    enrol(bench, CY, 600)

    found = fact(searched(bench))

    assert found.compared == 2
    assert found.hit is not None


def test_what_has_run_out_is_counted_and_not_compared(bench: Bench, tmp_path: Path) -> None:
    enrol(bench, ADA, 400, until=DAY)
    enrol(bench, BOB, 600)
    (tmp_path / "voices" / "broken.json").write_text("{")

    found = fact(searched(bench, day=date(2026, 11, 23)))

    assert [m.artist for m in found.nearest] == [BOB]
    assert (found.compared, found.not_compared) == (1, 2)


def test_an_empty_list_is_an_answer(bench: Bench) -> None:
    found = fact(searched(bench))

    assert (found.compared, found.hit) == (0, None)


def test_a_search_is_another_request(bench: Bench) -> None:
    enrol(bench, ADA, 400)
    named = bench.compare(bench.hear(SUNG), (ADA,), DAY)

    assert searched(bench, SUNG, ADA).request_id != named.request_id
    assert named.watch_list is None


@pytest.mark.parametrize("artists", [[], [ADA]])
def test_a_search_is_answered_over_http(served: Served, bench: Bench, artists: list[str]) -> None:
    enrol(bench, ADA, 400)

    answer = served.client.post(
        "/v1/voice/compare", files=question(mode="watchlist", artists=artists)
    )

    told: dict[str, Any] = json.loads(answer.content)
    assert answer.status_code == 200
    assert told["artists"] == artists
    assert told["watch_list"]["nearest"][0]["artist"] == ADA
