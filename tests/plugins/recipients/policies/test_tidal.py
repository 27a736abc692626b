"""What TIDAL asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised


def test_what_tidal_refuses() -> None:
    assert raised("tidal", Severity.BLOCK) == set()


def test_what_tidal_has_looked_at() -> None:
    assert raised("tidal", Severity.REVIEW) == {
        "ai-credits.undeclared-but-detected",
    }
