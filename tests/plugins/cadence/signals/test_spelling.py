"""Titles: what is the song, what its version, and which are one work."""

from __future__ import annotations

import pytest

from precheck_cadence.signals.spelling import parted, plain_work


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Low Sun", ("Low Sun", "")),
        ("Low Sun (Radio Edit)", ("Low Sun", "(Radio Edit)")),
        ("Low Sun [Live]", ("Low Sun", "[Live]")),
        ("Low Sun - Remastered", ("Low Sun", " - Remastered")),
        ("Low-Sun", ("Low-Sun", "")),
        ("(I Can't) Wait", ("(I Can't) Wait", "")),
    ],
)
def test_a_version_stands_behind_the_song(title: str, parts: tuple[str, str]) -> None:
    assert parted(title) == parts


@pytest.mark.parametrize(
    "other",
    [
        "LOW  SUN",
        "Low Sun (Radio Edit)",
        "Low Sun (feat. Bo)",
        "Low Sun (2019 Remaster)",
        "Low Sun - Live 2021",
    ],
)
def test_recordings_of_one_work_are_one(other: str) -> None:
    assert plain_work(other) == plain_work("Low Sun")


@pytest.mark.parametrize("other", ["Low Sun (Part 2)", "Low Sun 2", "High Sun", "Low Sun, pt. 2"])
def test_other_works_and_numbered_parts_are_others(other: str) -> None:
    assert plain_work(other) != plain_work("Low Sun")


def test_parts_are_told_apart() -> None:
    assert plain_work("Low Sun (Part 2)") != plain_work("Low Sun (Part 3)")
