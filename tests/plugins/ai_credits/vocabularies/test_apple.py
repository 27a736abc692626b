"""Apple Music: a tag for the recording, the song, the cover and the video."""

from __future__ import annotations

import pytest

from precheck import (
    Fate,
    Release,
    Resource,
)
from precheck.testing import a_contributor, a_release, a_track, an_image
from tests.plugins.ai_credits.vocabularies.telling import (
    MODEL,
    SINGER,
    WRITER,
    a_song,
    fates,
    told,
)


@pytest.mark.parametrize(
    ("release", "track", "composition"),
    [
        (a_song("None", SINGER), Fate.STATED, Fate.STATED),
        (a_song("", SINGER), Fate.UNDECLARED, Fate.UNDECLARED),
        (a_song("Partly", SINGER, MODEL), Fate.PERSON_DECIDES, Fate.UNDECLARED),
        (a_song("Partly", SINGER, WRITER), Fate.PERSON_DECIDES, Fate.PERSON_DECIDES),
        (
            a_song("Partly", a_contributor("Composer", ai_contribution="None"), MODEL),
            Fate.PERSON_DECIDES,
            Fate.STATED,
        ),
        (
            a_song("All", a_contributor("Composer", "Musician", special="GenerativeAI")),
            Fate.SHOWN,
            Fate.SHOWN,
        ),
        (a_song("All", MODEL), Fate.SHOWN, Fate.UNDECLARED),
        (
            a_song(
                "Partly",
                a_contributor("Composer"),
                a_contributor("Lyricist", special="GenerativeAI"),
            ),
            Fate.PERSON_DECIDES,
            Fate.PERSON_DECIDES,
        ),
    ],
)
def test_apple_has_a_tag_for_the_recording_and_one_for_the_song(
    release: Release, track: Fate, composition: Fate
) -> None:
    assert fates("apple-tags", release) == {"Track": track, "Composition": composition}


@pytest.mark.parametrize(
    ("contains_ai", "fate"),
    [
        ("All", Fate.SHOWN),
        ("Partly", Fate.PERSON_DECIDES),
        ("None", Fate.STATED),
        ("", Fate.UNDECLARED),
    ],
)
def test_apple_has_a_tag_for_the_cover_and_one_for_videos(contains_ai: str, fate: Fate) -> None:
    cover = an_image(contains_ai=contains_ai)
    video = a_track(kind="Video", contains_ai=contains_ai, contributors=())
    release = a_release(video, images=(cover, an_image("A10", type="BackCoverImage")))
    rows = fates("apple-tags", release)
    assert (rows["Artwork"], rows["Music Video"]) == (fate, fate)
    assert [row.subject for row in told("apple-tags", release) if row.term == "Artwork"] == ["A9"]


@pytest.mark.parametrize(
    ("written", "fate"),
    [("All", Fate.SHOWN), ("Partly", Fate.PERSON_DECIDES), ("None", Fate.STATED)],
)
def test_words_of_their_own_set_the_tag_of_the_composition(written: str, fate: Fate) -> None:
    lyrics = Resource(reference="A7", kind="Text", type="LyricText", contains_ai=written)
    release = a_release(a_track(contains_ai="None"), resources=(lyrics,))

    [composition] = [e for e in told("apple-tags", release) if e.term == "Composition"]

    assert composition.fate is fate
