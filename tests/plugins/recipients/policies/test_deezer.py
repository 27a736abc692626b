"""What Deezer asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised


def test_what_deezer_refuses() -> None:
    assert raised("deezer", Severity.BLOCK) == set()


def test_what_deezer_has_looked_at() -> None:
    assert raised("deezer", Severity.REVIEW) == {
        "ai-credits.undeclared-but-detected",
    }
