"""ISO 8601 durations are read exactly, and anything else is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precheck.reading.duration import seconds_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT3M30S", 210.0),
        ("PT0H3M30S", 210.0),
        ("PT00H03M30S", 210.0),
        ("PT3M30.5S", 210.5),
        ("P0DT0H3M30S", 210.0),
        ("P0Y0M0DT0H3M30S", 210.0),
        ("PT210S", 210.0),
        ("PT4M", 240.0),
        ("PT1H", 3600.0),
        ("P1DT1S", 86_401.0),
        ("PT0S", 0.0),
    ],
)
def test_a_duration_is_read_as_seconds(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1DT",
        "3:30",
        "210",
        "3M30S",
        "P3M30S",
        "P1Y",
        "P1M",
        "-PT3M",
        "PT3M30,5S",
        "PT3M30.S",
        "PT30S3M",
        "pt3m",
        " PT3M",
        "PT3M ",
        "PT3M\n",
        "PT٣M",
        "PT" + "9" * 40 + "S",
        "PT1" + "0" * 5000 + "S",
    ],
)
def test_what_is_no_duration_of_known_length_is_refused(text: str) -> None:
    assert seconds_of(text) is None


@given(
    days=st.integers(0, 400),
    hours=st.integers(0, 99),
    minutes=st.integers(0, 999),
    milliseconds=st.integers(0, 999_999),
)
def test_every_written_duration_comes_back(
    days: int, hours: int, minutes: int, milliseconds: int
) -> None:
    text = f"P{days}DT{hours}H{minutes}M{milliseconds // 1000}.{milliseconds % 1000:03d}S"
    expected = days * 86_400 + hours * 3_600 + minutes * 60 + milliseconds / 1000
    assert seconds_of(text) == pytest.approx(expected, abs=1e-6)


@given(st.text(alphabet="PYMDTHS0123456789.-+ ", max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    seconds = seconds_of(text)
    assert seconds is None or seconds >= 0
