"""The door to the measurements: their libraries load where they are used, not on import."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from precheck import AudioStream
from precheck_audio_tags.facts import Decoding


class Wanted(Struct, frozen=True, kw_only=True):
    """What is known of a file before it is decoded."""

    stream: AudioStream
    algorithms: tuple[str, ...] = ()
    """By which the message states sums of the file."""
    span: tuple[int, int] | None = None
    """Where the encoded sound lies."""
    other_speeds: float = 0.0
    """How far from its own speed it is played again; 0 for not at all."""


def measured(path: Path, wanted: Wanted) -> Decoding:
    """Decode a file once and measure it. Nothing that it holds makes this raise."""
    from precheck_audio_tags.sound.measure import measure

    try:
        return measure(path, wanted)
    except OSError as error:
        return Decoding(trouble=f"it cannot be read: {error.strerror or type(error).__name__}")
