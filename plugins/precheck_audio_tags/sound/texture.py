"""What kind of sound it is: noise or tones, attacks, a pitch. Estimates, never proof."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft

from precheck import Texture
from precheck_audio_tags.sound.blocks import Floats
from precheck_audio_tags.sound.mono import RATE

FRAME = 1024
HOP = 512
"""46 ms at 11,025 Hz: 21.5 frames a second."""
OCTAVES = (14, 28, 56, 112, 224, 448)
"""The edges of five octaves in bins, from 151 Hz to 4.8 kHz: above, the resampling takes away."""
SHORTEST_PERIOD, LONGEST_PERIOD = RATE // 500, RATE // 60
"""Pitches from 60 to 500 Hz."""
QUIET = 1e-7
"""Frames with less power than this, some -70 dBFS, say nothing of the texture."""
RISE = 0.4
"""By how much, in natural logarithms of the bands, an attack rises over the frames before it.

Noise of any colour stays below it: at 0.35 it rises above it once or twice in a minute.
"""
FEWEST_FRAMES = 40

Doubles = NDArray[np.float64]


class Frames:
    """Features of every frame, gathered block by block."""

    def __init__(self) -> None:
        self._window = np.hanning(FRAME).astype(np.float32)
        self._tilt = np.arange(FRAME // 2 + 1, dtype=np.float32) / OCTAVES[2]
        """3 dB for each octave: pink noise, which lies between white and brown, comes out flat."""
        self._flatness: list[Floats] = []
        self._salience: list[Floats] = []
        self._bands: list[Floats] = []
        self._powers: list[Floats] = []
        self._blocks = 0

    def add(self, sound: Floats) -> None:
        """Take some sound at 11,025 Hz; every second time is enough."""
        self._blocks += 1
        count = (len(sound) - FRAME) // HOP + 1
        if count < 1 or not self._blocks % 2:
            return
        frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP][:count]
        bins = rfft(frames * self._window, axis=1)
        power = np.square(bins.real) + np.square(bins.imag) + np.float32(1e-12)
        self._powers.append(power.sum(axis=1) / FRAME**2)
        power *= self._tilt
        logs = np.log(power[:, OCTAVES[0] : OCTAVES[-1]])
        edges = [edge - OCTAVES[0] for edge in OCTAVES[:-1]]
        widths = np.diff(OCTAVES)
        means = np.add.reduceat(power[:, OCTAVES[0] : OCTAVES[-1]], edges, axis=1) / widths
        geometric = np.exp(np.add.reduceat(logs, edges, axis=1) / widths)
        self._flatness.append((geometric / means).mean(axis=1))
        self._bands.append(np.log(means))
        correlation = irfft(power, axis=1)[:, : LONGEST_PERIOD + 1]
        periodic = correlation[:, SHORTEST_PERIOD:].max(axis=1) / correlation[:, 0]
        self._salience.append(np.clip(periodic, 0, 1).astype(np.float32))

    def texture(self) -> Texture:
        """What the frames add up to; nothing where too few of them are louder than silence."""
        if not self._powers:
            return Texture()
        powers = np.concatenate(self._powers)
        loud = powers > QUIET
        if loud.sum() < FEWEST_FRAMES:
            return Texture()
        return Texture(
            flatness=round(float(np.median(np.concatenate(self._flatness)[loud])), 3),
            pitch_salience=round(float(np.median(np.concatenate(self._salience)[loud])), 3),
            onsets_per_second=round(_onsets(np.concatenate(self._bands), loud) / _seconds(loud), 2),
        )


def _seconds(loud: NDArray[np.bool_]) -> float:
    return float(loud.sum()) * HOP / RATE


def _onsets(bands: Floats, loud: NDArray[np.bool_]) -> int:
    """How many attacks: frames in which the bands rise together, above their neighbours."""
    smooth = (bands[1:] + bands[:-1]) / 2
    rises = np.maximum(smooth[2:] - smooth[:-2], 0).mean(axis=1) if len(smooth) > 2 else np.zeros(0)  # noqa: PLR2004
    if len(rises) < 3:  # noqa: PLR2004 - a peak has two neighbours
        return 0
    is_peak = (rises[1:-1] >= rises[:-2]) & (rises[1:-1] > rises[2:]) & (rises[1:-1] > RISE)
    """The rise `i + 1` leads to the frames `i + 3` and `i + 4`."""
    return int((is_peak & loud[3 : 3 + len(is_peak)]).sum())
