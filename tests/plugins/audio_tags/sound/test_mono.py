"""The sound in one channel at 11,025 Hz, whatever rate it comes at."""

from __future__ import annotations

import numpy as np
import pytest

from making.signals import sine
from precheck_audio_tags.sound.blocks import Floats
from precheck_audio_tags.sound.mono import RATE, REACH, Mono


def mono_of(sound: Floats, rate: int, piece: int) -> Floats:
    mono = Mono(rate)
    parts = [sound[:, at : at + piece] for at in range(0, sound.shape[1], piece)]
    return np.concatenate([mono.of(part, is_last=part is parts[-1]) for part in parts])


@pytest.mark.parametrize("rate", [8_000, RATE, 12_000, 16_000, 44_056])
@pytest.mark.parametrize("hertz", [60, 440, 2_500])
def test_a_tone_stays_as_it_is(rate: int, hertz: int) -> None:
    found = mono_of(sine(hertz, 0.5, 4, rate=rate).astype(np.float32), rate, rate)

    assert len(found) == pytest.approx(4 * RATE, abs=160)
    middle = found[2_000:-2_000]
    at = np.arange(len(middle)) / RATE
    wave = np.exp(2j * np.pi * hertz * at)
    level = abs(np.vdot(wave, middle)) * 2 / len(middle)
    assert level == pytest.approx(0.5, rel=0.01)
    assert middle.std() == pytest.approx(0.5 / np.sqrt(2), rel=0.01)


@pytest.mark.parametrize("piece", [100, 160, 999, 48_000])
def test_it_does_not_matter_in_what_pieces_it_comes(piece: int) -> None:
    sound = np.random.default_rng(1).normal(0, 0.1, (1, 48_000)).astype(np.float32)

    found = mono_of(sound, 12_000, piece)

    assert found == pytest.approx(mono_of(sound, 12_000, 48_000), abs=1e-6)
    assert len(found) == 48_000 // 160 * 147


def test_a_value_stands_where_it_belongs() -> None:
    """Twelve of the old values late, which is what the filter reaches ahead."""
    sound = np.zeros((1, 12_000), np.float32)
    sound[0, 6_000] = 1.0

    found = mono_of(sound, 12_000, 12_000)

    assert int(found.argmax()) == round((6_000 + REACH) * RATE / 12_000)


def test_channels_are_mixed_to_their_mean() -> None:
    sound = np.stack([np.full(RATE, 0.5), np.full(RATE, -0.1)]).astype(np.float32)

    assert mono_of(sound, RATE, RATE) == pytest.approx(0.2)
