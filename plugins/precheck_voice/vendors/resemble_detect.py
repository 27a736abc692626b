"""Resemble Detect. Its numbers arrive as strings."""

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
    VendorOptions,
    VoiceEvidence,
    unfinished,
    unusable,
)
from precheck_voice.vendors.sources import RESEMBLE_DETECT
from precheck_voice.wire import Seconds, Text

ShareText = Annotated[str, Meta(pattern=r"^(0(\.[0-9]+)?|1(\.0+)?)$", max_length=30)]


class _Metrics(Struct, frozen=True, kw_only=True):
    label: Literal["fake", "real"]
    score: Annotated[tuple[ShareText, ...], Meta(min_length=1)]
    aggregated_score: ShareText


class _Tracing(Struct, frozen=True, kw_only=True):
    label: Text | None = None


class _Item(Struct, frozen=True, kw_only=True):
    status: Literal["processing", "completed", "failed"]
    media_type: Literal["audio"] = "audio"
    uuid: Text = ""
    duration: Seconds | None = None
    metrics: _Metrics | None = None
    audio_source_tracing: _Tracing | None = None


class _Answer(Struct, frozen=True, kw_only=True):
    success: bool
    item: _Item | None = None


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """The aggregated score, and the label as what Resemble concludes."""
    del asked
    said = convert(response, _Answer)
    if not said.success or said.item is None:
        return unusable("it says that it is no success")
    item, metrics = said.item, said.item.metrics
    if item.status == "processing":
        return unfinished(item.status)
    if item.status == "failed":
        return unusable("its status is 'failed'")
    if metrics is None:
        return unusable("it is completed, but metrics is missing")
    is_ai = metrics.label == "fake"
    tracing = item.audio_source_tracing
    one = Synthesis(
        score=float(metrics.aggregated_score),
        scale=Scale.TEXT,
        is_ai=is_ai,
        generator=(tracing.label or "") if is_ai and tracing is not None else "",
    )
    return VoiceEvidence(synthetic=(one,), request_id=item.uuid, seconds=item.duration)


class ResembleOptions(VendorOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is set for Resemble Detect."""

    zero_retention: bool = True
    """Whether Resemble is told to delete the sound once it is judged."""
    source_tracing: bool = False
    """Whether Resemble is asked which program made what it takes for made."""


class _Started(Struct, frozen=True, kw_only=True):
    uuid: Annotated[str, Meta(min_length=1, max_length=200)]


class _Created(Struct, frozen=True, kw_only=True):
    success: bool
    item: _Started


async def ask(errand: Errand) -> object:
    """`POST /detect` gives an id, `GET /detect/{uuid}` the state and then the result."""
    return await errand.poll("/detect", await errand.job(_start), until=_is_over)


async def _start(errand: Errand) -> str:
    own: ResembleOptions = errand.options
    fields = {"zero_retention_mode": own.zero_retention, "audio_source_tracing": own.source_tracing}
    texts = {name: str(value).lower() for name, value in fields.items()}
    said = (await errand.upload("/detect", "file", texts)).json()
    return convert(said, _Created).item.uuid


def _is_over(said: object) -> bool:
    item = convert(said, _Answer).item
    return item is None or item.status != "processing"


ADAPTER = Adapter(
    vendor="Resemble Detect",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(RESEMBLE_DETECT,),
    read=read,
    asking=Asking(
        url="https://app.resemble.ai/api/v2",
        ask=ask,
        options=ResembleOptions,
        max_bytes=150_000_000,
    ),
)
