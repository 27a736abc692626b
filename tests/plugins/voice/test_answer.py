import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precheck import Reason, Unavailable
from precheck.testing import encoded_alike
from precheck_voice.answer import parse
from precheck_voice.facts import Band, Heard, VoiceMatches

ASKED = frozenset({"ada", "bob"})
WHOLE: dict[str, Any] = {
    "schema": "voice-compare/1",
    "outcome": "ok",
    "request_id": "r-1",
    "model": {"id": "campplus", "version": "1", "sha256": "ab" * 32},
    "threshold_set": "named-k3",
    "thresholds": {
        "possible": 0.61,
        "strong": 0.67,
        "false_alarm_rate": 0.001,
        "impostor_trials": 60975,
    },
    "gallery": {"sha256": "cd" * 32, "updated": "2026-11-01"},
    "audio": {"sha256": "ef" * 32, "seconds": 185.0, "vocal_seconds": 92.5, "input": "stem"},
    "artists": ["ada", "bob"],
    "matches": [
        {
            "artist": "bob",
            "score": 0.31,
            "band": "none",
            "k": 3,
        },
        {
            "artist": "ada",
            "name": "Ada Example",
            "score": 0.71,
            "band": "strong",
            "k": 3,
            "windows": [{"start": 12.0, "end": 15.0, "score": 0.78}],
        },
    ],
}


def but(path: str, value: object) -> dict[str, Any]:
    """The whole answer with one thing changed; `...` takes it away."""
    answer: dict[str, Any] = json.loads(json.dumps(WHOLE))
    *above, last = path.split(".")
    inner: Any = answer
    for step in above:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    key = int(last) if last.isdigit() else last
    if value is ...:
        del inner[key]
    else:
        inner[key] = value
    return answer


def read(answer: object, **how: Any) -> VoiceMatches | Unavailable:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return parse(body, **{"asked": ASKED, **how})


def test_a_whole_answer_is_read() -> None:
    found = read(WHOLE, audio_sha256="ef" * 32)

    assert isinstance(found, VoiceMatches)
    assert [(m.artist, m.score, m.band, m.k) for m in found.matches] == [
        ("ada", 0.71, Band.STRONG, 3),
        ("bob", 0.31, Band.NONE, 3),
    ]
    assert found.matches[0].windows[0].start == 12.0
    assert (found.model, found.model_version, found.threshold_set) == ("campplus", "1", "named-k3")
    assert (found.strong_from, found.false_alarm_rate, found.impostor_trials) == (
        0.67,
        0.001,
        60975,
    )
    assert (found.gallery_updated, found.heard) == (date(2026, 11, 1), Heard.STEM)
    assert encoded_alike(found) == found


def test_a_bare_answer_is_read_and_says_nothing_more() -> None:
    found = read(
        {
            "schema": "voice-compare/1",
            "outcome": "ok",
            "audio": {"vocal_seconds": 30},
            "matches": [{"artist": "ada", "score": 0, "band": "none"}],
        }
    )

    assert isinstance(found, VoiceMatches)
    assert (found.model, found.gallery_updated, found.request_id) == ("", None, "")
    assert found.artists == ("ada", "bob")


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert isinstance(read(but("mood", "blue")), VoiceMatches)


GARBAGE: list[tuple[str, object, str]] = [
    ("nothing", b"", "is not JSON; it begins: (nothing)"),
    ("a page", b"<!doctype html><title>502</title>", "is not JSON; it begins: <!doctype"),
    ("half", json.dumps(WHOLE).encode()[:200], "is not JSON"),
    ("two", json.dumps(WHOLE).encode() * 2, "is not JSON"),
    ("Latin-1", json.dumps(WHOLE).encode().replace(b"Ada", b"\xc4da"), "is not UTF-8"),
    ("UTF-16", json.dumps(WHOLE).encode("utf-16"), "is not UTF-8"),
    ("deep", b"[" * 100_000, "is not JSON"),
    ("a list", [WHOLE], "Expected `object`"),
    ("null", None, "Expected `object`"),
    ("a key twice", b'{"schema":"voice-compare/1","schema":"voice-compare/1"}', "one thing twice"),
    ("NaN", json.dumps(but("matches.0.score", float("nan"))).encode(), "malformed"),
    ("infinity", json.dumps(but("matches.0.score", float("inf"))).encode(), "malformed"),
    ("a huge number", but("matches.0.k", 10**400), "matches"),
    ("another schema", but("schema", "voice-compare/2"), "schema"),
    ("no schema", but("schema", ...), "schema"),
    ("no outcome", but("outcome", ...), "outcome"),
    ("an unknown outcome", but("outcome", "fine"), "fine"),
    ("an unknown band", but("matches.0.band", "high"), "high"),
    ("no band", but("matches.0.band", ...), "band"),
    ("no score", but("matches.0.score", ...), "score"),
    ("no artist", but("matches.0.artist", ...), "artist"),
    ("an empty artist", but("matches.0.artist", ""), "artist"),
    ("percent", but("matches.1.score", 71.0), "<= 1.0"),
    ("a negative score", but("matches.0.score", -0.2), ">= 0.0"),
    ("a score in words", but("matches.0.score", "0.31"), "Expected `float`"),
    ("a score that is true", but("matches.0.score", value=True), "Expected `float`"),
    ("a null score", but("matches.0.score", None), "Expected `float`"),
    ("matches as an object", but("matches", {}), "Expected `array"),
    ("no matches", but("matches", ...), "matches is missing"),
    ("null matches", but("matches", None), "matches is missing"),
    ("no vocal seconds", but("audio.vocal_seconds", ...), "audio.vocal_seconds is missing"),
    ("no audio", but("audio", ...), "audio.vocal_seconds is missing"),
    ("negative seconds", but("audio.vocal_seconds", -1), ">= 0.0"),
    ("more voice than track", but("audio.vocal_seconds", 900.0), "more voice than track"),
    ("an unknown input", but("audio.input", "drums"), "drums"),
    ("other audio", but("audio.sha256", "00" * 32), "about other audio"),
    ("one artist twice", but("matches.0.artist", "ada"), "one artist twice"),
    ("both known and not", but("not_enrolled", ["bob"]), "one artist twice"),
    ("a stranger", but("matches.0.artist", "eve"), "not asked for"),
    ("a stranger not enrolled", but("not_enrolled", ["eve"]), "not asked for"),
    ("another question", but("artists", ["ada"]), "another question"),
    ("a date with time", but("gallery.updated", "yesterday"), "gallery.updated"),
    ("thresholds upside down", but("thresholds.possible", 0.9), "above the strong one"),
    ("strong called none", but("matches.1.band", "none"), "contradict the strong threshold"),
    ("none called strong", but("matches.0.band", "strong"), "contradict the strong threshold"),
    ("none called possible", but("matches.0.band", "possible"), "the possible threshold"),
    ("a window backwards", but("matches.1.windows.0.end", 3.0), "ends before it starts"),
    ("a window beyond one", but("matches.1.windows.0.score", 78), "<= 1.0"),
    ("a name without end", but("matches.1.name", "A" * 301), "name"),
]


