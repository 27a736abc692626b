"""Codes and names that were fined before: what is found, and what a bad list says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from precheck import Finding, Reason, Severity, Unavailable
from precheck.testing import a_batch, ask, look, some_tools
from precheck_cadence.blocked import Blocked, blocked
from precheck_cadence.options import CadenceOptions
from precheck_cadence.rules.blocked import blocked_code, blocked_name

HEADER = "kind,value,reason,source,since"
OPTIONS = CadenceOptions(blocked="fined.csv")


def listed(folder: Path, *lines: str, header: str = HEADER) -> None:
    (folder / "fined.csv").write_text("\n".join([header, *lines]) + "\n", "utf-8")


def learned(counter: Any, *releases: Any, options: CadenceOptions = OPTIONS) -> Any:
    events = {release.id: (counter.event(release),) for release in releases}
    tools = some_tools(data=counter.folder)
    return look(blocked, a_batch(*events), options, tools=tools, narrower=events)


def found(counter: Any, *releases: Any) -> tuple[list[Finding], list[Finding]]:
    fact = learned(counter, *releases)
    assert isinstance(fact, Blocked), fact
    batch = a_batch(*(release.id for release in releases))
    codes, names = ask(blocked_code, batch, fact), ask(blocked_name, batch, fact)
    return list(codes), list(names)


@pytest.mark.parametrize("value", ["QZPRE2600101", "qz-pre-26-00101", " QZ PRE 26 00101 "])
def test_a_fined_isrc_is_found_however_it_is_written(counter: Any, desk: Any, value: str) -> None:
    listed(counter.folder, f"isrc,{value},artificial streams,report 3,2026-03-31")
    [finding], names = found(counter, desk.release(1, tracks=2), desk.release(2))
    assert names == []
    assert finding.release == "r1.xml"
    assert finding.message == (
        f"ISRC {value.strip()!r} of track A1 is blocked by 'fined.csv', line 2: artificial streams,"
        " since 2026-03-31"
    )
    assert finding.evidence["source"] == "report 3"
    assert (blocked_code.severity, blocked_code.is_estimate) == (Severity.BLOCK, False)
    assert blocked_name.severity is Severity.REVIEW


@pytest.mark.parametrize("value", ["036000291452", "36000291452", "0036-0002-91452"])
def test_a_fined_upc_is_found_with_and_without_zeros(counter: Any, desk: Any, value: str) -> None:
    listed(counter.folder, f"upc,{value},,,")
    [finding], _ = found(counter, desk.release(1, icpn="0036000291452"), desk.release(2))
    assert (finding.release, "no reason is given" in finding.message) == ("r1.xml", True)


def test_a_name_is_found_once_in_a_release_whatever_its_case(counter: Any, desk: Any) -> None:
    listed(counter.folder, "artist,ADA  example,,,", "label,harbour,,,", "label,Other,,,")
    codes, names = found(counter, desk.release(1, tracks=3, labels=("Harbour",)))
    assert codes == []
    assert sorted(str(f.evidence["kind"]) for f in names) == ["artist", "label"]


def test_an_artist_of_one_track_is_told_at_the_track(counter: Any, desk: Any) -> None:
    listed(counter.folder, "artist,Bo Example,,,")
    guest = desk.track(7, 2, artist="Bo Example")
    _, [finding] = found(counter, desk.release(1, own=[desk.track(6), guest]))
    assert finding.evidence["track"] == "A2"


def test_what_is_not_on_the_list_says_nothing(counter: Any, desk: Any) -> None:
    listed(counter.folder, "isrc,QZPRE2699999,,,", "artist,Ada,,,")
    assert found(counter, desk.release(1, tracks=5)) == ([], [])


def test_without_a_list_the_question_does_not_arise(counter: Any, desk: Any) -> None:
    why = learned(counter, desk.release(1), options=CadenceOptions())
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("isr,QZPRE2600101,,,", "line 3: kind is 'isr'; did you mean isrc?"),
        ("fingerprint,QZPRE2600101,,,", "there are isrc, upc, label, artist"),
        ("isrc,QZPRE26,,,", "'QZPRE26' is no ISRC"),
        ("upc,12,,,", "'12' is no UPC or EAN"),
        ("label, ,,,", "value is empty"),
        ("isrc,QZPRE2600101,,,yesterday", "since is 'yesterday', no date"),
        ("isrc,QZPRE2600101", "not as many cells"),
        ("isrc,QZPRE2600101,,,,,", "not as many cells"),
        ('isrc,"QZPRE2600101', "no CSV"),
    ],
)
def test_a_list_with_a_bad_line_is_not_relied_on(
    counter: Any, desk: Any, line: str, words: str
) -> None:
    listed(counter.folder, "isrc,QZPRE2600101,,,", line)
    why = learned(counter, desk.release(1))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE
    assert words in why.detail
    assert "kind, value, reason, source, since" in why.remedy


def test_a_list_that_is_no_list_is_told_of(counter: Any, desk: Any) -> None:
    assert "No such file" in learned(counter, desk.release(1)).detail
    listed(counter.folder, "x,y", header="isrc,label")
    assert "no column kind and value" in learned(counter, desk.release(1)).detail
    (counter.folder / "fined.csv").write_bytes(b"kind,value\nlabel,\xff\n")
    assert "not in UTF-8" in learned(counter, desk.release(1)).detail
    listed(counter.folder, *(["isrc,bad,,,"] * 5))
    assert "and 2 more" in learned(counter, desk.release(1)).detail
