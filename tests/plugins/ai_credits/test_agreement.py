"""What `precheck disclose` calls free of AI is held by no rule that says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from precheck import (
    AiAmount,
    AiDetection,
    AiDetections,
    AiDisclosure,
    Contributor,
    Declaration,
    Delivery,
    Disclosures,
    DisplayArtist,
    Fate,
    Finding,
    Mark,
    MarkKind,
    ProvenanceMarks,
    Release,
    Severity,
)
from precheck.testing import A_DAY, a_contributor, a_message, a_party, a_release, a_track, look
from precheck_ai_credits.disclosure import disclosure_of_track
from precheck_ai_credits.rules import RULES
from precheck_ai_credits.vocabularies import VOCABULARIES

Judge = Callable[..., dict[str, list[Finding]]]

NONE = Declaration(ai=AiAmount.NONE)
FREE_OF_AI = {"human", "no badge", "Human-Made", "audio: none", "ContainsAI None", "Track"}
"""What vocabularies call a track that is declared free of AI, where the fate says no more."""
HOLDING = {rule.id for rule in RULES if rule.severity in {Severity.BLOCK, Severity.REVIEW}}
HOLDING |= {"ai-credits.tool-as-party", "ai-credits.tool-as-party-release"}
"""The last two hold for those recipients that ask for them."""
MODEL = a_contributor("Musician", special="GenerativeAI")
SINGER = a_contributor("LeadVocalist")
ODD_MODEL = replace(
    a_contributor("Musician"),
    party=a_party(""),
    special="UserDefined",
    special_user_defined="Suno",
)
SUNO = Mark(kind=MarkKind.GENERATOR, tag="COMMENT", text="made with suno", generator="Suno")
CREDITS: tuple[tuple[Contributor, ...], ...] = (
    (),
    (SINGER,),
    (a_contributor("LeadVocalist", ai_contribution="None"),),
    (SINGER, MODEL),
    (SINGER, a_contributor(special="GenerativeAI")),
    (a_contributor("LeadVocalist", ai_contribution="Partly"),),
    (a_contributor(ai_contribution="Partly"),),
    (a_contributor("LeadVocalist", ai_contribution="Some"),),
    (ODD_MODEL,),
    (a_contributor("Composer", name="Suno"),),
)
ARTISTS: tuple[tuple[DisplayArtist, ...], ...] = (
    (),
    (DisplayArtist(special="GenerativeAI"),),
    (DisplayArtist(special="UserDefined", special_user_defined="Suno"),),
    (DisplayArtist(party=a_party("Suno")),),
)
DECLARED = (
    Declaration(),
    NONE,
    Declaration(tool="Suno"),
    replace(NONE, tool="Suno"),
    replace(NONE, roles={"vocals": AiAmount.SOME}),
    Declaration(roles={"vocals": AiAmount.NONE}),
    Declaration(imitates=("Cleo Example",)),
)
HEARD = AiDetection(service="S", score=0.9, verdict=AiAmount.ALL)


def releases() -> Iterator[tuple[Release, dict[str, Any]]]:
    """Every way to speak of one track that departs from plain people in two things at most."""
    marks: tuple[dict[str, Any], ...] = ({}, {"marks": ProvenanceMarks(marks=(SUNO,))})
    heard: tuple[dict[str, Any], ...] = ({}, {"detections": AiDetections(detections=(HEARD,))})
    ways = (CREDITS, ARTISTS, ("", "None", "Some", "Partly"), ARTISTS, DECLARED, marks, heard)
    for stated in ("", "None", "Some"):
        for credits_, artists, whole, shown, declared, marked, told in product(*ways):
            chosen = (credits_, artists, whole, shown, declared, marked, told)
            if sum(one != way[0] for one, way in zip(chosen, ways, strict=True)) <= 2:
                track = a_track(contains_ai=stated, contributors=credits_, artists=artists)
                yield (
                    a_release(
                        track,
                        contains_ai=whole,
                        artists=shown,
                        delivery=Delivery(audio=declared),
                        message=a_message(),
                    ),
                    marked | told,
                )


def called_free_of_ai(release: Release, more: dict[str, Any]) -> list[str]:
    """The vocabularies that put the track into their word for music without AI."""
    (track,) = release.tracks
    found = (more.get("marks", ProvenanceMarks()), *filter(None, (more.get("detections"),)))
    learned = look(disclosure_of_track, track, release, *found)
    assert isinstance(learned, AiDisclosure)
    said = Disclosures(day=A_DAY, by_reference={track.reference: learned})
    return [
        vocabulary.name
        for vocabulary in VOCABULARIES
        for row in vocabulary.express(release, said)
        if row.subject == track.reference and row.term in FREE_OF_AI
        if row.fate is Fate.STATED or (row.fate is Fate.SHOWN and row.term == "Human-Made")
    ]


def test_no_vocabulary_calls_a_track_free_of_ai_that_a_rule_holds(judge_fully: Judge) -> None:
    for release, more in releases():
        found = judge_fully(release, **more)
        if HOLDING & found.keys():
            assert called_free_of_ai(release, more) == [], (found, release, more)


@pytest.mark.parametrize("artists", ARTISTS[1:])
@pytest.mark.parametrize("where", ["track", "release"])
def test_who_displays_a_model_or_tool_is_told_and_not_called_free_of_ai(
    judge_fully: Judge, where: str, artists: tuple[DisplayArtist, ...]
) -> None:
    of_track, of_release = (artists, ()) if where == "track" else ((), artists)
    track = a_track(contains_ai="None", contributors=(SINGER,), artists=of_track)
    release = a_release(track, artists=of_release, message=a_message())
    assert HOLDING & judge_fully(release).keys()
    assert called_free_of_ai(release, {}) == []
