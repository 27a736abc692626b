"""The message, the artist and the file against each other, and who says nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    Contributor,
    Declaration,
    Delivery,
    Finding,
    Mark,
    MarkKind,
    MissingFact,
    ProvenanceMarks,
    Reason,
    Release,
    Unavailable,
)
from precheck.testing import a_contributor, a_release, a_track, an_image, ask
from precheck_ai_credits.rules.evidence import none_but_marked

Judge = Callable[..., dict[str, list[Finding]]]

NO_MARKS = ProvenanceMarks()
MODEL = a_contributor("Musician", special="GenerativeAI")
SINGER = a_contributor("LeadVocalist")
HONEST = a_contributor("LeadVocalist", ai_contribution="None")
MARKS = {
    kind: ProvenanceMarks(marks=(Mark(kind=kind, tag="TXXX:note", text="made by a model"),))
    for kind in MarkKind
}
MARKED = MARKS[MarkKind.GENERATOR]
HUMAN = ProvenanceMarks(
    marks=(Mark(kind=MarkKind.SOURCE_TYPE, tag="iXML", text="digitalCapture", is_ai=False),)
)


def said(
    message: str = "", artist: AiAmount | None = None, contributors: tuple[Contributor, ...] = ()
) -> Release:
    """A release whose track is declared by the message, the artist, both or neither."""
    track = a_track(contains_ai=message, contributors=contributors, audio=Path("01.flac"))
    return a_release(track, delivery=Delivery(audio=Declaration(ai=artist)))


# --- the file --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(MarkKind))
@pytest.mark.parametrize(
    "release", [said("None"), said("", AiAmount.NONE), said("None", AiAmount.NONE)]
)
def test_declared_none_with_a_mark_in_the_file_is_caught(
    judge: Judge, release: Release, kind: MarkKind
) -> None:
    assert judge(release, MARKS[kind]).keys() == {"ai-credits.none-but-marked"}


def test_ai_in_the_credits_is_not_a_declaration_of_none(judge: Judge) -> None:
    found = judge(said("", AiAmount.NONE, (MODEL,)), MARKED)
    assert "ai-credits.message-and-artist-differ" in found
    assert "ai-credits.none-but-marked" not in found


@pytest.mark.parametrize("marks", [NO_MARKS, HUMAN])
def test_declared_none_without_a_mark_of_ai_is_quiet(judge: Judge, marks: ProvenanceMarks) -> None:
    assert judge(said("None", AiAmount.NONE), marks) == {}


def test_a_contradicted_declaration_shows_both_sides_and_the_file(judge: Judge) -> None:
    (finding,) = judge(said("None"), MARKED)["ai-credits.none-but-marked"]
    assert finding.evidence == {
        "marks": [
            {"kind": "generator", "tag": "TXXX:note", "text": "made by a model", "generator": ""}
        ],
        "message": {"amount": "none", "detail": "ContainsAI is None"},
    }
    assert finding.place is not None
    assert finding.place.tag == "TXXX:note"
    assert finding.file == Path("01.flac")


def test_a_file_that_could_not_be_read_is_never_taken_for_unmarked() -> None:
    track = a_track(contains_ai="None")
    unread = (ProvenanceMarks, Unavailable(Reason.UNREADABLE, "the file is damaged"))
    assert ProvenanceMarks in none_but_marked.track.needs
    with pytest.raises(MissingFact, match="AiDisclosure"):
        ask(none_but_marked.track, track, a_release(track), unread)


@pytest.mark.parametrize(
    ("contains_ai", "rule"),
    [("None", "none-but-marked-image"), ("", "undeclared-but-marked-image")],
)
def test_a_picture_with_a_mark_is_held_against_its_declaration(
    judge: Judge, contains_ai: str, rule: str
) -> None:
    assert judge(cover(contains_ai), in_pictures=MARKED).keys() == {f"ai-credits.{rule}"}


def test_undeclared_with_a_mark_is_a_case_of_its_own(judge: Judge) -> None:
    assert judge(said(), MARKED).keys() == {"ai-credits.undeclared-but-marked"}


@pytest.mark.parametrize("release", [said("Partly", None, (MODEL, SINGER)), said("All")])
def test_declared_ai_with_a_mark_is_what_one_expects(judge: Judge, release: Release) -> None:
    found = judge(release, MARKED)
    assert not {"ai-credits.none-but-marked", "ai-credits.undeclared-but-marked"} & found.keys()


def test_a_word_that_cannot_be_read_is_neither_none_nor_silence(judge: Judge) -> None:
    assert judge(said("Maybe"), MARKED).keys() == {"ai-credits.value-unknown"}


# --- the message and the artist --------------------------------------------------------------

WRITTEN = {AiAmount.ALL: "All", AiAmount.SOME: "Partly", AiAmount.NONE: "None"}


@pytest.mark.parametrize("artist", list(AiAmount))
@pytest.mark.parametrize("message", list(AiAmount))
def test_message_and_artist_differ_where_their_amounts_do(
    judge: Judge, message: AiAmount, artist: AiAmount
) -> None:
    found = judge(said(WRITTEN[message], artist))
    assert ("ai-credits.message-and-artist-differ" in found) is (message is not artist)


@pytest.mark.parametrize(
    ("contributors", "artist", "differs"),
    [
        ((MODEL,), AiAmount.NONE, True),
        ((MODEL,), AiAmount.SOME, False),
        ((MODEL,), AiAmount.ALL, False),
        ((MODEL, SINGER), AiAmount.ALL, True),
        ((MODEL, SINGER), AiAmount.SOME, False),
        ((MODEL, SINGER), AiAmount.NONE, True),
        ((a_contributor("A", ai_contribution="None"),), AiAmount.SOME, True),
        ((a_contributor("A", ai_contribution="None"),), AiAmount.NONE, False),
        ((SINGER,), AiAmount.ALL, False),
    ],
)
def test_credits_without_contains_ai_are_held_against_the_artist_too(
    judge: Judge, contributors: tuple[Contributor, ...], artist: AiAmount, *, differs: bool
) -> None:
    found = judge(said("", artist, contributors))
    assert ("ai-credits.message-and-artist-differ" in found) is differs


def test_a_difference_shows_both_sides(judge: Judge) -> None:
    (finding,) = judge(said("None", AiAmount.SOME))["ai-credits.message-and-artist-differ"]
    assert finding.message == (
        "the track is declared differently by the message and by the artist: "
        "ContainsAI is None, delivery.toml declares some"
    )
    assert finding.evidence == {
        "message": {"amount": "none", "detail": "ContainsAI is None"},
        "delivery": {"amount": "some", "detail": "delivery.toml declares some"},
    }


def test_a_picture_may_differ_while_the_track_does_not(judge: Judge) -> None:
    release = a_release(
        a_track(contains_ai="None"),
        images=(an_image(contains_ai="None"),),
        delivery=Delivery(artwork=Declaration(ai=AiAmount.ALL)),
    )
    assert judge(release).keys() == {"ai-credits.message-and-artist-differ-image"}


# --- silence ---------------------------------------------------------------------------------


def test_a_track_about_which_nobody_speaks_is_undeclared(judge: Judge) -> None:
    found = judge(said())
    assert found.keys() == {"ai-credits.undeclared"}
    assert found["ai-credits.undeclared"][0].message == (
        "the track has no statement about AI, neither in the message nor by the artist"
    )


@pytest.mark.parametrize(
    "release",
    [
        said("None"),
        said("", AiAmount.NONE),
        said("", None, (a_contributor(ai_contribution="None"),)),
    ],
)
def test_a_track_about_which_anyone_speaks_is_declared(judge: Judge, release: Release) -> None:
    assert judge(release) == {}


def test_a_secondary_track_need_not_be_declared(judge: Judge) -> None:
    assert judge(a_release(a_track(is_primary=False))) == {}


def cover(contains_ai: str = "", kind: str = "FrontCoverImage") -> Release:
    image = an_image(contains_ai=contains_ai, type=kind)
    return a_release(a_track(contains_ai="None"), images=(image,))


def test_a_front_cover_about_which_nobody_speaks_is_undeclared(judge: Judge) -> None:
    assert judge(cover()).keys() == {"ai-credits.artwork-undeclared"}


@pytest.mark.parametrize("amount", ["All", "Partly", "None"])
def test_a_front_cover_with_a_statement_is_declared(judge: Judge, amount: str) -> None:
    assert judge(cover(amount)) == {}


def test_a_back_cover_need_not_be_declared(judge: Judge) -> None:
    assert judge(cover(kind="BackCoverImage")) == {}


def test_an_undeclared_fact_is_not_the_same_as_none() -> None:
    assert AiDisclosure().declared is None
