"""ACRCloud File Scanning, one file of a container, with its AI detection."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, convert

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
    data: tuple[_File, ...]


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """The probabilities are percentages; the entries follow each other in time."""
    said = convert(response, _Answer)
    if len(said.data) != 1:
        return unusable(f"it is about {len(said.data)} files, not about one")
    return _of_file(said.data[0], asked)


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


ADAPTER = Adapter(
    vendor="ACRCloud",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.SDK_DERIVED,
    sources=(ACRCLOUD, ACRCLOUD_CLI),
    read=read,
)
