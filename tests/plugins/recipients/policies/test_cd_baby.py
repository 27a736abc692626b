"""What CD Baby asks for."""

from __future__ import annotations

from precheck import Severity
from tests.plugins.recipients.policies.rulings import raised, ruled


def test_what_cd_baby_refuses() -> None:
    assert raised("cd-baby", Severity.BLOCK) == {
        "ai-credits.fully-ai",
        "ai-credits.lyrics-ai",
        "ai-credits.lyrics-ai-unplaced",
        "ai-credits.may-be-all-ai",
        "ai-credits.partly-ai",
    }


def test_what_cd_baby_has_looked_at() -> None:
    assert raised("cd-baby", Severity.REVIEW) == {
        "ai-credits.artwork-ai",
        "ai-credits.tool-as-party",
        "ai-credits.tool-as-party-release",
        "ai-credits.undeclared-but-detected",
        "cadence.identical-recording",
        "recipients.altered-version",
    }


def test_whoever_takes_no_content_by_ai_takes_no_words_by_ai() -> None:
    severities = {
        rule: ruled(f"ai-credits.{rule}", "cd-baby").severity
        for rule in ("lyrics-ai", "lyrics-ai-unplaced", "artwork-ai")
    }
    assert severities == {
        "lyrics-ai": Severity.BLOCK,
        "lyrics-ai-unplaced": Severity.BLOCK,
        "artwork-ai": Severity.REVIEW,
    }
    assert ruled("ai-credits.lyrics-ai", "apple-music").severity is Severity.NOTE
    assert ruled("ai-credits.lyrics-ai", "traxsource").severity is Severity.OFF
