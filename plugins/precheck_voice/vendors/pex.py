"""Pex AI Song Detector. HTTP 200 is no success: `status` is."""

from __future__ import annotations

from msgspec import Struct, convert

from precheck import Unavailable
from precheck_voice.adapters import (
    Adapter,
    Asked,
    Axis,
    Scale,
    Standing,
    Synthesis,
    VoiceEvidence,
    inconclusive,
    unusable,
)
from precheck_voice.vendors.sources import PEX
from precheck_voice.wire import Share, Text


class _Answer(Struct, frozen=True, kw_only=True):
    status: Text
    message: Text = ""
    request_id: int | None = None
    is_ai: bool | None = None
    ai_score: Share | None = None
    predicted_model: Text | None = None
    """None where it does not tell, also where `is_ai` is true."""


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """`ai_score` ranks and is not calibrated; `is_ai` is what Pex concludes."""
    del asked
    said = convert(response, _Answer)
    if said.status == "too_short":
        return inconclusive("Pex says that the audio is too short")
    if said.status != "ok":
        return unusable(f"its status is {said.status!r:.60}")
    if said.is_ai is None or said.ai_score is None:
        return unusable("its status is ok, but is_ai or ai_score is missing")
    if said.predicted_model and not said.is_ai:
        return unusable("it names a generator of what it says is not AI")
    one = Synthesis(
        score=said.ai_score,
        scale=Scale.RANKING,
        is_ai=said.is_ai,
        generator=said.predicted_model or "",
    )
    return VoiceEvidence(
        synthetic=(one,), request_id="" if said.request_id is None else str(said.request_id)
    )


ADAPTER = Adapter(
    vendor="Pex",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(PEX,),
    read=read,
)
