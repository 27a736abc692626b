"""What Beatport asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised


def test_what_beatport_refuses() -> None:
    assert raised("beatport", Severity.BLOCK) == set()


def test_what_beatport_has_looked_at() -> None:
    assert raised("beatport", Severity.REVIEW) == set()
