"""Where a spectrum ends: brick walls are found, slopes and tones are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from making.signals import RATE, Signal, coloured, heard, noise, silence, sine, transcoded
from precheck_audio_tags.sound.blocks import block_of, hop_of
from precheck_audio_tags.sound.spectrum import FLOOR_DB, Spectrum


def walled(hertz: float, rate: int = RATE) -> Signal:
    """Noise with nothing above a frequency but the rounding of 16 bits."""
    signal = noise(12, 0.1, rate=rate)
    bins = np.fft.rfft(signal, axis=1)
    bins[:, np.fft.rfftfreq(signal.shape[1], 1 / rate) > hertz] = 0
    made = np.fft.irfft(bins, signal.shape[1], axis=1)
    return np.rint(made * 2**15) / 2**15


@pytest.mark.parametrize("hertz", [11_000, 15_000, 16_000, 19_000, 20_000])
@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_a_brick_wall_is_found_at_its_frequency(hertz: float, rate: int) -> None:
    found = heard(walled(hertz, rate), rate).cutoff
    assert found is not None
    assert found.frequency_hz == pytest.approx(hertz, abs=350)
    assert found.drop_db > 40


@pytest.mark.parametrize("db_per_octave", [6, 12, 24, 48])
def test_a_gentle_slope_is_no_shelf(db_per_octave: float) -> None:
    signal = noise(12)
    bins = np.fft.rfft(signal, axis=1)
    above = np.maximum(np.fft.rfftfreq(signal.shape[1], 1 / RATE) / 12_000, 1)
    bins *= above ** (-db_per_octave / 20 / np.log10(2))
    found = heard(np.fft.irfft(bins, signal.shape[1], axis=1)).cutoff
    assert found is None or found.drop_db < 10


@pytest.mark.parametrize("slope", [0, 1, 2])
def test_noise_of_any_colour_has_no_shelf(slope: float) -> None:
    assert heard(coloured(12, slope)).cutoff is None


def test_a_wall_with_sound_above_it_is_no_end() -> None:
    found = heard(walled(16_000) + (noise(12, 0.1) - walled(18_000))).cutoff
    assert found is None or found.drop_db < 10


def test_a_tone_above_a_wall_does_not_hide_it() -> None:
    """Such as the whine of a screen, or the pilot of a radio."""
    found = heard(walled(16_000) + sine(19_000, 0.1, 12)).cutoff
    assert found is not None
    assert found.frequency_hz == pytest.approx(16_000, abs=350)


def test_a_wall_below_10_khz_is_not_looked_for() -> None:
    found = heard(walled(7_000)).cutoff
    assert found is None or found.drop_db < 10


@pytest.mark.parametrize("rate", [8_000, 22_050])
def test_low_rates_have_nothing_to_look_at(rate: int) -> None:
    assert heard(noise(12, rate=rate), rate).cutoff is None


def test_silence_and_what_is_too_short_have_no_spectrum() -> None:
    assert heard(silence(5)).cutoff is None
    assert heard(noise(0.1)).cutoff is None
    assert Spectrum(RATE).picture(256) == (0.0, ())


def test_mp3_leaves_a_shelf(tmp_path: Path) -> None:
    found = heard(transcoded(noise(12), tmp_path / "a.mp3", bit_rate=128_000)).cutoff
    assert found is not None
    assert 15_000 < found.frequency_hz < 20_500
    assert found.drop_db > 40


def test_a_picture_shows_a_tone_where_it_is() -> None:
    spectrum = Spectrum(RATE)
    for _ in range(3):
        spectrum.add(block_of(sine(6_000, 0.5, 2).astype(np.float32), hop_of(RATE)))
    width, levels = spectrum.picture(256)
    assert width == RATE / 2 / 256
    assert max(levels) == levels[int(6_000 / width)] == 0.0
    assert min(levels) >= FLOOR_DB
