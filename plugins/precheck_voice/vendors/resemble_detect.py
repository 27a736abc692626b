"""Resemble Detect. Its numbers arrive as strings."""

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


ADAPTER = Adapter(
    vendor="Resemble Detect",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(RESEMBLE_DETECT,),
    read=read,
)
