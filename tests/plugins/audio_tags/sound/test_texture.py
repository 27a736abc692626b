"""What kind of sound it is: noise of any colour, tones, attacks."""

from __future__ import annotations

from inspect import signature

import numpy as np
import pytest
from msgspec import structs
from msgspec.structs import asdict

from making.signals import RATE, Signal, coloured, heard, noise, plucked, silence, sine
from precheck import Texture
from precheck_audio_tags.options import NoiseLike

LIMITS = NoiseLike()


def textured(signal: Signal) -> Texture:
    return heard(signal).texture


def is_noise(found: Texture) -> bool:
    assert found.flatness is not None
    assert found.onsets_per_second is not None
    assert found.pitch_salience is not None
    return (
        found.flatness > LIMITS.flatness
        and found.onsets_per_second < LIMITS.onsets_per_second
        and found.pitch_salience < LIMITS.pitch_salience
    )


def test_noise_is_what_the_rule_takes_for_it_unless_a_policy_says_otherwise() -> None:
    asked = signature(Texture.is_noise).parameters.values()
    assert {one.name: one.default for one in asked if one.name != "self"} == asdict(LIMITS)


@pytest.mark.parametrize("unknown", ["flatness", "onsets_per_second", "pitch_salience"])
def test_too_little_sound_is_not_called_noise(unknown: str) -> None:
    flat = Texture(flatness=0.51, onsets_per_second=0.09, pitch_salience=0.14)
    assert flat.is_noise()
    assert not structs.replace(flat, **{unknown: None}).is_noise()
    assert not structs.replace(flat, **{unknown: getattr(LIMITS, unknown)}).is_noise()


def strokes(per_second: int, seconds: float) -> Signal:
    """Bursts of noise that die away, as of a drum."""
    step = RATE // per_second
    decay = np.exp(-np.arange(step) / (step / 4))
    made: Signal = noise(seconds, 0.2) * np.tile(decay, round(seconds * per_second))
    return made


@pytest.mark.parametrize("slope", [0, 1, 2], ids=["white", "pink", "brown"])
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("level", [0.01, 0.2])
def test_noise_is_flat_without_attacks_and_without_a_pitch(
    slope: float, seed: int, level: float
) -> None:
    assert is_noise(textured(coloured(30, slope, level, seed=seed)))


@pytest.mark.parametrize(
    "signal",
    [
        sine(220, 0.3, 15),
        sum((sine(hertz, 0.1, 15) for hertz in (220, 277, 330)), start=silence(15)),
        np.stack([plucked(15, seed=1), plucked(15, seed=2)]),
        strokes(2, 16),
        coloured(15, 1, 0.05) + sine(220, 0.1, 15),
    ],
    ids=["tone", "chord", "plucked", "drum", "tone in noise"],
)
def test_what_has_tones_or_attacks_is_no_noise(signal: Signal) -> None:
    assert not is_noise(textured(signal))


def test_a_tone_is_periodic_and_not_flat() -> None:
    found = textured(sine(220, 0.3, 15))
    assert found.flatness is not None
    assert found.flatness < 0.3
    assert found.pitch_salience == pytest.approx(1.0, abs=0.02)
    assert found.onsets_per_second == 0


@pytest.mark.parametrize("per_second", [1, 2, 4])
def test_attacks_are_counted(per_second: int) -> None:
    """Drawn from every second block, and a burst may rise twice: to a half."""
    found = textured(strokes(per_second, 24))
    assert found.onsets_per_second == pytest.approx(per_second, rel=0.6)


def test_an_attack_out_of_digital_silence_counts() -> None:
    signal = np.concatenate([np.pad(sine(440, 0.3, 0.5), ((0, 0), (0, RATE // 2)))] * 16, axis=1)
    found = textured(signal)
    assert found.onsets_per_second is not None
    assert found.onsets_per_second >= 1


@pytest.mark.parametrize(
    "signal", [silence(10), noise(10, 1e-5), noise(1)], ids=["silence", "below -70", "short"]
)
def test_too_little_sound_has_no_texture(signal: Signal) -> None:
    assert textured(signal) == Texture()


def test_silence_around_it_does_not_change_what_noise_is() -> None:
    padded = np.concatenate([silence(20), coloured(30, 1), silence(20)], axis=1)
    assert is_noise(textured(padded))
