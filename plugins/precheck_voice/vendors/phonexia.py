"""Phonexia's comparison of voiceprints: a matrix of scores without bounds, and without names.

It is asked at the customer's own Speech Platform.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, convert

from precheck import Unavailable
from precheck_voice.adapters import (
    Adapter,
    Asked,
    Asking,
    Axis,
    Errand,
    Likeness,
    Scale,
    Standing,
    Told,
    VoiceEvidence,
    VoiceprintOptions,
    unfinished,
    unusable,
)
from precheck_voice.vendors.sources import PHONEXIA, PHONEXIA_REST
from precheck_voice.wire import Count, Seconds, Text

AT_WORK = ("pending", "running")
TECHNOLOGY = "/api/technology/speaker-identification-voiceprint"


class _Matrix(Struct, frozen=True, kw_only=True):
    rows_count: Count
    columns_count: Count
    values: tuple[float, ...]


class _Scores(Struct, frozen=True, kw_only=True):
    scores: _Matrix


class _Task(Struct, frozen=True, kw_only=True):
    state: Literal["pending", "running", "rejected", "failed", "done"]
    task_id: Text = ""


class _Answer(Struct, frozen=True, kw_only=True):
    """A task of the platform; its result alone is what the client gives."""

    task: _Task
    result: _Scores | None = None


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """One row for the track, and a column for each artist in the order they were asked for."""
    if not isinstance(response, Mapping) or "task" not in response:
        return _read(convert(response, _Scores).scores, asked, "")
    said = convert(response, _Answer)
    if said.task.state in AT_WORK:
        return unfinished(said.task.state)
    if said.task.state != "done" or said.result is None:
        return unusable(f"its task is {said.task.state!r}")
    return _read(said.result.scores, asked, said.task.task_id)


def _read(matrix: _Matrix, asked: Asked, request_id: str) -> VoiceEvidence | Unavailable:
    if matrix.rows_count * matrix.columns_count != len(matrix.values):
        return unusable(
            f"it has {len(matrix.values)} scores in {matrix.rows_count} rows and "
            f"{matrix.columns_count} columns"
        )
    if matrix.rows_count != 1:
        return unusable(f"it has {matrix.rows_count} rows; one for the track is wanted")
    if matrix.columns_count != len(asked.artists):
        return unusable(
            f"it has {matrix.columns_count} columns, but {len(asked.artists)} artists are noted "
            "beside it"
        )
    return VoiceEvidence(
        identity=tuple(
            Likeness(artist=artist, score=value, scale=Scale.UNBOUNDED)
            for artist, value in zip(asked.artists, matrix.values, strict=True)
        ),
        request_id=request_id,
    )


class _Channel(Struct, frozen=True, kw_only=True):
    voiceprint: Annotated[str, Meta(min_length=1)]
    speech_length: Seconds
    model: Text = ""


class _Extracted(Struct, frozen=True, kw_only=True):
    channels: Annotated[tuple[_Channel, ...], Meta(min_length=1, max_length=1)]


class _Extraction(Struct, frozen=True, kw_only=True):
    task: _Task
    result: _Extracted | None = None


async def ask(errand: Errand) -> object:
    """The track's voiceprint, then its comparison with those of the artists: two tasks."""
    extraction = convert(await errand.poll(await errand.job(_start), until=_is_over), _Extraction)
    if extraction.result is None:
        return {"task": {"state": extraction.task.state}}
    (channel,) = extraction.result.channels
    # The columns are `voiceprints_a`, the rows `voiceprints_b`.
    wish = {
        "voiceprints_a": [errand.voiceprints[artist] for artist in errand.artists],
        "voiceprints_b": [channel.voiceprint],
    }
    reply = await errand.post(f"{TECHNOLOGY}-comparison", wish)
    said = await errand.poll(errand.location(reply), until=_is_over)
    return Told(response=said, vocal_seconds=channel.speech_length, model=channel.model)


async def _start(errand: Errand) -> str:
    reply = await errand.upload(f"{TECHNOLOGY}-extraction", "file", query={"channel_mode": "mix"})
    return errand.location(reply)


def _is_over(said: object) -> bool:
    task = said.get("task") if isinstance(said, Mapping) else None
    return convert(task, _Task).state not in AT_WORK


ADAPTER = Adapter(
    vendor="Phonexia",
    axes=frozenset({Axis.IDENTITY}),
    standing=Standing.DOCUMENTED,
    sources=(PHONEXIA, PHONEXIA_REST),
    read=read,
    asking=Asking(
        url="",
        ask=ask,
        options=VoiceprintOptions,
        header="",
        needs_key=False,
        poll_seconds=1.0,
    ),
)
