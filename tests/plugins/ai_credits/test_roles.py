"""A role that the artist declares is held against the credits for it and for its kinds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from precheck import AiAmount, Contributor, Declaration, Delivery, Finding, Release
from precheck.testing import a_contributor, a_message, a_release, a_track

Judge = Callable[..., dict[str, list[Finding]]]
NONE, SOME, ALL = AiAmount.NONE, AiAmount.SOME, AiAmount.ALL
DIFFERS, LOST = "ai-credits.role-differs", "ai-credits.role-lost"


def model(*roles: str) -> Contributor:
    return a_contributor(*roles, special="GenerativeAI")


def person(*roles: str, ai: str = "", name: str = "Ada Example") -> Contributor:
    return a_contributor(*roles, name=name, ai_contribution=ai)


def a_song(*credited: Contributor, **roles: AiAmount) -> Release:
    return a_release(
        a_track(contains_ai="Partly", contributors=credited),
        message=a_message("4.3.2"),
        delivery=Delivery(audio=Declaration(ai=SOME, roles=roles)),
    )


def found(judge: Judge, release: Release) -> list[tuple[str, object]]:
    told = judge(release)
    return [(rule, one.evidence["role"]) for rule in (DIFFERS, LOST) for one in told.get(rule, ())]


SANG = model("LeadVocalist")


@pytest.mark.parametrize(
    "release",
    [
        a_song(person("LeadVocalist", ai="None"), model("Musician"), vocals=ALL),
        a_song(SANG, person("BackgroundVocalist", ai="None"), vocals=ALL),
        a_song(SANG, person("BackgroundVocalist"), vocals=ALL),
        a_song(SANG, person("BackgroundVocalist", ai="Partly"), vocals=ALL),
        a_song(SANG, vocals=NONE),
        a_song(person("Choir", ai="Partly"), vocals=NONE),
        a_song(person("LeadVocalist", ai="None"), model("Musician"), vocals=SOME),
        a_song(model("Vocalist"), vocals=SOME),
    ],
)
def test_a_plain_word_is_held_against_every_kind_of_the_role(
    judge: Judge, release: Release
) -> None:
    assert found(judge, release) == [(DIFFERS, "Vocalist")]


@pytest.mark.parametrize(
    "release",
    [
        a_song(SANG, vocals=ALL),
        a_song(SANG, model("BackgroundVocalist"), vocals=ALL),
        a_song(SANG, person("Narrator", ai="None"), vocals=ALL),
        a_song(SANG, person("StudioMusician", ai="None"), vocals=ALL),
        a_song(SANG, person("BackgroundVocalist", ai="None"), vocals=SOME),
        a_song(SANG, vocals=SOME),
        a_song(person("ChoirMember", ai="Partly"), vocals=SOME),
        a_song(model("Musician"), person("LeadVocalist", ai="None"), vocals=NONE),
        a_song(SANG, person("Choir", ai="None"), vocals=ALL, Choir=NONE),
        a_song(SANG, person("Choir", ai="None"), LeadVocalist=ALL),
        a_song(model("Vocalist"), LeadVocalist=ALL),
        a_song(model("Vocalist"), person("Lyricist", ai="None"), LeadVocalist=ALL, lyrics=NONE),
        a_song(
            SANG,
            model("ComposerLyricist"),
            person("StudioMusician", ai="Partly"),
            vocals=ALL,
            lyrics=ALL,
            composition=ALL,
            instruments=SOME,
        ),
    ],
)
def test_a_credit_for_a_kind_of_the_role_is_a_credit_for_the_role(
    judge: Judge, release: Release
) -> None:
    assert found(judge, release) == []


@pytest.mark.parametrize(
    ("release", "differing"),
    [
        (
            a_song(model("ComposerLyricist"), lyrics=NONE, composition=NONE),
            {"Lyricist", "Composer"},
        ),
        (a_song(model("ComposerLyricist"), lyrics=ALL, composition=NONE), {"Composer"}),
        (a_song(person("ComposerLyricist", ai="None"), lyrics=ALL), {"Lyricist"}),
        (a_song(person("ComposerLyricist", ai="None"), lyrics=SOME), {"Lyricist"}),
        (
            a_song(person("ComposerLyricist", ai="Partly"), lyrics=NONE, composition=NONE),
            {"Lyricist", "Composer"},
        ),
        (
            a_song(person("ComposerLyricist", ai="Partly"), lyrics=ALL, composition=ALL),
            {"Lyricist", "Composer"},
        ),
        (a_song(person("Composer", ai="None"), ComposerLyricist=ALL), {"ComposerLyricist"}),
        (a_song(person("ComposerLyricist", ai="Partly"), lyrics=NONE, composition=SOME), set()),
        (a_song(person("ComposerLyricist", ai="Partly"), lyrics=NONE), set()),
        (a_song(person("ComposerLyricist", ai="Partly"), lyrics=ALL, composition=NONE), set()),
        (a_song(model("ComposerLyricist"), lyrics=ALL), set()),
        (a_song(model("Lyricist", "Composer"), ComposerLyricist=ALL), set()),
        (a_song(model("Lyricist"), person("ComposerLyricist"), lyrics=ALL), set()),
    ],
)
def test_words_and_music_in_one_role_are_held_against_both(
    judge: Judge, release: Release, differing: set[str]
) -> None:
    assert {role for _, role in found(judge, release)} == differing
    assert LOST not in judge(release)


@pytest.mark.parametrize(
    ("release", "role"),
    [
        (a_song(model("Musician"), vocals=ALL), "Vocalist"),
        (a_song(model("Musician"), person("LeadVocalist"), vocals=ALL), "Vocalist"),
        (
            a_song(
                model("Musician"),
                person("LeadVocalist", ai="None"),
                person("Choir", name="Ben Example"),
                vocals=SOME,
            ),
            "Vocalist",
        ),
        (a_song(model("Lyricist"), ComposerLyricist=ALL), "ComposerLyricist"),
        (a_song(model("StudioMusician"), PrimaryMusician=ALL), "PrimaryMusician"),
    ],
)
def test_a_role_that_no_credit_shows_or_denies_is_lost(
    judge: Judge, release: Release, role: str
) -> None:
    assert found(judge, release) == [(LOST, role)]


def test_both_sides_are_told_with_the_credits_that_differ(judge: Judge) -> None:
    release = a_song(SANG, person("BackgroundVocalist", ai="None"), vocals=ALL)
    (finding,) = judge(release)[DIFFERS]
    assert finding.evidence == {
        "role": "Vocalist",
        "message": {
            "amount": "some",
            "roles": ["LeadVocalist", "BackgroundVocalist"],
            "credited": ["GenerativeAI", "Ada Example"],
        },
        "delivery": {"amount": "all"},
    }
