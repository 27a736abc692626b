"""How much of a track is declared to be AI, for the recipients' policies to judge."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from msgspec import structs

from precheck import (
    AiAmount,
    Contributor,
    Declaration,
    Delivery,
    DisplayArtist,
    Finding,
    Release,
    Severity,
)
from precheck.testing import a_contributor, a_release, a_track, ask, look
from precheck_ai_credits.disclosure import disclosure_of_track
from precheck_ai_credits.options import Help
from precheck_ai_credits.rules import RULES
from precheck_ai_credits.rules.outcomes import partly_ai

FLAG, UNCREDITED = "ai-credits.track-flag-only", "ai-credits.partly-without-contributor"
Judge = Callable[..., dict[str, list[Finding]]]

MODEL = a_contributor("Musician", special="GenerativeAI")
NAMELESS_MODEL = a_contributor(special="GenerativeAI")
SINGER = a_contributor("LeadVocalist")
FULLY, MAYBE, PARTLY = (f"ai-credits.{rule}" for rule in ("fully-ai", "may-be-all-ai", "partly-ai"))


def said(
    message: str = "",
    artist: AiAmount | None = None,
    contributors: tuple[Contributor, ...] = (SINGER,),
    roles: dict[str, AiAmount] | None = None,
) -> Release:
    track = a_track(contains_ai=message, contributors=contributors)
    return a_release(track, delivery=Delivery(audio=Declaration(ai=artist, roles=roles or {})))


def shown(contributors: tuple[Contributor, ...]) -> Release:
    """A release whose track displays a model, and says no more."""
    model = DisplayArtist(special="GenerativeAI")
    return a_release(a_track(artists=(model,), contributors=contributors))


@pytest.mark.parametrize(
    ("release", "outcome"),
    [
        (said("All", None, (MODEL,)), {FULLY}),
        (said("", AiAmount.ALL), {FULLY}),
        (said("Partly", AiAmount.ALL), {FULLY}),
        (said("All", AiAmount.NONE), {FULLY}),
        (said("Partly", None, (MODEL,)), {PARTLY}),
        (said("", AiAmount.SOME), {PARTLY}),
        (said("", None, (MODEL, SINGER)), {PARTLY}),
        (said("", None, (MODEL,)), {MAYBE}),
        (said("", None, (NAMELESS_MODEL,)), {MAYBE}),
        (shown((SINGER,)), {PARTLY}),
        (shown(()), {MAYBE}),
        (said("", None, (SINGER,), {"vocals": AiAmount.ALL}), {PARTLY}),
        (said("", None, (), {"vocals": AiAmount.ALL}), {MAYBE}),
        (said("", None, (), {"vocals": AiAmount.ALL, "lyrics": AiAmount.SOME}), {PARTLY}),
        (said("", AiAmount.SOME, (MODEL,)), {PARTLY}),
        (said("", AiAmount.NONE, (MODEL,)), {MAYBE}),
        (said("None"), set()),
        (said("", AiAmount.NONE), set()),
        (said(), set()),
    ],
)
def test_the_outcome_is_what_anyone_declares_at_most(
    judge: Judge, release: Release, outcome: set[str]
) -> None:
    assert judge(release).keys() & {FULLY, MAYBE, PARTLY} == outcome


def test_a_track_that_is_all_ai_is_only_a_note_until_a_recipient_minds() -> None:
    defaults = {rule.id: rule.severity for rule in RULES}
    assert defaults[FULLY] is Severity.NOTE
    assert defaults[PARTLY] is defaults[MAYBE] is Severity.OFF


@pytest.mark.parametrize(
    ("release", "is_empty"),
    [
        (said("Partly", None, (SINGER, MODEL)), False),
        (said("All", None, (MODEL,)), False),
        (said("Partly", None, (a_contributor("Producer", ai_contribution="Partly"),)), False),
        (said("None"), False),
        (said(""), False),
        (said("Partly"), True),
        (said("All", None, ()), True),
        (said("All", None, (NAMELESS_MODEL,)), True),
    ],
)
def test_a_flag_for_the_track_without_a_role_feeds_no_credit(
    judge: Judge, release: Release, *, is_empty: bool
) -> None:
    assert ("ai-credits.track-flag-only" in judge(release)) is is_empty


@pytest.mark.parametrize("message", ["", "None", "Partly"])
def test_help_that_the_artist_declares_is_told_and_declares_nothing(
    judge: Judge, message: str
) -> None:
    helped = {"tuning": AiAmount.SOME, "mastering": AiAmount.ALL}
    found = judge(said(message, roles=helped))
    beside = {"": {"ai-credits.undeclared"}, "None": set(), "Partly": {PARTLY, FLAG, UNCREDITED}}[
        message
    ]
    assert found.keys() == {"ai-credits.assistance-as-ai", *beside}
    (told,) = found["ai-credits.assistance-as-ai"]
    tuned, mastered = cast("list[dict[str, str]]", told.evidence["roles"])
    assert "who" not in tuned
    assert mastered["who"] == "GenerativeAI"


@pytest.mark.parametrize(
    ("artist", "roles"),
    [
        (AiAmount.SOME, {"mastering": AiAmount.ALL}),
        (None, {"mastering": AiAmount.ALL, "vocals": AiAmount.SOME}),
    ],
)
def test_ai_that_the_artist_declares_beside_help_is_declared(
    judge: Judge, artist: AiAmount | None, roles: dict[str, AiAmount]
) -> None:
    found = judge(said("", artist, roles=roles))
    assert {PARTLY, "ai-credits.declaration-lost"} <= found.keys()


def test_a_video_has_no_role_credits_to_miss(judge: Judge) -> None:
    video = a_track(kind="Video", contains_ai="All", contributors=())
    assert judge(a_release(video)).keys() == {FULLY}


MIXER = a_contributor("MixingEngineer", name="Ben Example", ai_contribution="Partly")


@pytest.mark.parametrize(
    ("release", "is_left_out"),
    [
        (said("", None, (SINGER, MIXER)), True),
        (said("", AiAmount.NONE, (SINGER, MIXER)), True),
        (said("Partly", None, (SINGER, MIXER)), False),
        (said("", AiAmount.SOME, (SINGER, MIXER)), False),
        (said("", None, (SINGER, MIXER, MODEL)), False),
        (said("", None, (SINGER,), {"vocals": AiAmount.SOME}), False),
        (structs.replace(said("", None, (SINGER, MIXER)), contains_ai="Partly"), False),
    ],
    ids=("help", "denied", "stated", "declared", "with-a-model", "vocals", "of-the-release"),
)
def test_a_recipient_that_takes_help_is_not_told_of_help_alone(
    release: Release, *, is_left_out: bool
) -> None:
    track = release.tracks[0]
    disclosure = look(disclosure_of_track, track, release)
    for counts, is_silent in ((True, False), (False, is_left_out)):
        found = ask(partly_ai, track, release, disclosure, Help(counts=counts))
        assert (not found) is is_silent
