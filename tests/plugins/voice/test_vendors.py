"""What each vendor's answer comes to."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vendor_answers import (
    ACRCLOUD,
    AURIGIN,
    BODIES,
    DEFENDER,
    GONE,
    HIVE,
    IDENTIFAI,
    IDENTITY,
    MODULATE,
    PEX,
    PHONEXIA,
    PYANNOTE,
    RESEMBLE,
    but,
    one,
    read,
    told,
    why,
)

from precheck import Reason, Unavailable
from precheck_voice.adapters import (
    Adapter,
    Scale,
    Standing,
    VoiceEvidence,
)
from precheck_voice.adapters.installed import adapter, names
from precheck_voice.wire import Model

# --- what a whole answer says ----------------------------------------------------------------


def test_every_vendor_has_a_body_here() -> None:
    assert names() == BODIES.keys()


@pytest.mark.parametrize(
    ("vendor", "standing"),
    [
        ("acrcloud", Standing.SDK_DERIVED),
        ("aurigin", Standing.DOCUMENTED),
        ("hive", Standing.UNVERIFIED),
        ("identifai", Standing.DOCUMENTED),
        ("modulate", Standing.DOCUMENTED),
        ("pex", Standing.DOCUMENTED),
        ("phonexia", Standing.DOCUMENTED),
        ("pyannoteai", Standing.DOCUMENTED),
        ("reality-defender", Standing.SDK_DERIVED),
        ("resemble-detect", Standing.DOCUMENTED),
        ("resemble-identity", Standing.UNVERIFIED),
    ],
)
def test_an_adapter_says_how_well_its_shape_is_known(vendor: str, standing: Standing) -> None:
    found = adapter(vendor)
    assert isinstance(found, Adapter)
    assert found.standing is standing
    assert found.sources


@pytest.mark.parametrize(
    ("vendor", "score", "scale", "generator", "request_id"),
    [
        ("pex", 0.93, Scale.RANKING, "suno", "41"),
        ("acrcloud", 93.5, Scale.PERCENT, "udio", "F7"),
        ("resemble-detect", 0.85, Scale.TEXT, "elevenlabs", "u-1"),
        ("reality-defender", 88, Scale.PERCENT, "", "r-9"),
        ("aurigin", 0.62, Scale.SHARE, "", ""),
        ("identifai", 0.9, Scale.SHARE, "", ""),
        ("hive", 0.97, Scale.SHARE, "suno", "t-1"),
    ],
)
def test_an_answer_that_hears_ai_is_read_on_its_own_scale(
    vendor: str, score: float, scale: Scale, generator: str, request_id: str
) -> None:
    found = told(vendor, BODIES[vendor])
    (synthesis,) = found.synthetic or ()
    assert (synthesis.score, synthesis.scale, synthesis.is_ai) == (score, scale, True)
    assert (synthesis.generator, found.request_id) == (generator, request_id)
    assert found.identity is None


HUMAN = [
    ("pex", PEX | {"is_ai": False, "ai_score": 0.1, "predicted_model": None}),
    (
        "resemble-detect",
        but(RESEMBLE, "item.metrics", {"label": "real", "score": ["0"], "aggregated_score": "0.1"}),
    ),
    (
        "reality-defender",
        but(but(DEFENDER, "overallStatus", "AUTHENTIC"), "resultsSummary", {
            "status": "AUTHENTIC", "metadata": {"finalScore": 1}
        }),
    ),
    ("aurigin", {"predictions": ["real"] * 3, "global_probability": [0.1], "error": []}),
    ("identifai", but(IDENTIFAI, "verdict", {"classification": "human", "confidence": 0.9})),
]  # fmt: skip


@pytest.mark.parametrize(("vendor", "body"), HUMAN)
def test_an_answer_that_hears_no_ai_says_so(vendor: str, body: object) -> None:
    assert one(vendor, body).is_ai is False


def test_modulate_tells_the_voice_from_the_instruments() -> None:
    found = told("modulate", MODULATE)
    vocals, instruments = found.synthetic or ()
    assert (vocals.part, vocals.is_ai, vocals.score) == ("vocals", True, 0.95)
    assert (instruments.part, instruments.is_ai, instruments.score) == ("instruments", None, 0.4)
    assert (found.seconds, found.vocal_seconds) == (12.0, 6.0)


def test_modulate_clears_both_parts_together() -> None:
    clean = MODULATE | {
        "primary_verdict": "not-ai-music",
        "vocal_ai_percentage": 2.0,
        "vocal_ai_confidence": 0.1,
    }
    assert [s.is_ai for s in told("modulate", clean).synthetic or ()] == [False, False]


def test_without_a_voice_modulate_speaks_of_the_instruments_alone() -> None:
    silent = MODULATE | {
        "primary_verdict": "ai-instrumental",
        "vocal_percentage": 0,
        "instrumental_ai_percentage": 80,
        "instrumental_ai_confidence": 0.9,
    }
    assert [(s.part, s.is_ai) for s in told("modulate", silent).synthetic or ()] == [
        ("instruments", True)
    ]


def test_pyannote_gives_the_best_of_any_speaker_without_a_band() -> None:
    found = told("pyannoteai", PYANNOTE)
    assert [(m.artist, m.score, m.scale, m.band) for m in found.identity or ()] == [
        ("ada", 83, Scale.PERCENT, None),
        ("bob", 30, Scale.PERCENT, None),
    ]
    assert found.vocal_seconds == 20.0, "two at once count once"
    assert [(w.start, w.end) for w in (found.identity or ())[1].windows] == [(8.0, 20.0)]


def test_phonexia_scores_have_no_bounds_and_no_bands() -> None:
    found = told("phonexia", PHONEXIA, artists=("ada", "bob"))
    assert [(m.artist, m.score, m.band) for m in found.identity or ()] == [
        ("ada", 4.7, None),
        ("bob", -3.1, None),
    ]


@pytest.mark.parametrize(
    ("score", "is_ai"), [(0.9, True), (0.89, None), (0.5, None), (0.49, False)]
)
def test_hive_concludes_by_its_own_thresholds(score: float, *, is_ai: bool | None) -> None:
    classes = [
        {"class": "ai_generated", "score": score},
        {"class": "not_ai_generated", "score": 1 - score},
    ]
    body = but(HIVE, "status.0.response.output", [{"time": 0, "classes": classes}])
    found = one("hive", body, audio={"seconds": 10.0})
    assert (found.is_ai, found.threshold) == (is_ai, 0.9)


# --- the traps -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vendor", "path", "value"),
    [
        ("pex", "ai_score", 93),
        ("pex", "ai_score", "0.93"),
        ("acrcloud", "data.0.results.ai_detection.0.ai_probability", "93.5"),
        ("acrcloud", "data.0.results.ai_detection.0.ai_probability", 935),
        ("acrcloud", "data.0.results.ai_detection.0.ai_probability", 0.935),
        ("resemble-detect", "item.metrics.aggregated_score", 0.85),
        ("resemble-detect", "item.metrics.aggregated_score", "85"),
        ("resemble-detect", "item.metrics.aggregated_score", "0.85 "),
        ("resemble-detect", "item.metrics.aggregated_score", "nan"),
        ("resemble-detect", "item.metrics.score", ["0.9", None]),
        ("resemble-detect", "item.metrics.score", []),
        ("reality-defender", "resultsSummary.metadata.finalScore", 0.88),
        ("reality-defender", "resultsSummary.metadata.finalScore", 880),
        ("reality-defender", "resultsSummary.metadata.finalScore", True),
        ("modulate", "vocal_percentage", 101),
        ("modulate", "vocal_ai_confidence", 95),
        ("aurigin", "global_probability", 0.62),
        ("aurigin", "global_probability", [62]),
        ("identifai", "verdict.confidence", 90),
        ("pyannoteai", "output.voiceprints.0.confidence.ada", 830),
        ("hive", "status.0.response.output.0.classes.0.score", 97),
        ("phonexia", "scores.values", ["4.7", "-3.1"]),
    ],
)
def test_a_number_on_another_scale_is_no_answer(vendor: str, path: str, value: object) -> None:
    assert why(vendor, but(BODIES[vendor], path, value)).reason is Reason.SERVICE


@pytest.mark.parametrize(
    ("vendor", "path", "value"),
    [
        ("pex", "status", "processed"),
        ("acrcloud", "data.0.results.ai_detection.0.prediction", "probably"),
        ("acrcloud", "data.0.state", 2),
        ("resemble-detect", "item.metrics.label", "unsure"),
        ("resemble-detect", "item.status", "paused"),
        ("reality-defender", "resultsSummary.status", "SUSPICIOUS"),
        ("reality-defender", "models.0.status", "SUSPICIOUS"),
        ("modulate", "primary_verdict", "ai-music"),
        ("aurigin", "predictions.0", "uncertain"),
        ("identifai", "status", "queued"),
        ("identifai", "verdict.classification", "mixed"),
        ("pyannoteai", "status", "paused"),
        ("hive", "status.0.status.code", "7"),
        ("hive", "code", 500),
    ],
)
def test_an_unknown_word_is_no_answer(vendor: str, path: str, value: object) -> None:
    assert why(vendor, but(BODIES[vendor], path, value)).reason is Reason.SERVICE


@pytest.mark.parametrize(
    ("vendor", "path", "value", "reason"),
    [
        ("pex", "status", "too_short", Reason.INCONCLUSIVE),
        ("acrcloud", "data.0.state", 0, Reason.SERVICE),
        ("acrcloud", "data.0.state", -1, Reason.INCONCLUSIVE),
        ("acrcloud", "data.0.state", -2, Reason.SERVICE),
        ("acrcloud", "data.0.state", -3, Reason.SERVICE),
        ("resemble-detect", "success", False, Reason.SERVICE),
        ("resemble-detect", "item.status", "processing", Reason.SERVICE),
        ("resemble-detect", "item.status", "failed", Reason.SERVICE),
        ("resemble-identity", "success", False, Reason.SERVICE),
        ("reality-defender", "resultsSummary.status", "ANALYZING", Reason.SERVICE),
        ("reality-defender", "models.1.status", "DOWNLOADING", Reason.SERVICE),
        ("reality-defender", "resultsSummary.status", "NOT_APPLICABLE", Reason.INCONCLUSIVE),
        ("identifai", "status", "new", Reason.SERVICE),
        ("identifai", "status", "errored", Reason.SERVICE),
    ],
)
def test_success_within_http_200_is_looked_at(
    vendor: str, path: str, value: object, reason: Reason
) -> None:
    assert why(vendor, but(BODIES[vendor], path, value)).reason is reason


@pytest.mark.parametrize(
    ("vendor", "path"),
    [
        ("pex", "predicted_model"),
        ("acrcloud", "data.0.results.ai_detection.0.likely_source"),
        ("resemble-detect", "item.audio_source_tracing"),
    ],
)
def test_ai_without_an_attribution_is_ai_all_the_same(vendor: str, path: str) -> None:
    found = one(vendor, but(BODIES[vendor], path, None))
    assert (found.is_ai, found.generator) == (True, "")


@pytest.mark.parametrize(
    ("vendor", "body", "words"),
    [
        ("acrcloud", but(ACRCLOUD, "data.0.duration", 201), "only 36 s of 201 s were heard"),
        ("modulate", MODULATE | {"windows": MODULATE["windows"][:1]}, "only 4 s of 12 s"),  # type: ignore[index]
        ("modulate", MODULATE | {"windows": []}, "only 0 s of 12 s"),
        ("modulate", but(MODULATE, "windows.1", MODULATE["windows"][0]), "of 4 s to 8 s"),  # type: ignore[index]
    ],
)
def test_pieces_shorter_than_the_track_are_no_answer(vendor: str, body: object, words: str) -> None:
    result = why(vendor, body)
    assert result.reason is Reason.INCONCLUSIVE
    assert words in result.detail


@pytest.mark.parametrize(("vendor", "whole"), [("aurigin", 15.0), ("hive", 20.0)])
def test_pieces_are_held_against_the_noted_length(vendor: str, whole: float) -> None:
    rest = whole / (3 if vendor == "aurigin" else 2)
    assert isinstance(read(vendor, BODIES[vendor], audio={"seconds": whole + rest}), VoiceEvidence)
    longer = why(vendor, BODIES[vendor], audio={"seconds": whole + rest + 1.1})
    unknown = why(vendor, BODIES[vendor], audio={"seconds": None})
    assert longer.reason is unknown.reason is Reason.INCONCLUSIVE
    assert "the length of the track is not known" in unknown.detail


def test_a_piece_that_failed_is_a_gap() -> None:
    broken = AURIGIN | {"error": [None, "no speech", None]}
    result = why("aurigin", broken)
    assert (result.reason, result.detail) == (
        Reason.INCONCLUSIVE,
        "1 of 3 pieces could not be judged",
    )


def test_a_model_renamed_since_it_was_noted_is_no_answer() -> None:
    assert told("reality-defender", DEFENDER).model == "ear-a, ear-b"
    result = why("reality-defender", DEFENDER, model=Model(id="ear-a"))
    assert "its model is 'ear-a, ear-b', but 'ear-a' was noted" in result.detail


@pytest.mark.parametrize("vendor", ["resemble-identity", "pyannoteai"])
def test_nobody_to_compare_with_is_no_answer(vendor: str) -> None:
    empty = (
        {"success": True, "matches": []}
        if vendor == "resemble-identity"
        else but(but(PYANNOTE, "output.voiceprints.0.confidence", {}),
                 "output.voiceprints.1", {"speaker": "S1", "confidence": {}})
    )  # fmt: skip
    empty = but(empty, "output.voiceprints.0.match", None) if vendor == "pyannoteai" else empty
    assert "with whom the voice was compared" in why(vendor, empty).detail


def test_matches_of_an_unpublished_form_need_a_person() -> None:
    result = why("resemble-identity", IDENTITY)
    assert result.reason is Reason.SERVICE
    assert "1 matches, but what a match holds is not published" in result.detail


@pytest.mark.parametrize(
    ("vendor", "body"),
    [
        ("pex", PEX | {"is_ai": False}),
        ("acrcloud", {"data": ACRCLOUD["data"] * 2}),
        ("acrcloud", {"data": []}),
        ("resemble-detect", but(RESEMBLE, "item.metrics.label", "real")),
        ("resemble-detect", but(RESEMBLE, "item.media_type", "video")),
        ("reality-defender", but(DEFENDER, "overallStatus", "AUTHENTIC")),
        ("reality-defender", but(DEFENDER, "models.0.predictionNumber", None)),
        ("modulate", MODULATE | {"vocal_ai_percentage": 0}),
        ("modulate", MODULATE | {"primary_verdict": "not-ai-music", "vocal_ai_percentage": 50}),
        ("modulate", MODULATE | {"primary_verdict": "not-ai-music"}),
        ("aurigin", AURIGIN | {"predictions": ["real"] * 3}),
        ("aurigin", AURIGIN | {"error": [None]}),
        ("pyannoteai", but(PYANNOTE, "output.voiceprints.0.match", "cleo")),
        ("pyannoteai", but(PYANNOTE, "output.voiceprints.1", GONE)),
        ("pyannoteai", but(PYANNOTE, "output.voiceprints.1.confidence.bob", GONE)),
        ("pyannoteai", but(PYANNOTE, "output.diarization.0.end", 0.0)),
        ("hive", but(HIVE, "status.0.response.output.0.classes.1.score", 0.5)),
        ("hive", but(HIVE, "status.0.response.output.0.classes.1", GONE)),
        ("hive", but(HIVE, "status.0.response.output", [])),
        ("phonexia", but(PHONEXIA, "scores.columns_count", 3)),
        ("phonexia", but(PHONEXIA, "scores.values", [4.7])),
        (
            "phonexia",
            {"scores": {"rows_count": 2, "columns_count": 2, "values": [1.0, 2.0, 3.0, 4.0]}},
        ),
    ],
)
def test_a_contradiction_is_no_answer(vendor: str, body: object) -> None:
    assert why(vendor, body).reason is Reason.SERVICE


REQUIRED = [
    ("pex", "status"),
    ("pex", "is_ai"),
    ("pex", "ai_score"),
    ("acrcloud", "data"),
    ("acrcloud", "data.0.state"),
    ("acrcloud", "data.0.results"),
    ("acrcloud", "data.0.results.ai_detection.0.ai_probability"),
    ("acrcloud", "data.0.results.ai_detection.0.prediction"),
    ("resemble-detect", "success"),
    ("resemble-detect", "item"),
    ("resemble-detect", "item.metrics"),
    ("resemble-detect", "item.metrics.label"),
    ("resemble-detect", "item.metrics.aggregated_score"),
    ("resemble-identity", "matches"),
    ("reality-defender", "resultsSummary"),
    ("reality-defender", "resultsSummary.metadata"),
    ("reality-defender", "resultsSummary.metadata.finalScore"),
    ("modulate", "primary_verdict"),
    ("modulate", "duration_s"),
    ("modulate", "vocal_ai_confidence"),
    ("aurigin", "predictions"),
    ("aurigin", "global_probability"),
    ("identifai", "status"),
    ("identifai", "verdict"),
    ("identifai", "verdict.classification"),
    ("pyannoteai", "status"),
    ("pyannoteai", "output"),
    ("pyannoteai", "output.voiceprints"),
    ("hive", "status"),
    ("hive", "status.0.response"),
    ("phonexia", "scores"),
    ("phonexia", "scores.values"),
]


@pytest.mark.parametrize(("vendor", "path"), REQUIRED)
def test_a_part_of_an_answer_is_no_answer(vendor: str, path: str) -> None:
    assert why(vendor, but(BODIES[vendor], path, GONE)).reason is Reason.SERVICE


@pytest.mark.parametrize("vendor", sorted(BODIES))
@pytest.mark.parametrize("body", [None, [], "ok", 1, {}, [{}], {"status": None}, {"data": {}}])
def test_what_is_no_answer_at_all_is_none(vendor: str, body: object) -> None:
    assert why(vendor, body).reason is Reason.SERVICE


@pytest.mark.parametrize("vendor", sorted(BODIES))
@given(st.data())
def test_no_change_of_a_body_raises(vendor: str, data: st.DataObject) -> None:
    body = BODIES[vendor]
    places = list(paths(body))
    value: st.SearchStrategy[object] = (
        st.none() | st.booleans() | st.floats() | st.text() | st.just([]) | st.just({})
    )
    changed = but(body, data.draw(st.sampled_from(places)), data.draw(value))
    assert isinstance(read(vendor, changed), VoiceEvidence | Unavailable)


def paths(value: object, above: str = "") -> Any:
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        path = f"{above}.{key}" if above else str(key)
        yield path
        yield from paths(inner, path)
