"""Whether a release says of which genre it is."""

from __future__ import annotations

import pytest
from msgspec import structs

from precheck import Genre
from precheck.testing import a_message, a_release, a_track, ask
from precheck_recipients.rules.genres import genre_missing


@pytest.mark.parametrize("version", ["3.8.2", "4.2", "4.3.2"])
@pytest.mark.parametrize("genres", [(), (Genre(text=""),)])
def test_a_release_without_a_genre_is_told_in_every_version(
    version: str, genres: tuple[Genre, ...]
) -> None:
    track = a_track(genres=(Genre(text="Electronic"),))
    [finding] = ask(genre_missing, a_release(track, genres=genres), a_message(version))
    assert finding.message == "Slow Tide has no genre"


def test_a_release_with_a_genre_is_fine() -> None:
    genres = (Genre(text=""), Genre(text="Electronic"))
    assert ask(genre_missing, a_release(genres=genres), a_message()) == []


def test_purges_no_release_and_files_without_a_message_are_left_out() -> None:
    assert ask(genre_missing, a_release(titles=()), a_message()) == []
    assert ask(genre_missing, a_release(), a_message(kind="PurgeReleaseMessage")) == []
    assert ask(genre_missing, structs.replace(a_release(), message=None)) == []
