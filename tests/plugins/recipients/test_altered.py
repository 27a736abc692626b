"""Tracks that call themselves sped up, slowed down and the like."""

from __future__ import annotations

import pytest

from precheck import Finding, Title
from precheck.testing import a_release, a_track, ask
from precheck_recipients.rules.altered import altered_version
from precheck_recipients.traits import ReleaseTraits, TrackTraits, traits_of


def told(text: str) -> list[Finding]:
    track = a_track(titles=(Title(text=text),))
    found = TrackTraits(reference=track.reference, traits=tuple(traits_of(track)))
    return ask(altered_version, a_release(tracks=(track,)), ReleaseTraits(tracks=(found,)))


@pytest.mark.parametrize("said", ["Sped Up", "Slowed", "Nightcore"])
def test_a_version_that_says_so_is_told(said: str) -> None:
    (finding,) = told(f"Low Sun ({said})")
    assert finding.evidence["said"] == f"its title says {said!r}"


@pytest.mark.parametrize("text", ["Low Sun", "Low Sun (Remix)", "Low Sun (Karaoke Version)"])
def test_another_version_is_not(text: str) -> None:
    assert told(text) == []
