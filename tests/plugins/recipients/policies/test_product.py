"""What the recipients ask of titles, roles, covers and codes of a product."""

from __future__ import annotations

from datetime import date

import pytest

from precheck import Severity
from tests.plugins.recipients.policies.rulings import POLICIES, asking, ruled


def test_names_of_featured_artists_in_titles_are_each_recipients_own_matter() -> None:
    rule = "recipients.featured-artist-in-title"
    assert asking(rule) == {
        "apple-music": Severity.NOTE,
        "cd-baby": Severity.NOTE,
        "distrokid": Severity.WARNING,
        "labelgrid": Severity.NOTE,
        "spotify": Severity.WARNING,
    }
    [line] = (line for line in POLICIES["spotify"].lines if line.rule == rule)
    assert line.otherwise == ("titles-taken",)


@pytest.mark.parametrize(
    "rule", ["recipients.featured-artist-form", "recipients.artist-in-two-roles"]
)
def test_apple_and_labelgrid_want_one_form_and_one_role(rule: str) -> None:
    assert asking(rule) == {
        "apple-music": Severity.BLOCK,
        "labelgrid": Severity.BLOCK,
    }


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        (
            "small",
            {"apple-music": "block", "believe": "block", "labelgrid": "block", "spotify": "block"},
        ),
        (
            "not-square",
            {
                "apple-music": "block",
                "believe": "block",
                "labelgrid": "block",
                "spotify": "warning",
            },
        ),
        ("format", {"apple-music": "block", "labelgrid": "block", "spotify": "block"}),
        ("not-rgb", {"spotify": "review"}),
    ],
)
def test_who_publishes_how_a_cover_must_be_asks_for_it(rule: str, asked: dict[str, str]) -> None:
    assert {n: one.value for n, one in asking(f"audio-tags.cover-{rule}").items()} == asked


@pytest.mark.parametrize(
    ("name", "pixels"),
    [("apple-music", 3000), ("believe", 1500), ("labelgrid", 3000), ("spotify", 640)],
)
def test_how_large_a_cover_must_be(name: str, pixels: int) -> None:
    assert ruled("audio-tags.cover-small", name).options.pixels == pixels


def test_who_minds_altered_versions_says_so() -> None:
    assert asking("recipients.altered-version") == {
        "cd-baby": Severity.REVIEW,
        "deezer": Severity.WARNING,
    }


@pytest.mark.parametrize(
    ("recipient", "severity"),
    [
        ("default", Severity.NOTE),
        ("labelgrid", Severity.BLOCK),
        ("soundcloud", Severity.REVIEW),
        ("spotify", Severity.NOTE),
    ],
)
def test_some_ask_for_the_licence_of_a_cover(recipient: str, severity: Severity) -> None:
    assert ruled("recipients.cover-without-licence", recipient).severity is severity


@pytest.mark.parametrize("recipient", ["spotify", "apple-music"])
def test_who_sorts_by_size_warns_of_another_type(recipient: str) -> None:
    rule = "recipients.type-differs-from-size"
    assert ruled(rule, recipient).severity is Severity.WARNING


def test_who_asks_for_artists_by_their_names() -> None:
    day = date(2026, 11, 30)
    asked = {
        rule: {
            name: severity.value
            for name in ("apple-music", "believe", "deezer", "spotify")
            if (severity := ruled(f"recipients.{rule}", name, day).severity) > Severity.WARNING
        }
        for rule in (
            "artist-name-for-search",
            "several-artists-in-one-name",
            "various-artists-misused",
            "various-artists-wanted",
        )
    }
    assert asked == {
        "artist-name-for-search": {"believe": "review", "spotify": "review"},
        "several-artists-in-one-name": {
            "apple-music": "review",
            "believe": "review",
            "spotify": "review",
        },
        "various-artists-misused": {
            "apple-music": "review",
            "believe": "block",
            "spotify": "review",
        },
        "various-artists-wanted": {"apple-music": "review", "believe": "block"},
    }
