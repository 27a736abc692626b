"""What Amazon Music asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised


def test_what_amazon_music_refuses() -> None:
    assert raised("amazon-music", Severity.BLOCK) == set()


def test_what_amazon_music_has_looked_at() -> None:
    assert raised("amazon-music", Severity.REVIEW) == set()
