"""Modulate's AI music detection: the only public shape that keeps voice and instruments apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, convert

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
    Told,
    VoiceEvidence,
    covered,
    inconclusive,
    unusable,
)
from precheck_voice.vendors.sources import MODULATE
from precheck_voice.wire import Percent, Seconds, Share

WINDOW_SECONDS = 4.0
VOCAL, INSTRUMENTAL, NOT_AI = "ai-vocal-music", "ai-instrumental", "not-ai-music"
HALF_PERCENT = 50.0
"""An answer that clears a track must find less of it made by AI; the number is ours."""


class _Window(Struct, frozen=True, kw_only=True):
    start_time_ms: Seconds
    end_time_ms: Seconds


class _Answer(Struct, frozen=True, kw_only=True):
    primary_verdict: Literal["ai-vocal-music", "ai-instrumental", "not-ai-music"]
    duration_s: Seconds
    vocal_percentage: Percent
    vocal_ai_percentage: Percent
    vocal_ai_confidence: Share
    instrumental_percentage: Percent
    instrumental_ai_percentage: Percent
    instrumental_ai_confidence: Share
    windows: tuple[_Window, ...] | None = None


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """The verdict on the clip decides: Modulate advises against single windows.

    A verdict about the voice leaves the instruments open, and the reverse.
    """
    del asked
    said = convert(response, _Answer)
    if said.windows is not None:
        pieces = ((w.start_time_ms / 1000, w.end_time_ms / 1000) for w in said.windows)
        if missing := covered(pieces, said.duration_s, short_by=WINDOW_SECONDS):
            return inconclusive(missing)
    found = tuple(_parts(said))
    if not found:
        return inconclusive("Modulate heard neither voice nor instruments")
    if said.primary_verdict != NOT_AI and not any(one.is_ai for one in found):
        return unusable(f"it concludes {said.primary_verdict}, but finds none of that part")
    most = max(said.vocal_ai_percentage, said.instrumental_ai_percentage)
    if said.primary_verdict == NOT_AI and most >= HALF_PERCENT:
        return unusable(f"it concludes {NOT_AI}, but finds {most:g} % of a part made by AI")
    heard = said.duration_s * said.vocal_percentage / 100
    return VoiceEvidence(synthetic=found, seconds=said.duration_s, vocal_seconds=heard)


def _parts(said: _Answer) -> Iterator[Synthesis]:
    for part, share, made, score, verdict in (
        (
            "vocals",
            said.vocal_percentage,
            said.vocal_ai_percentage,
            said.vocal_ai_confidence,
            VOCAL,
        ),
        (
            "instruments",
            said.instrumental_percentage,
            said.instrumental_ai_percentage,
            said.instrumental_ai_confidence,
            INSTRUMENTAL,
        ),
    ):
        if share > 0:
            is_ai = True if said.primary_verdict == verdict and made > 0 else None
            yield Synthesis(
                score=score,
                scale=Scale.SHARE,
                is_ai=False if said.primary_verdict == NOT_AI else is_ai,
                part=part,
            )


async def ask(errand: Errand) -> object:
    """One request, and the answer comes at once. The address names the model."""
    reply = await errand.upload("/api/velma-2-ai-music-detection-batch", "upload_file")
    return Told(response=reply.json(), model="velma-2")


ADAPTER = Adapter(
    vendor="Modulate",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(MODULATE,),
    read=read,
    asking=Asking(
        url="https://platform.modulate.ai",
        ask=ask,
        header="X-API-Key",
        prefix="",
        max_bytes=100_000_000,
        suffixes=frozenset({".flac", ".m4a", ".mp3", ".mp4", ".ogg", ".opus", ".wav"}),
    ),
)
