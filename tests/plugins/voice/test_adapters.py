"""What holds for every adapter, a stranger's too."""

import json
from typing import Any

import pytest
from vendor_answers import BODIES, IDENTIFAI, MODULATE, PEX, RESEMBLE, SHA, told, why

from precheck import Reason, Unavailable
from precheck_voice.adapters import (
    Adapter,
    Asked,
    Axis,
    Likeness,
    Scale,
    Standing,
    Synthesis,
    VoiceEvidence,
    covered,
)
from precheck_voice.adapters.installed import adapter
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.facts import Band, Heard
from precheck_voice.wire import Model, Wrapped


def by_stranger(found: object, **noted: Any) -> VoiceEvidence | Unavailable:
    def read(response: object, asked: Asked) -> Any:
        del response, asked
        if isinstance(found, Exception):
            raise found
        return found

    own = Adapter(
        vendor="Stranger",
        axes=noted.pop("axes", frozenset(Axis)),
        standing=Standing.DOCUMENTED,
        sources=(),
        read=read,
    )
    return evidence_of(Wrapped(vendor="stranger", response={}, **noted), own, SHA)


def likeness(**more: Any) -> VoiceEvidence:
    values: dict[str, Any] = {
        "artist": "ada",
        "score": 0.7,
        "scale": Scale.SHARE,
        "band": Band.STRONG,
    } | more
    return VoiceEvidence(identity=(Likeness(**values),))


def synthesis(**more: Any) -> VoiceEvidence:
    values: dict[str, Any] = {"score": 0.7, "scale": Scale.SHARE, "is_ai": True} | more
    return VoiceEvidence(synthetic=(Synthesis(**values),))


def test_a_calibrated_scale_keeps_its_bands() -> None:
    found = by_stranger(likeness())
    assert isinstance(found, VoiceEvidence)
    assert [m.band for m in found.identity or ()] == [Band.STRONG]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (likeness(scale=Scale.RANKING), "has no band"),
        (likeness(scale=Scale.UNBOUNDED), "has no band"),
        (likeness(score=70.0), "not on the scale 0-1"),
        (VoiceEvidence(identity=()), "with whom"),
        (VoiceEvidence(), "it says nothing"),
        (VoiceEvidence(synthetic=()), "it says nothing"),
        (synthesis(score=1.2), "not from 0 to 1"),
        (synthesis(scale=Scale.UNBOUNDED), "not from 0 to 1"),
        (synthesis(threshold=0.8), "contradicts what it concludes from 0.8"),
        (synthesis(is_ai=False, threshold=0.7), "contradicts what it concludes from 0.7"),
        (synthesis(is_ai=False, score=0.5), "the conclusion that there is no AI"),
    ],
)
def test_what_contradicts_itself_is_refused_whoever_read_it(
    found: VoiceEvidence, words: str
) -> None:
    result = by_stranger(found)
    assert isinstance(result, Unavailable)
    assert words in result.detail


@pytest.mark.parametrize(
    "found",
    [
        synthesis(is_ai=False, score=0.49),
        synthesis(is_ai=False, score=0.9, scale=Scale.RANKING),
        synthesis(is_ai=False, score=0.9, is_of_conclusion=True),
        synthesis(is_ai=False, score=0.69, threshold=0.7, is_of_conclusion=True),
        synthesis(is_ai=None, score=0.9),
    ],
)
def test_what_does_not_contradict_itself_is_kept(found: VoiceEvidence) -> None:
    assert by_stranger(found) == found


def test_an_axis_that_the_adapter_does_not_declare_is_refused() -> None:
    result = by_stranger(likeness(), axes=frozenset({Axis.SYNTHETIC}))
    assert isinstance(result, Unavailable)
    assert "does not declare" in result.detail


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("no"), Reason.SERVICE),
        (RecursionError("deep"), Reason.SERVICE),
        (KeyError("status"), Reason.BROKEN),
        (ZeroDivisionError(), Reason.BROKEN),
    ],
)
def test_an_adapter_that_raises_gives_no_answer(error: Exception, reason: Reason) -> None:
    result = by_stranger(error)
    assert isinstance(result, Unavailable)
    assert result.reason is reason


def test_an_answer_about_another_file_is_refused() -> None:
    assert "other audio" in why("identifai", IDENTIFAI, sha256="cd" * 32).detail
    assert told("identifai", IDENTIFAI, sha256=SHA).audio_sha256 == SHA
    noted = why("pex", PEX, sha256="cd" * 32, audio={"sha256": SHA})
    assert "other audio" in noted.detail


def test_a_length_that_was_noted_otherwise_is_refused() -> None:
    assert "36 s" in why("resemble-detect", RESEMBLE, audio={"seconds": 38.0}).detail
    assert told("resemble-detect", RESEMBLE, audio={"seconds": 36.9}).seconds == 36.0
    assert "more voice than track" in why("modulate", MODULATE, audio={"vocal_seconds": 14}).detail


def test_what_the_answer_leaves_out_is_taken_from_the_notes() -> None:
    found = told(
        "pex",
        PEX,
        model=Model(id="detector", version="4"),
        threshold_set="t-1",
        audio={"sha256": SHA.upper(), "seconds": 36.0, "input": Heard.MIX},
    )
    assert (found.model, found.model_version, found.threshold_set) == ("detector", "4", "t-1")
    assert (found.audio_sha256, found.seconds, found.heard) == (SHA, 36.0, Heard.MIX)
    assert found.request_id == "41"


def test_an_unknown_vendor_is_named_with_those_there_are() -> None:
    found = adapter("pexx")
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.NOT_INSTALLED
    assert "'pexx'" in found.detail
    assert "reality-defender" in found.detail


@pytest.mark.parametrize(
    ("pieces", "missing"),
    [
        ([(0, 10), (10, 20)], ""),
        ([(10, 20), (0, 10)], ""),
        ([(0, 10), (10.9, 20)], ""),
        ([(0, 10), (11.1, 20)], "nothing is said of 10 s to 11 s"),
        ([(2, 20)], "nothing is said of 0 s to 2 s"),
        ([(0, 19.1)], ""),
        ([(0, 18.9)], "only 19 s of 20 s were heard"),
        ([], "only 0 s of 20 s were heard"),
    ],
)
def test_pieces_make_a_whole_or_do_not(pieces: list[tuple[float, float]], missing: str) -> None:
    assert covered(pieces, 20.0) == missing


def test_bodies_are_json() -> None:
    assert json.loads(json.dumps(BODIES)) == BODIES
