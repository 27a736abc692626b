"""What the network hears: 80 logarithmic mel bands, as Kaldi computes them.

Frames of 25 ms, one every 10 ms; without the mean of each, with a pre-emphasis of 0.97, through
Povey's window (a Hann window to the power of 0.85); the power of a transform of 512 values, in
triangles that are even in mel from 20 to 8,000 Hz; its logarithm. The mean over time of each band
is taken off, so that neither the level nor the colour of the recording counts.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
FRAME, HOP, TRANSFORM = 400, 160, 512
BANDS = 80
LOW_HZ, HIGH_HZ = 20.0, 8_000.0
PRE_EMPHASIS = 0.97
LEAST = np.finfo(np.float32).eps
"""What a power is at least, before its logarithm."""

Floats = NDArray[np.float32]


def log_mel(sound: Floats) -> Floats:
    """Frames x 80 of a sound at 16 kHz from -1 to 1, at least 25 ms long, means taken off."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = np.fft.rfft((frames - PRE_EMPHASIS * before) * _window(), TRANSFORM, axis=1)
    power = np.square(np.abs(spectrum)).astype(np.float32)
    bands = np.log(np.maximum(power @ _triangles(), LEAST))
    found: Floats = bands - bands.mean(axis=0)
    return found


@cache
def _window() -> Floats:
    return (np.hanning(FRAME) ** 0.85).astype(np.float32)


@cache
def _triangles() -> Floats:
    """How much of each value of the transform is in each band."""
    edges = np.linspace(_mel(np.array(LOW_HZ)), _mel(np.array(HIGH_HZ)), BANDS + 2)
    left, top, right = edges[:-2], edges[1:-1], edges[2:]
    at = _mel(np.arange(TRANSFORM // 2 + 1) * RATE / TRANSFORM)[:, None]
    inside = np.minimum((at - left) / (top - left), (right - at) / (right - top))
    found: Floats = np.maximum(inside, 0).astype(np.float32)
    return found


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1127.0 * np.log1p(hertz / 700.0)
