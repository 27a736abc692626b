"""What TikTok asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import POLICIES, raised, ruled


def test_what_tiktok_refuses() -> None:
    assert raised("tiktok", Severity.BLOCK) == set()


def test_what_tiktok_has_looked_at() -> None:
    assert raised("tiktok", Severity.REVIEW) == {
        "recipients.ai-in-user-videos",
        "recipients.ineligible-for-user-videos",
    }


def test_only_tiktok_looks_for_everything_in_its_users_videos() -> None:
    rule = "recipients.ai-in-user-videos"
    assert [name for name in POLICIES if ruled(rule, name).options.always] == ["tiktok"]
