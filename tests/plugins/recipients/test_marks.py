"""Whether a file made by AI says so to machines."""

from __future__ import annotations

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Mark,
    MarkKind,
    Origin,
    ProvenanceMarks,
)
from precheck.testing import a_track, an_image, ask
from precheck_recipients.options import WantedMarks
from precheck_recipients.rules.marks import ai_mark_missing, ai_mark_missing_image

CHINA = WantedMarks(kinds=(MarkKind.AIGC_LABEL,))


def said(amount: AiAmount | None, origin: Origin = Origin.MESSAGE) -> AiDisclosure:
    return AiDisclosure(
        statements=(AiStatement(origin=origin, amount=amount, detail="ContainsAI is All"),)
    )


def marked(kind: MarkKind, *, is_ai: bool = True) -> ProvenanceMarks:
    return ProvenanceMarks(marks=(Mark(kind=kind, tag="COMM", text="x", is_ai=is_ai),))


@pytest.mark.parametrize("origin", [Origin.MESSAGE, Origin.DELIVERY])
@pytest.mark.parametrize("amount", [AiAmount.ALL, AiAmount.SOME, None])
def test_a_declared_track_without_a_mark_is_told(origin: Origin, amount: AiAmount | None) -> None:
    (finding,) = ask(ai_mark_missing, a_track(), said(amount, origin), ProvenanceMarks())
    assert finding.message == (
        "the track is declared to contain AI (ContainsAI is All), "
        "but its file has no AIGC label or digital source type or C2PA manifest"
    )


@pytest.mark.parametrize("kind", [MarkKind.AIGC_LABEL, MarkKind.SOURCE_TYPE, MarkKind.C2PA])
def test_any_mark_for_machines_is_enough(kind: MarkKind) -> None:
    assert ask(ai_mark_missing, a_track(), said(AiAmount.ALL), marked(kind)) == []


def test_a_text_that_a_tool_left_behind_is_no_mark_for_machines() -> None:
    assert ask(ai_mark_missing, a_track(), said(AiAmount.ALL), marked(MarkKind.GENERATOR))


def test_a_mark_that_denies_ai_is_none() -> None:
    denying = marked(MarkKind.SOURCE_TYPE, is_ai=False)
    assert ask(ai_mark_missing, a_track(), said(AiAmount.ALL), denying)


def test_china_wants_its_own_label() -> None:
    both = (said(AiAmount.ALL), marked(MarkKind.C2PA))
    (finding,) = ask(ai_mark_missing, a_track(), *both, CHINA)
    assert finding.message.endswith("its file has no AIGC label")


@pytest.mark.parametrize(
    "disclosure", [AiDisclosure(), said(AiAmount.NONE), said(AiAmount.ALL, Origin.FILE)]
)
def test_what_nobody_declares_to_be_ai_needs_no_mark(disclosure: AiDisclosure) -> None:
    assert ask(ai_mark_missing, a_track(), disclosure, ProvenanceMarks()) == []


@pytest.mark.parametrize("origin", [Origin.MESSAGE, Origin.DELIVERY])
def test_a_declared_picture_without_a_mark_is_told(origin: Origin) -> None:
    (finding,) = ask(
        ai_mark_missing_image, an_image(), said(AiAmount.SOME, origin), ProvenanceMarks()
    )
    assert finding.message == (
        "the picture is declared to contain AI (ContainsAI is All), "
        "but its file has no AIGC label or digital source type or C2PA manifest"
    )


def test_a_picture_with_a_mark_is_fine_but_not_in_china() -> None:
    both = (said(AiAmount.ALL), marked(MarkKind.SOURCE_TYPE))
    assert ask(ai_mark_missing_image, an_image(), *both) == []
    assert ask(ai_mark_missing_image, an_image(), *both, CHINA)


def test_a_picture_that_nobody_declares_needs_no_mark() -> None:
    assert ask(ai_mark_missing_image, an_image(), AiDisclosure(), ProvenanceMarks()) == []
