"""The fingerprint: Chromaprint, by the library of that name where it is installed."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np

from precheck_audio_tags.sound.blocks import Floats
from precheck_audio_tags.sound.mono import RATE


class Chroma:
    """Feeds the library; without it there is no fingerprint."""

    def __init__(self) -> None:
        self._printer = _printer()
        if self._printer is not None:
            self._printer.start(RATE, 1)

    @property
    def is_there(self) -> bool:
        """Whether the library was found."""
        return self._printer is not None

    def add(self, sound: Floats) -> None:
        """Take some sound at 11,025 Hz."""
        if self._printer is not None and len(sound):
            whole = np.clip(np.rint(sound * 32768), -32768, 32767).astype("<i2")
            self._printer.feed(whole.tobytes())

    def finish(self) -> bytes:
        """The raw values, little-endian; empty without the library or below three seconds."""
        if self._printer is None:
            return b""
        import chromaprint

        values, _ = chromaprint.decode_fingerprint(self._printer.finish())
        made = array("I", [value & 0xFFFFFFFF for value in values])
        return np.asarray(made, dtype="<u4").tobytes()


def _printer() -> Any:  # noqa: ANN401 - the library has no types
    try:
        import chromaprint
    except ImportError:
        return None
    return chromaprint.Fingerprinter()
