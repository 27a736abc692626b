"""The pictures of a sound: what is drawn of known ones, and that all of them fit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precheck.model import Place
from precheck.present.cells import fitted, folded, width_of, wrapped
from precheck.present.curves import loudness, spectrum
from precheck.present.drawing import GUTTER, Line
from precheck.present.moments import cells, clock, moments
from precheck.present.waveform import waveform
from precheck.report import ForRecipient, Notice, SubjectRef
from precheck.rules import Severity
from precheck.shared_facts import Channel, Clipping, Cutoff, Sound, SoundPicture, Span


def a_sound(**values: Any) -> Sound:
    defaults: dict[str, Any] = {
        "sampling_rate_hz": 48_000,
        "channels": (Channel(peak_dbfs=0.0, rms_dbfs=-9.0, dc_offset=0.0),),
        "samples": 480_000,
    }
    return Sound(**{**defaults, **values})


def a_notice(*times: float, severity: Severity = Severity.REVIEW) -> Notice:
    return Notice(
        rule="audio-tags.hidden-gap",
        title="A gap",
        severity=severity,
        subject=SubjectRef(kind="track", reference="A1"),
        message="it is silent",
        places=tuple(Place(start_seconds=at) for at in times),
        recipients=(ForRecipient(name="spotify", severity=severity),),
    )


def text_of(drawn: Line) -> str:
    """A line without its looks."""
    return "".join(piece.text for piece in drawn)


def drawn(lines: tuple[Line, ...]) -> list[str]:
    """The lines without what stands to their left."""
    return [text_of(one)[GUTTER:].rstrip() for one in lines]


# --- lines that fit --------------------------------------------------------------------------


def test_a_line_that_is_too_wide_hangs_in() -> None:
    assert list(folded("  note    one two three", 15, 4)) == ["  note    one", "    two three"]


def test_a_line_that_fits_stays_as_it_is() -> None:
    assert list(folded("  note    one  two ", 80, 4)) == ["  note    one  two"]
    assert list(folded("", 80, 4)) == [""]


def test_colours_take_no_room() -> None:
    line = "  \x1b[31m\x1b[1mblock  \x1b[0m one two"
    assert list(folded(line, 17, 4)) == [line]


def test_a_word_that_fits_nowhere_stays_whole() -> None:
    assert list(folded("      see: it, https://example.org/long", 20, 8)) == [
        "      see: it,",
        "        https://example.org/long",
    ]


# --- the waveform ----------------------------------------------------------------------------


def test_silence_is_a_line_in_the_middle() -> None:
    picture = SoundPicture(seconds=10, lows=bytes([128] * 8), highs=bytes([128] * 8))
    rows = drawn(waveform(picture, (), GUTTER + 4, 3))[:3]
    assert rows == ["", "⠒⠒⠒⠒", ""]


def test_a_square_at_full_scale_fills_everything() -> None:
    picture = SoundPicture(seconds=10, lows=bytes(8), highs=bytes([255] * 8))
    assert drawn(waveform(picture, (), GUTTER + 4, 2))[:2] == ["⣿⣿⣿⣿", "⣿⣿⣿⣿"]


def test_a_ramp_opens_from_the_middle_to_the_edges() -> None:
    lows = bytes(128 - 16 * step for step in range(1, 9))
    highs = bytes(127 + 16 * step for step in range(1, 9))
    rows = drawn(waveform(SoundPicture(seconds=8, lows=lows, highs=highs), (), GUTTER + 4, 2))
    assert rows[:2] == ["⣀⣤⣶⣿", "⠉⠛⠿⣿"]


def test_every_stretch_is_seen_however_many_there_are() -> None:
    highs = bytearray([128] * 1000)
    highs[777] = 255
    picture = SoundPicture(seconds=10, lows=bytes([128] * 1000), highs=bytes(highs))
    top = drawn(waveform(picture, (), GUTTER + 40, 4))[0]
    assert top.strip() in {"⡇", "⢸"}
    assert top.index(top.strip()) == 31


def test_what_is_marked_stands_below_with_its_times() -> None:
    sound = a_sound(
        silences=(Span(0, 2),), clipping=Clipping(runs=1, longest_samples=4, starts_seconds=(5.0,))
    )
    marked = moments(sound, (a_notice(), a_notice(8.5)))
    picture = SoundPicture(seconds=10, lows=bytes(10), highs=bytes(10))
    *_, marks, times = drawn(waveform(picture, marked, GUTTER + 20, 2))
    assert marks == "─────     x      2"
    assert times == "0:00      0:05"


def test_a_notice_hides_a_clip_and_a_clip_hides_silence() -> None:
    sound = a_sound(silences=(Span(0, 10),), clipping=Clipping(runs=2, starts_seconds=(1.0, 6.0)))
    found = cells(moments(sound, (a_notice(6.1),)), 10, 10.0)
    assert "".join(one.mark for one in found if one is not None) == "─x────1───"
    assert [one.look for one in found if one is not None][6] == "review"


def test_from_the_tenth_on_notices_share_a_mark() -> None:
    marked = moments(None, [a_notice(float(at)) for at in range(10)])
    assert [one.mark for one in marked if one.start_seconds == 9.0] == ["+"]


@pytest.mark.parametrize("at", [99.0, float("inf"), float("nan")])
def test_a_time_beyond_the_end_is_marked_at_the_end(at: float) -> None:
    found = cells(moments(None, (a_notice(at),)), 4, 10.0)
    assert [one is not None for one in found] == [False, False, False, True]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.0, "0:00"), (59.9, "0:59"), (187.0, "3:07"), (3661.0, "1:01:01")]
)
def test_times_are_those_of_a_clock(seconds: float, said: str) -> None:
    assert clock(seconds) == said


# --- the curves ------------------------------------------------------------------------------


def test_loudness_rises_with_the_level_and_has_gaps_where_there_is_none() -> None:
    picture = SoundPicture(seconds=4, loudness_lufs=(-30.0, -20.0, -10.0, None))
    rows = drawn(loudness(picture, None, GUTTER + 4, 2))
    assert rows[:2] == ["  █", "▁██"]


def test_the_integrated_loudness_is_a_line_behind_the_curve() -> None:
    picture = SoundPicture(seconds=4, loudness_lufs=(-30.0, -30.0, -10.0, -10.0))
    assert drawn(loudness(picture, -15.0, GUTTER + 4, 4))[1] == "╌╌██"


def test_a_silent_track_has_no_loudness_and_says_so() -> None:
    picture = SoundPicture(seconds=4, loudness_lufs=(None, None))
    assert drawn(loudness(picture, None, 80, 4)) == ["nothing is louder than -70 LUFS"]


def test_the_cutoff_is_a_line_across_the_spectrum() -> None:
    picture = SoundPicture(
        seconds=4, spectrum_step_hz=2000.0, spectrum_db=(0.0,) * 8 + (-140.0,) * 5
    )
    rows = drawn(spectrum(picture, Cutoff(frequency_hz=16_000, drop_db=60), GUTTER + 13, 2))
    assert rows[0][:8] == "████████"
    assert {row[8] for row in rows[:2]} == {"┊"}
    assert rows[0][9:].strip() == ""


def test_no_spectrum_is_said() -> None:
    assert "too little sound" in drawn(spectrum(SoundPicture(seconds=0), None, 80, 4))[0]


# --- the size --------------------------------------------------------------------------------

levels = st.none() | st.floats(-70, 3)
decibels = st.floats(-140, 0)


@given(
    lows=st.binary(max_size=1000),
    highs=st.binary(max_size=1000),
    curve=st.lists(levels, max_size=400),
    levels_db=st.lists(decibels, max_size=400),
    seconds=st.floats(0, 90_000),
    marks=st.lists(st.floats(0, 100_000), max_size=12),
    width=st.integers(8, 220),
    height=st.integers(1, 12),
)
def test_a_picture_is_as_wide_and_high_as_it_was_ordered(
    *,
    lows: bytes,
    highs: bytes,
    curve: list[float | None],
    levels_db: list[float],
    seconds: float,
    marks: list[float],
    width: int,
    height: int,
) -> None:
    picture = SoundPicture(
        seconds=seconds,
        lows=lows,
        highs=highs,
        loudness_lufs=tuple(curve),
        spectrum_step_hz=60.0,
        spectrum_db=tuple(levels_db),
    )
    marked = moments(a_sound(silences=(Span(0, seconds),)), [a_notice(*marks)])
    wave = waveform(picture, marked, width, height)
    assert len(wave) == height + 2
    assert {width_of(text_of(one)) for one in wave} == {width}
    loud = loudness(picture, -14.0, width, height)
    if any(level is not None for level in curve) and len(loud) > 1:
        assert len(loud) == height + 1
        assert {width_of(text_of(one)) for one in loud} == {width}
    ends = spectrum(picture, Cutoff(frequency_hz=16_000, drop_db=40), width, height)
    if len(levels_db) > 1:
        assert len(ends) == height + 1
        assert {width_of(text_of(one)) for one in ends} == {width}


@given(text=st.text(max_size=60), width=st.integers(0, 40))
def test_a_fitted_text_takes_exactly_its_cells(text: str, width: int) -> None:
    assert width_of(fitted(text, width)) == width


@given(text=st.text(max_size=120), width=st.integers(2, 40))
def test_a_wrapped_text_loses_nothing_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wide_characters_take_two_cells_and_are_not_cut_in_half() -> None:
    assert fitted("夜のバス", 5) == "夜の…"
    assert fitted("夜のバス", 4) == "夜… "
    assert list(wrapped("夜のバス", 4)) == ["夜の", "バス"]
