"""What SoundCloud asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised


def test_what_soundcloud_refuses() -> None:
    assert raised("soundcloud", Severity.BLOCK) == set()


def test_what_soundcloud_has_looked_at() -> None:
    assert raised("soundcloud", Severity.REVIEW) == {
        "recipients.cover-without-licence",
        "recipients.ineligible-for-user-videos",
    }
