"""Whether an artist's name is a search, or several names."""

from __future__ import annotations

import pytest

from precheck import DisplayArtist, Finding
from precheck.testing import a_message, a_party, a_release, a_track, ask
from precheck_recipients.rules.names import (
    artist_name_for_search,
    several_artists_in_one_name,
)


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


# --- several in one --------------------------------------------------------------------------


def by(*names: str) -> list[Finding]:
    artists = tuple(DisplayArtist(party=a_party(name), roles=("MainArtist",)) for name in names)
    release = a_release(a_track(artists=artists), artists=artists[:1])
    return ask(several_artists_in_one_name, release, a_message())


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Example feat. Otto Brasswick",),
        ("Ada Example (ft. Otto Brasswick)",),
        ("Ada Example & Otto Brasswick", "Otto Brasswick", "Ada Example"),
        ("ADA EXAMPLE x Otto Brasswick", "Otto Brasswick", "Ada Example"),
        ("Ada Example, Otto & Mara", "Otto", "Mara", "Ada Example"),
    ],
)
def test_a_name_of_several_artists_is_told(names: tuple[str, ...]) -> None:
    [finding] = by(*names)
    assert finding.message == f"the release is by {names[0]!r}, which is more than one artist"


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Example & Otto Brasswick",),
        ("Ada & the Examples", "Ada"),
        ("Earth, Wind & Fire", "Earth"),
        ("AC/DC",),
        ("Malcolm X", "Malcolm"),
        ("Six Ft. Under",),
        ("Ada Example", "Otto Brasswick"),
        ("",),
    ],
)
def test_a_band_is_one_artist(names: tuple[str, ...]) -> None:
    assert by(*names) == []
