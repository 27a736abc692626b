"""Whether a stretch sounds like somebody speaking. An estimate; docs/sound.md has its errors."""

from __future__ import annotations

import numpy as np
from scipy.fft import rfft

from precheck_audio_tags.sound.blocks import Floats
from precheck_audio_tags.sound.mono import RATE

FRAME = 1024
HOP = 512
"""46 ms at 11,025 Hz: 21.5 frames a second."""
FRAMES_PER_SECOND = RATE / HOP
QUIETER = 0.3
"""A moment with less than this share of the mean power is quiet: 5 dB below it."""
SYLLABLES_PER_SECOND = (2.0, 8.0)
SYLLABLES = 0.3
"""The least share of the envelope's movement that is at the pace of syllables."""
PAUSES = (0.25, 0.7)
"""The least and largest share of moments that are 5 dB below the mean."""
SWING = 1.5
"""The least standard deviation of the level, in natural logarithms of power."""
COLOUR = 0.9
"""That of the flatness, likewise: vowels and consonants take turns."""
CENTER = 0.3
"""That of the centre of the spectrum, likewise."""
_BODY = slice(16, 512)
"""172 Hz to 5.5 kHz."""


def quiet_share(powers: Floats) -> float:
    """The share of frames that are quiet, from 0 to 1. `powers` is the power of each."""
    return float((powers < QUIETER * powers.mean()).mean())


def is_speech(power: Floats, powers: Floats) -> bool:
    """Whether some seconds of sound at 11,025 Hz have the movement of speech.

    Args:
        power: the spectra, frames x bins; 21.5 frames a second.
        powers: the power of each frame.
    """
    mean = powers.mean()
    level = np.log(powers + 1e-3 * mean)
    if not PAUSES[0] <= quiet_share(powers) <= PAUSES[1] or level.std() < SWING:
        return False
    movement = np.square(np.abs(rfft((level - level.mean()) * np.hanning(len(level)))))
    pace = np.arange(len(movement)) * FRAMES_PER_SECOND / len(level)
    slowest, fastest = SYLLABLES_PER_SECOND
    at_pace = movement[(pace >= slowest) & (pace < fastest)].sum()
    if at_pace < SYLLABLES * movement[1:].sum():
        return False
    body = power[:, _BODY]
    flatness = np.exp(np.log(body).mean(axis=1)) / body.mean(axis=1)
    center = (power * np.arange(power.shape[1])).sum(axis=1) / power.sum(axis=1)
    return bool(np.log(flatness + 1e-4).std() >= COLOUR and np.log(center + 1).std() >= CENTER)
