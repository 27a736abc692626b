"""Tracks whose writers are not named."""

from __future__ import annotations

from typing import Any

import pytest

from precheck import Contributor, Finding, Role
from precheck.testing import a_message, a_track, ask
from precheck_recipients.rules.writers import author_missing


def told(*roles: str, **changes: Any) -> list[Finding]:
    credit = Contributor(roles=tuple(Role(value=role) for role in roles))
    return ask(author_missing, a_track(contributors=(credit,), **changes), a_message())


@pytest.mark.parametrize(
    ("roles", "missing"),
    [
        ((), ["author", "composer"]),
        (("Producer", "Arranger"), ["author", "composer"]),
        (("Composer",), ["author"]),
        (("Lyricist", "Musician"), ["composer"]),
    ],
)
def test_a_track_without_a_writer_is_told(roles: tuple[str, ...], missing: list[str]) -> None:
    (finding,) = told(*roles)
    assert finding.message == f"the track names no {' and no '.join(missing)}"
    assert finding.evidence == {"missing": missing, "roles": sorted(roles)}


@pytest.mark.parametrize(
    "roles", [("Composer", "Lyricist"), ("Composer", "Author"), ("ComposerLyricist",)]
)
def test_a_track_with_both_is_not(roles: tuple[str, ...]) -> None:
    assert told(*roles) == []


def test_a_role_in_ones_own_words_counts() -> None:
    role = Role(value="UserDefined", user_defined="Songwriter")
    track = a_track(contributors=(Contributor(roles=(role,)),))
    assert ask(author_missing, track, a_message()) == []


def test_an_instrumental_needs_a_composer_alone() -> None:
    assert told("Composer", is_instrumental=True) == []
    (finding,) = told("Musician", is_instrumental=True)
    assert finding.evidence["missing"] == ["composer"]


@pytest.mark.parametrize("changes", [{"is_primary": False}, {"kind": "Video"}])
def test_what_is_no_track_to_be_sold_is_left_out(changes: dict[str, Any]) -> None:
    assert told(**changes) == []


def test_audio_without_a_message_is_not_judged() -> None:
    assert ask(author_missing, a_track()) == []
