"""Which credits are the same, and which are only alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from precheck import Contributor, Finding, Instrument, Party, Release, Role
from precheck.testing import a_contributor, a_party, a_release, a_track

Judge = Callable[..., dict[str, list[Finding]]]

EDITION, MIXED, SPLIT = (
    f"ai-credits.{name}" for name in ("edition-differs", "mixed-role", "generative-split")
)
GUITAR = Role(value="Musician", instruments=(Instrument(value="Guitar"),))


def playing(role: Role, said: str, **values: Any) -> Contributor:
    """A credit of a person for one role; in the edition where it says `None`."""
    party = values.pop("party", a_party())
    in_edition = said == "None"
    return Contributor(
        party=party, roles=(role,), ai_contribution=said, of_edition=in_edition, **values
    )


def crediting(*contributors: Contributor) -> Release:
    return a_release(a_track(contains_ai="Partly", contributors=contributors))


def test_both_sides_of_an_edition_are_told_once(judge: Judge) -> None:
    here, there = playing(GUITAR, "Partly"), playing(GUITAR, "None")
    (finding,) = judge(crediting(here, there, there))[EDITION]
    assert finding.message == (
        "the track has AiContribution Partly for Ada Example (Musician), but its edition has None"
    )
    assert finding.evidence == {
        "recording": {
            "contributor": "Ada Example",
            "roles": ["Musician"],
            "ai_contribution": "Partly",
        },
        "edition": {"contributor": "Ada Example", "roles": ["Musician"], "ai_contribution": "None"},
    }


@pytest.mark.parametrize(
    "there",
    [
        playing(replace(GUITAR, instruments=(Instrument(value="Drums"),)), "None"),
        playing(Role(value="Composer"), "None"),
        playing(GUITAR, "None", party=a_party("Ben Example")),
        playing(GUITAR, "None", party=a_party(reference="PAda")),
        replace(playing(GUITAR, "None"), ai_contribution="Partly"),
    ],
)
def test_another_credit_is_not_compared(judge: Judge, there: Contributor) -> None:
    assert EDITION not in judge(crediting(playing(GUITAR, "Partly"), there))


def test_roles_in_free_text_are_compared_by_their_text(judge: Judge) -> None:
    here = playing(Role(value="UserDefined", user_defined="Whistler"), "Partly")
    there = playing(Role(value="UserDefined", user_defined="Stomper"), "None")
    same = replace(there, roles=here.roles)
    assert EDITION not in judge(crediting(here, there))
    (finding,) = judge(crediting(here, same))[EDITION]
    assert "Ada Example (Whistler)" in finding.message


def test_people_without_a_name_are_not_taken_for_one(judge: Judge) -> None:
    nobody = Party()
    here, there = playing(GUITAR, "Partly", party=nobody), playing(GUITAR, "None", party=nobody)
    assert EDITION not in judge(crediting(here, there))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (a_party("Ada Example"), a_party("ADA EXAMPLE")),
        (a_party("Ada", reference="PAda"), a_party("A. Example", reference="PAda")),
    ],
)
def test_a_person_is_known_by_reference_and_else_by_name(
    judge: Judge, here: Party, there: Party
) -> None:
    credited = playing(GUITAR, "Partly", party=here), playing(GUITAR, "None", party=there)
    assert EDITION in judge(crediting(*credited))


def test_a_traditional_tune_with_a_party_is_not_about_ai(judge: Judge) -> None:
    tune = replace(a_contributor("Composer", special="Traditional"), party=a_party())
    assert judge(a_release(a_track(contains_ai="None", contributors=(tune, tune)))) == {}


def test_the_models_of_an_edition_are_not_counted(judge: Judge) -> None:
    model = a_contributor("Musician", special="GenerativeAI")
    there = replace(model, of_edition=True)
    assert SPLIT not in judge(crediting(model, there, there))


def test_both_names_in_one_credit_are_told(judge: Judge) -> None:
    mixed = replace(a_contributor("Lyricist", special="GenerativeAI"), party=a_party())
    (finding,) = judge(crediting(mixed))[MIXED]
    assert finding.message == (
        "the track has one credit for both GenerativeAI (Lyricist) and Ada Example"
    )
    assert finding.evidence["party"] == "Ada Example"
