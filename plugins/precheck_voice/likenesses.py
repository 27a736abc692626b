"""Whose voice a track resembles, by an answer that lies in the release folder."""

from __future__ import annotations

from msgspec.structs import replace

from precheck import Reason, Unavailable
from precheck_voice.adapters.adapter import Adapter
from precheck_voice.adapters.installed import adapter
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.adapters.result import Axis, Likeness, VoiceEvidence
from precheck_voice.answer import invalid, parse
from precheck_voice.facts import Transport, VoiceMatch, VoiceMatches
from precheck_voice.stored import Question, Stored, both_about, in_file, stored_about
from precheck_voice.wire import Wrapped


def stored_answer(question: Question, audio_sha256: str) -> VoiceMatches | Unavailable | None:
    """What a stored answer says of the track; None where none is about it."""
    response = question.recordings.response
    found = stored_about(question.track, question.release, audio_sha256, Axis.IDENTITY, response)
    if isinstance(found, Unavailable):
        return found
    if not found:
        return None
    stored, *more = found
    if more:
        return both_about(stored, more[0])
    fact = _read(stored, question, audio_sha256)
    if isinstance(fact, Unavailable):
        return in_file(stored.file, fact)
    everyone = tuple(sorted(question.artists.union(fact.artists)))
    return replace(fact, artists=everyone, transport=Transport.STORED, service=stored.file)


def _read(stored: Stored, question: Question, audio_sha256: str) -> VoiceMatches | Unavailable:
    if not isinstance(stored.said, Wrapped):
        asked = stored.said.asked if stored.said is not None else None
        return parse(
            stored.body,
            asked=frozenset(asked) if asked is not None else None,
            audio_sha256=audio_sha256,
            min_vocal_seconds=question.min_vocal_seconds,
            is_instrumental=question.is_instrumental,
            wants_voice=question.wants_voice,
        )
    found = adapter(stored.said.vendor)
    if isinstance(found, Unavailable):
        return found
    evidence = evidence_of(stored.said, found, audio_sha256)
    if isinstance(evidence, Unavailable):
        return evidence
    if evidence.identity is None:
        return invalid("it does not say whose voice it is", stored.body)
    return matches_of(evidence, evidence.identity, stored.said, found, question)


def matches_of(
    evidence: VoiceEvidence,
    likenesses: tuple[Likeness, ...],
    wrapped: Wrapped,
    read_by: Adapter,
    question: Question,
) -> VoiceMatches | Unavailable:
    """The same rules as for `voice-compare/1`: too little voice proves nothing either way."""
    heard, least = evidence.vocal_seconds, question.min_vocal_seconds
    if heard is None or heard < least:
        told = "it is not said how much voice" if heard is None else f"only {heard:.1f} s of voice"
        return Unavailable(
            Reason.INCONCLUSIVE,
            f"{told} was heard, {least:g} s are needed",
            "Note audio.vocal_seconds beside the answer, or have the vocal stem compared.",
        )
    return VoiceMatches(
        matches=tuple(_match(one) for one in sorted(likenesses, key=lambda one: one.artist)),
        vocal_seconds=heard,
        seconds=evidence.seconds,
        request_id=evidence.request_id,
        model=evidence.model,
        model_version=evidence.model_version,
        model_sha256=wrapped.model.sha256,
        threshold_set=evidence.threshold_set,
        gallery_sha256=wrapped.gallery.sha256,
        gallery_updated=evidence.gallery_updated,
        audio_sha256=evidence.audio_sha256,
        heard=evidence.heard,
        artists=tuple(sorted(wrapped.artists or ())),
        standing=read_by.standing,
    )


def _match(one: Likeness) -> VoiceMatch:
    return VoiceMatch(
        artist=one.artist,
        score=one.scale.share(one.score),
        scale=one.scale,
        band=one.band,
        name=one.name,
        k=one.k,
        windows=one.windows,
    )
