"""How featured artists are written into titles, and who is main and featured at once."""

from __future__ import annotations

import pytest

from precheck import DisplayArtist, Finding, Release, Title, Track
from precheck.testing import a_contributor, a_message, a_party, a_release, a_track, ask
from precheck_recipients.featuring import guests
from precheck_recipients.options import RolesApart
from precheck_recipients.rules.guests import (
    artist_in_two_roles,
    featured_artist_form,
    featured_artist_without_role,
)

OTTO, ADA = "Otto Brasswick", "Ada Example"


def misspelt(text: str, version: str) -> list[str]:
    found = guests(Title(text=text, subtitle=version), (ADA, OTTO))
    return [guest.text for guest in found if not guest.is_right]


def by(name: str, *roles: str) -> DisplayArtist:
    return DisplayArtist(party=a_party(name), roles=roles)


@pytest.mark.parametrize(
    ("text", "version", "found"),
    [
        ("Slow Tide ft. Otto Brasswick", "", "ft. Otto Brasswick"),
        ("Slow Tide feat. Otto Brasswick", "", "feat. Otto Brasswick"),
        ("Slow Tide feat Otto Brasswick", "", "feat Otto Brasswick"),
        ("Slow Tide featuring Otto Brasswick", "", "featuring Otto Brasswick"),
        ("Slow Tide (Featuring Otto Brasswick)", "", "Featuring Otto Brasswick"),
        ("Slow Tide (Feat. Otto Brasswick)", "", "Feat. Otto Brasswick"),
        ("Slow Tide [FEAT. OTTO BRASSWICK]", "", "FEAT. OTTO BRASSWICK"),
        ("Slow Tide (feat Otto Brasswick)", "", "feat Otto Brasswick"),
        ("Slow Tide (feat.Otto Brasswick)", "", "feat.Otto Brasswick"),
        ("Slow Tide (ft. Otto Brasswick) [Live]", "", "ft. Otto Brasswick"),
        ("Slow Tide (ft. Nobody Known)", "", "ft. Nobody Known"),
        ("Slow Tide ft. Nobody Known", "", "ft. Nobody Known"),
        ("Slow Tide (w/ Otto Brasswick)", "", "w/ Otto Brasswick"),
        ("Slow Tide (With Otto Brasswick)", "", "With Otto Brasswick"),
        ("Slow Tide (con Otto Brasswick)", "", "con Otto Brasswick"),
        ("Slow Tide (part. Otto Brasswick)", "", "part. Otto Brasswick"),
        ("Slow Tide", "Feat. Otto", "Feat. Otto"),
        ("Slow Tide", "ft. Otto", "ft. Otto"),
        ("Slow Tide (Live) ft. Otto Brasswick", "", "ft. Otto Brasswick"),
        ("夜の灯台 (Feat. 初音ミク)", "", "Feat. 初音ミク"),
        ("夜の灯台feat.初音ミク", "", "feat.初音ミク"),
        ("夜の灯台ft.初音ミク", "", "ft.初音ミク"),
        ("Summer 69 feat. Nobody Known", "", "feat. Nobody Known"),
        ("Slow Tide (Live) feat. Nobody Known", "", "feat. Nobody Known"),
    ],
)
def test_another_form_is_found(text: str, version: str, found: str) -> None:
    assert misspelt(text, version) == [found]


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Slow Tide", ""),
        ("Slow Tide (feat. Otto Brasswick)", ""),
        ("Slow Tide [feat. Otto Brasswick]", ""),
        ("Slow Tide (feat. Otto Brasswick & Ada Example) [Live]", ""),
        ("Slow Tide (with Otto Brasswick)", ""),
        ("Slow Tide (Nobody Remix feat. Otto Brasswick)", ""),
        ("Slow Tide", "feat. Otto Brasswick"),
        ("Slow Tide", "(feat. Otto Brasswick)"),
        ("夜の灯台（feat. 初音ミク）", ""),
        ("6 Ft. Deep", ""),
        ("Six Ft. Under", ""),
        ("Loft. Story", ""),
        ("Exploit. Feat", ""),
        ("Home (Ft. Worth)", ""),
        ("Slow Tide (Live at Ft. Collins)", ""),
        ("The Feat", ""),
        ("Feat of Clay", ""),
        ("Slow Tide (Feat of Strength)", ""),
        ("Night Music featuring Piano", ""),
        ("Defeat", "Featherweight Mix"),
        ("Dance (With Me)", ""),
        ("Dance With Otto Brasswick", ""),
        ("Slow Tide (Part. Two)", ""),
        ("Slow Tide (Con Brio)", ""),
        ("Featuring", ""),
    ],
)
def test_the_right_form_and_other_words_are_fine(text: str, version: str) -> None:
    assert misspelt(text, version) == []


