"""What recipients ask of music with AI: how much, where, in the song, and with which tool."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    AsOf,
    Contributor,
    Declaration,
    Delivery,
    Finding,
    Release,
)
from precheck.testing import a_contributor, a_message, a_release, a_track, an_image, ask, look
from precheck_ai_credits.disclosure import disclosure_of_track
from precheck_ai_credits.generators import licence, plan_of
from precheck_ai_credits.options import LicenceList, SubstantialShare
from precheck_ai_credits.rules.licences import generator_not_named, generator_unlicensed
from precheck_ai_credits.rules.reach import substantially_ai
from precheck_ai_credits.rules.works import composition_with_shares
from precheck_ai_credits.works import WorkShare, WorkShares

JudgeFully = Callable[..., dict[str, list[Finding]]]
NONE, SOME, ALL = AiAmount.NONE, AiAmount.SOME, AiAmount.ALL
VOICE = a_contributor("LeadVocalist")
DRUMS = a_contributor("Musician", name="Ben Example")
MODEL = a_contributor("Musician", special="GenerativeAI")
POET = a_contributor("Lyricist", special="GenerativeAI")
MELODY = a_contributor("Composer", special="GenerativeAI")


def a_song(*contributors: Contributor, said: Declaration | None = None) -> Release:
    track = a_track(contains_ai="Partly", contributors=contributors)
    return a_release(track, delivery=Delivery(audio=said or Declaration()))


def disclosed(release: Release) -> AiDisclosure:
    learned = look(disclosure_of_track, release.tracks[0], release)
    assert isinstance(learned, AiDisclosure)
    return learned


@pytest.mark.parametrize(
    ("contributors", "share", "is_found"),
    [
        ((VOICE, MODEL), 0.5, True),
        ((VOICE, DRUMS, MODEL), 0.5, False),
        ((VOICE, DRUMS, MODEL), 0.33, True),
        ((VOICE, POET), 0.1, False),
        ((MODEL,), 0.5, True),
        ((), 0.1, False),
    ],
)
def test_a_share_of_what_is_heard_is_counted(
    contributors: tuple[Contributor, ...], share: float, *, is_found: bool
) -> None:
    release = a_song(*contributors)
    found = ask(
        substantially_ai, release.tracks[0], disclosed(release), SubstantialShare(share=share)
    )
    assert bool(found) is is_found


def test_roles_that_the_artist_declares_are_counted_too() -> None:
    release = a_song(VOICE, said=Declaration(ai=SOME, roles={"drums": SOME, "Programmer": ALL}))
    (finding,) = ask(substantially_ai, release.tracks[0], disclosed(release))
    assert finding.evidence["with_ai"] == ["Programmer"]
    assert finding.evidence["heard"] == ["LeadVocalist", "Programmer"]


@pytest.mark.parametrize(
    ("share", "claimed"),
    [
        (WorkShare(controller="Ada", percentage="50"), "50 %"),
        (WorkShare(controller="Ada"), "all"),
        (WorkShare(controller="Ada", is_unknown=True), "an unknown share"),
        (WorkShare(controller="Ada", percentage="half"), "half %"),
        (WorkShare(controller="Ada", percentage="0"), ""),
        (WorkShare(controller="Ada", percentage="0.000"), ""),
    ],
)
def test_a_share_in_a_song_that_nobody_wrote_is_held(share: WorkShare, claimed: str) -> None:
    release = a_song(VOICE, POET, MELODY)
    found = ask(
        composition_with_shares,
        release.tracks[0],
        release,
        disclosed(release),
        WorkShares(shares=(share,)),
    )
    assert [f"Ada claims {claimed} of the work" in f.message for f in found] == [True][
        : bool(claimed)
    ]


@pytest.mark.parametrize(
    "contributors",
    [
        (VOICE, MODEL),
        (POET, a_contributor("Composer")),
        (a_contributor("Composer"),),
        (VOICE, POET),
        (VOICE, MELODY),
        (a_contributor("Arranger", special="GenerativeAI"),),
    ],
)
def test_a_song_with_a_writer_or_of_which_a_part_is_open_may_have_shares(
    contributors: tuple[Contributor, ...],
) -> None:
    release = a_song(*contributors)
    shares = WorkShares(shares=(WorkShare(controller="Ada"),))
    track = release.tracks[0]
    assert ask(composition_with_shares, track, release, disclosed(release), shares) == []


def test_music_that_nobody_sings_has_no_words_to_ask_for() -> None:
    release = a_song(MODEL, MELODY)
    shares = WorkShares(shares=(WorkShare(controller="Ada"),))
    (found,) = ask(composition_with_shares, release.tracks[0], release, disclosed(release), shares)
    assert "all AI (Composer)" in found.message


@pytest.mark.parametrize(
    ("tool", "day", "is_found"),
    [
        ("Suno", date(2026, 4, 30), True),
        ("Suno", date(2026, 4, 29), False),
        ("Udio", date(2026, 11, 22), False),
        ("Homemade", date(2026, 11, 22), False),
    ],
)
def test_a_list_of_licences_holds_from_its_day(tool: str, day: date, *, is_found: bool) -> None:
    release = a_song(VOICE, MODEL, said=Declaration(ai=SOME, tool=tool))
    found = ask(
        generator_unlicensed,
        release.tracks[0],
        release,
        disclosed(release),
        AsOf(day),
        LicenceList(),
    )
    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("word", "declared", "is_found"),
    [
        ("Partly", Declaration(), True),
        ("Partly", Declaration(tool="Suno"), False),
        ("Partly", Declaration(ai=NONE), False),
        ("", Declaration(), False),
    ],
)
def test_what_the_release_states_and_no_track_takes_up_wants_the_tool_of_each(
    word: str, declared: Declaration, *, is_found: bool
) -> None:
    tracks = (a_track("A1", contributors=(VOICE,)), a_track("A2", contributors=(VOICE,)))
    release = a_release(
        *tracks,
        contains_ai=word,
        message=a_message("4.3.2"),
        delivery=Delivery(tracks={"A1": declared}),
    )
    asked = (release, disclosed(release), AsOf(date(2026, 11, 22)), LicenceList())
    found = ask(generator_not_named, release.tracks[0], *asked)
    assert [f.message for f in found] == [
        "the track may contain AI, but with no tool",
    ][: int(is_found)]


def test_an_unknown_list_names_nobody() -> None:
    assert licence("another", "Suno", date(2026, 11, 22)) is None


@pytest.mark.parametrize(
    ("name", "made", "is_commercial"),
    [
        ("Creator", date(2025, 8, 14), True),
        ("Creator", date(2025, 11, 21), True),
        ("Creator", date(2025, 11, 22), None),
        ("Creator", date(2025, 8, 13), None),
        ("Creator", None, None),
        ("free plan", date(2026, 5, 1), False),
    ],
)
def test_a_plan_is_known_for_its_days_alone(
    name: str, made: date | None, *, is_commercial: bool | None
) -> None:
    plan = plan_of("ElevenLabs", name, made)
    assert (plan.is_commercial if plan is not None else None) is is_commercial


# --- what only some ask for --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contains_ai", "kind", "is_found"),
    [
        ("All", "FrontCoverImage", True),
        ("Partly", "FrontCoverImage", True),
        ("None", "FrontCoverImage", False),
        ("", "FrontCoverImage", False),
        ("All", "BackCoverImage", False),
    ],
)
def test_a_cover_with_ai_is_told_to_those_who_ask(
    judge_fully: JudgeFully, contains_ai: str, kind: str, *, is_found: bool
) -> None:
    release = a_release(a_track(), images=(an_image(contains_ai=contains_ai, type=kind),))
    assert ("ai-credits.artwork-ai" in judge_fully(release)) is is_found


@pytest.mark.parametrize(
    ("contributors", "said", "is_open"),
    [
        ((VOICE, MODEL), {}, True),
        ((VOICE, POET), {}, False),
        ((VOICE, MODEL, a_contributor("Composer")), {}, True),
        ((VOICE, MODEL, a_contributor("Composer", ai_contribution="None")), {}, False),
        ((VOICE, MODEL), {"composition": NONE}, False),
    ],
)
def test_whether_the_song_has_ai_may_be_open(
    judge_fully: JudgeFully,
    contributors: tuple[Contributor, ...],
    said: dict[str, AiAmount],
    *,
    is_open: bool,
) -> None:
    release = a_song(*contributors, said=Declaration(ai=SOME, roles=said))
    assert ("ai-credits.composition-undeclared" in judge_fully(release)) is is_open


def test_credits_on_pictures_and_videos_reach_no_listener(judge_fully: JudgeFully) -> None:
    painter = a_contributor("Illustrator", special="GenerativeAI")
    video = a_track("A2", kind="Video", contains_ai="Partly", contributors=(VOICE, MODEL))
    cover = an_image(contains_ai="All", contributors=(painter,))
    found = judge_fully(a_release(a_track(), video, images=(cover,)))
    (told,) = found["ai-credits.credit-outside-sound"]
    assert told.message.startswith("the video credits AI by role (GenerativeAI (Musician))")
    assert "ai-credits.credit-outside-sound-image" in found
