"""The whole plugin asked about a release built by hand: inspected first, then judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from precheck import (
    AiDetections,
    Finding,
    Image,
    ProvenanceMarks,
    Reason,
    Release,
    Rule,
    Track,
    Unavailable,
)
from precheck.testing import ask, look
from precheck_ai_credits.disclosure import disclosure_of_image, disclosure_of_track
from precheck_ai_credits.earlier import EarlierMessage
from precheck_ai_credits.rules import RULES
from precheck_ai_credits.works import WorkShares, shares_of_track

Found = dict[str, list[Finding]]
NO_MARKS = ProvenanceMarks()
ASKED_BY_SOME = {
    f"ai-credits.{rule}"
    for rule in (
        "artwork-ai",
        "composition-undeclared",
        "credit-outside-sound",
        "credit-outside-sound-image",
        "generator-not-named",
        "lyrics-ai",
        "substantially-ai",
    )
}
"""Off, and true of music with which nothing is wrong."""


@pytest.fixture
def judge_fully() -> Callable[..., Found]:
    """Judge a release, with the marks in its tracks and pictures: the findings by rule id."""

    def judge_release(
        release: Release,
        marks: ProvenanceMarks = NO_MARKS,
        in_pictures: ProvenanceMarks = NO_MARKS,
        detections: AiDetections | None = None,
        of_pictures: AiDetections | None = None,
    ) -> Found:
        heard = () if detections is None else (detections,)
        facts: dict[type, tuple[object, ...]] = {
            Track: (marks, *heard),
            Image: (in_pictures, *(() if of_pictures is None else (of_pictures,))),
        }
        found = {rule.id: list(_findings(rule, release, facts)) for rule in RULES}
        return {rule: findings for rule, findings in found.items() if findings}

    return judge_release


@pytest.fixture
def judge(judge_fully: Callable[..., Found]) -> Callable[..., Found]:
    """The same without what is a fault to none but the recipients that ask for it."""

    def judge_release(release: Release, *marks: ProvenanceMarks, **named: Any) -> Found:
        found = judge_fully(release, *marks, **named)
        return {rule: findings for rule, findings in found.items() if rule not in ASKED_BY_SOME}

    return judge_release


def _findings(
    rule: Rule[Any], release: Release, facts: dict[type, tuple[object, ...]]
) -> Iterator[Finding]:
    if EarlierMessage in rule.needs:
        return  # nothing was sent before
    if rule.of is Release:
        yield from ask(rule, release)
    elif rule.of is Track:
        for track in release.tracks:
            said = look(disclosure_of_track, track, release, *facts[Track])
            yield from ask(rule, track, release, *facts[Track], said, _shares(track, release))
    else:
        for image in release.images:
            said = look(disclosure_of_image, image, release, *facts[Image])
            yield from ask(rule, image, release, *facts[Image], said)


def _shares(track: Track, release: Release) -> object:
    if release.message is None:
        return WorkShares, Unavailable(Reason.NO_MESSAGE, "there is no message")
    return look(shares_of_track, track, release)
