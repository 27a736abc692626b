"""Whether a track with a remixer says which version it is."""

from __future__ import annotations

import pytest

from precheck import DisplayArtist, Track
from precheck.testing import a_contributor, a_message, a_party, a_track, ask
from precheck_recipients.rules.remixes import remixer_without_version

OTTO = "Otto Brasswick"
CREDIT = (a_contributor("Remixer", name=OTTO),)
DISPLAY = (DisplayArtist(party=a_party(OTTO), roles=("Remixer",)),)


@pytest.mark.parametrize(
    "track",
    [
        a_track(title="Low Sun", contributors=CREDIT),
        a_track(title="Low Sun", artists=DISPLAY),
    ],
)
def test_a_remixer_without_a_version_is_told(track: Track) -> None:
    [finding] = ask(remixer_without_version, track, a_message())
    assert finding.message == "the track has a Remixer, but 'Low Sun' names no version"


@pytest.mark.parametrize(
    "track",
    [
        a_track(title="Low Sun"),
        a_track(title="Low Sun", version="Otto Remix", contributors=CREDIT),
        a_track(title="Low Sun (Otto Remix)", contributors=CREDIT),
        a_track(title="Low Sun - Extended Mix", artists=DISPLAY),
    ],
)
def test_a_version_is_enough_wherever_it_stands(track: Track) -> None:
    assert ask(remixer_without_version, track, a_message()) == []
