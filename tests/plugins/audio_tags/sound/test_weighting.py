"""The K filter, and what weighs a sound at a low rate as that filter weighs the whole."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import freqz, sosfreqz

from precheck_audio_tags.sound.low import factor_of, low_pass
from precheck_audio_tags.sound.weighting import highest_gain, k_weighting, k_weighting_of_every

RATES = (8_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000)
COEFFICIENTS = [
    [1.53512485958697, -2.69169618940638, 1.19839281085285, 1, -1.69065929318241, 0.73248077421585],
    [1.0, -2.0, 1.0, 1, -1.99004745483398, 0.99007225036621],
]
"""ITU-R BS.1770-4, annex 1, tables 1 and 2: for 48 kHz."""


def test_at_48_khz_it_has_the_coefficients_of_the_recommendation() -> None:
    assert k_weighting(48_000) == pytest.approx(np.array(COEFFICIENTS), abs=1e-10)


@pytest.mark.parametrize("rate", RATES)
def test_any_frequency_has_the_weight_of_the_filter(rate: int) -> None:
    factor = factor_of(rate)
    at = np.concatenate([np.geomspace(15, 1000, 300), np.linspace(1000, rate * 0.499, 2000)])
    wanted = np.square(np.abs(sosfreqz(k_weighting(rate), at, fs=rate)[1]))

    filters = k_weighting_of_every(factor, rate)
    of_low = np.square(np.abs(sosfreqz(filters, at, fs=rate / factor)[1]))
    passed = np.square(np.abs(freqz(low_pass(factor), [1], at, fs=rate)[1]))
    found = highest_gain(k_weighting(rate)) ** 2 * (1 - passed) + of_low * passed

    away = np.abs(10 * np.log10(found / wanted))
    assert away.max() < 0.02
    assert away[at < 5_000].max() < 0.01


@pytest.mark.parametrize("rate", RATES)
def test_every_sample_kept_it_is_the_filter_itself(rate: int) -> None:
    assert np.array_equal(k_weighting_of_every(1, rate), k_weighting(rate))
