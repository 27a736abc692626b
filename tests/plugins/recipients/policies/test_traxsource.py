"""What Traxsource asks for."""

from __future__ import annotations

from datetime import date, timedelta

from precheck import Severity
from precheck.policy import SetBy
from tests.plugins.recipients.policies.rulings import raised, ruled


def test_what_traxsource_refuses() -> None:
    assert raised("traxsource", Severity.BLOCK) == {
        "ai-credits.fully-ai",
    }


def test_what_traxsource_has_looked_at() -> None:
    assert raised("traxsource", Severity.REVIEW) == {
        "ai-credits.may-be-all-ai",
        "ai-credits.undeclared-but-detected",
    }


def test_traxsource_scans_since_it_labels() -> None:
    rule, begins = "ai-credits.undeclared-but-marked", date(2026, 7, 1)
    assert ruled(rule, "traxsource", begins).set_by is SetBy.POLICY
    assert ruled(rule, "traxsource", begins - timedelta(days=1)).set_by is SetBy.RULE
