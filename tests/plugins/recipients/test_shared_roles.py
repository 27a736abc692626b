"""A role that a person and a model had, in one credit and in two."""

from __future__ import annotations

import pytest

from precheck import Contributor, Finding
from precheck.testing import a_contributor, a_message, a_track, ask
from precheck_recipients.rules.shared_roles import shared_role_in_one_credit

MODEL = a_contributor("Musician", special="GenerativeAI", ai_contribution="All")
SINGER = a_contributor("LeadVocalist", ai_contribution="Partly")


def told(*contributors: Contributor, kind: str = "SoundRecording") -> list[Finding]:
    return ask(
        shared_role_in_one_credit, a_track(contributors=contributors, kind=kind), a_message()
    )


def test_a_performer_who_is_partly_ai_is_told() -> None:
    [finding] = told(SINGER)
    assert finding.message == (
        "Ada Example is credited with LeadVocalist as partly AI, "
        "but no credit says so of GenerativeAI"
    )


def test_a_model_with_another_role_makes_no_difference() -> None:
    [finding] = told(SINGER, MODEL)
    assert finding.evidence["roles"] == ["LeadVocalist"]


@pytest.mark.parametrize(
    "contributors",
    [
        (a_contributor("Musician", ai_contribution="Partly"), MODEL),
        (a_contributor("Musician", ai_contribution="None"),),
        (a_contributor("Musician"), MODEL),
        (a_contributor("MasteringEngineer", "Mixer", ai_contribution="Partly"),),
        (a_contributor(ai_contribution="Partly"),),
        (a_contributor("Musician", special="GenerativeAI", ai_contribution="Partly"),),
    ],
)
def test_two_credits_and_what_is_no_role_of_both_are_fine(
    contributors: tuple[Contributor, ...],
) -> None:
    assert told(*contributors) == []


def test_of_several_roles_those_are_told_that_no_model_has() -> None:
    [finding] = told(a_contributor("Musician", "Lyricist", ai_contribution="Partly"), MODEL)
    assert finding.evidence["roles"] == ["Lyricist"]


def test_videos_are_left_out() -> None:
    assert told(SINGER, kind="Video") == []
