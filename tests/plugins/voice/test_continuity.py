"""Releases that are held against their artist's own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from precheck import DisplayArtist, Identifier, Release, Scheme, Severity, Track
from precheck.testing import a_party, a_release, a_track, ask
from precheck_voice.facts import Consents
from precheck_voice.identity import ids_of, one_id
from precheck_voice.matches import asked_of
from precheck_voice.options import References, VoiceOptions
from precheck_voice.rules.continuity import singer_differs, singer_may_differ
from precheck_voice.rules.resemblance import RULES
from tests.plugins.voice.test_matches import ask as ask_service
from tests.plugins.voice.test_matches import audio, track
from tests.plugins.voice.test_rules import a_match, matches, the_release

if TYPE_CHECKING:
    from pathlib import Path

    from tests.plugins.voice.conftest import VoiceService

__all__ = ["audio", "track"]

ADA, BOB = "isni:000000012345678X", "isni:0000000999900020"
OPTIONS = VoiceOptions(continuity=(ADA,))


def an_artist(value: str = "0000 0001 2345 678X", scheme: Scheme = Scheme.ISNI) -> DisplayArtist:
    return DisplayArtist(party=a_party(identifiers=(Identifier(scheme=scheme, value=value),)))


def by(*artists: DisplayArtist, **more: Any) -> Track:
    return a_track(artists=artists, **more)


@pytest.mark.parametrize(
    ("value", "scheme", "known"),
    [
        ("0000 0001 2345 678X", Scheme.ISNI, "https://isni.org/isni/000000012345678X"),
        ("00123456789", Scheme.IPI, "IPI:123456789"),
        ("123456789", Scheme.IPI, "ipi:00123456789"),
        ("https://open.spotify.com/artist/4aBc", Scheme.PROPRIETARY, "spotify:artist:4aBc"),
    ],
)
def test_an_artist_is_known_by_any_id(value: str, scheme: Scheme, known: str) -> None:
    release = a_release(one := by(an_artist(value, scheme)))

    assert asked_of(one, release, VoiceOptions(continuity=(known,))) == {one_id(known)}


def test_a_number_of_another_scheme_is_no_ipi() -> None:
    party = an_artist("123456789", Scheme.PROPRIETARY).party

    assert ids_of(party) == {"123456789"}


def test_a_name_is_no_id() -> None:
    release = a_release(one := by(DisplayArtist(party=a_party("Ada Example"))))

    assert asked_of(one, release, VoiceOptions(continuity=(ADA,), names={ADA: "Ada Example"})) == (
        frozenset()
    )


def test_the_artists_of_the_release_stand_in_for_those_of_the_track() -> None:
    release = a_release(one := by(), artists=(an_artist(),))

    assert asked_of(one, release, OPTIONS) == {ADA}
    assert asked_of(by(an_artist("0000000999900020")), release, OPTIONS) == frozenset()


def test_an_artist_who_is_protected_as_well_is_asked_about_once() -> None:
    release = a_release(one := by(an_artist()))
    options = VoiceOptions(artists=("0000 0001 2345 678X",), continuity=(ADA,))

    assert asked_of(one, release, options) == {"0000 0001 2345 678X"}


def test_the_service_is_asked_about_the_artists_own_voice(
    service: VoiceService, audio: Path, tmp_path: Path
) -> None:
    own, other = by(an_artist(), audio=audio), by(an_artist("0000000999900020"), audio=audio)
    for one in (own, other):
        release = a_release(one, root=tmp_path)
        ask_service(service, one, release, artists=(), continuity=(ADA,))

    assert [request["artists"] for request in service.requests] == [[ADA]]


def speaks(
    *others: DisplayArtist,
    score: float = 0.31,
    k: int = 3,
    own_from: float | None = None,
    options: VoiceOptions = OPTIONS,
    least: int = 3,
    **more: Any,
) -> dict[str, str]:
    """The rules that find something, with what they say."""
    one = by(an_artist(), *others)
    release = the_release(tracks=(one,), **more)
    found = matches(replace(a_match(score), k=k, own_from=own_from))
    facts = (release, found, options, References(least=least))
    said = {rule.id: ask(rule, one, *facts) for rule in (singer_differs, singer_may_differ)}
    return {name: findings[0].message for name, findings in said.items() if findings}


def test_another_voice_under_the_artists_name_is_for_review() -> None:
    assert speaks() == {
        "voice.singer-differs": (
            "Slow Tide (A1) does not resemble the known voice of its artist Ada Example: "
            "score 0.310, possible from 0.610, over 92 s of voice"
        )
    }
    assert singer_differs.severity is Severity.REVIEW
    assert singer_differs.is_estimate


@pytest.mark.parametrize("score", [0.54, 0.61, 0.90])
def test_a_voice_that_is_no_stranger_is_not_spoken_of(score: float) -> None:
    assert speaks(score=score) == {}


@pytest.mark.parametrize(
    ("score", "own_from", "is_told"),
    [
        (0.45, 0.46, True),
        (0.45, 0.45, False),
        (0.45, 0.40, False),
        (0.60, 0.80, False),
    ],
)
def test_what_the_artists_own_recordings_reach_as_well_is_no_other_voice(
    score: float,
    own_from: float,
    is_told: bool,  # noqa: FBT001 - it is a parameter
) -> None:
    said = speaks(score=score, own_from=own_from)

    assert bool(said) is is_told
    if is_told:
        assert "possible from 0.610, the artist's own from 0.460" in said["voice.singer-differs"]


def test_an_artist_who_is_not_known_is_not_spoken_of() -> None:
    assert speaks(options=VoiceOptions()) == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"k": 2}, "; that voice rests on 2 recordings, 3 are wanted"),
        ({"k": 1}, "; that voice rests on 1 recording, 3 are wanted"),
        ({"k": 0}, "; it is not said on how many recordings that voice rests, 3 are wanted"),
        ({"k": 3, "least": 5}, "; that voice rests on 3 recordings, 5 are wanted"),
    ],
)
def test_a_reason_makes_it_a_warning(changes: dict[str, Any], words: str) -> None:
    ((rule, message),) = speaks(**changes).items()

    assert rule == "voice.singer-may-differ"
    assert message.endswith(words)
    assert singer_may_differ.severity is Severity.WARNING


def test_a_guest_is_a_reason() -> None:
    ((rule, message),) = speaks(an_artist("0000000999900020")).items()

    assert rule == "voice.singer-may-differ"
    assert message.endswith("; others are displayed as well")


def test_the_artists_own_account_is_a_reason() -> None:
    options = VoiceOptions(continuity=(ADA,), own_voices={"ada": (ADA,)})
    ((rule, message),) = speaks(options=options, account="ada").items()

    assert rule == "voice.singer-may-differ"
    assert message.endswith("; ada is known to release this artist's voice")


def resemblances(release: Release, options: VoiceOptions) -> list[str]:
    facts = (Consents(), options)
    found = {"A1": [matches(a_match(0.80))]}
    return [rule.id for rule in RULES if ask(rule, release, *facts, narrower=found)]


def test_the_artists_own_voice_is_no_resemblance() -> None:
    assert resemblances(the_release(tracks=(by(an_artist()),)), OPTIONS) == []


def test_the_voice_is_one_where_somebody_else_uses_it() -> None:
    stranger = the_release(tracks=(by(an_artist("0000000999900020")),))

    assert resemblances(stranger, OPTIONS) == ["voice.resembles-without-consent"]


def test_a_protected_artist_is_protected_under_their_own_name_too() -> None:
    options = VoiceOptions(artists=(ADA,), continuity=(ADA,))

    assert resemblances(the_release(tracks=(by(an_artist()),)), options) == [
        "voice.resembles-without-consent"
    ]
