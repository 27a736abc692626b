"""The inspector of `VoiceMatches`: stored answers first, then a vendor or the service."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from precheck import (
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
from precheck_voice.adapters.result import Axis
from precheck_voice.address import chosen
from precheck_voice.asking.asked import Answered, asked
from precheck_voice.asking.settings import Vendor, vendors
from precheck_voice.asking.sound import sound_of
from precheck_voice.digests import sha256_of
from precheck_voice.facts import Transport, VoiceMatches
from precheck_voice.identity import one_id
from precheck_voice.likenesses import matches_of, stored_answer
from precheck_voice.options import Recordings, VoiceOptions
from precheck_voice.own import own_profiles
from precheck_voice.recording import record
from precheck_voice.service import address_of, ask_service, may_not_ask
from precheck_voice.stored import Question, shelves


@inspector(of=Track, gives=VoiceMatches, wants=(FileDigest, AudioStream), version=8)
async def voice_matches(track: Track, facts: Facts, tools: Tools) -> VoiceMatches | Unavailable:
    """Whose protected voice the track resembles, by a stored answer or by asking."""
    options = facts.get(VoiceOptions) or VoiceOptions()
    recordings = facts.get(Recordings) or Recordings()
    release = facts[Release]
    question = Question(
        track=track,
        release=release,
        artists=asked_of(track, release, options),
        is_instrumental=is_instrumental(track, release),
        min_vocal_seconds=options.min_vocal_seconds,
        is_search=options.watch_list,
        wants_voice=options.across_names,
        recordings=recordings,
    )
    try:
        sha256 = await sha256_of(track, facts)
        if any(shelf.is_there for shelf in shelves(release, recordings.response)):
            stored = await asyncio.to_thread(stored_answer, question, sha256)
            if stored is not None:
                return stored
        if question.is_instrumental:
            return Unavailable(Reason.NOT_APPLICABLE, "the release says it is instrumental")
        return await _asked(question, options, facts, tools, sha256)
    except OSError as error:
        detail = f"the audio file cannot be read: {error.strerror or 'unknown reason'}"
        return Unavailable(Reason.UNREADABLE, detail)


def asked_of(track: Track, release: Release, options: VoiceOptions) -> frozenset[str]:
    """The protected artists, and those of the track whose own voice is known; each once."""
    protected = frozenset((*options.artists, *release.delivery.voices)) - {""}
    return protected | (own_profiles(track, release, options) - {one_id(a) for a in protected})


async def _asked(
    question: Question, options: VoiceOptions, facts: Facts, tools: Tools, sha256: str
) -> VoiceMatches | Unavailable:
    """By asking a vendor that is set up to compare voices, else the service."""
    audio = question.track.audio
    comparing = next(iter(vendors(options.vendors, Axis.IDENTITY)), None)
    if comparing is not None and not question.recordings.response:
        return await _by_vendor(comparing, question, facts, tools, sha256)
    service = chosen(options)
    why_not = may_not_ask(question, options, tools, service)
    if why_not is not None or audio is None:
        return why_not or Unavailable(Reason.NO_FILE, "there is no audio file to compare")
    address = await address_of(service, options, tools)
    if isinstance(address, Unavailable):
        return address
    return await ask_service(question, options, tools, address, audio=audio, audio_sha256=sha256)


async def _by_vendor(
    vendor: Vendor | Unavailable, question: Question, facts: Facts, tools: Tools, sha256: str
) -> VoiceMatches | Unavailable:
    """By asking the vendor that is set up to compare voices."""
    if isinstance(vendor, Unavailable):
        return vendor
    answered = await _answered(vendor, question, facts, tools, sha256)
    if isinstance(answered, Unavailable):
        return answered
    evidence = answered.evidence
    if isinstance(evidence, Unavailable):
        return evidence
    found = matches_of(
        evidence, evidence.identity or (), answered.wrapped, vendor.adapter, question
    )
    if isinstance(found, Unavailable):
        return replace(found, detail=f"{vendor.adapter.vendor}: {found.detail}")
    sent_to = answered.sent_to
    return replace(
        found,
        artists=tuple(sorted(question.artists)),
        transport=Transport.UPLOADED if sent_to else Transport.LOCAL,
        service=vendor.host,
        sent_to=sent_to,
    )


async def _answered(
    vendor: Vendor, question: Question, facts: Facts, tools: Tools, sha256: str
) -> Answered | Unavailable:
    """What the vendor answers, which is recorded where that is wanted."""
    options = facts.get(VoiceOptions) or VoiceOptions()
    sound = await asyncio.to_thread(sound_of, question.track, facts, sha256)
    if isinstance(sound, Unavailable):
        return sound
    answered = await asked(vendor, sound, options, tools, artists=question.artists)
    if isinstance(answered, Unavailable):
        return answered
    folder = question.recordings.record
    return record(folder, answered.wrapped, question.track, question.release) or answered


def is_instrumental(track: Track, release: Release) -> bool:
    """Whether the release says that nobody sings or speaks; the artist before the message."""
    has_vocals = release.declaration(track).has_vocals
    return bool(track.is_instrumental) if has_vocals is None else not has_vocals
