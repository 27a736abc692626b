"""Phonexia's comparison of voiceprints: a matrix of scores without bounds, and without names."""

from __future__ import annotations

from msgspec import Struct, convert

from precheck import Unavailable
from precheck_voice.adapters import (
    Adapter,
    Asked,
    Axis,
    Likeness,
    Scale,
    Standing,
    VoiceEvidence,
    unusable,
)
from precheck_voice.vendors.sources import PHONEXIA
from precheck_voice.wire import Count


class _Matrix(Struct, frozen=True, kw_only=True):
    rows_count: Count
    columns_count: Count
    values: tuple[float, ...]


class _Answer(Struct, frozen=True, kw_only=True):
    scores: _Matrix


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """One row for the track, and a column for each artist in the order they were asked for."""
    matrix = convert(response, _Answer).scores
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
        )
    )


ADAPTER = Adapter(
    vendor="Phonexia",
    axes=frozenset({Axis.IDENTITY}),
    standing=Standing.SDK_DERIVED,
    sources=(PHONEXIA,),
    read=read,
)
