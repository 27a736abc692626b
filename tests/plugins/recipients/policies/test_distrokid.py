"""What DistroKid asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised


def test_what_distrokid_refuses() -> None:
    assert raised("distrokid", Severity.BLOCK) == set()


def test_what_distrokid_has_looked_at() -> None:
    assert raised("distrokid", Severity.REVIEW) == {
        "ai-credits.plan-not-stated",
        "audio-tags.average-too-short",
    }
