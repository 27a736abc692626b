"""Answers of vendors, of our own making, and what is made of them."""

import copy
from typing import Any

from precheck import Unavailable
from precheck_voice.adapters import (
    Adapter,
    Synthesis,
    VoiceEvidence,
)
from precheck_voice.adapters.installed import adapter
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.wire import Audio, Wrapped

SHA = "ab" * 32
PEX = {
    "request_id": 41,
    "status": "ok",
    "is_ai": True,
    "ai_score": 0.93,
    "predicted_model": "suno",
    "predicted_model_score": 0.7,
}
ACRCLOUD = {
    "data": [
        {
            "id": "F7",
            "state": 1,
            "duration": 36,
            "results": {
                "ai_detection": [
                    {
                        "prediction": "ai",
                        "likely_source": "udio",
                        "ai_probability": 93.5,
                        "duration": 36,
                    }
                ]
            },
        }
    ]
}
RESEMBLE = {
    "success": True,
    "item": {
        "uuid": "u-1",
        "status": "completed",
        "media_type": "audio",
        "duration": 36.0,
        "metrics": {
            "label": "fake",
            "score": ["0.9", "0.8"],
            "consistency": "0.9",
            "aggregated_score": "0.85",
        },
        "audio_source_tracing": {"label": "elevenlabs", "error_message": None},
    },
}
IDENTITY = {"success": True, "matches": [{"anything": 1}]}
DEFENDER = {
    "requestId": "r-9",
    "mediaType": "AUDIO",
    "overallStatus": "FAKE",
    "resultsSummary": {"status": "FAKE", "metadata": {"finalScore": 88}},
    "models": [
        {"name": "ear-b", "status": "FAKE", "predictionNumber": 0.9},
        {"name": "ear-a", "status": "FAKE", "predictionNumber": 0.8},
        {"name": "eye", "status": "NOT_APPLICABLE", "predictionNumber": None},
    ],
}
MODULATE = {
    "duration_s": 12.0,
    "primary_verdict": "ai-vocal-music",
    "vocal_percentage": 50.0,
    "vocal_ai_percentage": 40.0,
    "vocal_ai_confidence": 0.95,
    "instrumental_percentage": 90.0,
    "instrumental_ai_percentage": 3.0,
    "instrumental_ai_confidence": 0.4,
    "windows": [
        {"start_time_ms": 0, "end_time_ms": 4000},
        {"start_time_ms": 4000, "end_time_ms": 8000},
        {"start_time_ms": 8000, "end_time_ms": 12000},
    ],
}
AURIGIN = {
    "predictions": ["real", "fake", "real"],
    "global_probability": [0.62],
    "error": [None, None, None],
}
IDENTIFAI = {
    "status": "done",
    "hash": SHA,
    "verdict": {"classification": "artificial", "confidence": 0.9, "heuristic": None},
    "details": {"clips": []},
}
PYANNOTE = {
    "jobId": "j-1",
    "status": "succeeded",
    "output": {
        "diarization": [
            {"speaker": "S0", "start": 0.0, "end": 10.0},
            {"speaker": "S1", "start": 8.0, "end": 20.0},
        ],
        "voiceprints": [
            {"speaker": "S0", "match": "ada", "confidence": {"ada": 83, "bob": 12}},
            {"speaker": "S1", "match": None, "confidence": {"ada": 20, "bob": 30}},
        ],
    },
}
HIVE = {
    "id": "t-1",
    "code": 200,
    "status": [
        {
            "status": {"code": "0", "message": "SUCCESS"},
            "response": {
                "output": [
                    {
                        "time": 0,
                        "classes": [
                            {"class": "ai_generated", "score": 0.97},
                            {"class": "not_ai_generated", "score": 0.03},
                            {"class": "suno", "score": 0.8},
                        ],
                    },
                    {
                        "time": 10,
                        "classes": [
                            {"class": "ai_generated", "score": 0.2},
                            {"class": "not_ai_generated", "score": 0.8},
                        ],
                    },
                ]
            },
        }
    ],
}
PHONEXIA = {"scores": {"rows_count": 1, "columns_count": 2, "values": [4.7, -3.1]}}
BODIES: dict[str, Any] = {
    "acrcloud": ACRCLOUD,
    "aurigin": AURIGIN,
    "hive": HIVE,
    "identifai": IDENTIFAI,
    "modulate": MODULATE,
    "pex": PEX,
    "phonexia": PHONEXIA,
    "pyannoteai": PYANNOTE,
    "reality-defender": DEFENDER,
    "resemble-detect": RESEMBLE,
    "resemble-identity": IDENTITY,
}
SECONDS = {"aurigin": 15.0, "hive": 20.0}
GONE = object()


def read(
    vendor: str, body: object, *, sha256: str = "", **noted: Any
) -> VoiceEvidence | Unavailable:
    found = adapter(vendor)
    assert isinstance(found, Adapter), found
    audio = {"seconds": SECONDS.get(vendor)} | noted.pop("audio", {})
    if vendor == "phonexia":
        noted = {"artists": ("ada", "bob")} | noted
    wrapped = Wrapped(vendor=vendor, response=body, audio=Audio(**audio), **noted)
    return evidence_of(wrapped, found, sha256)


def told(vendor: str, body: object, **noted: Any) -> VoiceEvidence:
    found = read(vendor, body, **noted)
    assert isinstance(found, VoiceEvidence), found
    return found


def one(vendor: str, body: object, **noted: Any) -> Synthesis:
    (found,) = told(vendor, body, **noted).synthetic or ()
    return found


def why(vendor: str, body: object, **noted: Any) -> Unavailable:
    found = read(vendor, body, **noted)
    assert isinstance(found, Unavailable), found
    return found


def but(body: object, path: str, value: object) -> Any:
    """The body with one thing changed; `GONE` takes it away."""
    changed: Any = copy.deepcopy(body)
    *above, last = (int(step) if step.isdigit() else step for step in path.split("."))
    inner = changed
    for step in above:
        inner = inner[step]
    if value is GONE:
        del inner[last]
    else:
        inner[last] = value
    return changed
