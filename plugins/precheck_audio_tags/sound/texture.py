"""What kind of sound it is: noise or tones, attacks, a pitch, speech. Estimates, never proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft

from precheck import Texture
from precheck_audio_tags.sound.blocks import Floats
from precheck_audio_tags.sound.mono import RATE
from precheck_audio_tags.sound.speech import FRAME, FRAMES_PER_SECOND, HOP, is_speech, quiet_share

OCTAVES = (14, 28, 56, 112, 224, 448)
"""The edges of five octaves in bins, from 151 Hz to 4.8 kHz: above, the resampling takes away."""
BODY = slice(OCTAVES[0], OCTAVES[-1])
SHORTEST_PERIOD, LONGEST_PERIOD = RATE // 500, RATE // 60
"""Pitches from 60 to 500 Hz."""
QUIET = 1e-7
"""Frames with less power than this, some -70 dBFS, say nothing of the texture."""
RISE = 0.4
"""By how much, in natural logarithms of the bands, an attack rises over the frames before it.

Noise of any colour stays below it: at 0.35 it rises above it once or twice in a minute.
"""
STRETCH = 2 * RATE
FEWEST_FRAMES = 40
FAINT = np.float32(1e-3)
"""Octaves fainter than this share of the strongest are not raised to it."""
FEWEST_INTERVALS = 10
FEWEST_WINDOWS = 5
"""Of two seconds; every second one is listened to, so that these are twenty seconds."""

Doubles = NDArray[np.float64]


class Frames:
    """Features of every frame, gathered block by block."""

    def __init__(self) -> None:
        self._window = np.hanning(FRAME).astype(np.float32)
        self._tilt = np.arange(FRAME // 2 + 1, dtype=np.float32) / OCTAVES[2]
        """3 dB for each octave: pink noise, which lies between white and brown, comes out flat."""
        self._flatness: list[Floats] = []
        self._salience: list[Floats] = []
        self._attacks: list[NDArray[np.intp]] = []
        """In each stretch of two seconds the frames in which an attack is."""
        self._powers: list[Floats] = []
        self._windows: list[bool] = []
        """Whether each stretch of two seconds sounds like speech."""
        self._quiet: list[float] = []

    def add(self, sound: Floats) -> None:
        """Take some sound at 11,025 Hz; the first two of every four seconds are enough."""
        sound = sound[:STRETCH]
        count = (len(sound) - FRAME) // HOP + 1
        if count < 1:
            return
        frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP][:count]
        bins = rfft(frames * self._window, axis=1)
        power = np.square(bins.real) + np.square(bins.imag) + np.float32(1e-12)
        powers = power.sum(axis=1) / FRAME**2
        self._powers.append(powers)
        if len(powers) >= FEWEST_FRAMES and powers.mean() > QUIET:
            self._quiet.append(quiet_share(powers))
            self._windows.append(is_speech(power, powers))
        self._look(power * self._tilt)

    def _look(self, power: Floats) -> None:
        """Take in frames x bins, tilted."""
        body, widths = power[:, BODY], np.diff(OCTAVES)
        edges = [edge - OCTAVES[0] for edge in OCTAVES[:-1]]
        means = np.add.reduceat(body, edges, axis=1) / widths
        geometric = np.exp(np.add.reduceat(np.log(body), edges, axis=1) / widths)
        self._flatness.append((geometric / means).mean(axis=1))
        self._attacks.append(attacks(means))
        white = np.zeros_like(power)
        levels = np.maximum(means, FAINT * means.max(axis=1, keepdims=True))
        white[:, BODY] = body / levels.repeat(widths, axis=1)
        correlation = irfft(white, axis=1)[:, : LONGEST_PERIOD + 1]
        periodic = correlation[:, SHORTEST_PERIOD:].max(axis=1) / correlation[:, 0]
        self._salience.append(np.clip(periodic, 0, 1).astype(np.float32))

    def texture(self) -> Texture:
        """What the frames add up to; nothing where too few of them are louder than silence."""
        if not self._powers:
            return Texture()
        loud = np.concatenate(self._powers) > QUIET
        if loud.sum() < FEWEST_FRAMES:
            return Texture()
        return Texture(
            flatness=_median(self._flatness, loud),
            pitch_salience=_median(self._salience, loud),
            onsets_per_second=round(
                sum(map(len, self._attacks)) * FRAMES_PER_SECOND / len(loud), 2
            ),
            onset_deviation=_deviation(self._attacks),
            speech_share=_share(self._windows) if len(self._windows) >= FEWEST_WINDOWS else None,
            quiet_share=_share(self._quiet),
        )


def _median(parts: list[Floats], loud: NDArray[np.bool_]) -> float:
    return round(float(np.median(np.concatenate(parts)[loud])), 3)


def _share(parts: Sequence[float]) -> float | None:
    return round(sum(parts) / len(parts), 3) if parts else None


def attacks(bands: NDArray[Any]) -> NDArray[np.intp]:
    """The frames in which the octaves rise together. `bands` is frames x octaves, as power.

    What is 40 dB below the mean counts as nothing: it has no attacks of its own.
    """
    logs = np.log(bands + (1e-4 * bands.mean() + 1e-9))
    smooth = (logs[1:] + logs[:-1]) / 2
    rises = np.maximum(smooth[2:] - smooth[:-2], 0).mean(axis=1)
    middle = rises[1:-1]
    is_peak = (middle >= rises[:-2]) & (middle > rises[2:]) & (middle > RISE)
    return np.flatnonzero(is_peak)


def _deviation(found: list[NDArray[np.intp]]) -> float | None:
    intervals = np.concatenate([np.diff(one) for one in found])
    if len(intervals) < FEWEST_INTERVALS:
        return None
    middle = np.median(intervals)
    return round(float(np.median(np.abs(intervals - middle)) / middle), 3)
