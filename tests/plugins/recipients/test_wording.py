"""Texts are compared by their words."""

from __future__ import annotations

import pytest

from precheck_recipients.wording import is_named, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t Stop!", "don't  stop"),
        ("Beyonce\u0301", "BEYONCÉ"),
        ("ＴＯＫＹＯ", "Tokyo"),
        ("Love ❤️", "Love ❤"),
        ("Tin Lighthouse [Live]", "Tin Lighthouse (Live)"),
    ],
)
def test_case_and_punctuation_do_not_count(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("काला", "कीली"),
        ("กา", "กี"),
        ("!!!", "+"),
        ("❤️", "💔"),
        ("", "?"),
    ],
)
def test_vowel_signs_and_titles_of_signs_alone_do(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_a_name_is_found_in_whole_words() -> None:
    assert is_named("Otto", "Slow Tide (feat. OTTO)")
    assert not is_named("Otto", "Slow Tide (feat. Ottokar)")
