"""Where in a sound there is a voice, and whose: windows of 3 s, told from music by the same model.

Instruments lie close together among the voices of CAM++, and people far from them. A window has a
voice where its likeness to instruments, the mean of its five highest cosines with windows of
instrumental music, is low. No other model is needed (`docs/voice-embedded.md` has our numbers).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Protocol, Self

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from precheck_voice.embedded.bands import RATE, Floats
from precheck_voice.embedded.encoder import SIZE, Encoder, unit
from precheck_voice.embedded.listening import FULL_SCALE
from precheck_voice.embedded.model import Model

WINDOW_SECONDS = 3.0
LEAST_SECONDS = 1.5
"""Of the last window. On read speech 0.55 % go wrong at this length, 0.21 % at 3 s (our
measurement, equal error rates)."""
SILENT = 1e-3
"""Root of the mean square, full scale being one (-60 dB): below it there is nothing to hear."""
AT_ONCE = 64
"""Windows that are taken at once, so that an hour of sound takes no more memory than a song."""
NEAREST = 5
VOICE_BELOW = 0.85
"""Likeness to instruments. 11 of 277 windows of instrumental tracks lie below it (28 tracks, each
held against the other 27), and every window of 65 readings by 13 synthetic voices,
until the music is 6 dB louder than they are; 98 % at 12 dB (our measurement)."""
MOST_WINDOWS = 20
"""How many windows make a voice: the 60 s that are the least like instruments."""

Samples = NDArray[np.int16]


class Window(Struct, frozen=True):
    """A stretch with a voice in it."""

    start: float
    """Seconds from the beginning."""
    end: float
    voice: Floats
    likeness: float
    """To instruments, -1 to 1."""


class Heard(Struct, frozen=True, kw_only=True):
    """What was heard in a sound."""

    seconds: float
    windows: tuple[Window, ...]
    """Those that make the voice, in their order."""
    likeness: float | None
    """To instruments, of the window that is the least like them; None where all is silent."""

    @property
    def vocal_seconds(self) -> float:
        """How long the stretches are that make the voice."""
        return sum(window.end - window.start for window in self.windows)

    @property
    def voice(self) -> Floats:
        """One direction for the whole: the clearer a window, the more it counts."""
        weights = np.array([VOICE_BELOW - window.likeness for window in self.windows])
        found: Floats = unit(weights @ np.stack([window.voice for window in self.windows]))
        return found


class Voices(Protocol):
    """What tells voices apart."""

    def voices(self, windows: Sequence[Floats]) -> Floats:
        """The voice of each window at 16 kHz: n x 192, each of length one."""


class Ear:
    """Finds the voice in a sound."""

    def __init__(self, encoder: Voices, instruments: Floats) -> None:
        """`instruments` are voices of windows without one, n x 192."""
        self._encoder = encoder
        self._instruments = instruments

    @classmethod
    def of(cls, model: Model) -> Self:
        """With the model that is installed."""
        instruments = np.load(BytesIO(model.instruments), allow_pickle=False)
        return cls(Encoder(model.graph), instruments)

    def listen(self, samples: Samples) -> Heard:
        """Hear a sound at 16 kHz."""
        spans = [span for span in _spans(len(samples)) if _is_loud(samples[slice(*span)])]
        voices = np.zeros((len(spans), SIZE), np.float32)
        for at in range(0, len(spans), AT_ONCE):
            some = [_floats(samples[slice(*span)]) for span in spans[at : at + AT_ONCE]]
            voices[at : at + AT_ONCE] = self._encoder.voices(some)
        likeness = likeness_to(voices, self._instruments)
        found = [
            Window(start / RATE, end / RATE, voice, float(like))
            for (start, end), voice, like in zip(spans, voices, likeness, strict=True)
            if like < VOICE_BELOW
        ]
        clearest = sorted(found, key=lambda window: window.likeness)[:MOST_WINDOWS]
        return Heard(
            seconds=len(samples) / RATE,
            windows=tuple(sorted(clearest, key=lambda window: window.start)),
            likeness=float(min(likeness)) if len(likeness) else None,
        )


def likeness_to(voices: Floats, instruments: Floats) -> Floats:
    """Of each voice: the mean of its highest cosines with those of instruments."""
    if not len(voices):
        return np.zeros(0, np.float32)
    cosines = voices @ instruments.T
    nearest: Floats = np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1)
    return nearest


def windows_of(samples: Samples) -> list[Floats]:
    """Every whole window of a sound, as the encoder takes it."""
    whole = [(start, end) for start, end in _spans(len(samples)) if end - start == _WINDOW]
    return [_floats(samples[start:end]) for start, end in whole]


_WINDOW = round(WINDOW_SECONDS * RATE)


def _spans(length: int) -> list[tuple[int, int]]:
    spans = [(start, min(start + _WINDOW, length)) for start in range(0, length, _WINDOW)]
    return [(start, end) for start, end in spans if end - start >= LEAST_SECONDS * RATE]


def _is_loud(samples: Samples) -> bool:
    return float(np.sqrt(np.mean(np.square(_floats(samples))))) >= SILENT


def _floats(samples: Samples) -> Floats:
    return samples.astype(np.float32) / np.float32(FULL_SCALE)
