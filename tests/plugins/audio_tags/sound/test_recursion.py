"""The recursive filter by matrices gives what SciPy's gives sample by sample."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from precheck_audio_tags.sound.recursion import Recursion, matrices
from precheck_audio_tags.sound.weighting import k_weighting


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000, 192_000])
@pytest.mark.parametrize("length", [16, 30])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_it_equals_scipys_filter(rate: int, length: int, channels: int) -> None:
    sections = k_weighting(rate)
    sound = np.random.default_rng(1).normal(0, 0.2, (channels, length * 100)).astype(np.float32)

    made = Recursion(matrices(sections, length), channels).filtered(sound)

    assert made == pytest.approx(sosfilt(sections, sound, axis=1), abs=2e-5)


def test_the_state_goes_on_from_call_to_call() -> None:
    sections = k_weighting(48_000)
    sound = np.random.default_rng(2).normal(0, 0.2, (2, 4800)).astype(np.float32)
    filtering = Recursion(matrices(sections, 48), 2)

    parts = [filtering.filtered(sound[:, at : at + 480]) for at in range(0, 4800, 480)]

    assert np.concatenate(parts, axis=1) == pytest.approx(
        sosfilt(sections, sound, axis=1), abs=2e-5
    )


@pytest.mark.parametrize("order", [2, 4])
def test_other_filters_are_as_good(order: int) -> None:
    sections = butter(order, 0.2, output="sos")
    sound = np.random.default_rng(3).normal(0, 0.2, (1, 3200)).astype(np.float32)

    made = Recursion(matrices(sections, 32), 1).filtered(sound)

    assert made == pytest.approx(sosfilt(sections, sound, axis=1), abs=2e-5)
