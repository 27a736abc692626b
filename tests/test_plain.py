import pytest

from precheck.present.plain import plain


@pytest.mark.parametrize(
    "text", ["Slow Tide", "Intro [Live]", "[/b]", "夢のララバイ", "Beyoncé", "نیم‌فاصله", "👩‍👩‍👧"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\x07b", "a␇b"),
        ("one\r\ntwo", "one␍␊two"),
        ("a\x9b31mb", "a\\u{9b}31mb"),
        ("a\x7fb", "a\\u{7f}b"),
        ("exe.\u202egnp", "exe.\\u{202e}gnp"),
        ("a\u2066b\u2069", "a\\u{2066}b\\u{2069}"),
        ("a\u2028b", "a\\u{2028}b"),
        ("a\udcffb", "a\\u{dcff}b"),
        ("a\U000e0041b", "a\\u{e0041}b"),
    ],
)
def test_what_could_act_on_a_terminal_is_shown_instead(text: str, shown: str) -> None:
    assert plain(text) == shown
