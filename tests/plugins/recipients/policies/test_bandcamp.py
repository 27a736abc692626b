"""What Bandcamp asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised


def test_what_bandcamp_refuses() -> None:
    assert raised("bandcamp", Severity.BLOCK) == {
        "ai-credits.fully-ai",
    }


def test_what_bandcamp_has_looked_at() -> None:
    assert raised("bandcamp", Severity.REVIEW) == {
        "ai-credits.may-be-all-ai",
        "ai-credits.partly-ai",
        "ai-credits.substantially-ai",
        "ai-credits.tool-as-party",
        "ai-credits.tool-as-party-release",
        "ai-credits.undeclared-but-detected",
    }