def test_the_titles_of_release_and_tracks_are_asked() -> None:
    track = a_track(title="Slow Tide (ft. Otto Brasswick)")
    release = a_release(track, title="Slow Tide featuring Ada Example")
    of_release, of_track = ask(featured_artist_form, release)
    assert of_release.message == (
        "the release is called 'Slow Tide featuring Ada Example', "
        "where 'featuring Ada Example' is not in the form '(feat. Name)'"
    )
    assert of_track.message == (
        "track A1 is called 'Slow Tide (ft. Otto Brasswick)', "
        "where 'ft. Otto Brasswick' is not in the form '(feat. Name)'"
    )


def without_role(track: Track, *artists: DisplayArtist, title: str = "Slow Tide") -> list[Finding]:
    release = a_release(track, title=title, artists=artists)
    return ask(featured_artist_without_role, release, a_message())


@pytest.mark.parametrize(
    "title",
    ["Slow Tide (feat. Nobody Known)", "Slow Tide ft. Nobody Known", "夜の灯台feat.初音ミク"],
)
def test_a_guest_whom_nobody_credits_is_told(title: str) -> None:
    [finding] = without_role(a_track(title=title, artists=(by(ADA, "MainArtist"),)))
    assert finding.message == f"track A1 is called {title!r}, but nobody is its FeaturedArtist"


def test_a_guest_who_is_credited_as_a_main_artist_is_told() -> None:
    artists = (by(ADA, "MainArtist"), by(OTTO, "MainArtist"))
    assert (
        len(without_role(a_track(title="Slow Tide (feat. Otto Brasswick)", artists=artists))) == 1
    )


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Slow Tide", "MainArtist"),
        ("Slow Tide (with Otto Brasswick)", "MainArtist"),
        ("Six Ft. Under", "MainArtist"),
        ("Slow Tide (feat. Otto Brasswick)", "FeaturedArtist"),
        ("夜の灯台 (feat. 初音ミク)", "FeaturedArtist"),
    ],
)
def test_a_guest_with_the_role_is_fine(title: str, role: str) -> None:
    track = a_track(title=title, artists=(by(ADA, "MainArtist"), by(OTTO, role)))
    assert without_role(track) == []


def test_a_guest_may_be_credited_as_a_contributor() -> None:
    track = a_track(
        title="Slow Tide (feat. Otto Brasswick)",
        artists=(by(ADA, "MainArtist"),),
        contributors=(a_contributor("FeaturedArtist", name=OTTO),),
    )
    assert without_role(track) == []


def test_a_guest_in_the_title_of_the_release_is_one_of_it_or_of_a_track() -> None:
    title = "Slow Tide (feat. Otto Brasswick)"
    guest = by(OTTO, "FeaturedArtist")
    [finding] = without_role(a_track(), by(ADA, "MainArtist"), title=title)
    assert finding.message.startswith("the release is called")
    assert without_role(a_track(), guest, title=title) == []
    assert without_role(a_track(artists=(guest,)), by(ADA, "MainArtist"), title=title) == []


# --- roles -----------------------------------------------------------------------------------


def twice(release: Release, *, remixers: bool = False) -> list[Finding]:
    return ask(artist_in_two_roles, release, RolesApart(remixers=remixers))


@pytest.mark.parametrize(
    "artists",
    [
        (by(ADA, "MainArtist"), by(OTTO, "MainArtist", "FeaturedArtist")),
        (by(ADA, "MainArtist"), by(OTTO, "FeaturedArtist"), by("OTTO BRASSWICK", "MainArtist")),
    ],
)
def test_who_is_main_and_featured_is_told(artists: tuple[DisplayArtist, ...]) -> None:
    [of_track] = twice(a_release(a_track(artists=artists)))
    who = of_track.evidence["who"]
    assert of_track.message == f"{who} is MainArtist and FeaturedArtist of track A1 at once"
    [of_release] = twice(a_release(artists=artists))
    assert of_release.message.endswith("of the release at once")


@pytest.mark.parametrize(
    "artists",
    [
        (),
        (by(ADA, "MainArtist"), by(OTTO, "FeaturedArtist")),
        (by(ADA, "MainArtist"), by(ADA, "MainArtist")),
        (by("", "MainArtist"), by("", "FeaturedArtist")),
        (by(ADA, "MainArtist", "Composer"),),
    ],
)
def test_one_role_each_is_fine(artists: tuple[DisplayArtist, ...]) -> None:
    assert twice(a_release(a_track(artists=artists), artists=artists), remixers=True) == []


def test_who_is_main_on_the_release_may_be_featured_on_a_track() -> None:
    track = a_track(artists=(by(OTTO, "MainArtist"), by(ADA, "FeaturedArtist")))
    assert twice(a_release(track, artists=(by(ADA, "MainArtist"),))) == []


def test_a_remixer_is_held_apart_only_where_a_policy_says_so() -> None:
    track = a_track(
        artists=(by(ADA, "MainArtist"), by(OTTO, "MainArtist")),
        contributors=(a_contributor("Remixer", name=OTTO),),
    )
    assert twice(a_release(track)) == []
    [finding] = twice(a_release(track), remixers=True)
    assert finding.message == "Otto Brasswick is MainArtist and Remixer of track A1 at once"
