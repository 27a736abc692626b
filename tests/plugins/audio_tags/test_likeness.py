"""Titles and names that mean the same are alike, those that do not are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precheck_audio_tags.likeness import artist_likeness, can_compare, scripts, title_likeness


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("slow tide", "Slow Tide"),
        ("Slow  Tide!", "Slow Tide"),
        ("Café del Mar", "Cafe\u0301 Del Mar"),
        ("Ｓｌｏｗ Ｔｉｄｅ", "Slow Tide"),
        ("Salt & Sand", "Salt and Sand"),
        ("Slow Tide (feat. Bo Sample)", "Slow Tide"),
        ("Slow Tide ft. Bo Sample", "Slow Tide"),
        ("Slow Tide [featuring Bo]", "Slow Tide (Radio Edit)"),
        ("Slow Tide (Radio Edit)", "Slow Tide"),
        ("Slow Tide - Radio Edit", "Slow Tide"),
        ("01 - Slow Tide", "Slow Tide"),
        ("Ada Example - Slow Tide", "Slow Tide"),
        ("ガラス", "ｶﾞﾗｽ"),
        ("!!!", "!!!"),
    ],
)
def test_the_same_title_is_fully_alike(tag: str, title: str) -> None:
    assert title_likeness(tag, [title], ["Ada Example"]) == 1.0


@pytest.mark.parametrize(
    ("tag", "title"),
    [("Slow Tide", "Night Drive"), ("Slow Tide", "Golden"), ("Paradise City", "Slow Tide")],
)
def test_another_title_is_not_alike(tag: str, title: str) -> None:
    assert title_likeness(tag, [title], ["Ada Example"]) < 0.6


def test_a_misspelt_title_is_nearly_alike() -> None:
    assert 0.8 < title_likeness("Slow Tyde", ["Slow Tide"]) < 1.0


@pytest.mark.parametrize(
    ("tag", "artists"),
    [
        ("Ada Example", ["Ada Example"]),
        ("Example, Ada", ["Ada Example"]),
        ("Bo Sample & Ada Example", ["Ada Example & Bo Sample"]),
        ("Ada Example feat. Bo Sample", ["Ada Example"]),
        ("Ada Example; Bo Sample", ["Bo Sample", "Ada Example"]),
        ("BEYONCÉ", ["Beyonce"]),
    ],
)
def test_the_same_artists_are_fully_alike(tag: str, artists: list[str]) -> None:
    assert artist_likeness(tag, artists) == 1.0


def test_another_artist_is_not_alike() -> None:
    assert artist_likeness("Zed Quartet", ["Ada Example"]) < 0.6


@pytest.mark.parametrize(
    ("ours", "theirs", "is_comparable"),
    [
        ("Slow Tide", ["Night"], True),
        ("Slow Tide", ["遅い潮"], False),
        ("ガラス", ["硝子"], True),
        ("Медленный", ["Slow"], False),
        ("Slow", ["遅い潮", "Slow Tide"], True),
        ("1999", ["遅い潮"], True),
    ],
)
def test_only_the_same_script_is_compared(
    ours: str, theirs: list[str], *, is_comparable: bool
) -> None:
    assert can_compare(ours, theirs) is is_comparable


def test_wide_letters_are_of_their_own_script() -> None:
    assert scripts("Ｓｌｏｗ") == {"LATIN"}
    assert scripts("ｶﾞﾗｽ") == {"EAST ASIAN"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_have_a_likeness_from_zero_to_one(ours: str, theirs: str) -> None:
    assert 0.0 <= title_likeness(ours, [theirs]) <= 1.0
    assert 0.0 <= artist_likeness(ours, [theirs]) <= 1.0
    assert title_likeness(ours, [ours]) == 1.0
