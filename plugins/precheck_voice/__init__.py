"""Voices: whose protected voice a track resembles, and whether that person consented.

Answers of a voice-similarity service are judged: they lie in the release folder (`voice/*.json`, in
the form below or as a vendor sent them), or come from a service that speaks the contract below, or
from a vendor that an adapter asks (`asking`). Our own service is in `embedded`: a run starts it,
and asks it like any other. Nothing leaves the machine unless `allow_upload` says so.

    [plugins.voice]
    service = "embedded"
    artists = ["isni:000000012345678X"]
    names = { "isni:000000012345678X" = "Ada Example" }

The contract in short (`docs/voice-service.md` has it whole). `POST {service}/v1/voice/compare`
takes `multipart/form-data` with two parts: `request`, a JSON object `voice-compare-request/1` with
`mode`, `artists` and `audio.sha256`; and `audio`, the file. It answers 200 with a JSON object
`voice-compare/1`:

    {"schema": "voice-compare/1", "outcome": "ok", "request_id": "r-1",
     "model": {"id": "campplus", "version": "1"}, "threshold_set": "named-1",
     "gallery": {"sha256": "...", "updated": "2026-11-01"},
     "audio": {"sha256": "...", "seconds": 185.0, "vocal_seconds": 92.5, "input": "stem"},
     "matches": [{"artist": "isni:000000012345678X", "score": 0.71, "band": "strong", "k": 3}]}

Whatever is not such an answer, whole and free of contradiction, is no answer, and never a pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules about resemblance, consent, answers, vendors and titles."""
    from precheck_voice.rules import (
        allusions,
        answers,
        consent,
        continuity,
        groups,
        labels,
        resemblance,
        search,
        signatures,
        titles,
        vendors,
    )

    return (
        *allusions.RULES,
        *answers.RULES,
        *consent.RULES,
        *continuity.RULES,
        *groups.RULES,
        *labels.RULES,
        *resemblance.RULES,
        *search.RULES,
        *signatures.RULES,
        *titles.RULES,
        *vendors.RULES,
    )


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """The inspectors of matches, detections, consents, protected names, and groups of voices."""
    from precheck_voice.consents import consents
    from precheck_voice.detections import vendor_detections
    from precheck_voice.grouping import sung_tracks, voice_groups
    from precheck_voice.matches import voice_matches
    from precheck_voice.names import protected_names

    return (
        voice_matches,
        vendor_detections,
        consents,
        protected_names,
        sung_tracks,
        voice_groups,
    )


@hookimpl
def precheck_options() -> Iterable[type]:
    """The settings under `[plugins.voice]`."""
    from precheck_voice.options import Recordings, VoiceOptions

    return (VoiceOptions, Recordings)
