"""Levels, silences and endings, by signals of which they are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from making.signals import RATE, Signal, decibels, heard, noise, silence, sine
from precheck import Channel, Span
from precheck_audio_tags.sound.blocks import Cutter, block_of
from precheck_audio_tags.sound.levels import Levels
from precheck_audio_tags.sound.samples import floats, full_scale

BLOCK = 2 * RATE
PIECES = [1000, 4096, 96_000, 1_000_000]


def levelled(rows: NDArray[Any], sample: str, bits: int | None, *, piece: int = 4096) -> Levels:
    """The levels of samples x channels in a decoder's numbers."""
    levels = Levels(rows.shape[1], RATE, full_scale(sample, bits))
    cutter = Cutter(RATE)
    for start in range(0, len(rows), piece):
        for block in cutter.add(rows[start : start + piece]):
            levels.add(block_of(floats(block, sample), cutter.hop))
    levels.add(block_of(floats(cutter.rest(), sample), cutter.hop))
    return levels


def standing(*runs: tuple[int, int], channel: int = 0, sign: int = 1) -> Signal:
    """Five seconds of quiet noise with runs at full scale: pairs of start and length."""
    signal = noise(5, 0.05)
    for start, length in runs:
        signal[channel, start : start + length] = sign
    return signal


# --- peaks, means, offsets -------------------------------------------------------------------


def test_a_tone_has_its_peak_and_its_rms() -> None:
    found = heard(sine(1000, 0.5, 3))
    assert found.peak_dbfs == pytest.approx(-6.02, abs=0.01)
    assert [side.peak_dbfs for side in found.channels] == [found.peak_dbfs] * 2
    assert found.channels[0].rms_dbfs == pytest.approx(-9.03, abs=0.01)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_peak_counts_on_both_sides_of_zero(sign: int) -> None:
    signal = silence(3)
    signal[1, 100_000] = sign * 0.25
    found = heard(signal)
    assert [side.peak_dbfs for side in found.channels] == [None, pytest.approx(-12.04, abs=0.01)]


def test_every_channel_has_its_own_mean() -> None:
    found = heard(sine(100, 0.5, 3) + np.array([[0.02], [-0.001]]))
    assert [side.dc_offset for side in found.channels] == pytest.approx([0.02, -0.001], abs=1e-6)


def test_silence_has_no_levels() -> None:
    found = heard(silence(3))
    assert found.channels == (Channel(peak_dbfs=None, rms_dbfs=None, dc_offset=0.0),) * 2
    assert (found.peak_dbfs, found.end_dbfs, found.correlation) == (None, None, None)


@pytest.mark.parametrize("count", [1, 2, 6])
def test_any_number_of_channels_is_measured(count: int) -> None:
    signal = np.stack([sine(1000, 0.1 * (n + 1), 2)[0] for n in range(count)])
    peaks = [side.peak_dbfs for side in heard(signal).channels]
    assert peaks == pytest.approx([20 * np.log10(0.1 * (n + 1)) for n in range(count)], abs=0.02)


@pytest.mark.parametrize("seconds", [0.01, 0.1, 1.99, 2.0, 2.01, 4.05])
def test_every_sample_counts_whatever_the_length(seconds: float) -> None:
    found = heard(np.full((2, round(seconds * RATE)), 0.5))
    assert found.samples == round(seconds * RATE)
    assert [side.dc_offset for side in found.channels] == [0.5, 0.5]
    assert found.channels[0].rms_dbfs == pytest.approx(-6.02, abs=0.01)


# --- full scale ------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "runs"), [(1, 0), (2, 0), (3, 1), (1000, 1)])
def test_three_samples_at_full_scale_are_a_run(length: int, runs: int) -> None:
    found = heard(standing((RATE, length))).clipping
    assert (found.runs, found.longest_samples) == (runs, length if runs else 0)
    assert found.starts_seconds == ((1.0,) if runs else ())


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("start", [BLOCK - 3, BLOCK - 2, BLOCK - 1, BLOCK])
def test_a_run_over_the_edge_of_a_block_is_one(start: int, piece: int) -> None:
    found = heard(standing((start, 3)), piece=piece).clipping
    assert (found.runs, found.longest_samples) == (1, 3)
    assert found.starts_seconds == (round(start / RATE, 4),)


