"""What is credited in a chapter alone."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from precheck import (
    Finding,
)
from precheck.testing import a_contributor, a_release, a_track

Judge = Callable[..., dict[str, list[Finding]]]


def test_a_model_in_a_chapter_is_one_of_the_track(judge: Judge) -> None:
    narrator = a_contributor("Narrator", special="GenerativeAI")
    track = a_track(contains_ai="None", part_contributors=(narrator,))
    (finding,) = judge(a_release(track))["ai-credits.none-with-ai-contributor"]
    assert finding.message == (
        "the track states ContainsAI None, but has a credit for GenerativeAI (Narrator)"
    )


def test_a_model_in_a_chapter_has_no_less_than_all(judge: Judge) -> None:
    narrator = a_contributor("Narrator", special="GenerativeAI", ai_contribution="Partly")
    track = a_track(contains_ai="Partly", part_contributors=(narrator,))
    assert "ai-credits.generative-with-lesser-contribution" in judge(a_release(track))


def test_a_model_in_each_of_two_chapters_is_not_split(judge: Judge) -> None:
    narrator = a_contributor("Narrator", special="GenerativeAI")
    track = a_track(contains_ai="Partly", part_contributors=(narrator, narrator))
    assert judge(a_release(track)).keys() == {"ai-credits.partly-ai"}


def test_a_chapter_does_not_differ_from_the_edition(judge: Judge) -> None:
    singer = a_contributor("Narrator", ai_contribution="Partly")
    edition = replace(singer, ai_contribution="None", of_edition=True)
    track = a_track(contains_ai="Partly", contributors=(edition,), part_contributors=(singer,))
    assert judge(a_release(track)).keys() == {"ai-credits.partly-ai"}
