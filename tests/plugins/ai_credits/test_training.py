"""Deals that let AI be trained on the music."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from precheck import Deal, Finding, Release
from precheck.testing import a_message, a_release, a_track
from precheck_ai_credits.rules.training import NEW_NAMES, OLD_NAMES, TRAINING

Judge = Callable[..., dict[str, list[Finding]]]

GRANTED, DATED = "ai-credits.training-granted", "ai-credits.training-name-dated"


def granting(*uses: str, avs: str = "", version: str = "4.3.2", **terms: Any) -> Release:
    """A release with one deal for these uses."""
    terms = {"territories": ("Worldwide",)} | terms
    deal = Deal(release_references=("R0",), use_types=uses, **terms)
    message = a_message(version, deals=(deal,), avs_version=avs)
    return a_release(a_track(contains_ai="None"), message=message)


@pytest.mark.parametrize("version", ["4.3.1", "4.3.2"])
@pytest.mark.parametrize("use", sorted(TRAINING))
def test_a_grant_of_training_is_caught_alone(judge: Judge, use: str, version: str) -> None:
    found = judge(granting("OnDemandStream", use, version=version))
    assert found.keys() == {GRANTED}


@pytest.mark.parametrize(
    "uses", [(), ("OnDemandStream", "PermanentDownload"), ("UseForIdentification",)]
)
def test_an_ordinary_deal_grants_no_training(judge: Judge, uses: tuple[str, ...]) -> None:
    assert judge(granting(*uses, avs="9")) == {}


def test_a_takedown_grants_nothing(judge: Judge) -> None:
    assert judge(granting("UseForGenerativeAI", avs="9", is_takedown=True)) == {}


def test_a_release_without_a_deal_grants_nothing(judge: Judge) -> None:
    assert judge(a_release(a_track(contains_ai="None"))) == {}


@pytest.mark.parametrize("avs", ["9", "009", "12"])
@pytest.mark.parametrize("use", NEW_NAMES)
def test_a_name_that_a_new_set_lost_is_caught(judge: Judge, use: str, avs: str) -> None:
    assert judge(granting(use, avs=avs)).keys() == {GRANTED, DATED}
    assert judge(granting(NEW_NAMES[use], avs=avs)).keys() == {GRANTED}


@pytest.mark.parametrize("avs", ["6", "3"])
@pytest.mark.parametrize("use", OLD_NAMES)
def test_a_name_that_an_old_set_lacks_is_caught(judge: Judge, use: str, avs: str) -> None:
    assert judge(granting(use, avs=avs)).keys() == {GRANTED, DATED}
    assert judge(granting(OLD_NAMES[use], avs=avs)).keys() == {GRANTED}


@pytest.mark.parametrize("avs", ["", "7", "8", "4.3.1", "banana", "²"])
@pytest.mark.parametrize("use", sorted(TRAINING))
def test_a_set_that_does_not_tell_is_not_judged(judge: Judge, use: str, avs: str) -> None:
    assert judge(granting(use, avs=avs)).keys() == {GRANTED}


@pytest.mark.parametrize("avs", ["6", "9"])
def test_data_mining_kept_its_name(judge: Judge, avs: str) -> None:
    assert judge(granting("UseForDataMining", avs=avs)).keys() == {GRANTED}


def test_both_names_are_told(judge: Judge) -> None:
    (finding,) = judge(granting("UseForGenerativeAI", avs="9"))[DATED]
    assert finding.message == (
        "the release has a deal with the use UseForGenerativeAI, "
        "which allowed value set 9 calls UseForTrainingGenerativeAI"
    )
    assert finding.evidence["expected"] == "UseForTrainingGenerativeAI"


@pytest.mark.parametrize(
    ("terms", "where"),
    [
        ({}, "in Worldwide"),
        ({"territories": (), "excluded_territories": ("US", "CA")}, "everywhere but in US, CA"),
        ({"territories": ()}, "without naming a territory"),
    ],
)
def test_a_grant_is_told_with_its_territory(
    judge: Judge, terms: dict[str, Any], where: str
) -> None:
    (finding,) = judge(granting("UseForDataMining", **terms))[GRANTED]
    assert finding.message == f"the release has a deal that grants UseForDataMining {where}"
