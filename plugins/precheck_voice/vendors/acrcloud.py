"""ACRCloud File Scanning, one file of a container, with its AI detection."""

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
    VendorOptions,
    VoiceEvidence,
    covered,
    inconclusive,
    unfinished,
    unusable,
)
from precheck_voice.vendors.sources import ACRCLOUD, ACRCLOUD_CLI
from precheck_voice.wire import Percent, Seconds, Text

PROCESSING, READY, NO_RESULT = 0, 1, -1


class _Detection(Struct, frozen=True, kw_only=True):
    prediction: Literal["ai"]
    """No other value is written down; any other is no answer."""
    ai_probability: Percent
    duration: Seconds
    likely_source: Text | None = None


class _Results(Struct, frozen=True, kw_only=True):
    ai_detection: tuple[_Detection, ...] = ()


class _File(Struct, frozen=True, kw_only=True):
    state: int
    id: Text = ""
    duration: Seconds | None = None
    results: _Results | None = None


class _Answer(Struct, frozen=True, kw_only=True):
    data: tuple[_File, ...] | _File
    """A list of one, or the one alone."""


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """The probabilities are percentages; the entries follow each other in time."""
    data = convert(response, _Answer).data
    files = (data,) if isinstance(data, _File) else data
    if len(files) != 1:
        return unusable(f"it is about {len(files)} files, not about one")
    return _of_file(files[0], asked)


def _of_file(file: _File, asked: Asked) -> VoiceEvidence | Unavailable:
    if file.state == PROCESSING:
        return unfinished("0 (processing)")
    if file.state == NO_RESULT:
        return inconclusive("ACRCloud has no result of the file")
    if file.state != READY:
        return unusable(f"its state is {file.state}")
    found = file.results.ai_detection if file.results is not None else ()
    if not found:
        return unusable("it says nothing of AI")
    ends = [sum(one.duration for one in found[: n + 1]) for n in range(len(found))]
    seconds = file.duration if file.duration is not None else asked.seconds
    if missing := covered(zip([0.0, *ends], ends, strict=False), seconds):
        return inconclusive(missing)
    best = max(found, key=lambda one: one.ai_probability)
    one = Synthesis(
        score=best.ai_probability,
        scale=Scale.PERCENT,
        is_ai=True,
        generator=best.likely_source or "",
    )
    return VoiceEvidence(synthetic=(one,), request_id=file.id, seconds=file.duration)


class AcrcloudOptions(VendorOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is set for ACRCloud."""

    container: Annotated[int, Meta(ge=1)]
    """The File Scanning container, made in its console with AI detection."""
    region: Literal["eu-west-1", "us-west-2", "ap-southeast-1"]
    """Where the container lies."""


class _Place(Struct, frozen=True, kw_only=True):
    presigned_url: Annotated[str, Meta(min_length=1)]
    key: Annotated[str, Meta(min_length=1)]
    headers: Mapping[str, str] = field(default_factory=dict)


class _Presigned(Struct, frozen=True, kw_only=True):
    data: _Place


class _Made(Struct, frozen=True, kw_only=True):
    id: Annotated[str, Meta(min_length=1, max_length=200)]


class _Record(Struct, frozen=True, kw_only=True):
    data: _Made


async def ask(errand: Errand) -> object:
    """A presigned address; the file is put there and recorded, and the record looked at."""
    return await errand.poll(_container(errand), "files", await errand.job(_start), until=_is_over)


async def _start(errand: Errand) -> str:
    sound, base = errand.sound, _container(errand)
    wish = {"filename": sound.name, "content_type": sound.media_type}
    place = convert(
        (await errand.get(f"{base}/presigned-upload", query=wish)).json(), _Presigned
    ).data
    await errand.put(place.presigned_url, place.headers)
    record = {"data_type": "audio", "key": place.key, "filename": sound.name}
    said = (await errand.post(f"{base}/files", record, starts=True)).json()
    return convert(said, _Record).data.id


def _container(errand: Errand) -> str:
    own: AcrcloudOptions = errand.options
    return f"/api/fs-containers/{own.container}"


def _is_over(said: object) -> bool:
    data = convert(said, _Answer).data
    files = (data,) if isinstance(data, _File) else data
    return all(file.state != PROCESSING for file in files)


ADAPTER = Adapter(
    vendor="ACRCloud",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.SDK_DERIVED,
    sources=(ACRCLOUD, ACRCLOUD_CLI),
    read=read,
    asking=Asking(
        url="https://api-{region}.acrcloud.com",
        ask=ask,
        options=AcrcloudOptions,
        poll_seconds=5.0,
    ),
)
