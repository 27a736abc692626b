"""A clean message says nothing; one with one thing wrong is caught by that rule alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from msgspec import Struct

from precheck import Severity
from precheck.report import Notice
from precheck.testing import check
from precheck_ddex.rules import RULES

FIXTURES = Path(__file__).parents[3] / "fixtures"
VERSIONS = ("3.8.2", "4.1.1", "4.3", "4.3.2")
SINCE_4 = VERSIONS[1:]
CLEAN = sorted(
    path
    for path in (
        *(FIXTURES / "messages").glob("*.xml"),
        *(FIXTURES / "deliveries").glob("clean-*"),
        FIXTURES / "deliveries" / "batch",
        FIXTURES / "deliveries" / "release-by-release",
    )
)
PARTY = """<Party><PartyReference>PNobody</PartyReference>
<PartyName><FullName>No Body</FullName></PartyName></Party></PartyList>"""
RINGTONE = """<Release><ReleaseId><ProprietaryId Namespace="X">1</ProprietaryId></ReleaseId>
<ReleaseReference>R7</ReleaseReference><ReleaseType>RingtoneRelease</ReleaseType></Release>
</ReleaseList>"""
CLIP = """<ClipRelease><ReleaseReference>R7</ReleaseReference></ClipRelease></ReleaseList>"""


class Fault(Struct, frozen=True):
    """One change to a clean message."""

    rule: str
    old: str
    """A regular expression."""
    new: str
    versions: tuple[str, ...] = VERSIONS
    every: bool = False
    """Whether every match is changed, not the first alone."""
    is_elsewhere: bool = False
    """Whether the finding points at another line than the changed one."""


FAULTS = (
    Fault("isrc-malformed", "<ISRC>AQPRE2600011<", "<ISRC>AQPRE260011<"),
    Fault("isrc-malformed", "<ISRC>AQPRE2600011<", "<ISRC>AQ-PRE-26-00011<"),
    Fault(
        "isrc-missing",
        "<ISRC>AQPRE2600012</ISRC>",
        '<ProprietaryId Namespace="X">1</ProprietaryId>',
        is_elsewhere=True,
    ),
    Fault("isrc-missing", "<ISRC>AQPRE2600012</ISRC>", "<ISRC/>", is_elsewhere=True),
    Fault("isrc-repeated", "<ISRC>AQPRE2600012<", "<ISRC>AQPRE2600011<"),
    Fault("isrc-repeated", "<ISRC>AQPRE2600012<", "<ISRC>aqpre2600011<"),
    Fault("isrc-year-implausible", "<ISRC>AQPRE2600011<", "<ISRC>AQPRE2800011<"),
    Fault("iswc-malformed", "T9999000112", "T9999000113"),
    Fault("iswc-malformed", "T9999000112", "T-999.900.011-2"),
    Fault("icpn-malformed", "9520000000905<", "9520000000906<"),
    Fault("icpn-malformed", "9520000000905<", "952000000090<"),
    Fault("icpn-internal-range", "9520000000905<", "2000000002002<"),
    Fault("grid-malformed", "A1PRE000000000090M", "A1PRE000000000090N"),
    Fault("dpid-malformed", "PADPIDA2026000002O", "PADPIDA2026000002P"),
    Fault("dpid-malformed", "PADPIDA2026000001Q</PartyId>", "PADPIDA2026000001</PartyId>"),
    Fault("isni-malformed", "0000000999900020", "0000000999900021"),
    Fault("ipi-malformed", "99990000196", "99990000197", SINCE_4),
    Fault("hash-malformed", "([0-9a-f]{31})[0-9a-f]<", r"\1<"),
    Fault("hash-malformed", ">[0-9a-f]{32}<", ">MPjgCyElIwHh1TTsjddhdw==<"),
    Fault(
        "reference-dangling",
        "<DealReleaseReference>",
        r"<DealReleaseReference>R9</DealReleaseReference>\g<0>",
    ),
    Fault("reference-dangling", "<(ContributorPartyReference)>P", r"<\1>PNo", SINCE_4),
    Fault(
        "reference-dangling",
        "<(ArtistPartyReference)>.*?<",
        r"<\1>A1<",
        SINCE_4,
    ),
    Fault("reference-dangling", "<(ReleaseLabelReference)>.*?<", r"<\1>PNo<", SINCE_4),
    Fault(
        "resource-unused",
        r"<(\w*ReleaseResourceReference)[^>]*>A3</\1>",
        "",
        every=True,
        is_elsewhere=True,
    ),
    Fault("party-unused", "</PartyList>", PARTY, SINCE_4),
    Fault("release-unused", "</ReleaseList>", RINGTONE, ("3.8.2",), is_elsewhere=True),
    Fault("release-unused", "</ReleaseList>", CLIP, ("4.3", "4.3.2")),
    Fault("deal-without-start", "<StartDate>.*?</StartDate>", "", is_elsewhere=True),
    Fault(
        "deal-ends-before-start",
        "<StartDate>2026-12-11</StartDate>",
        r"\g<0><EndDate>2026-12-10</EndDate>",
    ),
    Fault("deal-without-model", "<(CommercialModelType)>PayAs.*?</\\1>", "", is_elsewhere=True),
    Fault(
        "release-without-deal",
        "<DealReleaseReference>R1</DealReleaseReference>",
        "",
        is_elsewhere=True,
    ),
)
CASES = [(fault, version) for fault in FAULTS for version in fault.versions]


def notices(path: Path) -> list[Notice]:
    report = check(path, only=("ddex",))
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    return [n for r in report.releases for n in r.notices if n.rule.startswith("ddex.")]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_our_own_messages_are_clean(path: Path) -> None:
    assert notices(path) == []


@pytest.mark.parametrize(
    ("fault", "version"), CASES, ids=[f"{f.rule}-{FAULTS.index(f)}-{v}" for f, v in CASES]
)
def test_a_fault_is_caught_by_its_rule_alone_and_in_its_place(
    fault: Fault, version: str, tmp_path: Path
) -> None:
    clean = (FIXTURES / "messages" / f"{version}.xml").read_text("utf-8")
    broken = re.sub(fault.old, fault.new, clean, count=0 if fault.every else 1)
    path = tmp_path / "message.xml"
    path.write_text(broken, "utf-8")

    found = notices(path)

    assert broken != clean
    assert [notice.rule for notice in found] == [f"ddex.{fault.rule}"]
    [place] = found[0].places
    [element] = selected(broken, str(place.xpath))
    line: int | None = element.sourceline  # type: ignore[assignment] # not in the stubs
    assert line == place.line
    if not fault.is_elsewhere:
        assert place.line == first_difference(clean, broken)


def selected(message: str, xpath: str) -> list[etree._Element]:
    root = etree.fromstring(message.encode())
    found = root.xpath(xpath, namespaces={"ern": etree.QName(root).namespace})
    assert isinstance(found, list)
    return [element for element in found if isinstance(element, etree._Element)]  # noqa: SLF001 - the stubs name it so


def first_difference(one: str, other: str) -> int:
    lines = zip(one.splitlines(), other.splitlines(), strict=False)
    return next(number for number, (a, b) in enumerate(lines, start=1) if a != b)


def test_every_rule_has_a_fault() -> None:
    assert {f"ddex.{fault.rule}" for fault in FAULTS} == {rule.id for rule in RULES}


def test_an_estimate_is_at_most_a_warning() -> None:
    assert all(rule.severity <= Severity.WARNING for rule in RULES if rule.is_estimate)
