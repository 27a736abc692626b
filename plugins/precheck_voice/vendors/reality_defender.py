"""Reality Defender: an ensemble of models with one result."""

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
    inconclusive,
    unfinished,
    unusable,
)
from precheck_voice.vendors.sources import REALITY_DEFENDER
from precheck_voice.wire import Percent, Share, Text

AT_WORK = ("ANALYZING", "DOWNLOADING")
State = Literal["FAKE", "AUTHENTIC", "ANALYZING", "DOWNLOADING", "NOT_APPLICABLE"]


class _Metadata(Struct, frozen=True, kw_only=True, rename="camel"):
    final_score: Percent | None = None


class _Summary(Struct, frozen=True, kw_only=True):
    status: State
    metadata: _Metadata = _Metadata()


class _Model(Struct, frozen=True, kw_only=True, rename="camel"):
    name: Text
    status: State
    prediction_number: Share | None = None


class _Answer(Struct, frozen=True, kw_only=True, rename="camel"):
    results_summary: _Summary
    request_id: Text = ""
    media_type: Literal["AUDIO"] = "AUDIO"
    overall_status: State | None = None
    models: tuple[_Model, ...] = ()


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """The final score in percent. Models that are not applicable are left out."""
    del asked
    said = convert(response, _Answer)
    state, score = said.results_summary.status, said.results_summary.metadata.final_score
    models = [one for one in said.models if one.status != "NOT_APPLICABLE"]
    at_work = [s for s in (state, *(one.status for one in models)) if s in AT_WORK]
    if at_work:
        return unfinished(at_work[0])
    if state == "NOT_APPLICABLE" or not models:
        return inconclusive("no model of Reality Defender was applicable")
    if said.overall_status not in (None, state):
        return unusable(f"it says {said.overall_status} and {state}")
    if score is None or any(one.prediction_number is None for one in models):
        return unusable("a score is missing")
    one = Synthesis(score=score, scale=Scale.PERCENT, is_ai=state == "FAKE")
    return VoiceEvidence(
        synthetic=(one,),
        request_id=said.request_id,
        model=", ".join(sorted(one.name for one in models)),
    )


class _Signed(Struct, frozen=True, kw_only=True, rename="camel"):
    signed_url: Annotated[str, Meta(min_length=1)]


class _Place(Struct, frozen=True, kw_only=True, rename="camel"):
    request_id: Annotated[str, Meta(min_length=1, max_length=200)]
    response: _Signed


class _State(Struct, frozen=True, kw_only=True):
    status: Text = ""


class _Look(Struct, frozen=True, kw_only=True, rename="camel"):
    results_summary: _State | None = None
    overall_status: Text | None = None


async def ask(errand: Errand) -> object:
    """A presigned address and an id; the file is put there, and the id looked at."""
    return await errand.poll("/api/media/users", await errand.job(_start), until=_is_over)


async def _start(errand: Errand) -> str:
    wish = {"fileName": errand.sound.name}
    place = convert((await errand.post("/api/files/aws-presigned", wish)).json(), _Place)
    await errand.put(place.response.signed_url)
    return place.request_id


def _is_over(said: object) -> bool:
    look = convert(said, _Look)
    return look.results_summary is not None and look.results_summary.status not in AT_WORK


ADAPTER = Adapter(
    vendor="Reality Defender",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.SDK_DERIVED,
    sources=(REALITY_DEFENDER,),
    read=read,
    asking=Asking(
        url="https://api.prd.realitydefender.xyz",
        ask=ask,
        header="X-API-KEY",
        prefix="",
        max_bytes=20_971_520,
        suffixes=frozenset({".flac", ".wav", ".mp3", ".m4a", ".ogg"}),
        poll_seconds=2.0,
    ),
)
