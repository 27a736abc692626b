"""Whole deliveries, read and judged by the engine: what was declared against what the file says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from precheck import Severity
from precheck.report import Notice, Outcome, Report
from precheck.testing import check, contract

DELIVERIES = Path(__file__).parents[3] / "fixtures" / "deliveries"
HERE = ("ai-credits", "audio-tags", "recipients")

test_contract = contract("ai-credits")


def notices(report: Report) -> dict[str, Notice]:
    found = [notice for release in report.releases for notice in release.notices]
    return {notice.rule: notice for notice in found if notice.rule.startswith("ai-credits.")}


def test_a_generated_track_declared_free_of_ai_is_blocked_for_everyone() -> None:
    report = check(DELIVERIES / "ai-undeclared", only=HERE)
    notice = notices(report)["ai-credits.none-but-marked"]
    assert notice.subject.reference == "A1"
    assert [place.tag for place in notice.places] == [None, "COMMENT"]
    assert notice.evidence["message"] == {"amount": "none", "detail": "ContainsAI is None"}
    assert notice.evidence["marks"][0]["generator"] == "Suno"
    assert {v.outcome for v in report.releases[0].verdicts} == {Outcome.BLOCK}


def test_the_same_track_declared_honestly_is_refused_only_where_ai_is() -> None:
    report = check(DELIVERIES / "ai-declared", only=HERE)
    found = notices(report)
    assert found.keys() == {"ai-credits.fully-ai", "ai-credits.generator-unlicensed"}
    assert [r.name for r in found["ai-credits.generator-unlicensed"].recipients] == ["believe"]
    severities = {r.name: r.severity for r in found["ai-credits.fully-ai"].recipients}
    assert {name for name, severity in severities.items() if severity is Severity.BLOCK} == {
        "bandcamp",
        "believe",
        "cd-baby",
        "traxsource",
    }
    assert {name for name, severity in severities.items() if severity is Severity.WARNING} == {
        "china-labelling",
        "deezer",
        "tidal",
    }
    assert report.complete


def test_before_bandcamp_spoke_the_honest_track_was_taken() -> None:
    report = check(
        DELIVERIES / "ai-declared", only=HERE, recipients=["bandcamp"], as_of=date(2026, 1, 12)
    )
    assert report.outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("clean-single", set()),
        ("clean-album", {"ai-credits.partly-ai"}),
    ],
)
def test_a_clean_delivery_says_what_it_declares_and_nothing_else(name: str, said: set[str]) -> None:
    assert notices(check(DELIVERIES / name, only=HERE)).keys() == said
