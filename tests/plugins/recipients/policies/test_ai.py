"""Music made by AI ends differently at each recipient."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from precheck import Severity
from precheck.policy import PolicyKind
from tests.plugins.recipients.policies.rulings import POLICIES, ruled


@pytest.mark.parametrize(
    ("recipient", "fully", "partly"),
    [
        ("amazon-music", Severity.NOTE, Severity.OFF),
        ("apple-music", Severity.NOTE, Severity.NOTE),
        ("bandcamp", Severity.BLOCK, Severity.REVIEW),
        ("beatport", Severity.NOTE, Severity.OFF),
        ("believe", Severity.BLOCK, Severity.NOTE),
        ("cd-baby", Severity.BLOCK, Severity.BLOCK),
        ("china-labelling", Severity.WARNING, Severity.WARNING),
        ("deezer", Severity.WARNING, Severity.OFF),
        ("default", Severity.NOTE, Severity.OFF),
        ("distrokid", Severity.NOTE, Severity.OFF),
        ("eu-ai-act", Severity.OFF, Severity.OFF),
        ("labelgrid", Severity.NOTE, Severity.OFF),
        ("soundcloud", Severity.NOTE, Severity.OFF),
        ("spotify", Severity.NOTE, Severity.OFF),
        ("tidal", Severity.WARNING, Severity.NOTE),
        ("tiktok", Severity.NOTE, Severity.OFF),
        ("traxsource", Severity.BLOCK, Severity.NOTE),
        ("youtube-music", Severity.NOTE, Severity.OFF),
    ],
)
def test_music_made_by_ai_ends_differently_at_each_recipient(
    recipient: str, fully: Severity, partly: Severity
) -> None:
    assert ruled("ai-credits.fully-ai", recipient).severity is fully
    assert ruled("ai-credits.partly-ai", recipient).severity is partly


@pytest.mark.parametrize(
    ("recipient", "severity"),
    [
        ("apple-music", Severity.NOTE),
        ("bandcamp", Severity.REVIEW),
        ("believe", Severity.REVIEW),
        ("cd-baby", Severity.BLOCK),
        ("deezer", Severity.WARNING),
        ("default", Severity.OFF),
        ("tidal", Severity.WARNING),
        ("traxsource", Severity.REVIEW),
    ],
)
def test_who_refuses_what_is_all_ai_asks_about_what_may_be(
    recipient: str, severity: Severity
) -> None:
    assert ruled("ai-credits.may-be-all-ai", recipient).severity is severity


@pytest.mark.parametrize(
    ("recipient", "begins", "before", "after"),
    [
        ("bandcamp", date(2026, 1, 13), Severity.NOTE, Severity.BLOCK),
        ("believe", date(2026, 4, 30), Severity.NOTE, Severity.BLOCK),
        ("cd-baby", date(2025, 10, 29), Severity.NOTE, Severity.BLOCK),
        ("china-labelling", date(2025, 9, 1), Severity.OFF, Severity.WARNING),
        ("traxsource", date(2026, 7, 1), Severity.NOTE, Severity.BLOCK),
        ("deezer", date(2025, 6, 20), Severity.NOTE, Severity.WARNING),
        ("tidal", date(2026, 7, 15), Severity.NOTE, Severity.WARNING),
    ],
)
def test_a_stance_on_ai_holds_from_its_day_on(
    recipient: str, begins: date, before: Severity, after: Severity
) -> None:
    eve = begins - timedelta(days=1)
    assert ruled("ai-credits.fully-ai", recipient, eve).severity is before
    assert ruled("ai-credits.fully-ai", recipient, begins).severity is after


@pytest.mark.parametrize(
    ("recipient", "undeclared", "artwork", "flag_only"),
    [
        ("apple-music", Severity.WARNING, Severity.WARNING, Severity.OFF),
        ("spotify", Severity.NOTE, Severity.OFF, Severity.BLOCK),
        ("labelgrid", Severity.REVIEW, Severity.REVIEW, Severity.OFF),
        ("tidal", Severity.WARNING, Severity.OFF, Severity.OFF),
        ("distrokid", Severity.NOTE, Severity.OFF, Severity.OFF),
        ("default", Severity.NOTE, Severity.OFF, Severity.OFF),
    ],
)
def test_apple_asks_for_statements_and_spotify_for_roles(
    recipient: str, undeclared: Severity, artwork: Severity, flag_only: Severity
) -> None:
    assert ruled("ai-credits.undeclared", recipient).severity is undeclared
    assert ruled("ai-credits.artwork-undeclared", recipient).severity is artwork
    assert ruled("ai-credits.track-flag-only", recipient).severity is flag_only


@pytest.mark.parametrize(
    "recipient", [name for name, policy in POLICIES.items() if policy.kind is not PolicyKind.LAW]
)
@pytest.mark.parametrize(
    "rule", ["ai-credits.none-but-marked", "ai-credits.message-and-artist-differ"]
)
def test_no_recipient_takes_a_contradiction(recipient: str, rule: str) -> None:
    assert ruled(rule, recipient).severity is Severity.BLOCK


@pytest.mark.parametrize(
    ("recipient", "severity"),
    [
        ("default", Severity.REVIEW),
        ("apple-music", Severity.BLOCK),
        ("labelgrid", Severity.BLOCK),
        ("spotify", Severity.BLOCK),
        ("deezer", Severity.REVIEW),
    ],
)
def test_who_has_words_of_its_own_takes_no_two_answers(recipient: str, severity: Severity) -> None:
    assert ruled("ai-credits.all-without-sound-role", recipient).severity is severity


@pytest.mark.parametrize(
    ("recipient", "severity"),
    [
        ("default", Severity.NOTE),
        ("distrokid", Severity.NOTE),
        ("bandcamp", Severity.REVIEW),
        ("believe", Severity.REVIEW),
        ("cd-baby", Severity.REVIEW),
        ("spotify", Severity.REVIEW),
    ],
)
def test_who_minds_ai_or_credits_it_looks_at_a_generator_among_the_credits(
    recipient: str, severity: Severity
) -> None:
    assert ruled("ai-credits.tool-as-party", recipient).severity is severity


@pytest.mark.parametrize(
    ("recipient", "begins"),
    [
        ("bandcamp", date(2026, 1, 13)),
        ("cd-baby", date(2025, 10, 29)),
        ("deezer", date(2025, 6, 20)),
        ("tidal", date(2026, 6, 29)),
        ("traxsource", date(2026, 7, 1)),
    ],
)
def test_who_minds_ai_or_has_a_detector_looks_at_what_a_detector_hears(
    recipient: str, begins: date
) -> None:
    rule, eve = "ai-credits.undeclared-but-detected", begins - timedelta(days=1)
    assert ruled(rule, recipient, eve).severity is Severity.WARNING
    assert ruled(rule, recipient, begins).severity is Severity.REVIEW


@pytest.mark.parametrize("recipient", ["distrokid", "labelgrid"])
def test_who_wants_full_rights_asks_for_the_plan(recipient: str) -> None:
    assert ruled("ai-credits.plan-not-commercial", recipient).severity is Severity.BLOCK
    assert ruled("ai-credits.plan-not-stated", recipient).severity is Severity.REVIEW