def test_a_run_may_last_for_blocks_and_to_either_end() -> None:
    whole = heard(standing((0, 5 * RATE))).clipping
    parts = heard(standing((0, 3), (5 * RATE - 3, 3))).clipping
    assert (whole.runs, whole.longest_samples) == (1, 5 * RATE)
    assert (parts.runs, parts.starts_seconds[0]) == (2, 0.0)


def test_runs_next_to_the_edges_of_blocks_are_not_joined() -> None:
    found = heard(standing((BLOCK - 4, 3), (BLOCK + 1, 3))).clipping
    assert (found.runs, found.longest_samples) == (2, 3)


def test_runs_count_in_every_channel_and_below_zero() -> None:
    signal = standing((RATE, 3), sign=-1)
    signal[1, 3 * RATE : 3 * RATE + 4] = 1
    assert heard(signal).clipping.runs == 2


def test_only_the_first_hundred_are_named() -> None:
    found = heard(standing(*((100 * n, 3) for n in range(1, 151)))).clipping
    assert (found.runs, len(found.starts_seconds)) == (150, 100)


@pytest.mark.parametrize(
    ("sample", "bits", "top"),
    [
        ("u8", 8, 255),
        ("s16", 16, 2**15 - 1),
        ("s32", 24, (2**23 - 1) << 8),
        ("s32", 32, 2**31 - 1),
        ("flt", 32, 1.0),
        ("dbl", 64, 1.0),
    ],
)
def test_full_scale_is_the_largest_value_that_the_samples_can_have(
    sample: str, bits: int, top: float
) -> None:
    kinds = {"u8": "u1", "s16": "<i2", "s32": "<i4", "flt": "<f4", "dbl": "<f8"}
    rows = np.zeros((RATE, 2), kinds[sample])
    rows[:] = 128 if sample == "u8" else 0
    step = {"u8": 1, "s16": 1, "s32": 1 << (32 - bits) if bits == 24 else 1 << 10}.get(sample, 1e-3)
    rows[100:103] = top
    below = rows.copy()
    below[101] -= np.array(step).astype(kinds[sample])

    assert levelled(rows, sample, bits).clipped().runs == 2
    assert levelled(below, sample, bits).clipped().runs == 0


# --- silence ---------------------------------------------------------------------------------


def spans(*parts: tuple[float, float]) -> tuple[Span, ...]:
    """The silences of tones and silences: pairs of dBFS (of the peak) and seconds."""
    signal = np.concatenate([sine(1000, decibels(db), s) for db, s in parts], axis=1)
    return heard(signal).silences


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (((-6, 3),), ()),
        (((-99, 1), (-6, 2)), ((0.0, 1.0),)),
        (((-99, 0.9), (-6, 2)), ()),
        (((-6, 2), (-99, 1.5)), ((2.0, 3.5),)),
        (((-6, 1), (-99, 2.3), (-6, 1)), ((1.0, 3.3),)),
        (((-6, 1), (-99, 0.9), (-6, 1)), ()),
        (((-6, 1.9), (-99, 2.2), (-6, 1)), ((1.9, 4.1),)),
        (((-99, 3),), ((0.0, 3.0),)),
        (((-99, 1), (-6, 1), (-99, 1)), ((0.0, 1.0), (2.0, 3.0))),
    ],
)
def test_silences_are_found_to_a_tenth(
    parts: tuple[tuple[float, float], ...], expected: tuple[tuple[float, float], ...]
) -> None:
    assert spans(*parts) == tuple(Span(*each) for each in expected)


def test_a_tenth_with_some_sound_in_it_is_none_of_silence() -> None:
    assert spans((-6, 1.05), (-99, 1.5), (-6, 0.45)) == (Span(1.1, 2.5),)


@pytest.mark.parametrize(("level", "is_silent"), [(-57.1, True), (-56.9, False)])
def test_silence_is_what_stays_below_its_level(level: float, *, is_silent: bool) -> None:
    """The RMS of a sine is 3 dB below its peak."""
    assert bool(spans((level, 2), (-6, 1))) is is_silent


def test_it_is_silent_where_all_channels_are() -> None:
    signal = silence(3)
    signal[1] = sine(1000, 0.1, 3)[1]
    assert heard(signal).silences == ()


