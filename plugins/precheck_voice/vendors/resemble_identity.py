"""Resemble Identity. The published document leaves open what a match holds, so none is read."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, convert

from precheck import Unavailable
from precheck_voice.adapters import Adapter, Asked, Axis, Standing, VoiceEvidence, unusable
from precheck_voice.vendors.sources import RESEMBLE_IDENTITY


class _Answer(Struct, frozen=True, kw_only=True):
    success: bool
    matches: tuple[Any, ...]


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """Why it tells nothing: an answer with matches needs a person, one without is none."""
    del asked
    said = convert(response, _Answer)
    if not said.success:
        return unusable("it says that it is no success")
    if not said.matches:
        return unusable("it does not say with whom the voice was compared")
    return unusable(
        f"it has {len(said.matches)} matches, but what a match holds is not published; look at them"
    )


ADAPTER = Adapter(
    vendor="Resemble Identity",
    axes=frozenset({Axis.IDENTITY}),
    standing=Standing.UNVERIFIED,
    sources=(RESEMBLE_IDENTITY,),
    read=read,
    why_not_asked="it takes sound from a public address alone, and what a match holds is not "
    "published",
)
