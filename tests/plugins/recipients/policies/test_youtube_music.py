"""What YouTube Music asks for."""

from __future__ import annotations

import pytest

from precheck import Severity
from tests.plugins.recipients.policies.rulings import POLICIES, raised, ruled


def test_what_youtube_music_refuses() -> None:
    assert raised("youtube-music", Severity.BLOCK) == {
        "recipients.message-version",
    }


def test_what_youtube_music_has_looked_at() -> None:
    assert raised("youtube-music", Severity.REVIEW) == {
        "recipients.ai-in-user-videos",
        "recipients.ineligible-for-user-videos",
    }


@pytest.mark.parametrize("rule", ["ddex.isrc-changed", "cadence.isrc-changed"])
def test_an_update_with_another_isrc_costs_an_art_track(rule: str) -> None:
    minds = [name for name in POLICIES if ruled(rule, name).severity > Severity.NOTE]
    assert minds == ["youtube-music"]


def test_what_youtube_leaves_open_is_not_refused_but_noted() -> None:
    taken = ruled("recipients.message-version", "youtube-music").options.accepted
    asked = ruled("recipients.message-version-unconfirmed", "youtube-music")
    assert asked.severity is Severity.NOTE
    assert set(asked.options.unconfirmed) < set(taken)


def test_youtube_alone_names_profiles() -> None:
    rule = "recipients.message-profile-unnamed"
    assert [name for name in POLICIES if ruled(rule, name).options.named] == ["youtube-music"]
