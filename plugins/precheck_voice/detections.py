"""The inspector of `AiDetections`: what stored answers of detection services say of a track.

No detector is asked. Where no answer is stored it says that nobody supplies the fact, so that
nothing is judged, and nothing skipped, that was not before.
"""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDetection,
    AiDetections,
    Facts,
    FileDigest,
    Reason,
    Release,
    Tools,
    Track,
    Unavailable,
    inspector,
)
from precheck_voice.adapters.adapter import Adapter
from precheck_voice.adapters.installed import adapter
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.adapters.result import Axis, Synthesis, VoiceEvidence
from precheck_voice.answer import invalid
from precheck_voice.digests import sha256_of
from precheck_voice.options import Recordings
from precheck_voice.stored import Stored, both_about, in_file, shelves, stored_about
from precheck_voice.wire import Wrapped


@inspector(of=Track, gives=AiDetections, wants=(FileDigest,), version=2)
def ai_detections(track: Track, facts: Facts, tools: Tools) -> AiDetections | Unavailable:
    """What detection services concluded, by the answers stored beside the release."""
    del tools
    release = facts[Release]
    response = (facts.get(Recordings) or Recordings()).response
    if not any(shelf.is_there for shelf in shelves(release, response)):
        return _nothing()
    try:
        sha256 = sha256_of(track, facts)
    except OSError as error:
        detail = f"the audio file cannot be read: {error.strerror or 'unknown reason'}"
        is_stored = bool(stored_about(track, release, "", Axis.SYNTHETIC, response))
        return Unavailable(Reason.UNREADABLE, detail) if is_stored else _nothing()
    return stored_detections(track, release, sha256, response)


def stored_detections(
    track: Track, release: Release, audio_sha256: str, response: str = ""
) -> AiDetections | Unavailable:
    """Every stored answer, or why one of them tells nothing: the others are no stand-in for it."""
    found = stored_about(track, release, audio_sha256, Axis.SYNTHETIC, response)
    if isinstance(found, Unavailable):
        return found
    if not found:
        return _nothing()
    by_vendor: dict[str, Stored] = {}
    detections: list[AiDetection] = []
    for stored in found:
        if not isinstance(stored.said, Wrapped):
            return in_file(stored.file, invalid("it is not of the documented form", stored.body))
        if stored.said.vendor in by_vendor:
            return both_about(by_vendor[stored.said.vendor], stored)
        by_vendor[stored.said.vendor] = stored
        told = _read(stored, stored.said, audio_sha256)
        if isinstance(told, Unavailable):
            return in_file(stored.file, told)
        detections += told
    return AiDetections(detections=tuple(detections))


def _nothing() -> Unavailable:
    return Unavailable(
        Reason.NOT_SUPPLIED, "no stored answer of a detection service is about this track"
    )


def _read(
    stored: Stored, wrapped: Wrapped, audio_sha256: str
) -> tuple[AiDetection, ...] | Unavailable:
    found = adapter(wrapped.vendor)
    if isinstance(found, Unavailable):
        return found
    evidence = evidence_of(wrapped, found, audio_sha256)
    if isinstance(evidence, Unavailable):
        return evidence
    if not evidence.synthetic:
        return invalid("it does not say whether a machine made it", stored.body)
    return tuple(_detections(evidence, evidence.synthetic, found))


def _detections(
    evidence: VoiceEvidence, parts: tuple[Synthesis, ...], read_by: Adapter
) -> Iterator[AiDetection]:
    model = " ".join(filter(None, (evidence.model, evidence.model_version)))
    for one in parts:
        verdict = AiAmount.SOME if one.is_ai else AiAmount.NONE
        yield AiDetection(
            service=read_by.vendor,
            score=one.scale.share(one.score),
            verdict=verdict if one.is_ai is not None else None,
            is_amount_said=False,
            model=model,
            threshold=one.scale.share(one.threshold) if one.threshold is not None else None,
            part=one.part,
            generator=one.generator,
            scale=one.scale,
            standing=read_by.standing,
            request_id=evidence.request_id,
            audio_sha256=evidence.audio_sha256,
        )
