"""Loudness: the signals of EBU Tech 3341 and 3342, and FFmpeg's filter beside ours."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import soxr
from scipy.signal import sosfilt

from making.signals import Signal, decibels, encoded, heard, noise, silence, sine, sound_of
from precheck_audio_tags.sound.weighting import k_weighting


def steps(*parts: tuple[float, float]) -> Signal:
    """A stereo sine of 1 kHz whose level changes: pairs of dBFS and seconds."""
    return np.concatenate([sine(1000, decibels(db), s) for db, s in parts], axis=1)


def surround(front: float, center: float, rear: float) -> Signal:
    """Five channels and a low-frequency one: left, right, centre, LFE, and two behind."""
    rows = [sine(1000, decibels(db), 20)[0] for db in (front, front, center, 0, rear, rear)]
    return np.stack(rows)


INTEGRATED = {
    "1": (steps((-23, 20)), -23.0),
    "2": (steps((-33, 20)), -33.0),
    "3": (steps((-36, 10), (-23, 60), (-36, 10)), -23.0),
    "4": (steps((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), -23.0),
    "5": (steps((-26, 20), (-20, 20.1), (-26, 20)), -23.0),
    "6": (surround(-28, -24, -30), -23.0),
}
"""Tech 3341, table 1: by the number of the signal, with the loudness that must come out."""
RANGES = {
    "1": (steps((-20, 20), (-30, 20)), 10.0),
    "2": (steps((-20, 20), (-15, 20)), 5.0),
    "3": (steps((-40, 20), (-20, 20)), 20.0),
    "4": (steps((-50, 20), (-35, 20), (-20, 20), (-35, 20), (-50, 20)), 15.0),
}
"""Tech 3342, table 1, likewise."""


@pytest.mark.parametrize("number", sorted(INTEGRATED))
def test_the_signals_of_tech_3341_have_their_loudness(number: str) -> None:
    signal, expected = INTEGRATED[number]
    loudness = heard(signal).loudness_lufs

    assert loudness == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("number", sorted(RANGES))
def test_the_signals_of_tech_3342_have_their_range(number: str) -> None:
    signal, expected = RANGES[number]
    found = heard(signal).loudness_range_lu

    assert found == pytest.approx(expected, abs=1.0)


@pytest.mark.parametrize("rate", [22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000])
def test_a_tone_is_as_loud_at_any_sampling_rate(rate: int) -> None:
    assert heard(sine(1000, decibels(-23), 5, rate=rate), rate).loudness_lufs == pytest.approx(
        -23.0, abs=0.1
    )


@pytest.mark.parametrize("piece", [1, 100, 4096, 1_000_000])
def test_it_does_not_matter_how_the_sound_comes_in(piece: int) -> None:
    signal = noise(3.33)[:, :60_000] if piece == 1 else noise(7.77)

    assert heard(signal, piece=piece) == heard(signal)


def test_silence_has_no_loudness_and_neither_has_what_is_below_the_gate() -> None:
    found = [heard(signal) for signal in (silence(5), sine(1000, decibels(-75), 5))]

    assert [sound.loudness_lufs for sound in found] == [None, None]
    assert [sound.loudness_range_lu for sound in found] == [None, None]


def test_less_than_a_block_of_400_ms_has_no_loudness() -> None:
    assert heard(sine(1000, 0.5, 0.35)).loudness_lufs is None
    assert heard(sine(1000, 0.5, 0.45)).loudness_lufs is not None


def by_definition(signal: Signal, rate: int) -> tuple[float, float]:
    """Integrated loudness and its range, every sample filtered and every gate as it is written."""
    weighted = np.square(sosfilt(k_weighting(rate), signal, axis=1)).sum(axis=0)
    hop = rate // 10
    hops = weighted[: len(weighted) // hop * hop].reshape(-1, hop).mean(axis=1)
    momentary, short_term = (np.convolve(hops, np.ones(n) / n, "valid") for n in (4, 30))
    loud = momentary[momentary > 10 ** ((-70 + 0.691) / 10)]
    integrated = -0.691 + 10 * np.log10(loud[loud > loud.mean() / 10].mean())
    heard_at_all = short_term[short_term > 10 ** ((-70 + 0.691) / 10)]
    ranged = np.sort(heard_at_all[heard_at_all > heard_at_all.mean() / 100])
    low, high = (ranged[round((len(ranged) - 1) * share)] for share in (0.1, 0.95))
    return float(integrated), float(10 * np.log10(high / low))


def drums(frequency: float, rate: int) -> Signal:
    """Beats that begin at once and fade, half a second each, louder and softer."""
    beat = np.arange(rate // 2) / rate
    one = np.sin(2 * np.pi * frequency * beat) * np.exp(-beat * 8)
    row = np.concatenate([one * level for level in (0.9, 0.3, 0.6, 0.1) * 10])
    return np.stack([row, -0.5 * row])


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize(
    "frequency", [30, 45, 60, 200, 1_500, 4_400, 5_512.5, 5_900, 7_000, 15_000]
)
def test_beats_of_any_pitch_are_as_loud_as_by_the_definition(frequency: float, rate: int) -> None:
    signal = drums(frequency, rate)

    found, (loudness, width) = heard(signal, rate), by_definition(signal, rate)

    assert found.loudness_lufs == pytest.approx(loudness, abs=0.03)
    assert found.loudness_range_lu == pytest.approx(width, abs=0.1)


@pytest.mark.parametrize("offset", [0.0, 0.25])
def test_an_offset_makes_nothing_louder(offset: float) -> None:
    signal = sine(1000, decibels(-40), 20) + offset
    signal[:, :4800] *= np.linspace(0, 1, 4800)

    assert heard(signal).loudness_lufs == pytest.approx(by_definition(signal, 48_000)[0], abs=0.03)


def by_ffmpeg(path: Path) -> tuple[float, float, float]:
    """Integrated loudness, range and true peak, by FFmpeg's filter `ebur128`."""
    import av

    said: list[str] = []
    with av.logging.Capture() as logs:
        av.logging.set_level(av.logging.INFO)
        with av.open(str(path)) as source:
            graph = av.filter.Graph()
            into = graph.add_abuffer(template=source.streams.audio[0])
            measure = graph.add("ebur128", "peak=true:framelog=quiet")
            out = graph.add("abuffersink")
            into.link_to(measure)
            measure.link_to(out)
            graph.configure()
            for frame in source.decode(audio=0):
                graph.push(frame)
            graph.push(None)
            while True:
                try:
                    graph.pull()
                except (av.error.EOFError, av.error.BlockingIOError):
                    break
            del graph, into, measure, out
        said += [str(message) for _, _, message in logs]
    text = "".join(said)
    found = [re.findall(rf"{name}:\s+(-?[0-9.]+)", text)[-1] for name in ("I", "LRA", "Peak")]
    return float(found[0]), float(found[1]), float(found[2])


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("seed", [1, 2])
def test_ffmpeg_says_the_same_of_music_like_sound(tmp_path: Path, rate: int, seed: int) -> None:
    low = soxr.resample(noise(40, 0.3, seed=seed, rate=32_000).T, 32_000, rate).T
    swell = 0.1 + 0.4 * np.abs(np.sin(np.arange(rate * 40) / rate * 0.7 * seed))
    signal = low * swell + sine(220, 0.3, 40, rate=rate)
    path = encoded(tmp_path / "a.wav", signal, rate=rate)

    found, (loudness, width, peak) = sound_of(path), by_ffmpeg(path)

    assert found.loudness_lufs == pytest.approx(loudness, abs=0.1)
    assert found.loudness_range_lu == pytest.approx(width, abs=0.2)
    assert found.true_peak_dbtp == pytest.approx(peak, abs=0.2)
