"""Rules about one track's sound, asked with made-up measurements at both sides of every limit."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from precheck import (
    AudioStream,
    Channel,
    Clipping,
    Cutoff,
    Finding,
    Rule,
    Sound,
    Span,
    Texture,
)
from precheck.testing import a_track, ask
from precheck_audio_tags.options import (
    Alike,
    Ceiling,
    Clipped,
    DeadChannel,
    EdgeSilence,
    Ending,
    Gap,
    MostSilent,
    NoiseLike,
    Offset,
    Opposite,
    Shelf,
    ShortestNoise,
)
from precheck_audio_tags.rules.character import lossy_source, noise, noise_too_short
from precheck_audio_tags.rules.edges import ends_abruptly, hidden_gap, silent_edge, silent_track
from precheck_audio_tags.rules.levels import (
    clipped,
    dc_offset,
    dead_channel,
    dual_mono,
    inverted_phase,
    true_peak_high,
)

STREAM = AudioStream(
    container="FLAC",
    codec="FLAC",
    is_lossless=True,
    sampling_rate_hz=48_000,
    bits_per_sample=16,
    channels=2,
    duration_seconds=180.0,
)
LOSSY = replace(STREAM, container="MP3", codec="MP3", is_lossless=False, bits_per_sample=None)
SIDE = Channel(peak_dbfs=-3.0, rms_dbfs=-18.0, dc_offset=0.0)
DEAD = Channel(peak_dbfs=None, rms_dbfs=None, dc_offset=0.0)
NOISE = Texture(flatness=0.57, onsets_per_second=0.0, pitch_salience=0.12)
SOUND = Sound(
    sampling_rate_hz=48_000,
    channels=(SIDE, SIDE),
    samples=180 * 48_000,
    pcm_md5="a" * 32,
    peak_dbfs=-3.0,
    true_peak_dbtp=-2.9,
    loudness_lufs=-16.0,
    loudness_range_lu=6.0,
    end_dbfs=-70.0,
    before_end_dbfs=-40.0,
    correlation=0.4,
    texture=Texture(flatness=0.2, onsets_per_second=2.0, pitch_salience=0.8),
)
"""Three minutes with nothing wrong."""
EMPTY = Sound(sampling_rate_hz=48_000, channels=(DEAD, DEAD), samples=0)
OF_SOUND: tuple[Rule[Any], ...] = (
    *(silent_track, silent_edge, hidden_gap, ends_abruptly, clipped, true_peak_high, dc_offset),
    *(dual_mono, dead_channel, inverted_phase, noise, noise_too_short, lossy_source),
)


def told(rule: Rule[Any], *facts: object, **changes: Any) -> list[Finding]:
    """What a rule says of the sound with these changes."""
    return ask(rule, a_track(), STREAM, replace(SOUND, **changes), *facts)


def message(rule: Rule[Any], *facts: object, **changes: Any) -> str:
    (finding,) = told(rule, *facts, **changes)
    assert finding.evidence
    return finding.message


def silent(*spans: tuple[float, float]) -> dict[str, Any]:
    found = tuple(Span(*span) for span in spans)
    return {"silences": found, "silent_seconds": sum(span.seconds for span in found)}


def offset(left: float, right: float = 0.0) -> dict[str, Any]:
    return {"channels": tuple(replace(SIDE, dc_offset=each) for each in (left, right))}


def shelf(hertz: float, drop: float) -> dict[str, Any]:
    return {"cutoff": Cutoff(frequency_hz=hertz, drop_db=drop)}


def levels(*rms: float | None) -> dict[str, Any]:
    return {"channels": tuple(replace(SIDE, rms_dbfs=each) for each in rms)}


# --- every rule at its limit -----------------------------------------------------------------

AT_THE_LIMIT: list[tuple[Rule[Any], dict[str, Any], dict[str, Any]]] = [
    (silent_track, silent((0, 171)), silent((0, 171.1))),
    (silent_track, silent((0, 90), (99, 180)), silent((0, 90), (98.9, 180))),
    (silent_edge, silent((0, 10)), silent((0, 10.1))),
    (silent_edge, silent((170, 180)), silent((169.9, 180))),
    (silent_edge, silent((1, 30)), silent((0, 30))),
    (hidden_gap, silent((50, 59.9)), silent((50, 60))),
    (hidden_gap, silent((0, 60)), silent((0.1, 60))),
    (hidden_gap, silent((100, 180)), silent((100, 179.9))),
    (
        ends_abruptly,
        {"end_dbfs": -20.0, "before_end_dbfs": -20.0},
        {"end_dbfs": -19.99, "before_end_dbfs": -19.99},
    ),
    (
        ends_abruptly,
        {"end_dbfs": -12.0, "before_end_dbfs": -6.0},
        {"end_dbfs": -12.0, "before_end_dbfs": -6.01},
    ),
    (clipped, {"clipping": Clipping(runs=30)}, {"clipping": Clipping(runs=31)}),
    (
        true_peak_high,
        {"true_peak_dbtp": -1.0, "loudness_lufs": -14.0},
        {"true_peak_dbtp": -0.99, "loudness_lufs": -14.0},
    ),
    (
        true_peak_high,
        {"true_peak_dbtp": -2.0, "loudness_lufs": -13.99},
        {"true_peak_dbtp": -1.99, "loudness_lufs": -13.99},
    ),
    (dc_offset, offset(0.01), offset(0.0101)),
    (dc_offset, offset(0, -0.01), offset(0, -0.0101)),
    (dual_mono, {"correlation": 0.9999}, {"correlation": 0.99991}),
    (dual_mono, {"is_dual_mono": False}, {"is_dual_mono": True}),
    (dead_channel, levels(-18.0, -60.0), levels(-18.0, -60.01)),
    (dead_channel, levels(None, None), levels(-18.0, None)),
    (inverted_phase, {"correlation": -0.95}, {"correlation": -0.951}),
    (
        lossy_source,
        shelf(16_000, 19.9),
        shelf(16_000, 20.0),
    ),
    (
        lossy_source,
        shelf(20_401, 60),
        shelf(20_400, 60),
    ),
    *(
        (rule, {"samples": 100 * 48_000, "texture": replace(NOISE, **limit)}, loud)
        for rule in (noise, noise_too_short)
        for loud in ({"samples": 100 * 48_000, "texture": NOISE},)
        for limit in (
            {"flatness": 0.5},
            {"onsets_per_second": 0.1},
            {"pitch_salience": 0.4},
            {"flatness": None},
            {"onsets_per_second": None},
            {"pitch_salience": None},
        )
    ),
    (
        noise_too_short,
        {"texture": NOISE, "samples": 120 * 48_000},
        {"texture": NOISE, "samples": 120 * 48_000 - 1},
    ),
]
"""A rule, what it still passes, and what it tells."""


@pytest.mark.parametrize(("rule", "passed", "_"), AT_THE_LIMIT)
def test_what_lies_at_a_limit_passes(
    rule: Rule[Any], passed: dict[str, Any], _: dict[str, Any]
) -> None:
    assert told(rule, **passed) == []


@pytest.mark.parametrize(("rule", "_", "loud"), AT_THE_LIMIT)
def test_what_lies_beyond_a_limit_is_told(
    rule: Rule[Any], _: dict[str, Any], loud: dict[str, Any]
) -> None:
    assert message(rule, **loud)


@pytest.mark.parametrize(
    ("rule", "options", "changes"),
    [
        (silent_track, MostSilent(share=0.1), silent((0, 20))),
        (silent_edge, EdgeSilence(seconds=2.0), silent((0, 2.1))),
        (hidden_gap, Gap(seconds=3.0), silent((50, 53))),
        (ends_abruptly, Ending(dbfs=-50.0), {"end_dbfs": -49.0, "before_end_dbfs": -48.0}),
        (ends_abruptly, Ending(decay_db=20.0), {"end_dbfs": -19.0, "before_end_dbfs": -6.0}),
        (clipped, Clipped(runs_per_minute=0.0), {"clipping": Clipping(runs=1)}),
        (true_peak_high, Ceiling(dbtp=-3.0), {}),
        (true_peak_high, Ceiling(loud_dbtp=-3.0, loud_lufs=-20.0), {}),
        (dc_offset, Offset(most=0.001), offset(0.002)),
        (dual_mono, Alike(correlation=0.3), {}),
        (dead_channel, DeadChannel(dbfs=-40.0), levels(-18.0, -41.0)),
        (inverted_phase, Opposite(correlation=0.5), {}),
        (lossy_source, Shelf(drop_db=10.0), shelf(16_000, 12.0)),
        (
            lossy_source,
            Shelf(highest_hz=22_000),
            shelf(21_500, 50.0),
        ),
        (noise, NoiseLike(flatness=0.1, onsets_per_second=3.0, pitch_salience=0.9), {}),
        (noise_too_short, ShortestNoise(seconds=200.0), {"texture": NOISE}),
    ],
)
def test_a_policy_may_move_a_limit_of_the_sound(
    rule: Rule[Any], options: object, changes: dict[str, Any]
) -> None:
    assert told(rule, **changes) == []
    assert message(rule, options, **changes)


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        (silent_track, {"peak_dbfs": None}, "there is no sound in the track"),
        (silent_track, silent((0, 175)), "97% of the track are silent"),
        (silent_edge, silent((0, 12.34)), "the track begins with 12.3 s of silence"),
        (silent_edge, silent((160, 180)), "the track ends with 20.0 s of silence"),
        (
            hidden_gap,
            silent((50, 75.5)),
            "it is silent for 25.5 s from 50.0 s on, and then goes on",
        ),
        (
            ends_abruptly,
            {"end_dbfs": -8.04, "before_end_dbfs": -9.0},
            "the last 50 ms have -8.0 dBFS, the second before -9.0 dBFS",
        ),
        (
            clipped,
            {"clipping": Clipping(runs=31)},
            "31 times three or more samples stand at full scale, 11 times a minute",
        ),
        (
            true_peak_high,
            {"true_peak_dbtp": 0.34},
            "the true peak is +0.3 dBTP at -16.0 LUFS; -1.0 dBTP are advised",
        ),
        (
            true_peak_high,
            {"true_peak_dbtp": 0.0, "loudness_lufs": None},
            "the true peak is +0.0 dBTP; -1.0 dBTP are advised",
        ),
        (
            dc_offset,
            offset(0.05, -0.0001),
            "the mean of the samples is not zero: left +5.0%, right +0.0% of full scale",
        ),
        (dual_mono, {"is_dual_mono": True}, "both channels have the same samples"),
        (
            dual_mono,
            {"correlation": 0.99999},
            "both channels are nearly the same, with a correlation of 0.99999",
        ),
        (dead_channel, levels(None, -18.0), "the left channel is silent"),
        (
            dead_channel,
            levels(-18.0, -18.0, -18.0, -90.0, -18.0, None),
            "channel 4 and channel 6 are silent",
        ),
        (
            inverted_phase,
            {"correlation": -1.0},
            "the channels are opposite, with a correlation of -1.000",
        ),
        (
            lossy_source,
            shelf(16_040, 52.4),
            "the spectrum ends at 16.0 kHz, where it falls by 52 dB",
        ),
        (
            noise_too_short,
            {"texture": NOISE, "samples": 120 * 48_000 - 1},
            "it sounds like noise and lasts 119.999 s; noise is paid from 120 s on",
        ),
    ],
)
def test_what_is_told_of_the_sound_is_told_in_words(
    rule: Rule[Any], changes: dict[str, Any], words: str
) -> None:
    assert message(rule, **changes) == words


def test_a_moment_that_can_be_listened_to_is_named() -> None:
    places = [
        told(rule, **changes)[0].place
        for rule, changes in (
            (silent_edge, silent((160, 180))),
            (hidden_gap, silent((50, 75))),
            (ends_abruptly, {"end_dbfs": -8.0, "before_end_dbfs": -9.0}),
            (clipped, {"clipping": Clipping(runs=99, starts_seconds=(1.25, 2.0))}),
        )
    ]
    assert [place and place.start_seconds for place in places] == [160, 50, 179.95, 1.25]


def test_both_ends_and_every_gap_are_told_each() -> None:
    spans = silent((0, 12), (40, 55), (80, 95), (160, 180))
    assert [len(told(rule, **spans)) for rule in (silent_edge, hidden_gap)] == [2, 2]


# --- what is not there -----------------------------------------------------------------------


@pytest.mark.parametrize("rule", OF_SOUND)
def test_a_sound_with_nothing_wrong_passes(rule: Rule[Any]) -> None:
    assert told(rule) == []


@pytest.mark.parametrize("rule", OF_SOUND)
def test_a_sound_of_no_samples_is_silent_and_nothing_else(rule: Rule[Any]) -> None:
    findings = ask(rule, a_track(), STREAM, EMPTY)
    expected = ["there is no sound in the track"] if rule is silent_track else []
    assert [finding.message for finding in findings] == expected


@pytest.mark.parametrize("rule", OF_SOUND)
def test_what_could_not_be_measured_is_not_told(rule: Rule[Any]) -> None:
    bare = Sound(sampling_rate_hz=48_000, channels=(SIDE,), samples=9_600_000, peak_dbfs=-3.0)
    assert ask(rule, a_track(), STREAM, bare) == []


@pytest.mark.parametrize("rule", [dual_mono, dead_channel, inverted_phase])
def test_one_channel_has_no_other(rule: Rule[Any]) -> None:
    assert told(rule, channels=(SIDE,), correlation=None, is_dual_mono=False) == []


def test_six_channels_have_names_and_may_be_the_same() -> None:
    assert told(dual_mono, channels=(SIDE,) * 6, correlation=None, is_dual_mono=True)
    six = (*(SIDE,) * 5, replace(SIDE, dc_offset=0.5))
    assert "channel 6 +50.0%" in message(dc_offset, channels=six)


def test_a_short_track_is_held_to_a_minutes_worth_of_clipping() -> None:
    ten = {"samples": 48_000, "clipping": Clipping(runs=10)}
    eleven = {"samples": 48_000, "clipping": Clipping(runs=11)}
    assert told(clipped, **ten) == []
    assert told(clipped, **eleven)


@pytest.mark.parametrize("rule", [silent_edge, hidden_gap])
def test_a_silent_track_is_told_once(rule: Rule[Any]) -> None:
    assert told(rule, **silent((0, 80), (82, 180))) == []
    assert told(silent_track, **silent((0, 80), (82, 180)))


def test_a_lossy_file_is_no_lossless_one_with_a_shelf() -> None:
    sound = replace(SOUND, **shelf(16_000, 60.0))
    assert ask(lossy_source, a_track(), LOSSY, sound) == []
