"""Lengths read as what they are: none that misses a limit reads as reaching it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from precheck import AudioStream, Finding, Release
from precheck.testing import a_release, a_track, ask
from precheck_audio_tags.options import ShortestAverage, ShortestTrack, Tolerance
from precheck_audio_tags.rules.length import average_too_short, duration_differs, too_short
from precheck_audio_tags.rules.wording import apart, counted, floored, quoted, seconds, short_of

LENGTHS = st.floats(min_value=0, max_value=1e12)
STREAM = AudioStream(
    container="FLAC",
    codec="FLAC",
    is_lossless=True,
    sampling_rate_hz=44_100,
    bits_per_sample=16,
    channels=2,
    duration_seconds=185.0,
)


def lasting(length: float) -> AudioStream:
    return replace(STREAM, duration_seconds=length)


def read(text: str) -> list[Decimal]:
    """The lengths in a message, in its order."""
    return [Decimal(number) for number in re.findall(r"([\d.]+) s\b", text)]


@given(length=LENGTHS, limit=LENGTHS)
def test_a_length_below_a_limit_reads_as_below_it(length: float, limit: float) -> None:
    assume(length < limit)
    (shown,), (asked,) = read(short_of(length)), read(seconds(limit))
    assert shown < asked
    assert 0 <= Decimal(repr(length)) - shown < Decimal("0.001")


@given(length=st.floats(min_value=0, max_value=30, exclude_max=True))
def test_a_short_track_never_reads_as_long_enough(length: float) -> None:
    (finding,) = ask(too_short, a_track(), lasting(length), a_release())
    shown, asked = read(finding.message)
    assert shown < asked == 30


@given(lengths=st.lists(st.floats(min_value=0, max_value=200), min_size=1, max_size=5))
def test_a_short_average_never_reads_as_long_enough(lengths: list[float]) -> None:
    for finding in average(lengths):
        shown, asked = read(finding.message)
        assert shown < asked == 60
        assert finding.evidence["average_seconds"] < finding.evidence["least_seconds"]  # type: ignore[operator]  # numbers


@given(stated=st.floats(0, 1000), found=st.floats(0, 1000))
def test_lengths_that_differ_too_much_read_so(stated: float, found: float) -> None:
    track = a_track(duration_seconds=stated)
    for finding in ask(duration_differs, track, lasting(found), Tolerance()):
        one, other = read(finding.message)
        assert abs(one - other) > 1
        assert finding.evidence["difference_seconds"] > 1  # type: ignore[operator]  # a number


@given(number=st.floats(0, 1, exclude_max=True), limit=st.floats(0, 1))
def test_a_likeness_below_a_limit_stays_below_it(number: float, limit: float) -> None:
    assume(number < limit)
    assert floored(number) < limit


def average(lengths: list[float], least: float = 60.0) -> list[Finding]:
    numbers = range(1, len(lengths) + 1)
    release: Release = a_release(*(a_track(f"A{number}") for number in numbers))
    facts = {f"A{number}": (lasting(lengths[number - 1]),) for number in numbers}
    return ask(average_too_short, release, ShortestAverage(seconds=least), narrower=facts)


@pytest.mark.parametrize(
    ("length", "limit", "said"),
    [
        (29.9996, 30.0, "the file lasts 29.999 s, a play counts from 30 s on"),
        (29.5, 30.0, "the file lasts 29.5 s, a play counts from 30 s on"),
        (29.9, 29.9001, "the file lasts 29.9 s, a play counts from 29.9001 s on"),
        (0.0004, 30.0, "the file lasts 0 s, a play counts from 30 s on"),
    ],
)
def test_a_short_track_is_told_in_thousandths(length: float, limit: float, said: str) -> None:
    options = ShortestTrack(seconds=limit)
    (finding,) = ask(too_short, a_track(), lasting(length), a_release(), options)
    assert finding.message == said


@pytest.mark.parametrize(
    ("stated", "found", "said"),
    [
        (30.0, 31.5, ("30 s", "31.5 s")),
        (30.0, 31.0001, ("30 s", "31.0001 s")),
        (30.0, 31.00000001, ("30 s", "31.00000001 s")),
    ],
)
def test_two_lengths_have_as_many_decimals_as_it_takes(
    stated: float, found: float, said: tuple[str, str]
) -> None:
    assert apart(stated, found, 1.0) == said


def test_a_difference_that_only_the_arithmetic_makes_is_none() -> None:
    track = a_track(duration_seconds=1.2)
    assert 2.2 - 1.2 > 1
    assert ask(duration_differs, track, lasting(2.2)) == []


def test_a_thing_is_counted_as_one() -> None:
    assert [counted(number, "channel") for number in (0, 1, 2)] == [
        "0 channels",
        "1 channel",
        "2 channels",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Low Water", "'Low Water'"),
        ("Ada's", '"Ada\'s"'),
        ("夜", "'夜'"),
        ("a\u200bb", r"'a\u200bb'"),
    ],
)
def test_a_quoted_text_hides_nothing(text: str, said: str) -> None:
    assert quoted(text) == said
