"""(P) and (C) lines built by hand: whose they are, and since when."""

from __future__ import annotations

import pytest

from precheck import AsOf, Finding, Release, RightsLine, Rule
from precheck.testing import A_DAY, a_message, a_release, a_track, ask
from precheck_ddex.options import LineOfTracks, LineYears
from precheck_ddex.rules.lines import (
    c_line_missing,
    line_without_owner,
    line_year_differs,
    line_year_implausible,
    p_line_missing,
)

OURS = RightsLine(year="2026", text="2026 Paper Harbour Records")


def found(rule: Rule[Release], line: RightsLine) -> list[Finding]:
    release = a_release(p_lines=(line,))
    return ask(rule, release, release.message, AsOf(day=A_DAY), LineYears())


@pytest.mark.parametrize(
    "text", ["2026", "(P) 2026", "℗ 2026", "(p) & (c) 2026", "Copyright 2026", "© 2026 -"]
)
def test_a_year_is_no_owner(text: str) -> None:
    assert found(line_without_owner, RightsLine(text=text))


@pytest.mark.parametrize("text", ["2026 Paper Harbour", "℗ 2026 紙の港", "(P) 2026 P", ""])
def test_a_name_is_one(text: str) -> None:
    assert found(line_without_owner, RightsLine(text=text)) == []


def test_a_company_beside_the_text_is_an_owner_too() -> None:
    assert found(line_without_owner, RightsLine(text="2026", company="Paper Harbour")) == []


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        (RightsLine(year="2028", text="2028 A"), True),
        (RightsLine(year="2027", text="2027 A"), False),
        (RightsLine(year="2026", text="2026 A, 2099 B"), False),
        (RightsLine(text="(P) 2031 A"), True),
        (RightsLine(text="(P) A"), False),
        (RightsLine(year="soon", text="A"), False),
    ],
)
def test_a_line_may_be_of_next_year_at_most(line: RightsLine, *, is_told: bool) -> None:
    assert bool(found(line_year_implausible, line)) is is_told


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        (RightsLine(year="2025", text="(P) 2026 A"), True),
        (RightsLine(year="2026", text="(P) 2019, 2026 A"), False),
        (RightsLine(year="2026", text="(P) A"), False),
        (RightsLine(year="2026", text="(P) 2026 Studio 1999"), False),
        (RightsLine(year="", text="(P) 2026 A"), False),
        (RightsLine(year="2026", text="Catalogue 120261 by A"), False),
    ],
)
def test_the_year_is_among_those_of_the_text(line: RightsLine, *, is_told: bool) -> None:
    assert bool(found(line_year_differs, line)) is is_told


def test_a_line_that_many_tracks_share_is_told_once() -> None:
    wrong = RightsLine(year="2025", text="(P) 2026 A")
    tracks = (a_track(p_lines=(wrong,)), a_track("A2", p_lines=(wrong,)))
    release = a_release(*tracks)

    assert len(ask(line_year_differs, release, release.message)) == 1


def test_a_track_needs_a_line_of_its_own_or_of_its_release() -> None:
    track, message = a_track(), a_message()

    [finding] = ask(p_line_missing, track, message, a_release())

    assert finding.message == "neither Slow Tide nor its release has a (P) line"
    assert ask(p_line_missing, track, message, a_release(p_lines=(OURS,))) == []
    assert ask(p_line_missing, a_track(p_lines=(OURS,)), message, a_release()) == []
    assert ask(p_line_missing, a_track(is_primary=False), message, a_release()) == []


def test_who_wants_a_line_on_each_track_does_not_take_the_release_for_it() -> None:
    message, each = a_message(), LineOfTracks(on_each_track=True)
    release = a_release(p_lines=(OURS,))

    [finding] = ask(p_line_missing, a_track(), message, release, each)

    assert finding.message == "Slow Tide has no (P) line of its own"
    assert finding.evidence["release"] == [OURS.text]
    assert ask(p_line_missing, a_track(p_lines=(OURS,)), message, a_release(), each) == []
    assert ask(p_line_missing, a_track(is_primary=False), message, release, each) == []


def test_a_track_without_any_line_is_told_in_the_same_words_to_all() -> None:
    asked = [
        ask(p_line_missing, a_track(), a_message(), a_release(), LineOfTracks(on_each_track=each))
        for each in (True, False)
    ]
    assert asked[0] == asked[1] != []


def test_a_release_needs_a_c_line_and_a_purge_does_not() -> None:
    message, purge = a_message(), a_message(kind="PurgeReleaseMessage")

    assert ask(c_line_missing, a_release(), message)
    assert ask(c_line_missing, a_release(c_lines=(OURS,)), message) == []
    assert ask(c_line_missing, a_release(a_track(c_lines=(OURS,))), message) == []
    assert ask(c_line_missing, a_release(), purge) == []
