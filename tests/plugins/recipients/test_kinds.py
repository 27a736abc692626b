"""Classical releases, compilations and covers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from precheck import Delivery, DisplayArtist, Place, Release, Title
from precheck.model import Genre
from precheck.testing import a_message, a_release, a_track, ask
from precheck_recipients.rules.covers import cover_without_licence
from precheck_recipients.rules.kinds import (
    classical_titles_missing,
    classical_type_missing,
    compilation_undeclared,
)
from precheck_recipients.traits import ReleaseTraits, TrackTraits, Trait, TraitKind

CLASSICAL = (Genre(text="Classical"),)
COVER = ReleaseTraits(
    tracks=(
        TrackTraits(
            reference="A1",
            traits=(Trait(kind=TraitKind.COVER, said="IsCover is true", place=Place(line=7)),),
        ),
    )
)


def titled(*kinds: str) -> tuple[Title, ...]:
    return tuple(Title(text="Adagio", kind=kind) for kind in kinds)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"genres": CLASSICAL}, "its genre is Classical"),
        (
            {"message": a_message(profile_variant="BoxedSet Classical")},
            "its profile variant is BoxedSet Classical",
        ),
    ],
)
def test_a_classical_release_of_another_type_is_told(values: dict[str, Any], said: str) -> None:
    (finding,) = ask(classical_type_missing, a_release(types=("Album",), **values))
    assert finding.message == f"Slow Tide is classical ({said}), but is sent as Album"


@pytest.mark.parametrize(
    "release",
    [
        a_release(types=("ClassicalAlbum",), genres=CLASSICAL),
        a_release(types=("Album",), genres=(Genre(text="Classical Crossover"),)),
        a_release(types=("Album",)),
    ],
)
def test_a_classical_album_and_what_is_not_classical_are_fine(release: Release) -> None:
    assert ask(classical_type_missing, release) == []


def test_a_classical_track_names_its_work_and_its_movement() -> None:
    bare = a_track(titles=titled("DisplayTitle", "FormalTitle"))
    (finding,) = ask(classical_titles_missing, a_release(bare, types=("ClassicalAlbum",)))
    assert finding.evidence == {"reference": "A1", "missing": ["GroupingTitle"]}


def test_a_classical_track_with_both_titles_is_fine() -> None:
    full = a_track(titles=titled("DisplayTitle", "FormalTitle", "GroupingTitle"))
    assert ask(classical_titles_missing, a_release(full, types=("ClassicalAlbum",))) == []


def test_a_bonus_track_needs_no_formal_titles() -> None:
    full = a_track(titles=titled("DisplayTitle", "FormalTitle", "GroupingTitle"))
    bonus = a_track("A2", is_primary=False)
    assert ask(classical_titles_missing, a_release(full, bonus, types=("ClassicalAlbum",))) == []


def test_other_releases_need_no_formal_titles() -> None:
    assert ask(classical_titles_missing, a_release(types=("Album",))) == []


@pytest.mark.parametrize(
    "values",
    [
        {"artist": "Various Artists"},
        {"artist": "VARIOUS ARTISTS"},
        {"artist": "", "artists": (DisplayArtist(special="VariousArtists"),)},
    ],
)
def test_various_artists_make_a_compilation_that_must_say_so(values: dict[str, Any]) -> None:
    release = a_release(**values)
    assert len(ask(compilation_undeclared, release, ReleaseTraits())) == 1
    assert ask(compilation_undeclared, release, ReleaseTraits(is_compilation=True)) == []


def test_one_artist_makes_no_compilation() -> None:
    assert ask(compilation_undeclared, a_release(), ReleaseTraits()) == []


def test_a_cover_without_a_licence_is_told_where_it_is_stated() -> None:
    (finding,) = ask(cover_without_licence, a_release(), COVER)
    assert finding.message == "Slow Tide (A1) is a cover, but no licence is named"
    assert finding.place == Place(line=7)


@pytest.mark.parametrize("key", ["QZPRE2600001", "A1", "song.flac"])
def test_a_cover_with_a_licence_is_fine(key: str) -> None:
    track = a_track(audio=Path("song.flac"))
    licensed = Delivery(licences={key: "Example Society, 4711"})
    assert ask(cover_without_licence, a_release(track, delivery=licensed), COVER) == []


def test_the_licence_of_another_track_does_not_count() -> None:
    licensed = Delivery(licences={"QZPRE2600002": "Example Society, 4711"})
    assert ask(cover_without_licence, a_release(delivery=licensed), COVER)


def test_an_original_needs_no_licence() -> None:
    assert ask(cover_without_licence, a_release(), ReleaseTraits()) == []