@pytest.mark.parametrize(
    ("answer", "words"), [case[1:] for case in GARBAGE], ids=[case[0] for case in GARBAGE]
)
def test_garbage_is_no_answer(answer: object, words: str) -> None:
    found = read(answer, audio_sha256="ef" * 32)

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert words in found.detail
    assert found.detail.isprintable()
    assert len(found.detail) < 600


def test_the_beginning_that_is_shown_is_harmless() -> None:
    found = read(b"\x1b[31m\xe2\x80\xaered\r\n\x00" + b"x" * 5_000)

    assert isinstance(found, Unavailable)
    assert found.detail.isprintable()
    assert len(found.detail) < 600


def test_an_answer_that_compared_with_no_one_is_none() -> None:
    lonely = {**WHOLE, "artists": None, "matches": []}

    found = read(lonely, asked=None)

    assert isinstance(found, Unavailable)
    assert "with whom" in found.detail


@pytest.mark.parametrize("outcome", ["too_short", "inconclusive", "no_vocal"])
def test_a_service_that_cannot_tell_is_inconclusive(outcome: str) -> None:
    found = read({"schema": "voice-compare/1", "outcome": outcome, "detail": "5 s\nonly"})

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.INCONCLUSIVE
    assert "5 s only" in found.detail


def test_no_voice_in_an_instrumental_is_not_applicable() -> None:
    answer = {"schema": "voice-compare/1", "outcome": "no_vocal", "vocal_gate": 0.47}

    found = read(answer, is_instrumental=True)

    assert isinstance(found, Unavailable)
    assert (found.reason, found.detail) == (
        Reason.NOT_APPLICABLE,
        "no voice was found (vocal gate 0.47)",
    )


@pytest.mark.parametrize(("seconds", "is_enough"), [(9.99, False), (10.0, True), (0, False)])
def test_ten_seconds_of_voice_are_needed(seconds: float, is_enough: bool) -> None:  # noqa: FBT001 - a case
    found = read(but("audio.vocal_seconds", seconds))

    assert isinstance(found, VoiceMatches) is is_enough
    if isinstance(found, Unavailable):
        assert found.reason is Reason.INCONCLUSIVE
        assert "resemble Ada Example (strong, 0.710)" in found.detail


# --- anything at all -------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
PATHS = (
    *("schema", "outcome", "model", "model.id", "thresholds", "thresholds.strong", "audio"),
    *("audio.seconds", "audio.vocal_seconds", "audio.sha256", "artists", "matches"),
    *("matches.0", "matches.0.artist", "matches.0.score", "matches.0.band", "matches.1.windows"),
    *("gallery.updated", "not_enrolled", "request_id"),
)


def is_honest(found: VoiceMatches | Unavailable) -> bool:
    """Unavailable, or a fact in which every number is in range and every artist was asked for."""
    if isinstance(found, Unavailable):
        return found.reason in (Reason.SERVICE, Reason.INCONCLUSIVE)
    names = [m.artist for m in found.matches]
    return (
        found.vocal_seconds >= 10
        and len(names) == len(set(names))
        and ASKED.issuperset(names)
        and all(0 <= m.score <= 1 for m in found.matches)
        and encoded_alike(found) == found
    )


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_fault(body: bytes) -> None:
    assert isinstance(parse(body, asked=ASKED), Unavailable)


@settings(max_examples=400, deadline=None)
@given(JSON)
def test_any_json_is_read_without_a_fault(value: object) -> None:
    assert isinstance(parse(json.dumps(value).encode(), asked=ASKED), Unavailable)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(PATHS), JSON)
def test_an_answer_with_anything_in_it_is_read_honestly(path: str, value: object) -> None:
    assert is_honest(read(but(path, value)))


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_an_answer_with_changed_bytes_is_read_honestly(data: st.DataObject) -> None:
    body = bytearray(json.dumps(WHOLE).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))

    assert is_honest(parse(bytes(body), asked=ASKED))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(json.dumps(WHOLE)) - 1))
def test_an_answer_cut_short_is_no_answer(length: int) -> None:
    assert isinstance(parse(json.dumps(WHOLE).encode()[:length], asked=ASKED), Unavailable)
