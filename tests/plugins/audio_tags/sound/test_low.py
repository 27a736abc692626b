"""The sound at a low rate: where its values stand, and that it does not matter how it came."""

from __future__ import annotations

import numpy as np
import pytest

from making.signals import noise, sine
from precheck_audio_tags.sound.blocks import Floats, block_length
from precheck_audio_tags.sound.low import Low, factor_of, low_pass

FACTORS = {
    8_000: 1,
    11_025: 1,
    16_000: 1,
    22_050: 2,
    32_000: 2,
    44_056: 1,
    44_100: 4,
    48_000: 4,
    88_200: 8,
    96_000: 8,
    176_400: 16,
    192_000: 16,
    768_000: 64,
}


def low_of(sound: Floats, rate: int) -> tuple[Low, Floats]:
    low = Low(len(sound), rate)
    step = block_length(rate)
    whole = sound.shape[1] // step * step
    parts = [low.of(sound[:, at : at + step]) for at in range(0, whole, step)]
    parts.append(low.of(sound[:, whole:], is_last=True))
    return low, np.concatenate(parts, axis=1)


@pytest.mark.parametrize("rate", sorted(FACTORS))
def test_of_so_many_samples_one_is_kept(rate: int) -> None:
    assert factor_of(rate) == FACTORS[rate]


@pytest.mark.parametrize("rate", [22_050, 44_100, 96_000])
@pytest.mark.parametrize("seconds", [0.001, 1.9, 2.0, 5.003])
def test_each_value_is_the_filtered_sound_where_it_stands(rate: int, seconds: float) -> None:
    sound = noise(6)[:, : round(seconds * rate)].astype(np.float32)

    low, found = low_of(sound, rate)

    taps = low_pass(low.factor)
    around = len(taps) // 2
    padded = np.pad(sound, ((0, 0), (around, around)))
    wanted = np.array([np.convolve(row, taps, "valid")[:: low.factor] for row in padded])
    count = sound.shape[1] // low.factor
    assert found.shape == (len(sound), count + low.late)
    assert found[:, low.late :] == pytest.approx(wanted[:, :count], abs=1e-5)


def test_what_is_too_high_for_the_low_rate_is_taken_away() -> None:
    _, kept = low_of(sine(3_000, 0.5, 4).astype(np.float32), 48_000)
    _, lost = low_of(sine(9_000, 0.5, 4).astype(np.float32), 48_000)

    assert np.abs(kept[:, 100:-100]).max() == pytest.approx(0.5, rel=0.01)
    assert np.abs(lost[:, 100:-100]).max() < 0.5 * 10 ** (-54 / 20)
