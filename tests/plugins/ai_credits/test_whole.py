"""What the release states of itself holds for the tracks that say nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Contributor,
    Declaration,
    Delivery,
    Disclosures,
    Fate,
    Finding,
    Mark,
    MarkKind,
    Origin,
    ProvenanceMarks,
    Release,
    Track,
)
from precheck.testing import (
    A_DAY,
    a_contributor,
    a_message,
    a_release,
    a_track,
    an_image,
    look,
)
from precheck_ai_credits.disclosure import disclosure_of_image, disclosure_of_track
from precheck_ai_credits.origins.whole import said_in_message
from precheck_ai_credits.vocabularies import VOCABULARIES

Judge = Callable[..., dict[str, list[Finding]]]

NONE, SOME, ALL = AiAmount.NONE, AiAmount.SOME, AiAmount.ALL
MODEL = a_contributor("Musician", special="GenerativeAI")
SINGER = a_contributor("LeadVocalist")
BY_NAME = {vocabulary.name: vocabulary for vocabulary in VOCABULARIES}
UNPLACED, PARTLY, FULLY, UNDECLARED, FLAG = (
    f"ai-credits.{rule}"
    for rule in (
        "release-ai-unplaced",
        "partly-ai",
        "fully-ai",
        "undeclared",
        "track-flag-only",
    )
)


def a_song(place: int, contains_ai: str = "", *contributors: Contributor, **more: Any) -> Track:
    return a_track(
        f"A{place}",
        title=f"Song {place}",
        isrc=f"QZPRE26{place:05}",
        contains_ai=contains_ai,
        contributors=contributors or (SINGER,),
        **more,
    )


def stated(
    word: str, *tracks: Track, version: str = "4.3.2", cover: str = "None", **declared: AiAmount
) -> Release:
    """A release that states this, whose artist declares this of its tracks."""
    return a_release(
        *tracks,
        contains_ai=word,
        images=(an_image(contains_ai=cover),),
        message=a_message(version),
        delivery=Delivery(tracks={name: Declaration(ai=ai) for name, ai in declared.items()}),
    )


def disclosed(release: Release, reference: str = "A1", *marks: Mark) -> AiDisclosure:
    (track,) = (track for track in release.tracks if track.reference == reference)
    found = look(disclosure_of_track, track, release, ProvenanceMarks(marks=marks))
    assert isinstance(found, AiDisclosure)
    return found


def said(release: Release, reference: str = "A1") -> AiStatement | None:
    return disclosed(release, reference).by(Origin.MESSAGE)


def open_tracks(release: Release) -> list[str]:
    """Those that the release may mean, and nothing says so."""
    return [
        track.reference
        for track in release.tracks
        if disclosed(release, track.reference).unplaced is not None
    ]


def fates(name: str, release: Release) -> dict[str, Fate]:
    told = {track.reference: disclosed(release, track.reference) for track in release.tracks}
    rows = BY_NAME[name].express(release, Disclosures(day=A_DAY, by_reference=told))
    return {f"{row.subject} {row.term}": row.fate for row in rows}


# --- all and none ------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "amount"), [("All", ALL), ("None", NONE), ("all", ALL)])
def test_all_and_none_hold_for_every_track_that_is_silent(word: str, amount: AiAmount) -> None:
    release = stated(word, a_song(1), a_song(2, is_primary=False), a_song(3, kind="Video"))
    for track in release.tracks:
        statement = said(release, track.reference)
        assert statement is not None
        assert statement.amount is amount
        assert statement.detail == f"ContainsAI of the release is {word}"
    assert said(release) == said_in_message(release.tracks[0], release)


def test_they_do_not_hold_for_a_picture() -> None:
    image = an_image()
    release = a_release(a_song(1), contains_ai="All", images=(image,), message=a_message())
    found = look(disclosure_of_image, image, release)
    assert isinstance(found, AiDisclosure)
    assert found.statements == ()


@pytest.mark.parametrize("own", ["None", "Partly", "true"])
def test_a_track_that_speaks_for_itself_is_not_overruled(own: str) -> None:
    release = stated("All", a_song(1, own))
    statement = said(release)
    assert (statement.detail if statement else "") == (
        "" if own == "true" else f"ContainsAI is {own}"
    )


def test_credits_that_leave_all_open_are_decided_by_the_release() -> None:
    assert (one := said(stated("All", a_song(1, "", MODEL)))) is not None
    assert one.amount is ALL
    assert one.detail == (
        "ContainsAI of the release is All; "
        "ContainsAI is absent; GenerativeAI (Musician) is credited"
    )
    beside = a_contributor("LeadVocalist", ai_contribution="None")
    assert (other := said(stated("All", a_song(1, "", MODEL, beside)))) is not None
    assert other.amount is SOME


@pytest.mark.parametrize("version", ["3.8.2", "4.3"])
def test_a_version_without_words_for_ai_states_nothing(version: str) -> None:
    assert said(stated("All", a_song(1), version=version)) is None


def test_a_release_that_is_all_ai_is_told_of_its_silent_tracks(judge: Judge) -> None:
    found = judge(stated("All", a_song(1), a_song(2)))
    assert found.keys() == {FULLY, FLAG}
    assert [f.message for f in found[FULLY]] == [
        "the track is declared to be all AI: ContainsAI of the release is All"
    ] * 2
    assert found[FLAG][0].message == (
        "the track is AI (ContainsAI of the release is All), "
        "but credits no role to AI; role-level AI credits stay empty"
    )


def test_a_release_without_ai_declares_its_tracks(judge: Judge) -> None:
    release = stated("None", a_song(1), a_song(2))
    assert judge(release) == {}
    suno = Mark(kind=MarkKind.GENERATOR, tag="COMMENT", text="made with suno", generator="Suno")
    marked = judge(release, ProvenanceMarks(marks=(suno,)))
    assert marked.keys() == {"ai-credits.none-but-marked"}


def test_the_release_is_held_against_the_artist(judge: Judge) -> None:
    found = judge(stated("None", a_song(1), A1=SOME))
    assert "ai-credits.message-and-artist-differ" in found
    carried = judge(stated("All", a_song(1, "", MODEL), A1=ALL))
    assert "ai-credits.declaration-lost" not in carried


def test_the_vocabularies_hear_what_the_release_states() -> None:
    release = stated("All", a_song(1))
    assert fates("cd-baby-class", release) == {"A1 AI": Fate.REFUSED}
    assert fates("apple-tags", release)["A1 Track"] is Fate.SHOWN
    assert fates("none-some-all", release)["A1 audio: all"] is Fate.STATED
    made = stated("All", a_song(1, "", MODEL))
    assert fates("ern", made)["A1 ContainsAI All"] is Fate.STATED
    (row, *_) = BY_NAME["ern"].express(
        made, Disclosures(day=A_DAY, by_reference={"A1": disclosed(made)})
    )
    assert row.why.startswith("ContainsAI of the release is All; ")
    assert row.why.endswith("; the track may say so too")
    assert [markup.xml for markup in row.markup] == ["<ContainsAI>All</ContainsAI>"]


# --- partly ------------------------------------------------------------------------------------


def test_partly_is_a_statement_about_the_only_track() -> None:
    statement = said(stated("Partly", a_song(1)))
    assert statement is not None
    assert (statement.amount, statement.detail) == (SOME, "ContainsAI of the release is Partly")


def test_partly_is_a_statement_about_the_one_track_that_is_left() -> None:
    release = stated("Partly", a_song(1, "None"), a_song(2), a_song(3), A3=NONE)
    assert said(release, "A3") is None
    statement = said(release, "A2")
    assert statement is not None
    assert (statement.amount, statement.detail) == (
        None,
        "ContainsAI of the release is Partly, and no other track is left for it",
    )
    assert open_tracks(release) == []


@pytest.mark.parametrize(
    ("release", "left"),
    [
        (stated("Partly", a_song(1), a_song(2)), ["A1", "A2"]),
        (stated("Partly", a_song(1), a_song(2), a_song(3, "None")), ["A1", "A2"]),
        (stated("Partly", a_song(1), a_song(2), a_song(3), A1=NONE), ["A2", "A3"]),
        (stated("Partly", a_song(1), a_song(2), A1=NONE, A2=NONE), ["A1", "A2"]),
        (stated("Partly", a_song(1), a_song(2), a_song(3, is_primary=False)), ["A1", "A2"]),
        (stated("Partly", a_song(1), cover="All"), ["A1"]),
    ],
)
def test_partly_leaves_open_which_tracks_it_means(
    judge: Judge, release: Release, left: list[str]
) -> None:
    assert open_tracks(release) == left
    found = judge(release)
    assert len(found[UNPLACED]) == 1
    told: Any = found[UNPLACED][0].evidence["tracks"]
    assert [one["reference"] for one in told] == left
    assert len(found[PARTLY]) == len(left)


@pytest.mark.parametrize(
    "release",
    [
        stated("Partly", a_song(1, "Partly"), a_song(2)),
        stated("Partly", a_song(1, "All"), a_song(2), a_song(3)),
        stated("Partly", a_song(1, "", MODEL), a_song(2), a_song(3)),
        stated("Partly", a_song(1), a_song(2), A1=SOME),
        stated("Partly", a_song(1, "None"), a_song(2, "None")),
        stated("Partly", a_song(1), a_song(2), cover="All", A1=NONE, A2=NONE),
        stated("All", a_song(1), a_song(2)),
        stated("None", a_song(1), a_song(2)),
        stated("", a_song(1), a_song(2)),
        stated("Partly", a_song(1), a_song(2), version="4.3"),
    ],
)
def test_nothing_is_open_where_somebody_says_which(judge: Judge, release: Release) -> None:
    assert open_tracks(release) == []
    assert UNPLACED not in judge(release)


def test_what_is_left_open_is_told_in_words(judge: Judge) -> None:
    found = judge(stated("Partly", a_song(1), a_song(2)))
    assert found.keys() == {UNPLACED, PARTLY, UNDECLARED}
    assert found[UNPLACED][0].message == (
        "the release states ContainsAI Partly, and nothing names the tracks: A1 Song 1, A2 Song 2"
    )
    assert found[PARTLY][0].message == (
        "the track may contain AI: "
        "ContainsAI of the release is Partly, and nothing names the tracks"
    )
    assert found[UNDECLARED][0].message.endswith(
        "; ContainsAI of the release is Partly, and nothing names the tracks"
    )
    (denied,) = judge(stated("Partly", a_song(1), a_song(2), A1=NONE, A2=NONE))[UNPLACED]
    assert "the artist denies it of every track that is left for it" in denied.message
    (drawn,) = judge(stated("Partly", a_song(1), cover="Partly"))[UNPLACED]
    assert "nothing says if for a track or the artwork alone" in drawn.message


def test_a_recipient_that_refuses_any_ai_refuses_a_track_that_may_have_some() -> None:
    release = stated("Partly", a_song(1), a_song(2))
    assert set(fates("cd-baby-class", release).values()) == {Fate.REFUSED}
    for name in ("bandcamp-class", "tidal-class", "none-some-all", "spotify-credits", "ern"):
        rows = fates(name, release)
        of_tracks = {fate for row, fate in rows.items() if not row.startswith(" ")}
        assert of_tracks - {Fate.UNDECLARED} == {Fate.PERSON_DECIDES}, name


def test_what_the_release_leaves_open_is_learned_once_for_all_of_its_tracks() -> None:
    tracks = tuple(a_song(place) for place in range(1, 1201))
    assert len(open_tracks(stated("Partly", *tracks))) == len(tracks)
