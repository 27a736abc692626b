"""How "Various Artists" is used."""

from __future__ import annotations

import pytest

from precheck import DisplayArtist, Finding, Release, Track
from precheck.testing import a_message, a_party, a_release, a_track, ask
from precheck_recipients.options import ManyArtists
from precheck_recipients.rules.various import various_artists_misused, various_artists_wanted

ADA, VARIOUS = "Ada Example", "Various Artists"
FOUR = (ADA, "Otto Brasswick", "Mara Quillfeather", "Northlight Motel")


def by(name: str, special: str = "", role: str = "MainArtist") -> DisplayArtist:
    return DisplayArtist(party=a_party(name), special=special, roles=(role,))


def sung_by(*names: str, reference: str = "A1") -> Track:
    return a_track(reference, artists=tuple(map(by, names)))


def compiled(*tracks: Track, by_whom: DisplayArtist | None = None) -> Release:
    artist = by_whom or by(VARIOUS)
    return a_release(*tracks, artists=(artist,), artist=artist.party.name)


def misused(release: Release) -> list[Finding]:
    return ask(various_artists_misused, release, a_message())


@pytest.mark.parametrize(
    "artist",
    [
        by(VARIOUS),
        by("VARIOUS ARTISTS"),
        by("Разные исполнители"),
        by("", special="VariousArtists"),
    ],
)
def test_various_artists_on_a_track_are_told(artist: DisplayArtist) -> None:
    [finding] = misused(compiled(a_track(artists=(artist,))))
    assert finding.message.startswith("track A1 is by")
    assert finding.message.endswith("which stands for the artists of a release")


@pytest.mark.parametrize("name", ["V/A", "V.A.", "VA", "Various", "Various Artist", "Varios"])
def test_other_spellings_are_told_of_the_release_and_its_tracks(name: str) -> None:
    of_release, of_track = misused(compiled(sung_by(name), by_whom=by(name)))
    assert of_release.message == f"the release is by {name!r}, which stands for Various Artists"
    assert of_track.message == f"track A1 is by {name!r}, which stands for Various Artists"


@pytest.mark.parametrize(
    "artist", [by(VARIOUS), by("群星"), by("Varios Artistas"), by("", special="VariousArtists")]
)
def test_a_release_may_be_by_various_artists(artist: DisplayArtist) -> None:
    assert misused(compiled(sung_by(ADA), by_whom=artist)) == []


@pytest.mark.parametrize("name", ["Vanessa", "The Various", "Nova", "Variety"])
def test_names_that_only_look_like_it_are_fine(name: str) -> None:
    assert misused(compiled(sung_by(name), by_whom=by(name))) == []


# --- who wants the name ----------------------------------------------------------------------


def wanted(release: Release) -> list[Finding]:
    return ask(various_artists_wanted, release, a_message(), ManyArtists())


def one_song_each(*names: str) -> list[Track]:
    return [sung_by(name, reference=f"A{place}") for place, name in enumerate(names, start=1)]


def test_a_release_of_four_artists_that_names_one_is_told() -> None:
    [finding] = wanted(compiled(*one_song_each(*FOUR), by_whom=by(ADA)))
    assert finding.message == (
        "the tracks of Slow Tide are by 4 main artists, but the release is by 'Ada Example'"
    )


@pytest.mark.parametrize(
    "release",
    [
        compiled(*one_song_each(*FOUR)),
        compiled(*one_song_each(*FOUR), by_whom=by("Verschiedene Interpreten")),
        compiled(*one_song_each(*FOUR[:3]), by_whom=by(ADA)),
        compiled(sung_by(*FOUR), by_whom=by(ADA)),
        compiled(*(sung_by(ADA, name, reference=name) for name in FOUR[1:]), by_whom=by(ADA)),
        compiled(*one_song_each(*FOUR[:3], ADA.upper()), by_whom=by(ADA)),
    ],
    ids=["various", "translated", "three", "one-track", "one-on-all", "one-twice"],
)
def test_fewer_artists_one_track_or_one_artist_on_all_are_fine(release: Release) -> None:
    assert wanted(release) == []


def test_guests_and_bonus_tracks_do_not_count() -> None:
    *three, guest = FOUR
    with_guest = a_track("A4", artists=(by(ADA), by(guest, role="FeaturedArtist")))
    bonus = a_track("A5", artists=(by(guest),), is_primary=False)
    assert wanted(compiled(*one_song_each(*three), with_guest, bonus, by_whom=by(ADA))) == []
