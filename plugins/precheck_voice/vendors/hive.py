"""Hive: AI-generated audio, in pieces of 10 s."""

from __future__ import annotations

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
    VoiceEvidence,
    covered,
    inconclusive,
    unusable,
)
from precheck_voice.vendors.sources import HIVE
from precheck_voice.wire import Seconds, Share, Text

PIECE_SECONDS = 10.0
AI_FROM, CLEAR_BELOW = 0.9, 0.5
"""Hive's thresholds: for general use, and where as little as can be is to be missed."""
ROUNDING = 0.02
"""By how much the two scores of a head may miss a sum of 1; the number is ours."""
SUCCESS = "0"
GENERATORS = frozenset(
    ("udio", "mubert", "musicgen", "riffusion", "stable_audio", "suno", "yue", "minimax", "mureka")
)


class _Class(Struct, frozen=True, kw_only=True):
    name: Text = field(name="class")
    score: Share


class _Piece(Struct, frozen=True, kw_only=True):
    time: Seconds
    classes: tuple[_Class, ...]

    def score(self, name: str) -> float:
        """The score of a class; raises `ValueError` where it is not there, or twice."""
        found = [one.score for one in self.classes if one.name == name]
        if len(found) != 1:
            raise ValueError(f"at {self.time:g} s it has {len(found)} scores of {name}, not one")
        return found[0]


class _Code(Struct, frozen=True, kw_only=True):
    code: Text


class _Response(Struct, frozen=True, kw_only=True):
    output: Annotated[tuple[_Piece, ...], Meta(min_length=1)]


class _Task(Struct, frozen=True, kw_only=True):
    status: _Code
    response: _Response | None = None


class _Answer(Struct, frozen=True, kw_only=True):
    code: Literal[200] = 200
    """The documented examples leave it out."""
    status: Annotated[tuple[_Task, ...], Meta(min_length=1, max_length=1)]
    id: Text = ""


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """One piece from 0.9 on is AI, all pieces below 0.5 are none, and between Hive is unsure."""
    said = convert(response, _Answer)
    (task,) = said.status
    if task.status.code != SUCCESS or task.response is None:
        return unusable(f"its task has the code {task.status.code!r:.60}")
    pieces = task.response.output
    for piece in pieces:
        both = piece.score("ai_generated") + piece.score("not_ai_generated")
        if abs(both - 1) > ROUNDING:
            return unusable(f"at {piece.time:g} s its two scores add up to {both:.2f}")
    spans = [(piece.time, piece.time + PIECE_SECONDS) for piece in pieces]
    if missing := covered(spans, asked.seconds, short_by=PIECE_SECONDS):
        return inconclusive(missing)
    best = max(pieces, key=lambda piece: piece.score("ai_generated"))
    score = best.score("ai_generated")
    is_ai = True if score >= AI_FROM else False if score < CLEAR_BELOW else None
    named = [c for c in best.classes if c.name in GENERATORS and c.score >= CLEAR_BELOW]
    likely = max(named, key=lambda c: c.score, default=None)
    one = Synthesis(
        score=score,
        scale=Scale.SHARE,
        is_ai=is_ai,
        generator=likely.name if is_ai and likely is not None else "",
        threshold=AI_FROM,
    )
    return VoiceEvidence(synthetic=(one,), request_id=said.id)


async def ask(errand: Errand) -> object:
    """The synchronous task: the asynchronous one answers to a callback alone."""
    return (await errand.upload("/api/v2/task/sync", "media")).json()


ADAPTER = Adapter(
    vendor="Hive",
    axes=frozenset({Axis.SYNTHETIC}),
    standing=Standing.UNVERIFIED,
    sources=(HIVE,),
    read=read,
    asking=Asking(url="https://api.thehive.ai", ask=ask, prefix="token "),
)
