"""IdentifAI: human or artificial, by the digest of the file."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, convert

from precheck import Unavailable
from precheck_voice.adapters import (
    Adapter,
    Asked,
    Axis,
    Scale,
    Standing,
    Synthesis,
    VoiceEvidence,
    unfinished,
    unusable,
)
from precheck_voice.vendors.sources import IDENTIFAI
from precheck_voice.wire import Share


class _Verdict(Struct, frozen=True, kw_only=True):
    classification: Literal["human", "artificial"]
    confidence: Share


class _Answer(Struct, frozen=True, kw_only=True):
    status: Literal["new", "done", "errored"]
    hash: Annotated[str, Meta(pattern="^([0-9A-Fa-f]{64})?$")] = ""
    verdict: _Verdict | None = None


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """The confidence is that of the classification, whichever it is."""
    del asked
    said = convert(response, _Answer)
    if said.status == "new":
        return unfinished(said.status)
    if said.status == "errored":
        return unusable("its status is 'errored'")
    if said.verdict is None:
        return unusable("it is done, but verdict is missing")
    one = Synthesis(
        score=said.verdict.confidence,
        scale=Scale.SHARE,
        is_ai=said.verdict.classification == "artificial",
        is_of_conclusion=True,
    )
    return VoiceEvidence(synthetic=(one,), audio_sha256=said.hash.lower())


ADAPTER = Adapter(
    vendor="IdentifAI",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(IDENTIFAI,),
    read=read,
)
