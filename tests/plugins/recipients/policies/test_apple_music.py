"""What Apple Music asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised, ruled


def test_what_apple_music_refuses() -> None:
    assert raised("apple-music", Severity.BLOCK) == {
        "ai-credits.all-without-sound-role",
        "audio-tags.cover-format",
        "audio-tags.cover-not-square",
        "audio-tags.cover-small",
        "recipients.address-in-text",
        "recipients.artist-in-two-roles",
        "recipients.featured-artist-form",
        "recipients.featured-artist-without-role",
    }


def test_what_apple_music_has_looked_at() -> None:
    assert raised("apple-music", Severity.REVIEW) == {
        "recipients.several-artists-in-one-name",
        "recipients.various-artists-misused",
        "recipients.various-artists-wanted",
    }


def test_a_long_track_makes_an_ep_at_apple_alone() -> None:
    apple, spotify = (
        ruled("recipients.type-differs-from-size", name).options.single_track_minutes
        for name in ("apple-music", "spotify")
    )
    assert (apple, spotify) == (10.0, 0.0)
