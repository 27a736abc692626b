"""How a finding speaks: of what, and in which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from precheck import Finding, Mark, MarkKind, ProvenanceMarks, Release, Resource
from precheck.testing import a_contributor, a_release, a_track, an_image

Judge = Callable[..., dict[str, list[Finding]]]

SILENT = a_track(contains_ai="None")


def message(judge: Judge, release: Release, rule: str) -> str:
    (finding,) = judge(release)[f"ai-credits.{rule}"]
    return finding.message


@pytest.mark.parametrize(
    ("release", "rule", "subject"),
    [
        (a_release(a_track(contains_ai="Some")), "value-unknown", "the track"),
        (a_release(a_track(contains_ai="Some", kind="Video")), "value-unknown", "the video"),
        (
            a_release(SILENT, images=(an_image(contains_ai="Some"),)),
            "value-unknown-image",
            "the front cover",
        ),
        (
            a_release(SILENT, images=(an_image(contains_ai="Some", type="BackCoverImage"),)),
            "value-unknown-image",
            "the picture",
        ),
        (a_release(SILENT, contains_ai="Some"), "value-unknown-release", "the release"),
        (
            a_release(
                SILENT, resources=(Resource(reference="A7", kind="Text", contains_ai="Some"),)
            ),
            "value-unknown-release",
            "Text A7",
        ),
        (
            a_release(SILENT, resources=(Resource(reference="A7", contains_ai="Some"),)),
            "value-unknown-release",
            "resource A7",
        ),
    ],
)
def test_the_subject_of_the_sentence_is_what_is_wrong(
    judge: Judge, release: Release, rule: str, subject: str
) -> None:
    said = f"{subject} has ContainsAI 'Some'; the values are All, Partly, None"
    assert message(judge, release, rule) == said


def test_a_credit_is_named_with_its_roles_and_its_share(judge: Judge) -> None:
    singer = a_contributor("LeadVocalist", "Lyricist", ai_contribution="Partly")
    release = a_release(a_track(contains_ai="None", contributors=(singer,)))
    assert message(judge, release, "none-with-ai-contributor") == (
        "the track states ContainsAI None, but has AiContribution Partly "
        "for Ada Example (LeadVocalist, Lyricist)"
    )


def test_what_credits_say_together_is_told_one_by_one(judge: Judge) -> None:
    track = a_track(
        contributors=(
            a_contributor("Producer", ai_contribution="Partly"),
            a_contributor("Musician", special="GenerativeAI"),
        )
    )
    assert message(judge, a_release(track), "partly-ai") == (
        "the track is declared to contain AI: ContainsAI is absent; "
        "AiContribution of Ada Example (Producer) is Partly, GenerativeAI (Musician) is credited"
    )


def test_a_contributor_without_a_name_is_named_by_its_reference(judge: Judge) -> None:
    nameless = a_contributor("Producer", ai_contribution="All")
    nameless = replace(nameless, party=replace(nameless.party, name="", reference="PProducer"))
    release = a_release(a_track(contains_ai="Partly", contributors=(nameless,)))
    assert "for PProducer (Producer)" in message(judge, release, "party-with-all")


@pytest.mark.parametrize(
    ("credited", "said"),
    [
        (0, "it has no contributors"),
        (1, "its one contributor does not show AI"),
        (2, "none of its 2 contributors shows AI"),
    ],
)
def test_contributors_are_counted_as_one_says_it(judge: Judge, credited: int, said: str) -> None:
    track = a_track(contains_ai="Partly", contributors=(a_contributor("Producer"),) * credited)
    assert message(judge, a_release(track), "partly-without-contributor") == (
        f"the track states ContainsAI Partly, but {said}"
    )


def test_of_many_marks_two_are_named_and_all_are_evidence(judge: Judge) -> None:
    marks = ProvenanceMarks(
        marks=tuple(Mark(kind=MarkKind.GENERATOR, tag=f"T{n}", text=f"m{n}") for n in range(4))
    )
    (finding,) = judge(a_release(SILENT), marks)["ai-credits.none-but-marked"]
    assert finding.message == (
        "the track is declared free of AI, but its file carries a mark of AI: "
        "T0 says 'm0'; T1 says 'm1'; and 2 more"
    )
    told = finding.evidence["marks"]
    assert isinstance(told, list)
    assert [mark["tag"] for mark in told] == ["T0", "T1", "T2", "T3"]


def test_two_marks_are_not_counted(judge: Judge) -> None:
    marks = ProvenanceMarks(
        marks=tuple(Mark(kind=MarkKind.GENERATOR, tag=f"T{n}", text=f"m{n}") for n in range(2))
    )
    (finding,) = judge(a_release(SILENT), marks)["ai-credits.none-but-marked"]
    assert finding.message.endswith("T1 says 'm1'")
