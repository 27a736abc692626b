"""What LabelGrid asks for."""

from __future__ import annotations

import pytest

from precheck import Severity
from tests.plugins.recipients.policies.rulings import POLICIES, raised, ruled


def test_what_labelgrid_refuses() -> None:
    assert raised("labelgrid", Severity.BLOCK) == {
        "ai-credits.all-without-sound-role",
        "audio-tags.cover-format",
        "audio-tags.cover-not-square",
        "audio-tags.cover-small",
        "audio-tags.preview-outside",
        "audio-tags.preview-short",
        "audio-tags.short-in-album",
        "ddex.isrc-reused",
        "ddex.isrc-shared-by-mixes",
        "ddex.language-malformed",
        "ddex.language-unknown",
        "ddex.product-code-reused",
        "ddex.territory-unknown",
        "recipients.artist-in-two-roles",
        "recipients.cover-without-licence",
        "recipients.featured-artist-form",
    }


def test_what_labelgrid_has_looked_at() -> None:
    assert raised("labelgrid", Severity.REVIEW) == {
        "ai-credits.artwork-undeclared",
        "ai-credits.plan-not-stated",
        "ai-credits.undeclared",
        "ddex.title-in-other-script",
        "recipients.ai-in-user-videos",
    }


def test_only_labelgrid_keeps_the_remixer_apart() -> None:
    rule = "recipients.artist-in-two-roles"
    assert [n for n in POLICIES if ruled(rule, n).options.remixers] == ["labelgrid"]


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        ("ddex.isrc-shared-by-mixes", Severity.BLOCK),
        ("ddex.territory-unknown", Severity.BLOCK),
        ("ddex.language-unknown", Severity.BLOCK),
        ("ddex.language-malformed", Severity.BLOCK),
        ("ddex.title-in-other-script", Severity.REVIEW),
        ("ddex.isrc-reused", Severity.BLOCK),
        ("ddex.product-code-reused", Severity.BLOCK),
        ("cadence.isrc-of-other-recording", Severity.REVIEW),
        ("cadence.product-code-of-other-product", Severity.REVIEW),
    ],
)
def test_labelgrid_refuses_codes_that_are_not_in_its_tables_or_not_unique(
    rule: str, severity: Severity
) -> None:
    assert ruled(rule, "labelgrid").severity is severity


def test_labelgrid_takes_upc_and_ean_alone_and_languages_with_an_underscore() -> None:
    assert ruled("ddex.icpn-malformed", "labelgrid").options.digits == (12, 13)
    assert ruled("ddex.language-malformed", "labelgrid").options.underscores
