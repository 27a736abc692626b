"""Vendors' answers beside a release: which track they are about, and what becomes of them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from precheck import (
    AiAmount,
    AiDetection,
    AiDetections,
    FileDigest,
    Reason,
    Release,
    Track,
    Unavailable,
)
from precheck.testing import a_release, a_track, ask, encoded_alike, facts_for, look
from precheck_ai_credits.occasions import is_detector_asked
from precheck_voice.detections import vendor_detections
from precheck_voice.facts import Consents, Transport, VendorDetections, VoiceMatches
from precheck_voice.matches import voice_matches
from precheck_voice.options import VoiceOptions
from precheck_voice.rules.answers import answer_incomplete, artist_not_compared
from precheck_voice.rules.resemblance import possible_resemblance, resembles_without_consent
from precheck_voice.rules.vendors import detection_incomplete, score_without_bands

ISRC = "QZPRE2600001"
PEX = {"status": "ok", "request_id": 7, "is_ai": True, "ai_score": 0.93}
HUMAN = {"status": "done", "verdict": {"classification": "human", "confidence": 0.8}}
PHONEXIA = {"scores": {"rows_count": 1, "columns_count": 2, "values": [4.7, -3.1]}}
PYANNOTE = {
    "jobId": "j-1",
    "status": "succeeded",
    "output": {
        "diarization": [{"speaker": "S0", "start": 2.0, "end": 32.0}],
        "voiceprints": [{"speaker": "S0", "match": "ada", "confidence": {"ada": 83, "bob": 12}}],
    },
}
COMPARED = {
    "schema": "voice-compare/1",
    "outcome": "ok",
    "audio": {"vocal_seconds": 80.0},
    "matches": [{"artist": "ada", "score": 0.3, "band": "none"}],
}


@pytest.fixture
def track(tmp_path: Path) -> Track:
    audio = tmp_path / "01.flac"
    audio.write_bytes(b"fLaC and some bytes")
    return a_track(audio=audio, isrc=ISRC)


@pytest.fixture
def release(tmp_path: Path, track: Track) -> Release:
    return a_release(track, root=tmp_path)


def store(release: Release, name: str, body: object) -> None:
    folder = release.root / "voice"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(body if isinstance(body, bytes) else json.dumps(body).encode())


def wrapped(vendor: str, response: object, **noted: Any) -> dict[str, Any]:
    return {"vendor": vendor, "track": {"isrc": ISRC}, "response": response, **noted}


def heard(track: Track, release: Release, *known: object) -> AiDetections | Unavailable:
    return look(vendor_detections, track, release, *known)


def told(track: Track, release: Release) -> AiDetections:
    found = heard(track, release)
    assert isinstance(found, AiDetections), found
    return found


def compared(track: Track, release: Release, *artists: str) -> VoiceMatches | Unavailable:
    return look(voice_matches, track, release, VoiceOptions(service="none", artists=artists))


def is_silent(found: AiDetections | Unavailable, track: Track, release: Release) -> bool:
    """Whether the rules about detectors are not even asked."""
    assert isinstance(found, Unavailable), found
    facts = facts_for(track, release).plus({AiDetections: found})
    return found.reason is Reason.NOT_SUPPLIED and not is_detector_asked(track, facts)


# --- whether a machine made it ---------------------------------------------------------------


def test_without_a_folder_nothing_is_told(track: Track, release: Release) -> None:
    assert is_silent(heard(track, release), track, release)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (f"{ISRC}.json", COMPARED),
        (f"{ISRC}.json", {"schema": "voice-compare/1", "outcome": "no such outcome"}),
        ("elsewhere.json", {"schema": "voice-compare/1"}),
        (f"{ISRC}.json", wrapped("phonexia", PHONEXIA)),
        ("notes.txt", b"nothing"),
        ("other.json", wrapped("pex", PEX) | {"track": {"isrc": "QZPRE2600099"}}),
    ],
)
def test_where_no_detection_is_stored_nothing_is_told(
    track: Track, release: Release, name: str, body: object
) -> None:
    store(release, name, body)
    assert is_silent(heard(track, release), track, release)


def test_a_stored_detection_is_told_with_its_standing_and_scale(
    track: Track, release: Release
) -> None:
    digest = hashlib.sha256(b"fLaC and some bytes").hexdigest()
    noted = {"model": {"id": "songs", "version": "4"}, "audio": {"sha256": digest}}
    store(release, "pex.json", wrapped("pex", PEX, **noted))
    found = told(track, release)
    assert found.detections == (
        AiDetection(
            service="Pex",
            score=0.93,
            verdict=AiAmount.SOME,
            is_amount_said=False,
            model="songs 4",
            scale="0-1, for ranking only",
            standing="documented",
            request_id="7",
            audio_sha256=digest,
        ),
    )
    assert found.detections[0].amount is None
    assert encoded_alike(found) == found


def test_several_vendors_are_told_together(track: Track, release: Release) -> None:
    store(release, "a.json", wrapped("pex", PEX))
    store(release, "b.json", wrapped("identifai", HUMAN))
    assert [(d.service, d.verdict) for d in told(track, release).detections] == [
        ("Pex", AiAmount.SOME),
        ("IdentifAI", AiAmount.NONE),
    ]


def test_a_percentage_is_told_from_0_to_1_and_named(track: Track, release: Release) -> None:
    body = {
        "resultsSummary": {"status": "FAKE", "metadata": {"finalScore": 88}},
        "models": [{"name": "ear", "status": "FAKE", "predictionNumber": 0.9}],
    }
    store(release, "rd.json", wrapped("reality-defender", body))
    (one,) = told(track, release).detections
    assert (one.score, one.scale, one.model) == (0.88, "0-100", "ear")


@pytest.mark.parametrize("name", [f"{ISRC}.json", f"{ISRC}.pex.json", "01.pex.json", "A1.pex.json"])
def test_an_answer_without_a_track_is_about_the_one_it_is_named_after(
    track: Track, release: Release, name: str
) -> None:
    store(release, name, {"vendor": "pex", "response": PEX})
    assert len(told(track, release).detections) == 1


@pytest.mark.parametrize(
    ("body", "reason", "words"),
    [
        (b"<html>It works!</html>", Reason.SERVICE, "it begins: <html>"),
        (json.dumps(wrapped("pex", PEX)).encode()[:-9], Reason.SERVICE, "it begins: {"),
        (b'{"vendor": "pex", "vendor": "hive", "response": {}}', Reason.SERVICE, "it begins"),
        ({"vendor": "pex"}, Reason.SERVICE, "it begins"),
        ([1, 2], Reason.SERVICE, "it begins"),
        (wrapped("nobody", PEX), Reason.NOT_INSTALLED, "no adapter for the vendor 'nobody'"),
        (wrapped("pex", "<html>It works!</html>"), Reason.SERVICE, "Expected `object`"),
        (wrapped("pex", PEX, audio={"sha256": "0" * 64}), Reason.SERVICE, "other audio"),
        (wrapped("pex", {"status": "too_short"}), Reason.INCONCLUSIVE, "too short"),
    ],
)
def test_what_is_no_answer_is_never_silence(
    track: Track, release: Release, body: object, reason: Reason, words: str
) -> None:
    store(release, f"{ISRC}.json", body)
    found = heard(track, release)
    assert isinstance(found, Unavailable)
    assert found.reason is reason
    assert found.detail.startswith(f"voice/{ISRC}.json: ")
    assert words in found.detail
    facts = facts_for(track, release).plus({AiDetections: found})
    assert is_detector_asked(track, facts)


def test_one_answer_that_fails_is_not_made_good_by_another(track: Track, release: Release) -> None:
    store(release, "a.json", wrapped("pex", {"status": "too_short"}))
    store(release, "b.json", wrapped("identifai", HUMAN))
    found = heard(track, release)
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.INCONCLUSIVE


def test_two_answers_of_one_vendor_are_not_chosen_between(track: Track, release: Release) -> None:
    store(release, "a.json", wrapped("pex", PEX))
    store(release, "b.json", wrapped("pex", PEX | {"is_ai": False}))
    found = heard(track, release)
    assert isinstance(found, Unavailable)
    assert found.detail == "voice/a.json and voice/b.json are both about this track"


def test_a_link_in_place_of_the_folder_is_not_followed(
    track: Track, release: Release, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (release.root / "voice").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    found = heard(track, release)
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE


def test_an_unreadable_file_matters_only_where_a_detection_is_about_it(
    track: Track, release: Release
) -> None:
    (release.root / "01.flac").unlink()
    (release.root / "01.flac").mkdir()
    store(release, f"{ISRC}.json", COMPARED)
    assert is_silent(heard(track, release), track, release)
    store(release, f"{ISRC}.pex.json", wrapped("pex", PEX))
    found = heard(track, release)
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE


def test_a_known_digest_is_used(track: Track, release: Release) -> None:
    store(release, "pex.json", wrapped("pex", PEX, audio={"sha256": "9" * 64}))
    digest = FileDigest(size_bytes=1, sha256="9" * 64)
    assert isinstance(heard(track, release, digest), AiDetections)


# --- whose voice it is -----------------------------------------------------------------------


def noted(**more: Any) -> dict[str, Any]:
    return {
        "artists": ["ada", "bob"],
        "model": {"id": "prints", "version": "2"},
        "threshold_set": "t-1",
        "gallery": {"updated": "2026-11-01"},
        "audio": {"vocal_seconds": 28.0, "seconds": 36.0, "input": "stem"},
    } | more


def test_a_detection_leaves_the_voice_unasked(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", wrapped("pex", {"status": "too_short"}))
    found = compared(track, release, "ada")
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.NOT_CONFIGURED


def test_a_detection_stands_beside_a_comparison(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", COMPARED)
    store(release, f"{ISRC}.pex.json", wrapped("pex", PEX))
    assert isinstance(compared(track, release), VoiceMatches)
    assert len(told(track, release).detections) == 1


def test_two_comparisons_are_not_chosen_between(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", COMPARED)
    store(release, f"{ISRC}.phonexia.json", wrapped("phonexia", PHONEXIA, **noted()))
    found = compared(track, release)
    assert isinstance(found, Unavailable)
    assert "are both about this track" in found.detail


def test_scores_without_bounds_become_matches_without_bands(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", wrapped("phonexia", PHONEXIA, **noted()))
    found = compared(track, release, "cleo")
    assert isinstance(found, VoiceMatches)
    assert [(m.artist, m.score, m.scale, m.band) for m in found.matches] == [
        ("ada", 4.7, "unbounded", None),
        ("bob", -3.1, "unbounded", None),
    ]
    assert (found.standing, found.transport) == ("documented", Transport.STORED)
    assert (found.model, found.model_version, found.vocal_seconds) == ("prints", "2", 28.0)
    assert found.artists == ("ada", "bob", "cleo")
    assert encoded_alike(found) == found


def test_a_confidence_in_percent_becomes_a_share(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", wrapped("pyannoteai", PYANNOTE))
    found = compared(track, release)
    assert isinstance(found, VoiceMatches)
    assert [(m.artist, m.score, m.scale) for m in found.matches] == [
        ("ada", 0.83, "0-100"),
        ("bob", 0.12, "0-100"),
    ]
    assert (found.vocal_seconds, found.request_id) == (30.0, "j-1")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(9.9, "only 9.9 s of voice was heard, 10 s are needed"), (None, "not said how much voice")],
)
def test_too_little_voice_proves_nothing(
    track: Track, release: Release, seconds: float | None, words: str
) -> None:
    short = noted(audio={"vocal_seconds": seconds})
    store(release, f"{ISRC}.json", wrapped("phonexia", PHONEXIA, **short))
    found = compared(track, release)
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.INCONCLUSIVE
    assert words in found.detail


def test_ten_seconds_are_enough(track: Track, release: Release) -> None:
    enough = noted(audio={"vocal_seconds": 10.0})
    store(release, f"{ISRC}.json", wrapped("phonexia", PHONEXIA, **enough))
    assert isinstance(compared(track, release), VoiceMatches)


def test_an_unknown_vendor_may_have_meant_the_voice(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", wrapped("nobody", {}))
    found = compared(track, release)
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.NOT_INSTALLED


def test_an_artist_that_was_not_asked_for_is_refused(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", wrapped("pyannoteai", PYANNOTE, artists=["ada"]))
    found = compared(track, release)
    assert isinstance(found, Unavailable)
    assert "not asked for" in found.detail


# --- what the rules make of it ---------------------------------------------------------------


def test_a_score_without_a_band_is_neither_match_nor_pass(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", wrapped("phonexia", PHONEXIA, **noted()))
    found = compared(track, release)
    assert isinstance(found, VoiceMatches)
    for rule in (resembles_without_consent, possible_resemblance):
        assert not ask(rule, release, Consents(), narrower={"A1": [found]})
    (finding,) = ask(score_without_bands, track, release, found)
    assert "ada (score 4.700, scale unbounded), bob (score -3.100" in finding.message
    assert finding.evidence["standing"] == "documented"


def test_a_vendor_that_says_little_is_told_what_is_missing(track: Track, release: Release) -> None:
    store(release, f"{ISRC}.json", wrapped("pyannoteai", PYANNOTE))
    found = compared(track, release, "cleo")
    (finding,) = ask(answer_incomplete, track, release, found)
    assert finding.evidence["missing"] == [
        "the model",
        "the model's version",
        "the threshold set",
        "the gallery's date",
        "the audio's SHA-256",
    ]
    assert ask(artist_not_compared, track, release, found)


@pytest.mark.parametrize(
    ("standing", "missing"), [("documented", ["the model", "the request id"]), ("", [])]
)
def test_a_detection_without_its_model_is_incomplete_and_a_strangers_is_not_asked(
    track: Track, release: Release, standing: str, missing: list[str]
) -> None:
    one = AiDetection(service="Pex", score=0.9, standing=standing, audio_sha256="a" * 64)
    findings = ask(detection_incomplete, track, release, VendorDetections(detections=(one, one)))
    assert [f.evidence["missing"] for f in findings] == ([missing] if missing else [])
