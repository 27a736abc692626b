"""Aurigin: fake or real speech, in pieces of 5 s. Version 1 of its answers, and the one before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, convert, field

from precheck import Unavailable
from precheck_voice.adapters import (
    Adapter,
    Asked,
    Asking,
    Axis,
    Errand,
    Scale,
    Standing,
    Synthesis,
    VoiceEvidence,
    covered,
    inconclusive,
    unusable,
)
from precheck_voice.vendors.sources import AURIGIN
from precheck_voice.wire import Seconds, Share, Text

PIECE_SECONDS = 5.0
SMALL_BYTES = 5_000_000
"""Up to here the quick endpoint takes a file."""


class _Answer(Struct, frozen=True, kw_only=True):
    predictions: Annotated[tuple[Literal["fake", "real"] | None, ...], Meta(min_length=1)]
    global_probability: Annotated[tuple[Share, ...], Meta(min_length=1)]
    error: tuple[Text | None, ...] = ()


class _Global(Struct, frozen=True, kw_only=True):
    confidence: Share
    result: Literal["bonafide", "spoofed", "partially_spoofed"] | None
    reason: Text | None = None


class _Segment(Struct, frozen=True, kw_only=True):
    start: Seconds
    end: Seconds
    result: Text | None = None


class _Version1(Struct, frozen=True, kw_only=True):
    whole: _Global = field(name="global")
    segments: tuple[_Segment, ...]
    audio_duration: Seconds
    prediction_id: Text = ""
    model: Text = ""
    warnings: tuple[Text, ...] = ()


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """By the version that the answer is of: the present one has `global`."""
    if isinstance(response, Mapping) and "global" in response:
        return _read_version_1(convert(response, _Version1))
    return _read_version_0(convert(response, _Answer), asked)


def _read_version_1(said: _Version1) -> VoiceEvidence | Unavailable:
    """The confidence is that of the result; a warning may be about a part that was not heard."""
    if said.whole.result is None:
        return inconclusive(f"Aurigin could not tell: {said.whole.reason or 'no reason is given'}")
    if said.warnings:
        return inconclusive(f"Aurigin warns: {said.warnings[0]}")
    spans = [(one.start, one.end) for one in said.segments]
    if missing := covered(spans, said.audio_duration, short_by=PIECE_SECONDS):
        return inconclusive(missing)
    is_ai = said.whole.result != "bonafide"
    if not is_ai and any(one.result not in (None, "bonafide") for one in said.segments):
        return inconclusive("Aurigin takes a part of it for spoofed, and the whole for bona fide")
    one = Synthesis(
        score=said.whole.confidence,
        scale=Scale.SHARE,
        is_ai=is_ai,
        is_of_conclusion=True,
        part="vocals",
    )
    return VoiceEvidence(
        synthetic=(one,),
        request_id=said.prediction_id,
        model=said.model,
        seconds=said.audio_duration,
    )


def _read_version_0(said: _Answer, asked: Asked) -> VoiceEvidence | Unavailable:
    """One fake piece is enough; real it is only where every piece is. A failed piece is a gap."""
    count = len(said.predictions)
    if said.error and len(said.error) != count:
        return unusable(f"it has {count} predictions, but {len(said.error)} entries for errors")
    failed = sum(map(bool, said.error)) or said.predictions.count(None)
    if failed:
        return inconclusive(f"{failed} of {count} pieces could not be judged")
    pieces = [(n * PIECE_SECONDS, (n + 1) * PIECE_SECONDS) for n in range(count)]
    if missing := covered(pieces, asked.seconds, short_by=PIECE_SECONDS):
        return inconclusive(missing)
    one = Synthesis(
        score=max(said.global_probability),
        scale=Scale.SHARE,
        is_ai="fake" in said.predictions,
        part="vocals",
    )
    return VoiceEvidence(synthetic=(one,))


async def ask(errand: Errand) -> object:
    """One request, to the endpoint for its size, and the answer comes at once."""
    is_small = errand.sound.size_bytes < SMALL_BYTES
    where = "/predict" if is_small else "/predict/large-file"
    return (await errand.upload(where, "file", {"device": "api"})).json()


ADAPTER = Adapter(
    vendor="Aurigin",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(AURIGIN,),
    read=read,
    asking=Asking(
        url="https://api.aurigin.ai/v1",
        ask=ask,
        header="X-Api-Key",
        prefix="",
        max_bytes=100_000_000,
        min_seconds=3.0,
        suffixes=frozenset({".wav", ".mp3", ".flac", ".ogg", ".m4a", ".mp4"}),
        is_of_voices=True,
    ),
)
