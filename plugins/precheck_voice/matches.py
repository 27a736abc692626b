"""The inspector of `VoiceMatches`: stored answers first, then the service."""

from __future__ import annotations

import asyncio

from precheck import Facts, FileDigest, Reason, Release, Tools, Track, Unavailable, inspector
from precheck_voice.address import chosen
from precheck_voice.digests import sha256_of
from precheck_voice.facts import VoiceMatches
from precheck_voice.likenesses import stored_answer
from precheck_voice.options import Recordings, VoiceOptions
from precheck_voice.service import address_of, ask_service, may_not_ask
from precheck_voice.stored import Question, shelves


@inspector(of=Track, gives=VoiceMatches, wants=(FileDigest,), version=5)
async def voice_matches(track: Track, facts: Facts, tools: Tools) -> VoiceMatches | Unavailable:
    """Whose protected voice the track resembles, by a stored answer or by asking the service."""
    options = facts.get(VoiceOptions) or VoiceOptions()
    recordings = facts.get(Recordings) or Recordings()
    release = facts[Release]
    question = Question(
        track=track,
        release=release,
        artists=frozenset((*options.artists, *release.delivery.voices)) - {""},
        is_instrumental=is_instrumental(track, release),
        min_vocal_seconds=options.min_vocal_seconds,
        recordings=recordings,
    )
    audio = track.audio
    try:
        sha256 = (
            sha256_of(track, facts)
            if FileDigest in facts
            else await asyncio.to_thread(sha256_of, track, facts)
        )
        if any(shelf.is_there for shelf in shelves(release, recordings.response)):
            stored = await asyncio.to_thread(stored_answer, question, sha256)
            if stored is not None:
                return stored
        if question.is_instrumental:
            return Unavailable(Reason.NOT_APPLICABLE, "the release says it is instrumental")
        service = chosen(options)
        why_not = may_not_ask(question, options, tools, service)
        if why_not is not None or audio is None:
            return why_not or Unavailable(Reason.NO_FILE, "there is no audio file to compare")
        address = await address_of(service, options, tools)
        if isinstance(address, Unavailable):
            return address
        return await ask_service(
            question, options, tools, address, audio=audio, audio_sha256=sha256
        )
    except OSError as error:
        detail = f"the audio file cannot be read: {error.strerror or 'unknown reason'}"
        return Unavailable(Reason.UNREADABLE, detail)


def is_instrumental(track: Track, release: Release) -> bool:
    """Whether the release says that nobody sings or speaks; the artist before the message."""
    has_vocals = release.declaration(track).has_vocals
    return bool(track.is_instrumental) if has_vocals is None else not has_vocals
