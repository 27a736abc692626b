from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from precheck.tui.colours import contrast, look_variables, readable

THEMES = [theme for theme in BUILTIN_THEMES.values() if not theme.ansi]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_look_can_be_read_on_every_theme(theme: Theme) -> None:
    variables = theme.to_color_system().generate()
    looks = look_variables(variables, ansi=False)
    surface = Color.parse(variables["surface"])
    for name in ("block", "review", "warning", "note", "pass", "quiet"):
        assert contrast(Color.parse(looks[f"look-{name}"]), surface) >= 4.5


def test_a_theme_of_the_terminal_keeps_its_own_colours() -> None:
    theme = BUILTIN_THEMES["ansi-dark"]
    variables = theme.to_color_system().generate() | theme.variables
    looks = look_variables(variables, ansi=True)
    assert looks["look-block"] == variables["text-error"]


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)


def test_a_readable_colour_is_left_as_it_is() -> None:
    assert readable(Color(255, 255, 255), Color(20, 20, 20)) == Color(255, 255, 255)
