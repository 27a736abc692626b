"""Aurigin: fake or real speech, in pieces of 5 s."""

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
    covered,
    inconclusive,
    unusable,
)
from precheck_voice.vendors.sources import AURIGIN
from precheck_voice.wire import Share, Text

PIECE_SECONDS = 5.0


class _Answer(Struct, frozen=True, kw_only=True):
    predictions: Annotated[tuple[Literal["fake", "real"] | None, ...], Meta(min_length=1)]
    global_probability: Annotated[tuple[Share, ...], Meta(min_length=1)]
    error: tuple[Text | None, ...] = ()


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """One fake piece is enough; real it is only where every piece is. A failed piece is a gap."""
    said = convert(response, _Answer)
    count = len(said.predictions)
    if said.error and len(said.error) != count:
        return unusable(f"it has {count} predictions, but {len(said.error)} entries for errors")
    failed = sum(map(bool, said.error)) or said.predictions.count(None)
    if failed:
        return inconclusive(f"{failed} of {count} pieces could not be judged")
    pieces = [(n * PIECE_SECONDS, (n + 1) * PIECE_SECONDS) for n in range(count)]
    if missing := covered(pieces, asked.seconds, short_by=PIECE_SECONDS):
        return inconclusive(missing)
    one = Synthesis(
        score=max(said.global_probability),
        scale=Scale.SHARE,
        is_ai="fake" in said.predictions,
        part="vocals",
    )
    return VoiceEvidence(synthetic=(one,))


ADAPTER = Adapter(
    vendor="Aurigin",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.DOCUMENTED,
    sources=(AURIGIN,),
    read=read,
)
