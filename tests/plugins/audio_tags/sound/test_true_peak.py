"""True peaks: the signals of EBU Tech 3341, and a slow way of oversampling beside the quick one."""

from __future__ import annotations

import numpy as np
import pytest
import soxr

from making.signals import Signal, decibels, heard, noise, silence, sine

SIGNALS = {
    "15": (sine(12_000, 0.5, 3), -6.0),
    "16": (sine(12_000, 0.5, 3, phase=45), -6.0),
    "17": (sine(8_000, 0.5, 3, phase=60), -6.0),
    "18": (sine(6_000, 0.5, 3, phase=67.5), -6.0),
    "19": (sine(12_000, 1.41, 3, phase=45), 3.0),
}
"""Tech 3341, table 1, at 48 kHz: by the number of the signal, with the peak that must come out."""


def faded(signal: Signal) -> Signal:
    """The same with its ends faded: an edge has peaks of its own."""
    ramp = np.linspace(0, 1, 4800)
    made = signal.copy()
    made[:, :4800] *= ramp
    made[:, -4800:] *= ramp[::-1]
    return made


@pytest.mark.parametrize("number", sorted(SIGNALS))
def test_the_signals_of_tech_3341_have_their_true_peak(number: str) -> None:
    signal, expected = SIGNALS[number]
    found = heard(faded(signal)).true_peak_dbtp

    assert found is not None
    assert expected - 0.2 <= found <= expected + 0.2


def slowly(signal: Signal, rate: int) -> float:
    """The true peak in dBTP by resampling everything by sixteen, at the highest quality."""
    many = soxr.resample(signal.T, rate, rate * 16, quality="VHQ")
    return float(20 * np.log10(np.abs(many).max()))


@pytest.mark.parametrize("rate", [44_100, 48_000, 88_200, 96_000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_passing_over_windows_never_misses_the_peak(rate: int, seed: int) -> None:
    """Sound like music's: little above 16 kHz, loud here and quiet there."""
    source = noise(4, 0.2, seed=seed, rate=32_000)
    signal = soxr.resample(source.T, 32_000, rate, quality="VHQ").T
    steps = np.random.default_rng(seed).choice([0.3, 0.7, 1.0], signal.shape[1] // 5000 + 1)
    signal *= np.interp(np.arange(signal.shape[1]), np.arange(len(steps)) * 5000, steps)

    found = heard(signal, rate).true_peak_dbtp

    assert found == pytest.approx(slowly(signal, rate), abs=0.2)


@pytest.mark.parametrize("at", [0, 1, 95_999, 96_000, 96_001, 143_998, 143_999])
def test_a_peak_is_found_wherever_it_lies(at: int) -> None:
    """Two samples next to each other have a higher value between them."""
    signal = silence(3)
    signal[:, at : at + 2] = 0.9

    found = heard(signal).true_peak_dbtp

    assert found is not None
    if at + 1 < signal.shape[1]:
        assert found > 20 * np.log10(0.9) + 1.5
    else:
        assert found >= round(20 * np.log10(0.9), 2)


def test_at_high_rates_the_samples_stand_for_themselves() -> None:
    found = heard(sine(1000, decibels(-3), 1, rate=192_000), 192_000)

    assert found.true_peak_dbtp == found.peak_dbfs == pytest.approx(-3.0, abs=0.01)


def test_silence_has_no_peak() -> None:
    assert heard(silence(2)).true_peak_dbtp is None
