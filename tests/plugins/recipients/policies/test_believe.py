"""What Believe and TuneCore ask for."""

from __future__ import annotations

import pytest

from precheck import Severity
from tests.plugins.recipients.policies.rulings import POLICIES, raised, ruled


def test_what_believe_refuses() -> None:
    assert raised("believe", Severity.BLOCK) == {
        "ai-credits.fully-ai",
        "ai-credits.generator-unlicensed",
        "audio-tags.cover-not-square",
        "audio-tags.cover-small",
        "audio-tags.half-too-short",
        "ddex.c-line-missing",
        "ddex.p-line-missing",
        "recipients.author-missing",
        "recipients.genre-missing",
    }


def test_what_believe_has_looked_at() -> None:
    assert raised("believe", Severity.REVIEW) == {
        "ai-credits.generator-not-named",
        "ai-credits.made-not-stated",
        "ai-credits.may-be-all-ai",
        "ai-credits.tool-as-party",
        "ai-credits.tool-as-party-release",
        "ai-credits.undeclared-but-detected",
    }


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        ("partly-ai", Severity.NOTE),
        ("generator-unlicensed", Severity.BLOCK),
        ("generator-not-named", Severity.REVIEW),
        ("generator-closed", Severity.REVIEW),
        ("made-not-stated", Severity.REVIEW),
    ],
)
def test_believe_takes_some_ai_by_the_generator_it_was_made_with(
    rule: str, severity: Severity
) -> None:
    assert ruled(f"ai-credits.{rule}", "believe").severity is severity


def test_believe_alone_refuses_tracks_without_a_writer() -> None:
    rule = "recipients.author-missing"
    assert [name for name in POLICIES if ruled(rule, name).severity is Severity.BLOCK] == [
        "believe"
    ]


@pytest.mark.parametrize(
    ("recipient", "p_line", "c_line"),
    [
        ("believe", Severity.BLOCK, Severity.BLOCK),
        ("youtube-music", Severity.WARNING, Severity.NOTE),
        ("default", Severity.WARNING, Severity.NOTE),
    ],
)
def test_believe_refuses_what_has_no_rights_lines(
    recipient: str, p_line: Severity, c_line: Severity
) -> None:
    asked = ruled("ddex.p-line-missing", recipient)
    assert asked.severity is p_line
    assert asked.options.on_each_track is (recipient == "believe")
    assert ruled("ddex.c-line-missing", recipient).severity is c_line


def test_believe_asks_for_half_of_the_tracks_to_be_longer_than_45_seconds() -> None:
    asked = ruled("audio-tags.half-too-short", "believe")
    assert asked.severity is Severity.BLOCK
    assert (asked.options.seconds, asked.options.share) == (45.0, 0.5)