@pytest.mark.parametrize("seconds", [3.0, 3.04, 3.0999])
def test_a_silence_at_the_end_lasts_to_the_last_sample(seconds: float) -> None:
    found = heard(np.concatenate([sine(1000, 0.5, 1), silence(seconds)], axis=1))
    assert found.silences[-1].end_seconds == pytest.approx(found.seconds, abs=1e-4)
    assert found.tail_silence_seconds == pytest.approx(seconds, abs=1e-3)
    assert found.head_silence_seconds == 0


# --- the ending ------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("seconds", [2.5, 2.0, 4.01, 1.05])
def test_the_last_50_ms_and_the_second_before_have_their_levels(seconds: float, piece: int) -> None:
    signal = sine(1000, decibels(-7), seconds)
    signal[:, -round(0.05 * RATE) :] *= decibels(-10)
    found = heard(signal, piece=piece)
    assert found.end_dbfs == pytest.approx(-20.0, abs=0.1)
    assert found.before_end_dbfs == pytest.approx(-10.0, abs=0.1)


def test_a_sound_shorter_than_its_ending_has_nothing_before() -> None:
    found = heard(sine(1000, 0.5, 0.04))
    assert found.end_dbfs == pytest.approx(-9.03, abs=0.1)
    assert found.before_end_dbfs is None


# --- the channels together -------------------------------------------------------------------


def test_the_same_is_dual_mono_and_one_sample_makes_the_difference() -> None:
    same = noise(5)
    same[1] = same[0]
    other = same.copy()
    other[1, 150_000] += 0.01
    assert (heard(same).is_dual_mono, heard(same).correlation) == (True, 1.0)
    assert heard(other).is_dual_mono is False
    assert heard(other).correlation == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("share", [-1.0, -0.96, 0.0, 0.5, 0.9999])
def test_the_correlation_is_what_the_channels_share(share: float) -> None:
    left, right = noise(10, 0.1)
    right -= left * (left @ right) / (left @ left)
    right *= np.sqrt((left @ left) / (right @ right))
    signal = np.stack([left, share * left + np.sqrt(1 - share**2) * right])
    assert heard(signal).correlation == pytest.approx(share, abs=1e-3)


def test_an_offset_is_no_correlation() -> None:
    assert heard(noise(5, 0.01) + 0.3).correlation == pytest.approx(0.0, abs=0.02)


def test_a_channel_that_never_moves_correlates_with_nothing() -> None:
    signal = noise(3)
    signal[1] = 0
    assert heard(signal).correlation is None


@pytest.mark.parametrize("count", [1, 6])
def test_only_stereo_has_a_correlation(count: int) -> None:
    found = heard(np.stack([noise(3)[0]] * count))
    assert found.correlation is None
    assert found.is_dual_mono is (count > 1)


# --- the outline -----------------------------------------------------------------------------


def test_the_outline_has_the_lowest_and_highest_of_every_stretch() -> None:
    rows = np.zeros((4 * RATE, 2), "<f4")
    rows[RATE + 10, 0], rows[3 * RATE + 10, 1] = 1.0, -1.0
    lows, highs = levelled(rows, "flt", 32).outline(4)
    assert list(lows) == [128, 128, 128, 0]
    assert list(highs) == [128, 255, 128, 128]


@pytest.mark.parametrize(("seconds", "columns"), [(0.05, 0), (0.1, 1), (3, 30), (7.05, 50)])
def test_the_outline_has_no_more_columns_than_tenths(seconds: float, columns: int) -> None:
    rows = np.zeros((round(seconds * RATE), 2), "<f4")
    lows, highs = levelled(rows, "flt", 32).outline(50)
    assert len(lows) == len(highs) == columns


def test_short_silences_add_up() -> None:
    blip, quiet = sine(997, 0.5, 0.1), np.zeros((2, round(0.9 * RATE)))
    found = heard(np.concatenate([blip, quiet] * 20, axis=1))

    assert found.silences == ()
    assert found.silent_seconds == pytest.approx(18.0, abs=0.01)


def test_no_silence_is_a_number_of_seconds_too() -> None:
    """A saved fact must be what was measured, to the byte."""
    assert isinstance(heard(sine(997, 0.5, 2)).silent_seconds, float)
