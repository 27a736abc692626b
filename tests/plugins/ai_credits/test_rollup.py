"""What the release states about AI, against what its tracks add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from msgspec.structs import replace

from precheck import (
    AiAmount,
    Contributor,
    Declaration,
    Delivery,
    DisplayArtist,
    Finding,
    Release,
    Resource,
)
from precheck.testing import a_contributor, a_release, a_track, an_image

Judge = Callable[..., dict[str, list[Finding]]]

RULE = "ai-credits.release-differs-from-tracks"
WORDS = ("All", "Partly", "None")
MODEL = a_contributor("Musician", special="GenerativeAI")


def release(stated: str, *tracks: str, credited: tuple[Contributor, ...] = ()) -> Release:
    """A release whose tracks state these words; the first has these credits."""
    numbered = [
        a_track(
            f"A{number}",
            title=f"Song {number}",
            contains_ai=word,
            contributors=() if number > 1 else credited,
        )
        for number, word in enumerate(tracks, start=1)
    ]
    return a_release(*numbered, contains_ai=stated)


def sums(*tracks: str) -> Iterator[str]:
    """What the tracks may add up to, if those that are silent may be anything."""
    for chosen in product(*((word,) if word else WORDS for word in tracks)):
        yield chosen[0] if len(set(chosen)) == 1 else "Partly"


@pytest.mark.parametrize("tracks", [*product(("", *WORDS), repeat=3), *product(("", *WORDS))])
@pytest.mark.parametrize("stated", WORDS)
def test_a_release_is_caught_where_no_answer_of_the_silent_tracks_makes_it_right(
    judge: Judge, stated: str, tracks: tuple[str, ...]
) -> None:
    is_wrong = stated not in set(sums(*tracks))
    assert (RULE in judge(release(stated, *tracks))) is is_wrong


@pytest.mark.parametrize(
    ("stated", "tracks"),
    [("None", ("None", "Partly")), ("All", ("All", "None")), ("Partly", ("None", "None"))],
)
def test_a_wrong_sum_is_caught_by_its_rule_alone(
    judge: Judge, stated: str, tracks: tuple[str, ...]
) -> None:
    credits_ = {"All": MODEL, "Partly": a_contributor("Producer", ai_contribution="Partly")}
    numbered = [
        a_track(f"A{n}", contains_ai=word, contributors=(credits_[word],) if word != "None" else ())
        for n, word in enumerate(tracks)
    ]
    found = judge(a_release(*numbered, contains_ai=stated))
    assert found.keys() - {"ai-credits.fully-ai", "ai-credits.partly-ai"} == {RULE}


@pytest.mark.parametrize("stated", ["", "partly", "Some"])
def test_a_release_that_states_nothing_readable_is_not_compared(judge: Judge, stated: str) -> None:
    assert RULE not in judge(release(stated, "All", "None"))


def test_a_track_with_an_unknown_word_leaves_the_sum_open(judge: Judge) -> None:
    assert RULE not in judge(release("All", "All", "partly"))


@pytest.mark.parametrize(
    ("stated", "credit", "is_wrong"),
    [
        ("None", MODEL, True),
        ("All", MODEL, False),
        ("Partly", MODEL, False),
        ("All", a_contributor("Producer", ai_contribution="Partly"), True),
        ("None", a_contributor("Producer", ai_contribution="Partly"), True),
        ("All", a_contributor("Producer", ai_contribution="None"), True),
        ("None", a_contributor("Producer", ai_contribution="None"), False),
        ("All", a_contributor("Producer"), False),
        ("All", a_contributor("Musician", special="GenerativeAI", ai_contribution="None"), False),
    ],
)
def test_a_credit_rules_out_what_it_denies(
    judge: Judge, stated: str, credit: Contributor, *, is_wrong: bool
) -> None:
    assert (RULE in judge(release(stated, "", credited=(credit,)))) is is_wrong


@pytest.mark.parametrize("stated", WORDS)
def test_a_release_without_tracks_has_nothing_to_add_up(judge: Judge, stated: str) -> None:
    assert judge(a_release(tracks=(), contains_ai=stated)) == {}


def test_pictures_and_secondary_tracks_do_not_count(judge: Judge) -> None:
    found = judge(
        a_release(
            a_track("A1", contains_ai="None"),
            a_track("A2", contains_ai="All", contributors=(MODEL,), is_primary=False),
            images=(an_image(contains_ai="All", contributors=(MODEL,)),),
            contains_ai="None",
        )
    )
    assert RULE not in found


def test_it_is_told_which_tracks_say_what(judge: Judge) -> None:
    (finding,) = judge(release("None", "None", "", "All", "None", "None", "None"))[RULE]
    assert finding.message == (
        "the release states ContainsAI None, but its tracks add up to Partly: "
        "None for A1 Song 1, A4 Song 4, A5 Song 5 and 1 more; no ContainsAI for A2 Song 2; "
        "All for A3 Song 3"
    )
    assert finding.evidence["sum_of_tracks"] == ["Partly"]
    told = finding.evidence["tracks"]
    assert isinstance(told, list)
    assert [track["contains_ai"] for track in told] == ["None", "", "All", "None", "None", "None"]


def test_an_open_sum_names_what_it_may_be(judge: Judge) -> None:
    (finding,) = judge(release("None", "All", ""))[RULE]
    assert "add up to All or Partly:" in finding.message


@pytest.mark.parametrize(
    ("stated", "is_wrong"), [("None", True), ("Partly", False), ("All", False)]
)
def test_a_model_displayed_as_the_artist_of_a_silent_track_rules_out_none(
    judge: Judge, stated: str, *, is_wrong: bool
) -> None:
    track = a_track(artists=(DisplayArtist(special="GenerativeAI"),))
    assert (RULE in judge(a_release(track, contains_ai=stated))) is is_wrong


BESIDE = "ai-credits.release-none-with-ai-beside"


@pytest.mark.parametrize(
    ("stated", "said", "told"),
    [
        ("None", ("None", "All", ""), {BESIDE}),
        ("None", ("None", "Partly", ""), {BESIDE}),
        ("None", ("", "All", ""), {BESIDE}),
        ("None", ("None", "None", "All"), {BESIDE}),
        ("Partly", ("None", "All", ""), set()),
        ("", ("None", "All", "All"), set()),
        ("None", ("None", "None", "None"), set()),
        ("None", ("None", "", ""), set()),
        ("Partly", ("None", "None", "None"), {RULE}),
        ("None", ("Partly", "All", ""), {RULE}),
        ("All", ("All", "None", ""), set()),
    ],
)
def test_a_release_without_ai_has_none_in_its_pictures_and_texts(
    judge: Judge, stated: str, said: tuple[str, str, str], told: set[str]
) -> None:
    track, cover, booklet = said
    text = Resource(reference="A8", kind="Text", type="NonInteractiveBooklet", contains_ai=booklet)
    made = a_release(
        a_track(contains_ai=track),
        images=(an_image(contains_ai=cover),),
        resources=(text,),
        contains_ai=stated,
    )
    assert judge(made).keys() & {RULE, BESIDE} == told


def test_a_cover_with_ai_is_declared_by_the_artist_as_well(judge: Judge) -> None:
    track, cover = a_track(contains_ai="None"), an_image(contains_ai="")
    drawn = Delivery(artwork=Declaration(ai=AiAmount.SOME))
    made = a_release(track, images=(cover,), contains_ai="None", delivery=drawn)
    (finding,) = judge(made)[BESIDE]
    assert finding.message == (
        "the release states ContainsAI None, but there is AI in the front cover A9 "
        "(delivery.toml declares some)"
    )


MODEL_SHOWN = (DisplayArtist(special="GenerativeAI"),)
UNPLACED = "ai-credits.release-ai-unplaced"


def test_a_model_that_the_release_displays_leaves_open_which_tracks_it_made(judge: Judge) -> None:
    tracks = (a_track("A1"), a_track("A2", isrc="QZABC2600002"))
    (finding,) = judge(a_release(*tracks, artists=MODEL_SHOWN))[UNPLACED]
    assert finding.message.startswith(
        "the release displays GenerativeAI as its artist, and nothing names the tracks: A1 "
    )
    said = a_track("A2", isrc="QZABC2600002", contains_ai="All", contributors=(MODEL,))
    assert UNPLACED not in judge(a_release(tracks[0], said, artists=MODEL_SHOWN))


def test_a_model_that_the_release_displays_speaks_for_its_one_track(judge: Judge) -> None:
    release = a_release(a_track(), artists=MODEL_SHOWN)
    found = judge(release)
    assert "ai-credits.undeclared" not in found
    assert "ai-credits.partly-ai" in found
    denied = replace(release, delivery=Delivery(audio=Declaration(ai=AiAmount.NONE)))
    assert "ai-credits.message-and-artist-differ" in judge(denied)


def test_a_release_without_ai_has_none_in_a_secondary_track(judge: Judge) -> None:
    bonus = a_track("A2", isrc="QZABC2600002", contains_ai="All", is_primary=False)
    made = a_release(a_track(contains_ai="None"), bonus, contains_ai="None")
    (finding,) = judge(made)[BESIDE]
    assert finding.message.endswith("but there is AI in the track A2 (ContainsAI is All)")
