"""Whether a release is called what its tracks make of it."""

from __future__ import annotations

import pytest

from precheck import Release, Title, Track
from precheck.testing import a_message, a_release, a_track, ask
from precheck_recipients.options import ReleaseSizes
from precheck_recipients.rules.products import (
    one_track_artist_differs,
    one_track_title_differs,
    size_in_title,
    type_differs_from_size,
)

APPLE = ReleaseSizes(single_track_minutes=10.0)


def tracks(count: int, minutes: float | None = 3.0) -> list[Track]:
    seconds = None if minutes is None else minutes * 60
    return [a_track(f"A{place}", duration_seconds=seconds) for place in range(1, count + 1)]


def sent_as(kind: str, *members: Track) -> Release:
    return a_release(*members, types=(kind,))


def titled(text: str, version: str = "") -> tuple[Title, ...]:
    return (Title(text=text, subtitle=version, kind="DisplayTitle"),)


# --- one track -------------------------------------------------------------------------------


def test_another_title_than_that_of_the_only_track_is_told() -> None:
    (finding,) = ask(one_track_title_differs, a_release(a_track(title="Low Sun"), title="Tides"))
    assert finding.message == "the release is called 'Tides', its only track 'Low Sun'"


def test_a_version_that_the_release_lacks_is_told() -> None:
    release = a_release(a_track(title="Low Sun", version="Radio Edit"), title="Low Sun")
    (finding,) = ask(one_track_title_differs, release)
    assert finding.evidence["track"] == "Low Sun (Radio Edit)"


@pytest.mark.parametrize(
    ("release", "track"),
    [
        (titled("Low Sun"), titled("LOW SUN")),
        (titled("Low Sun (Radio Edit)"), titled("Low Sun", "Radio Edit")),
        (titled("Low Sun [Radio Edit]", "Radio Edit"), titled("Low Sun", "Radio Edit")),
        (titled("ハグ！"), titled("ハグ!")),
        ((), titled("Low Sun")),
        (titled("Low Sun"), ()),
    ],
)
def test_case_punctuation_and_the_place_of_the_version_do_not_matter(
    release: tuple[Title, ...], track: tuple[Title, ...]
) -> None:
    assert ask(one_track_title_differs, a_release(a_track(titles=track), titles=release)) == []


@pytest.mark.parametrize(
    ("release", "track"),
    [
        (titled("Delivered", "Live"), titled("Delivered")),
        (titled("काला"), titled("कीली")),
        (titled("!!!"), titled("+")),
    ],
)
def test_a_version_in_a_word_vowel_signs_and_signs_alone_matter(
    release: tuple[Title, ...], track: tuple[Title, ...]
) -> None:
    assert ask(one_track_title_differs, a_release(a_track(titles=track), titles=release)) != []


def test_titles_in_the_same_language_are_compared() -> None:
    english, japanese = (
        Title(text=text, kind="DisplayTitle", language=language)
        for text, language in (("Night Lighthouse", "en"), ("夜の灯台", "ja"))
    )
    track = a_track(titles=(english, japanese))
    assert ask(one_track_title_differs, a_release(track, titles=(japanese, english))) == []
    other = Title(text="昼の灯台", kind="DisplayTitle", language="ja")
    assert ask(one_track_title_differs, a_release(track, titles=(other, english))) != []


def test_an_album_has_a_title_of_its_own() -> None:
    assert ask(one_track_title_differs, a_release(*tracks(2), title="Tides")) == []


def test_a_bonus_video_leaves_a_single_with_one_track() -> None:
    video = a_track("A2", title="The making of", kind="Video", is_primary=False)
    release = a_release(a_track(title="Low Sun"), video, title="Tides")
    assert len(ask(one_track_title_differs, release)) == 1


def test_other_artists_than_those_of_the_only_track_are_told() -> None:
    release = a_release(a_track(artist="Ada Example & Bo Sample"), artist="Ada Example")
    (finding,) = ask(one_track_artist_differs, release)
    assert finding.message == (
        "the release is by 'Ada Example', its only track by 'Ada Example & Bo Sample'"
    )


def test_the_way_artists_are_joined_does_not_matter() -> None:
    release = a_release(a_track(artist="Ada Example & Bo Sample"), artist="Ada Example, Bo Sample")
    assert ask(one_track_artist_differs, release) == []


def test_an_album_may_be_by_others_than_its_tracks() -> None:
    assert ask(one_track_artist_differs, a_release(*tracks(2), artist="Various Artists")) == []


# --- size ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "members", "fitting"),
    [
        ("Album", tracks(3), "Single"),
        ("Album", tracks(4), "EP"),
        ("Album", tracks(6, 5.0), "EP"),
        ("Single", tracks(4), "EP"),
        ("Single", tracks(7), "Album"),
        ("EP", tracks(6, 5.1), "Album"),
        ("Single", tracks(1, 30.1), "Album"),
        ("Single", tracks(7, None), "Album"),
    ],
)
def test_a_type_that_does_not_fit_is_told(stated: str, members: list[Track], fitting: str) -> None:
    (finding,) = ask(type_differs_from_size, sent_as(stated, *members))
    assert (finding.evidence["stated"], finding.evidence["fitting"]) == (stated, fitting)


@pytest.mark.parametrize(
    ("stated", "members"),
    [
        ("Single", tracks(3)),
        ("Single", tracks(1, 30.0)),
        ("EP", tracks(4)),
        ("EP", tracks(6)),
        ("Album", tracks(7)),
        ("Album", tracks(2, 16.0)),
        ("ClassicalAlbum", tracks(1)),
        ("Album", tracks(2, None)),
    ],
)
def test_a_type_that_fits_or_cannot_be_judged_is_fine(stated: str, members: list[Track]) -> None:
    assert ask(type_differs_from_size, sent_as(stated, *members)) == []


def test_a_long_track_makes_an_ep_where_the_recipient_says_so() -> None:
    long = a_track(duration_seconds=600.0)
    assert ask(type_differs_from_size, sent_as("Single", long)) == []
    (finding,) = ask(type_differs_from_size, sent_as("Single", long), APPLE)
    assert finding.message == "Slow Tide is sent as Single, but 1 track makes an EP at 10.0 min"


# --- its size in its title -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Harbour - Single", ""),
        ("Harbour (EP)", ""),
        ("Harbour [Single]", ""),
        ("Harbour EP", ""),
        ("Harbour EP", "Deluxe"),
        ("Harbour", "Single"),
        ("港 EP", ""),
    ],
)
def test_a_title_that_says_the_type_is_told(text: str, version: str) -> None:
    [finding] = ask(size_in_title, a_release(titles=titled(text, version)), a_message())
    assert finding.message.endswith("which says what its type says")


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Harbour", ""),
        ("Forever Single", ""),
        ("Single", ""),
        ("EP", ""),
        ("Deep", ""),
        ("The Single Life", ""),
        ("Harbour", "Single Version"),
    ],
)
def test_a_word_of_the_title_is_fine(text: str, version: str) -> None:
    assert ask(size_in_title, a_release(titles=titled(text, version)), a_message()) == []
