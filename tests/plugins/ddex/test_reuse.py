"""One code on two things is told of both, and a release that is sent twice of neither."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from precheck import Finding, Identifier, Reason, Scheme, Title, Track, Unavailable
from precheck.plugins import Registry
from precheck.testing import (
    a_batch,
    a_message,
    a_release,
    a_track,
    ask,
    check,
    encoded_alike,
    look,
)
from precheck_ddex.reuse.facts import CodedThings, coded_things, name_key, title_key
from precheck_ddex.reuse.rules.codes import isrc_reused, product_code_reused
from precheck_ddex.reuse.rules.redelivery import isrc_changed
from precheck_ddex.rules.recordings import isrc_repeated

REGISTRY = Registry.installed(only=("ddex",))
FIXTURES = Path(__file__).parents[3] / "fixtures"
OTHER = "9520000000905"
OTHER_NAME = {"1.xml": "2.xml", "2.xml": "1.xml"}


def things(*tracks: Track, day: int | None = None, **values: Any) -> CodedThings:
    created = datetime(2026, 11, day, tzinfo=UTC) if day is not None else None
    message = a_message(created=created)
    fact = look(coded_things, a_release(*tracks, message=message, **values))
    assert isinstance(fact, CodedThings)
    return fact


def both(rule: Any, *facts: CodedThings) -> list[Finding]:
    names = [f"{number}.xml" for number, _ in enumerate(facts, start=1)]
    narrower = {name: (fact,) for name, fact in zip(names, facts, strict=True)}
    return ask(rule, a_batch(*names), narrower=narrower)


def test_two_products_with_one_upc_are_told_of_both_releases() -> None:
    found = both(
        product_code_reused, things(), things(title="Glass Anchor"), things(icpn=OTHER, title="X")
    )

    assert [one.release for one in found] == ["1.xml", "2.xml"]
    assert found[0].message == (
        "'Slow Tide' by Ada Example has the ICPN 0036000291452, "
        "and so has 'Glass Anchor' by Ada Example in 2.xml"
    )
    assert found[0].evidence["differs"] == ["title"]


@pytest.mark.parametrize(
    "again",
    [
        things(),
        things(icpn="036000291452"),
        things(title="SLOW TIDE!"),
        things(title="Slow Tide (feat. Otto Brasswick)"),
        things(titles=(Title(text="Langsame Flut"), Title(text="Slow Tide"))),
        things(titles=()),
        things(artist=""),
        things(a_track(isrc="QZPRE2600002", title="Another"), icpn="036000291452"),
    ],
)
def test_a_release_that_is_sent_again_is_fine(again: CodedThings) -> None:
    assert both(product_code_reused, things(), again) == []
    assert both(isrc_reused, things(), again) == []


def test_another_artist_is_another_product() -> None:
    [one, other] = both(product_code_reused, things(), things(artist="Velvet Driftwood"))

    assert (one.evidence["differs"], other.evidence["differs"]) == (["artist"], ["artist"])


def test_a_product_without_zeros_in_front_is_the_same() -> None:
    found = both(product_code_reused, things(), things(icpn="036000291452", title="Glass Anchor"))

    assert len(found) == 2


def test_a_grid_is_a_code_of_products_too() -> None:
    grid = (Identifier(scheme=Scheme.GRID, value="A1PRE000000000001J"),)

    found = both(product_code_reused, things(identifiers=grid), things(identifiers=grid, title="X"))

    assert [one.evidence["scheme"] for one in found] == ["GRid", "GRid"]


@pytest.mark.parametrize(
    "track",
    [
        a_track(title="Glass Anchor"),
        a_track(version="Live"),
        a_track(artist="Velvet Driftwood"),
        a_track(isrc="qz-pre-26-00001", title="Glass Anchor"),
    ],
)
def test_one_isrc_for_two_recordings_is_told_of_both_releases(track: Track) -> None:
    found = both(isrc_reused, things(), things(track, icpn=OTHER))

    assert [one.release for one in found] == ["1.xml", "2.xml"]


@pytest.mark.parametrize(
    "track",
    [
        a_track(),
        a_track(title="slow  tide"),
        a_track(title="Slow Tide feat. Otto Brasswick"),
        a_track(isrc="QZPRE2600002", title="Glass Anchor"),
        a_track(isrc=""),
    ],
)
def test_a_recording_may_be_on_two_releases(track: Track) -> None:
    assert both(isrc_reused, things(), things(track, icpn=OTHER)) == []


def test_a_message_may_correct_the_titles_of_the_one_before() -> None:
    assert both(isrc_reused, things(), things(a_track(title="Slow Tides"))) == []


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [(1, 2, "2.xml"), (2, 1, "1.xml"), (1, None, "1.xml"), (None, None, "2.xml")],
)
def test_a_later_message_with_another_isrc_for_a_recording_is_told(
    first: int | None, second: int | None, told: str
) -> None:
    changed = a_track(isrc="QZPRE2600002", title="SLOW TIDE (feat. Otto Brasswick)")

    [finding] = both(isrc_changed, things(day=first), things(changed, day=second))

    assert finding.release == told
    assert finding.message.endswith(f"in {OTHER_NAME[told]}, which is about the same product")


def test_another_isrc_is_told_with_the_one_before() -> None:
    changed = a_track(isrc="QZPRE2600002")

    [finding] = both(isrc_changed, things(day=1), things(changed, day=2), things(changed, day=3))

    assert finding.message == (
        "'Slow Tide' by Ada Example has the ISRC QZPRE2600002, but QZPRE2600001 in 1.xml, "
        "which is about the same product"
    )


@pytest.mark.parametrize(
    "again",
    [
        things(),
        things(a_track(isrc="qz-pre-26-00001")),
        things(a_track(), a_track("A2", isrc="QZPRE2600002")),
        things(a_track(isrc="QZPRE2600002", title="Glass Anchor")),
        things(a_track(isrc="QZPRE2600002", version="Live")),
        things(a_track(isrc="QZPRE2600002", titles=())),
        things(a_track(isrc="QZPRE2600002"), icpn=OTHER),
        things(a_track(isrc="")),
    ],
)
def test_a_recording_that_keeps_its_isrc_or_is_another_is_not_told(again: CodedThings) -> None:
    assert both(isrc_changed, things(), again) == []


def test_of_two_recordings_with_one_title_each_has_one_successor() -> None:
    old = (a_track(), a_track("A2", isrc="QZPRE2600002"))
    new = (a_track(isrc="QZPRE2600003"), a_track("A2", isrc="QZPRE2600004"))

    found = both(isrc_changed, things(*old, day=1), things(*new, day=2))

    assert [one.message.partition(" has the ")[2].partition(" in ")[0] for one in found] == [
        "ISRC QZPRE2600003, but QZPRE2600001",
        "ISRC QZPRE2600004, but QZPRE2600002",
    ]


def test_of_many_releases_those_are_told_that_another_contradicts() -> None:
    odd = things(a_track(title="Glass Anchor"), icpn=OTHER)

    found = both(isrc_reused, things(icpn=""), things(icpn=""), odd, things(icpn=""))

    assert [one.release for one in found] == ["1.xml", "2.xml", "3.xml", "4.xml"]


def test_two_tracks_of_one_release_are_another_matter() -> None:
    assert both(isrc_reused, things(a_track(), a_track("A2", title="Glass Anchor"))) == []


def test_within_a_release_capitals_do_not_count() -> None:
    release = a_release(a_track(), a_track("A2", isrc="qzpre2600001"), message=a_message())

    [finding] = ask(isrc_repeated, release)

    assert finding.evidence["references"] == ["A1", "A2"]


def test_the_finding_points_into_the_message(tmp_path: Path) -> None:
    message = (FIXTURES / "messages" / "4.3.2.xml").read_text("utf-8")
    codes = (("9520000000905", "9520000000912"), ("A1PRE000000000090M", "A1PRE000000000091K"))
    other = message.replace("Lantern", "Tin Ladder")
    for mine, theirs in codes:
        other = other.replace(mine, theirs)
    for name, text in (("a", message), ("b", other)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "message.xml").write_text(text, "utf-8")

    report = check(tmp_path, registry=REGISTRY)

    every = [*report.notices, *(n for r in report.releases for n in r.notices)]
    found = [n for n in every if n.rule == "ddex.isrc-reused"]
    lines = message.splitlines()
    assert {n.subject.release for n in found} == {"a/message.xml", "b/message.xml"}
    assert all("<ISRC>" in lines[(n.places[0].line or 0) - 1] for n in found)


@pytest.mark.parametrize("name", ["batch", "release-by-release", "clean-album"])
def test_our_own_deliveries_use_no_code_twice(name: str) -> None:
    report = check(FIXTURES / "deliveries" / name, registry=REGISTRY)

    every = [*report.notices, *(n for r in report.releases for n in r.notices)]
    assert [n for n in every if n.rule.endswith("-reused")] == []


def test_sound_without_a_message_has_no_codes() -> None:
    found = look(coded_things, replace(a_release(), message=None))

    assert found == Unavailable(Reason.NOT_APPLICABLE, "there is no message")


def test_names_are_compared_by_letters_and_digits() -> None:
    assert title_key("Café (Feat. Otto)") == title_key("CAFE\u0301!")
    assert title_key("夜の灯台") != title_key("朝の灯台")
    assert title_key("feat. Otto") == title_key("Feat Otto")
    assert name_key("A & B") == name_key("a, b")
    assert name_key("!!!") == "!!!"
    assert title_key("Defeat") == "defeat"


def test_the_fact_can_be_written_down() -> None:
    assert encoded_alike(things(day=1)) == things(day=1)
