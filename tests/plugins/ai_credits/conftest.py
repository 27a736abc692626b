"""The whole plugin asked about a release built by hand: inspected first, then judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from precheck import Finding, ProvenanceMarks, Release, Rule, Track
from precheck.testing import ask, look
from precheck_ai_credits.disclosure import disclosure_of_image, disclosure_of_track
from precheck_ai_credits.rules import RULES

Found = dict[str, list[Finding]]
NO_MARKS = ProvenanceMarks()


@pytest.fixture
def judge() -> Callable[..., Found]:
    """Judge a release, with the marks in its tracks and pictures: the findings by rule id."""

    def judge_release(
        release: Release,
        marks: ProvenanceMarks = NO_MARKS,
        in_pictures: ProvenanceMarks = NO_MARKS,
    ) -> Found:
        found = {rule.id: list(_findings(rule, release, marks, in_pictures)) for rule in RULES}
        return {rule: findings for rule, findings in found.items() if findings}

    return judge_release


def _findings(
    rule: Rule[Any], release: Release, marks: ProvenanceMarks, in_pictures: ProvenanceMarks
) -> Iterator[Finding]:
    if rule.of is Release:
        yield from ask(rule, release)
    elif rule.of is Track:
        for track in release.tracks:
            said = look(disclosure_of_track, track, release, marks)
            yield from ask(rule, track, release, marks, said)
    else:
        for image in release.images:
            said = look(disclosure_of_image, image, release, in_pictures)
            yield from ask(rule, image, release, in_pictures, said)
