"""Whether an artist's name is a search."""

from __future__ import annotations

import pytest

from precheck import DisplayArtist, Finding
from precheck.testing import a_message, a_party, a_release, a_track, ask
from precheck_recipients.rules.names import artist_name_for_search


def named(name: str) -> list[Finding]:
    artists = (DisplayArtist(party=a_party(name), roles=("MainArtist",)),)
    release = a_release(a_track(artists=artists), artists=artists)
    return ask(artist_name_for_search, release, a_message())


@pytest.mark.parametrize(
    "name",
    [
        "Sleep Music",
        "Top Christmas Hits",
        "Lo-Fi Beats",
        "Music for Concentration",
        "Baby Sleep Sounds",
        "CHILL VIBES",
        "Yoga",
        "White Noise",
        "Orchestra",
    ],
)
def test_a_name_that_is_a_search_is_told_once(name: str) -> None:
    [finding] = named(name)
    assert finding.message == f"the release is by {name!r}, which is a search and no name"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Sleep",
        "Focus",
        "Roxy Music",
        "Sleep Party People",
        "London Symphony Orchestra",
        "Baby Queen",
        "Deep Purple",
        "Rainbow",
        "Piano",
        "Music",
        "群星",
    ],
)
def test_bands_and_people_are_fine(name: str) -> None:
    assert named(name) == []
