"""Pex AI Song Detector. HTTP 200 is no success: `status` is."""

from __future__ import annotations

from msgspec import Struct, convert

from precheck import Unavailable
from precheck_voice.adapters import (
    Adapter,
    Asked,
    Asking,
    Axis,
    Errand,
    OAuthOptions,
    Scale,
    Standing,
    Synthesis,
    VoiceEvidence,
    inconclusive,
    unusable,
)
from precheck_voice.vendors.sources import PEX
from precheck_voice.wire import Share, Text

TELLING_NOTHING = {
    "too_short": "the audio is too short",
    "too_long": "the audio is too long",
    "not_enough_music": "there is not enough music in it",
}


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
    if said.status in TELLING_NOTHING:
        return inconclusive(f"Pex says that {TELLING_NOTHING[said.status]}")
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


async def ask(errand: Errand) -> object:
    """A token for two hours, then the file, and the answer comes at once."""
    await errand.token("/oauth2/token")
    return (await errand.upload("/v1/ai-detector/detect", "file")).json()


ADAPTER = Adapter(
    vendor="Pex",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(PEX,),
    read=read,
    asking=Asking(
        url="https://api.ae.pex.com",
        ask=ask,
        options=OAuthOptions,
        header="",  # the token is the key
        max_bytes=100_000_000,
        min_seconds=10.0,
        max_seconds=900.0,
        pause_seconds=30.0,
    ),
)
