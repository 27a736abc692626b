"""IdentifAI: human or artificial, by the digest of the file."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, convert

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


class _Submitted(Struct, frozen=True, kw_only=True):
    identifier: Annotated[str, Meta(min_length=1, max_length=200)]


async def ask(errand: Errand) -> object:
    """`POST /api/classification_audio` gives an identifier, under which the result is found."""
    path = "/api/classification_audio"
    return await errand.poll(path, await errand.job(_start), until=_is_over)


async def _start(errand: Errand) -> str:
    said = (await errand.upload("/api/classification_audio", "audio")).json()
    return convert(said, _Submitted).identifier


def _is_over(said: object) -> bool:
    return convert(said, _Answer).status != "new"


ADAPTER = Adapter(
    vendor="IdentifAI",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(IDENTIFAI,),
    read=read,
    asking=Asking(
        url="https://backend.identifai.net",
        ask=ask,
        header="X-Api-Key",
        prefix="",
        max_bytes=50_000_000,
        suffixes=frozenset({".flac", ".m4a", ".mp3", ".mp4", ".ogg", ".wav"}),
    ),
)
