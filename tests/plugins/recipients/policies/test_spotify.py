"""What Spotify asks for, and from which day on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from precheck import Severity
from tests.plugins.recipients.policies.rulings import POLICIES, asking, raised, ruled


def test_what_spotify_refuses() -> None:
    assert raised("spotify", Severity.BLOCK) == {
        "ai-credits.all-without-sound-role",
        "ai-credits.track-flag-only",
        "audio-tags.cover-format",
        "audio-tags.cover-small",
        "audio-tags.wav-chunk-after-samples",
        "audio-tags.wav-not-plain-pcm",
        "ddex.deal-without-model",
        "ddex.manifest-empty",
        "ddex.manifest-missing",
        "recipients.message-version",
        "recipients.one-track-title-differs",
        "recipients.purge-as-takedown",
    }


def test_what_spotify_has_looked_at() -> None:
    assert raised("spotify", Severity.REVIEW) == {
        "ai-credits.tool-as-party",
        "ai-credits.tool-as-party-release",
        "audio-tags.cover-not-rgb",
        "recipients.artist-name-for-search",
        "recipients.one-track-artist-differs",
        "recipients.shared-role-in-one-credit",
        "recipients.several-artists-in-one-name",
        "recipients.various-artists-misused",
    }


def test_spotify_alone_wants_a_shared_role_in_two_credits_since_its_beta() -> None:
    rule, begins = "recipients.shared-role-in-one-credit", date(2026, 4, 16)
    assert [name for name in POLICIES if ruled(rule, name).severity is Severity.REVIEW] == [
        "spotify"
    ]
    assert ruled(rule, "spotify", begins - timedelta(days=1)).severity is Severity.OFF


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        ("audio-tags.lossy-format", Severity.BLOCK),
        ("audio-tags.bit-depth-low", Severity.BLOCK),
        ("audio-tags.not-stereo", Severity.BLOCK),
        ("audio-tags.wav-not-plain-pcm", Severity.BLOCK),
        ("audio-tags.wav-chunk-after-samples", Severity.BLOCK),
        ("audio-tags.sampling-rate-low", Severity.WARNING),
        ("audio-tags.too-short", Severity.WARNING),
    ],
)
def test_spotify_refuses_what_it_cannot_play_and_takes_what_it_will_not_pay(
    rule: str, severity: Severity
) -> None:
    assert ruled(rule, "spotify").severity is severity


@pytest.mark.parametrize(
    ("rule", "begins", "before"),
    [
        ("audio-tags.too-short", date(2023, 10, 26), Severity.BLOCK),
        ("audio-tags.short-in-album", date(2023, 10, 26), Severity.WARNING),
        ("audio-tags.noise-too-short", date(2024, 2, 1), Severity.OFF),
        ("audio-tags.wav-not-plain-pcm", date(2021, 5, 23), Severity.WARNING),
        ("audio-tags.wav-chunk-after-samples", date(2021, 5, 23), Severity.WARNING),
    ],
)
def test_what_spotify_has_long_asked_for_holds_since_it_is_known(
    rule: str, begins: date, before: Severity
) -> None:
    first = ruled(rule, "spotify", begins)
    assert (first.severity, first.options) == (
        ruled(rule, "spotify").severity,
        ruled(rule, "spotify").options,
    )
    assert ruled(rule, "spotify", begins - timedelta(days=1)).severity is before


def test_noise_has_a_least_length_at_spotify_alone() -> None:
    assert set(asking("audio-tags.noise-too-short")) == {"spotify"}


def test_spotify_asks_for_a_version_from_april_2026_on() -> None:
    before = ruled("recipients.message-version", "spotify", date(2026, 3, 31))
    after = ruled("recipients.message-version", "spotify", date(2026, 4, 1))
    assert (before.severity, before.options.accepted) == (Severity.OFF, ())
    assert after.severity is Severity.BLOCK
    assert after.options.accepted == ("4.3", "4.3.1", "4.3.2")
    assert after.source is not None
    assert after.source.title == "Spotify for providers, getting started"


def test_only_spotify_minds_a_purge() -> None:
    assert set(asking("recipients.purge-as-takedown")) == {"spotify"}
