"""What the laws of the EU and China ask of a release."""

from __future__ import annotations

from datetime import date

import pytest

from precheck import MarkKind, Severity
from tests.plugins.recipients.policies.rulings import POLICIES, REGISTRY, ruled


@pytest.mark.parametrize("law", ["china-labelling", "eu-ai-act"])
@pytest.mark.parametrize("rule", ["ddex.isrc-malformed", "audio-tags.isrc-differs"])
def test_a_law_asks_for_nothing_but_its_lines(law: str, rule: str) -> None:
    assert REGISTRY.rules[rule].severity is Severity.BLOCK
    assert ruled(rule, law).severity is Severity.OFF


@pytest.mark.parametrize("law", ["china-labelling", "eu-ai-act"])
def test_the_law_does_not_take_a_denial_of_what_the_file_says(law: str) -> None:
    assert ruled("ai-credits.none-but-marked", law).severity is Severity.BLOCK


@pytest.mark.parametrize("law", ["china-labelling", "eu-ai-act"])
def test_a_sign_that_was_taken_off_is_held_by_the_law(law: str) -> None:
    assert ruled("audio-tags.provenance-stripped", law).severity is Severity.REVIEW


@pytest.mark.parametrize("law", ["china-labelling", "eu-ai-act"])
@pytest.mark.parametrize(
    ("of_music", "of_pictures"),
    [
        ("audio-tags.aigc-label-malformed", "audio-tags.aigc-label-malformed-in-picture"),
        ("ai-credits.declaration-lost", "ai-credits.declaration-lost-image"),
    ],
)
def test_the_law_asks_of_pictures_what_it_asks_of_music(
    law: str, of_music: str, of_pictures: str
) -> None:
    assert ruled(of_pictures, law).severity is ruled(of_music, law).severity


@pytest.mark.parametrize(
    ("day", "severity"),
    [
        (date(2026, 8, 1), Severity.OFF),
        (date(2026, 8, 2), Severity.NOTE),
        (date(2026, 12, 1), Severity.NOTE),
        (date(2026, 12, 2), Severity.WARNING),
    ],
)
def test_marks_for_machines_matter_more_once_the_grace_has_ended(
    day: date, severity: Severity
) -> None:
    assert ruled("recipients.ai-mark-missing", "eu-ai-act", day).severity is severity


def test_china_wants_its_own_label_and_europe_any() -> None:
    china = ruled("recipients.ai-mark-missing", "china-labelling").options.kinds
    europe = ruled("recipients.ai-mark-missing", "eu-ai-act").options.kinds
    assert china == (MarkKind.AIGC_LABEL,)
    assert set(china) < set(europe)


@pytest.mark.parametrize(
    ("law", "day"), [("china-labelling", date(2025, 9, 1)), ("eu-ai-act", date(2026, 12, 2))]
)
def test_the_law_asks_the_same_marks_of_pictures_as_of_music(law: str, day: date) -> None:
    music = ruled("recipients.ai-mark-missing", law, day)
    pictures = ruled("recipients.ai-mark-missing-image", law, day)
    assert (pictures.severity, pictures.options) == (music.severity, music.options)


def test_a_law_says_where_it_holds_and_a_recipient_sells_everywhere() -> None:
    where = {name: len(policy.territories) for name, policy in POLICIES.items()}
    assert {name: count for name, count in where.items() if count} == {
        "china-labelling": 1,
        "eu-ai-act": 34,
    }
