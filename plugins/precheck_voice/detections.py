"""The inspector of `VendorDetections`: stored answers first, then the vendors that are set up.

Where no answer is stored and no vendor is set up it says that nobody supplies the fact, so that
nothing is judged, and nothing skipped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from precheck import (
    AiAmount,
    AiDetection,
    AudioStream,
    Facts,
    FileDigest,
    Reason,
    Release,
    Tools,
    Track,
    Unavailable,
    inspector,
)
from precheck_voice.adapters.adapter import Adapter, unusable
from precheck_voice.adapters.installed import adapter
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.adapters.result import Axis, Synthesis, VoiceEvidence
from precheck_voice.answer import invalid
from precheck_voice.asking.asked import Answered, asked
from precheck_voice.asking.settings import Vendor, vendors
from precheck_voice.asking.sound import sound_of
from precheck_voice.digests import sha256_of
from precheck_voice.facts import VendorDetections
from precheck_voice.matches import asked_of, is_instrumental
from precheck_voice.options import Recordings, VoiceOptions
from precheck_voice.recording import record
from precheck_voice.stored import Stored, both_about, in_file, shelves, stored_about
from precheck_voice.wire import Wrapped


@inspector(of=Track, gives=VendorDetections, wants=(FileDigest, AudioStream), version=3)
async def vendor_detections(
    track: Track, facts: Facts, tools: Tools
) -> VendorDetections | Unavailable:
    """What detection services concluded, by stored answers and by asking those that have none."""
    release = facts[Release]
    options = facts.get(VoiceOptions) or VoiceOptions()
    response = (facts.get(Recordings) or Recordings()).response
    has_stored = any(shelf.is_there for shelf in shelves(release, response))
    to_ask = vendors(options.vendors, Axis.SYNTHETIC)
    if not has_stored and not to_ask:
        return _nothing()
    try:
        sha256 = await sha256_of(track, facts)
        stored: _Stored | Unavailable = _Stored()
        if has_stored:
            stored = await asyncio.to_thread(_stored, track, release, sha256, response)
        if isinstance(stored, Unavailable):
            return stored
        told = await _asked(to_ask, stored, track, facts, tools, sha256)
    except OSError as error:
        detail = f"the audio file cannot be read: {error.strerror or 'unknown reason'}"
        is_told = bool(to_ask) or bool(stored_about(track, release, "", Axis.SYNTHETIC, response))
        return Unavailable(Reason.UNREADABLE, detail) if is_told else _nothing()
    if isinstance(told, Unavailable):
        return told
    every = (*stored.detections, *told)
    return VendorDetections(detections=every) if every else _nothing()


class _Stored(Struct, frozen=True, kw_only=True):
    """What stored answers say, and whose they are."""

    detections: tuple[AiDetection, ...] = ()
    vendors: frozenset[str] = frozenset()


def _stored(
    track: Track, release: Release, audio_sha256: str, response: str
) -> _Stored | Unavailable:
    """Every stored answer, or why one of them tells nothing: the others are no stand-in for it."""
    found = stored_about(track, release, audio_sha256, Axis.SYNTHETIC, response)
    if isinstance(found, Unavailable):
        return found
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
    return _Stored(detections=tuple(detections), vendors=frozenset(by_vendor))


async def _asked(  # noqa: PLR0913, PLR0917 - each is needed once
    every: tuple[Vendor | Unavailable, ...],
    stored: _Stored,
    track: Track,
    facts: Facts,
    tools: Tools,
    sha256: str,
) -> tuple[AiDetection, ...] | Unavailable:
    """What the vendors say that have no stored answer, side by side; or why one says nothing."""
    options = facts.get(VoiceOptions) or VoiceOptions()
    to_ask = _unanswered(every, stored.vendors, is_silent=is_instrumental(track, facts[Release]))
    if isinstance(to_ask, Unavailable):
        return to_ask
    if not to_ask:
        return ()
    if (facts.get(Recordings) or Recordings()).response:
        return _not_recorded(to_ask)
    sound = await asyncio.to_thread(sound_of, track, facts, sha256)
    if isinstance(sound, Unavailable):
        return sound
    artists = asked_of(track, facts[Release], options)
    found = await asyncio.gather(
        *(asked(one, sound, options, tools, artists=artists) for one in to_ask)
    )
    told = [_told(one, answered, track, facts) for one, answered in zip(to_ask, found, strict=True)]
    detections = tuple(d for one in told if not isinstance(one, Unavailable) for d in one)
    failures = [one for one in told if isinstance(one, Unavailable)]
    if failures:
        return _with_conclusions(failures, (*stored.detections, *detections))
    return detections


def _unanswered(
    every: tuple[Vendor | Unavailable, ...], answered: frozenset[str], *, is_silent: bool
) -> list[Vendor] | Unavailable:
    """The vendors that are asked about a track; why one that should be cannot."""
    to_ask: list[Vendor] = []
    for one in every:
        if isinstance(one, Unavailable):
            return one
        if one.name not in answered and not (is_silent and one.asking.is_of_voices):
            to_ask.append(one)
    return to_ask


def _not_recorded(vendors_: Iterable[Vendor]) -> Unavailable:
    names = ", ".join(one.adapter.vendor for one in vendors_)
    return Unavailable(
        Reason.SERVICE,
        f"no recorded answer of {names} is about this track, and none is asked beside them",
        "Record one with --record-voice, or leave out --voice-response.",
    )


def _told(
    vendor: Vendor, answered: Answered | Unavailable, track: Track, facts: Facts
) -> tuple[AiDetection, ...] | Unavailable:
    """What a vendor's answer says, which is recorded where that is wanted."""
    if isinstance(answered, Unavailable):
        return answered
    recordings = facts.get(Recordings) or Recordings()
    failed = record(recordings.record, answered.wrapped, track, facts[Release])
    if failed is not None:
        return failed
    evidence = answered.evidence
    if isinstance(evidence, Unavailable):
        return evidence
    if not evidence.synthetic:
        return unusable(f"{vendor.adapter.vendor} does not say whether a machine made it")
    parts, adapter = evidence.synthetic, vendor.adapter
    return tuple(_detections(evidence, parts, adapter, answered.sent_to))


def _with_conclusions(
    failures: list[Unavailable], detections: tuple[AiDetection, ...]
) -> Unavailable:
    """Why the question is open, with every failure, and what others conclude all the same."""
    details = [why.detail for why in failures]
    details += [
        f"{one.service} concludes that there is AI (score {one.score:.2f})"
        for one in detections
        if one.verdict is AiAmount.SOME
    ]
    return replace(failures[0], detail="; ".join(details))


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
    evidence: VoiceEvidence, parts: tuple[Synthesis, ...], read_by: Adapter, sent_to: str = ""
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
            sent_to=sent_to,
        )
