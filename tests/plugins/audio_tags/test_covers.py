"""Size, shape, format and colours of the front cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from precheck import FileReference, Finding, Picture, Rule
from precheck.model import Technical
from precheck.testing import an_image, ask
from precheck_audio_tags.options import LeastPixels, PictureFormats
from precheck_audio_tags.rules.covers import (
    RULES,
    cover_format,
    cover_not_rgb,
    cover_not_square,
    cover_small,
)


def a_picture(width: int = 3000, height: int = 0, **values: Any) -> Picture:
    defaults: dict[str, Any] = {"format": "PNG", "mode": "RGB"}
    return Picture(width_pixels=width, height_pixels=height or width, **{**defaults, **values})


def said(rule: Rule[Any], picture: Picture, *options: Any) -> list[str]:
    return [finding.message for finding in ask(rule, an_image(), picture, *options)]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("picture", [a_picture(), a_picture(6000), a_picture(format="JPEG")])
def test_a_cover_as_it_should_be_is_fine(rule: Rule[Any], picture: Picture) -> None:
    assert said(rule, picture) == []


@pytest.mark.parametrize("rule", RULES)
def test_other_pictures_may_be_of_any_kind(rule: Rule[Any]) -> None:
    image = an_image(type="BackCoverImage")
    assert ask(rule, image, a_picture(100, 50, format="GIF", mode="P")) == []


@pytest.mark.parametrize(("width", "height"), [(2999, 2999), (3000, 2999), (100, 4000)])
def test_the_shorter_side_counts(width: int, height: int) -> None:
    assert said(cover_small, a_picture(width, height)) == [
        f"the front cover has {width} x {height} pixels; at least 3000 x 3000 are asked for"
    ]


def test_a_recipient_may_take_smaller_ones() -> None:
    least = LeastPixels(pixels=640)
    assert said(cover_small, a_picture(640), least) == []
    assert said(cover_small, a_picture(639), least)


@pytest.mark.parametrize(("width", "height"), [(3001, 3000), (3000, 4000)])
def test_a_single_pixel_makes_it_no_square(width: int, height: int) -> None:
    assert said(cover_not_square, a_picture(width, height)) == [
        f"the front cover has {width} x {height} pixels, which is no square"
    ]


@pytest.mark.parametrize("name", ["TIFF", "GIF", "WEBP", "BMP"])
def test_a_format_is_taken_or_not(name: str) -> None:
    picture = a_picture(format=name)
    assert said(cover_format, picture) == [f"the front cover is a {name}; taken are JPEG, PNG"]
    assert said(cover_format, picture, PictureFormats(accepted=(name,))) == []


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "RGBA", "LAB", "1"])
def test_colours_other_than_rgb_are_told(mode: str) -> None:
    assert said(cover_not_rgb, a_picture(mode=mode)) == [
        f"the colours of the front cover are {mode}, and RGB is asked for"
    ]


def stated(width: int, height: int) -> Finding:
    file = FileReference(
        uri="cover.png",
        path=Path("cover.png"),
        technical=Technical(width_pixels=width, height_pixels=height),
    )
    [finding] = ask(cover_small, an_image(files=(file,)), a_picture(100, 50))
    return finding


def test_what_the_message_says_does_not_count_and_is_told_beside() -> None:
    finding = stated(3000, 3000)
    assert finding.message.startswith(
        "the front cover has 100 x 50 pixels (the message says 3000 x 3000); at least"
    )
    assert finding.evidence["stated_width_pixels"] == 3000


@pytest.mark.parametrize(("width", "height"), [(100, 50), (0, 0), (3000, 0)])
def test_a_message_that_agrees_or_says_nothing_is_not_named(width: int, height: int) -> None:
    assert "the message says" not in stated(width, height).message
