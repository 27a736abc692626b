"""What of a track is not shown."""

from __future__ import annotations

import pytest

from precheck import DisplayArtist, Title
from precheck.testing import a_message, a_party, a_track, ask
from precheck_recipients.options import ArtistLines
from precheck_recipients.rules.art_tracks import artists_not_shown, territory_title_dropped

NAMES = ("Ada", "Bo", "Cy", "Di", "Ed", "Flo")


def by(count: int) -> tuple[DisplayArtist, ...]:
    return tuple(DisplayArtist(party=a_party(name)) for name in NAMES[:count])


@pytest.mark.parametrize(("count", "end"), [(5, "so Ed is not"), (6, "so Ed, Flo are not")])
def test_artists_behind_the_last_line_are_named(count: int, end: str) -> None:
    (finding,) = ask(artists_not_shown, a_track(artists=by(count)), a_message())
    assert finding.message.endswith(end)


def test_as_many_artists_as_lines_are_fine() -> None:
    assert ask(artists_not_shown, a_track(artists=by(4)), a_message()) == []


def test_a_recipient_may_have_fewer_lines() -> None:
    assert ask(artists_not_shown, a_track(artists=by(4)), a_message(), ArtistLines(lines=3))


def test_a_title_for_another_territory_is_told() -> None:
    titles = (
        Title(text="Low Sun", kind="DisplayTitle", territory="Worldwide"),
        Title(text="Tiefe Sonne", kind="DisplayTitle", territory="DE"),
    )
    (finding,) = ask(territory_title_dropped, a_track(titles=titles), a_message())
    assert finding.message == (
        "the track is called 'Low Sun' in Worldwide and 'Tiefe Sonne' in DE; one of them is read"
    )


@pytest.mark.parametrize(
    "other",
    [
        Title(text="Low Sun", kind="DisplayTitle", territory="DE"),
        Title(text="Tiefe Sonne", kind="DisplayTitle", language="de"),
        Title(text="Low Sun, Op. 1", kind="FormalTitle", territory="DE"),
        Title(text="", kind="DisplayTitle", territory="DE"),
    ],
)
def test_the_same_title_a_translation_and_another_kind_are_fine(other: Title) -> None:
    first = Title(text="Low Sun", kind="DisplayTitle")
    assert ask(territory_title_dropped, a_track(titles=(first, other)), a_message()) == []
