from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from precheck.facts import Reason
from precheck.report import Decision, Fault, Skip
from precheck.rules import Severity
from precheck.tui.query import EVERYWHERE, Entry, Query, Scope, entry_of, view

if TYPE_CHECKING:
    from tests.tui.conftest import Stage

TITLES = {"one/one.xml": "Slow Tide EP", "two/two.xml": "Night Bus"}


@pytest.fixture
def entries(stage: Stage) -> list[Entry]:
    waived = Decision(owner="Ada", reason="agreed", expires=date(2026, 12, 31))
    notices = [
        stage.notice("a note", severity=Severity.NOTE, rule="cadence.burst"),
        stage.notice("ISRC differs", severity=Severity.BLOCK, title="Slow Tide"),
        stage.notice(
            "no AI credit",
            severity=Severity.REVIEW,
            rule="ai-credits.none",
            release="two/two.xml",
            recipients=("spotify",),
            is_estimate=True,
        ),
        stage.notice("accepted", severity=Severity.BLOCK, waived=waived),
    ]
    return [entry_of(notice, TITLES) for notice in notices]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [1, 2, 0, 3]),
        ("credit", [2]),
        ("CREDIT ai", [2]),
        ('"isrc differs"', [1]),
        ("severity:block", [1, 3]),
        ("severity:block is:open", [1]),
        ("rule:ai", [2]),
        ("rule:ai-credits credit", [2]),
        ("for:apple", [1, 0, 3]),
        ("release:night", [2]),
        ("release:two/", [2]),
        ("track:slow", [1, 2, 0, 3]),
        ("is:waived", [3]),
        ("is:estimate", [2]),
        ("nothing-has-this", []),
        ("severity:", [1, 2, 0, 3]),
        ("unknown:field", []),
        ('"unclosed', []),
    ],
)
def test_a_filter_lets_through_what_matches_all_of_it(
    entries: list[Entry], text: str, found: list[int]
) -> None:
    assert view(entries, Query.parse(text), EVERYWHERE) == found


def test_a_place_narrows_to_itself(entries: list[Entry]) -> None:
    assert view(entries, Query(), Scope("two/two.xml")) == [2]
    assert view(entries, Query(), Scope("two/two.xml", "A2")) == []
    assert view(entries, Query(), Scope("", "", "apple-music")) == [1, 0, 3]


def test_faults_come_before_skips_that_matter_and_those_before_the_rest(stage: Stage) -> None:
    things: list[Skip | Fault] = [stage.skip(Reason.NOT_APPLICABLE), stage.skip(), stage.fault()]
    entries = [entry_of(thing, TITLES) for thing in things]
    assert view(entries, Query(), EVERYWHERE) == [2, 1, 0]
    assert view(entries, Query.parse("is:fault"), EVERYWHERE) == [2]
