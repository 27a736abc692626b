"""Featured artists in titles: who does not want them there, and who does."""

from __future__ import annotations

import pytest

from precheck import DisplayArtist, Finding, Release, Title, Track
from precheck.testing import a_party, a_release, a_track, ask
from precheck_recipients.rules.titles import (
    featured_artist_in_title,
    featured_artist_not_in_title,
)

GUEST = DisplayArtist(party=a_party("Otto Brasswick"), roles=("FeaturedArtist",))
MAIN = DisplayArtist(party=a_party("Ada Example"), roles=("MainArtist",))


def a_song(title: str, version: str = "", artist: DisplayArtist = GUEST) -> Track:
    return a_track(title=title, version=version, artists=(MAIN, artist))


def named(title: str, version: str = "", artist: DisplayArtist = GUEST) -> list[Finding]:
    return ask(featured_artist_in_title, a_release(a_song(title, version, artist)))


@pytest.mark.parametrize(
    ("title", "version", "found"),
    [
        ("Slow Tide (feat. Otto Brasswick)", "", "feat. Otto Brasswick"),
        ("Slow Tide [Ft Otto]", "", "Ft Otto"),
        ("Slow Tide (featuring Otto) [Live]", "", "featuring Otto"),
        ("Slow Tide featuring Otto Brasswick", "", "featuring Otto Brasswick"),
        ("Slow Tide feat. Otto", "", "feat. Otto"),
        ("Slow Tide", "feat. Otto", "feat. Otto"),
        ("Slow Tide", "(feat. Otto)", "feat. Otto"),
        ("Slow Tide (with Otto Brasswick)", "", "with Otto Brasswick"),
        ("Slow Tide [w/ OTTO BRASSWICK]", "", "w/ OTTO BRASSWICK"),
        ("夜の灯台 (feat. 初音ミク)", "", "feat. 初音ミク"),
    ],
)
def test_a_featured_artist_in_a_title_is_told(title: str, version: str, found: str) -> None:
    [finding] = named(title, version)
    assert finding.evidence["found"] == found
    assert finding.evidence["reference"] == "A1"


@pytest.mark.parametrize(
    ("title", "version"),
    [
        ("Slow Tide", "Live"),
        ("6 Ft. Deep", ""),
        ("Six Ft. Under", ""),
        ("Home (Ft. Worth)", ""),
        ("Defeat", "Featherweight Mix"),
        ("Dance (With Love)", ""),
        ("Dance (with Somebody)", ""),
        ("The Featuring", ""),
        ("Feat of Clay", ""),
        ("Otto Brasswick", ""),
    ],
)
def test_words_that_only_look_like_it_are_fine(title: str, version: str) -> None:
    assert named(title, version) == []


def test_with_is_told_of_featured_artists_alone() -> None:
    assert named("Slow Tide (with Ada Example)", artist=MAIN) == []


def test_the_title_of_the_release_is_asked_too() -> None:
    release = a_release(title="Slow Tide (feat. Otto Brasswick)")
    [finding] = ask(featured_artist_in_title, release)
    assert finding.message == (
        "the release is called 'Slow Tide (feat. Otto Brasswick)', which names a featured artist"
    )


def test_of_many_titles_of_one_track_the_first_is_told() -> None:
    titles = tuple(
        Title(text=text, kind=kind)
        for text, kind in (
            ("Slow Tide", "ReferenceTitle"),
            ("Slow Tide (feat. Otto)", "DisplayTitle"),
            ("Slow Tide (feat. Otto)", "FormalTitle"),
        )
    )
    [finding] = ask(featured_artist_in_title, a_release(a_track(titles=titles)))
    assert finding.evidence["title"] == "Slow Tide (feat. Otto)"


def unnamed(release: Release) -> list[Finding]:
    return ask(featured_artist_not_in_title, release)


def test_a_featured_artist_whom_the_title_leaves_out_is_told() -> None:
    [finding] = unnamed(a_release(a_song("Slow Tide")))
    assert finding.message == (
        "track A1 is called 'Slow Tide' and features Otto Brasswick, whom the title does not name"
    )


@pytest.mark.parametrize(
    "track",
    [
        a_song("Slow Tide (feat. OTTO BRASSWICK)"),
        a_song("Slow Tide", "feat. Otto Brasswick"),
        a_song("Slow Tide", artist=MAIN),
        a_track(titles=(), artists=(GUEST,)),
    ],
)
def test_a_title_that_names_everyone_featured_is_fine(track: Track) -> None:
    assert unnamed(a_release(track)) == []


@pytest.mark.parametrize("title", ["Slow Tide", "Slow Tide (feat. Otto Brasswick)"])
def test_of_the_two_questions_one_is_always_answered_no(title: str) -> None:
    release = a_release(a_song(title), title="Slow Tide")
    told = [bool(ask(r, release)) for r in (featured_artist_in_title, featured_artist_not_in_title)]
    assert sorted(told) == [False, True]
