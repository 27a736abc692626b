"""A clean message says nothing; one with one thing wrong is caught by that rule alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from msgspec import Struct

from precheck import Severity
from precheck.engine.own_rules import OWN as ENGINE
from precheck.plugins import Registry
from precheck.report import Notice
from precheck.testing import check
from precheck_ddex.rules import RULES

OWN = {rule.id for rule in RULES}
REGISTRY = Registry.installed(only=("ddex",), own=(ENGINE,))
FIXTURES = Path(__file__).parents[3] / "fixtures"
VERSIONS = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3", "4.3.1", "4.3.2")
BEFORE_4, SINCE_4, SINCE_42, SINCE_43 = VERSIONS[:4], VERSIONS[4:], VERSIONS[6:], VERSIONS[7:]
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
LANTERN = "Lantern Weather"
LENGTH = r"<Duration>PT1M11S</Duration>(?=\s*<(?:Parental|SoundRecordingDetails))"
"""That of the first recording, not that of its file."""
FILE_LENGTH = LENGTH.replace("(?=", "(?!")
"""And the other way round."""
TERMS = "(?s)(<DealTerms>.*?)"
IMMERSIVE = """<SoundRecordingEdition><Type>ImmersiveEdition</Type><ResourceId>
<ISRC>AQPRE2600011</ISRC></ResourceId></SoundRecordingEdition>"""
ATMOS = IMMERSIVE.replace("<Type>ImmersiveEdition</Type>", "").replace(
    "</ResourceId>",
    "</ResourceId><TechnicalDetails><DeliveryFile><Type>AudioFile</Type>"
    "<AudioCodecType>DolbyAtmosMasterADM</AudioCodecType></DeliveryFile></TechnicalDetails>",
)
TAKEN_DOWN = ("(?s)<Usage>.*?</Usage>", "<TakeDown>true</TakeDown>")
DEARER = """<Deal><DealTerms><CommercialModelType>PayAsYouGoModel</CommercialModelType>
<UseType>PermanentDownload</UseType><TerritoryCode>DE</TerritoryCode>
<PriceInformation><WholesalePricePerUnit CurrencyCode="EUR">0.90</WholesalePricePerUnit>
</PriceInformation><ValidityPeriod><StartDate>2027-01-01</StartDate></ValidityPeriod>
</DealTerms></Deal></ReleaseDeal>"""
DEARER_3 = re.sub("(<UseType>.*</UseType>)", r"<Usage>\1</Usage>", DEARER)
OF_RELEASE = r"(?s)(<ReleaseId>\s*<ISRC>AQPRE26000)"
"""How the ISRC of a track release begins in ERN 3."""
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
    first: tuple[str, str] = ("", "")
    """A change to every match of another expression, before it."""


def elsewhere(
    rule: str, old: str, new: str, *versions: str, first: tuple[str, str] = ("", "")
) -> Fault:
    """A change after which the finding points at another line."""
    return Fault(rule, old, new, versions or VERSIONS, is_elsewhere=True, first=first)


FAULTS = (
    Fault("isrc-malformed", "<ISRC>AQPRE2600011<", "<ISRC>AQPRE260011<"),
    Fault("isrc-malformed", "<ISRC>AQPRE2600011<", "<ISRC>AQ-PRE-26-00011<"),
    Fault("isrc-malformed", "<ISRC>AQPRE2600011<", "<ISRC>XXPRE260011<"),
    Fault(
        "isrc-missing",
        "<ISRC>AQPRE2600012</ISRC>",
        '<ProprietaryId Namespace="X">1</ProprietaryId>',
        is_elsewhere=True,
    ),
    Fault("isrc-missing", "<ISRC>AQPRE2600012</ISRC>", "<ISRC/>", is_elsewhere=True),
    Fault("isrc-repeated", "<ISRC>AQPRE2600012<", "<ISRC>AQPRE2600011<", every=True),
    Fault("isrc-lower-case", "<ISRC>AQPRE2600012<", "<ISRC>aqpre2600012<"),
    Fault("isrc-year-implausible", "<ISRC>AQPRE2600011<", "<ISRC>AQPRE2800011<", every=True),
    Fault("iswc-malformed", "T9999000112", "T9999000113"),
    Fault("iswc-malformed", "T9999000112", "T-999.900.011-2"),
    Fault("icpn-malformed", "9520000000905<", "9520000000906<"),
    Fault("icpn-malformed", "9520000000905<", "952000000090<"),
    Fault("icpn-internal-range", "9520000000905<", "2000000002002<"),
    Fault("icpn-internal-range", "9520000000905<", "0000000000000<"),
    Fault("grid-malformed", "A1PRE000000000090M", "A1PRE000000000090N"),
    Fault("dpid-malformed", "PADPIDA2026000002O", "PADPIDA2026000002P"),
    Fault("dpid-malformed", "PADPIDA2026000001Q</PartyId>", "PADPIDA2026000001</PartyId>"),
    Fault("dpid-malformed", "PADPIDA(2026000001Q</PartyId>)", r"padpida\1", SINCE_4),
    Fault("dpid-malformed", ' IsDPID="true">PADPIDA(2026000001Q)', r">padpida\1", BEFORE_4),
    Fault("dpid-malformed", "PADPIDA2026000002O</PartyId>", "Example Streams</PartyId>", SINCE_4),
    Fault("namespace-malformed", '"PADPIDA2026000001Q"', '"PADPIDA2026000001R"'),
    Fault("namespace-malformed", '"PADPIDA2026000001Q"', '"DPID:PADPIDA2026000001R"'),
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
    Fault("release-unused", "</ReleaseList>", RINGTONE, BEFORE_4, is_elsewhere=True),
    Fault("release-unused", "</ReleaseList>", CLIP, SINCE_43),
    elsewhere("deal-without-start", "<StartDate>.*?</StartDate>", "", *SINCE_42),
    elsewhere("deal-without-start", "(?s)<ValidityPeriod>.*?</ValidityPeriod>", "", *SINCE_42),
    Fault(
        "deal-ends-before-start",
        "<StartDate>2026-12-11</StartDate>",
        r"\g<0><EndDate>2026-12-10</EndDate>",
    ),
    Fault("deal-date-malformed", "<StartDate>2026-12-11<", "<StartDate>2026-02-30<"),
    Fault("deal-date-malformed", "</StartDate>", r"\g<0><EndDate>2027-13-01</EndDate>"),
    Fault("deal-date-incomplete", "<StartDate>2026-12-11<", "<StartDate>2026-12<"),
    Fault("deal-without-model", "<(CommercialModelType)>PayAs.*?</\\1>", "", is_elsewhere=True),
    Fault(
        "release-without-deal",
        "<DealReleaseReference>R1</DealReleaseReference>",
        "",
        is_elsewhere=True,
    ),
    Fault("isrc-prefix-unknown", "<ISRC>AQPRE2600011<", "<ISRC>XXPRE2600011<", every=True),
    Fault("track-release-isrc-differs", f"{OF_RELEASE}11<", r"\g<1>19<", BEFORE_4),
    Fault("related-code-malformed", f"{OF_RELEASE}11<", r"\1-11<", BEFORE_4),
    Fault(
        "related-code-malformed",
        "</ResourceReference>",
        r"\g<0><RelatedResource><ResourceId><ISRC>ABC</ISRC></ResourceId></RelatedResource>",
    ),
    Fault(
        "related-code-malformed",
        "</ReleaseReference>",
        r"\g<0><RelatedRelease><ReleaseId><ICPN>123</ICPN></ReleaseId></RelatedRelease>",
    ),
    elsewhere(
        "isrc-shared-by-mixes",
        "(?s)<(SoundRecordingEdition)>(.*?</ResourceId>)",
        rf"<\1><Type>NonImmersiveEdition</Type>\2</\1>{IMMERSIVE}<\1>\2",
        *SINCE_43,
    ),
    elsewhere(
        "isrc-shared-by-mixes",
        "(?s)<(SoundRecordingEdition)>(.*?</ResourceId>)",
        rf"<\1>\2</\1>{ATMOS}<\1>\2",
        *SINCE_43,
    ),
    Fault(
        "reference-repeated", "</PartyList>", PARTY.replace("PNobody", "POttoBrasswick"), SINCE_4
    ),
    Fault(
        "reference-repeated",
        "</ResourceList>",
        r"<Image><ResourceReference>A3</ResourceReference></Image>\g<0>",
    ),
    Fault(
        "reference-repeated",
        "(<TechnicalResourceDetailsReference>)T2<",
        r"\1T1<",
    ),
    elsewhere("reference-repeated", "</ReleaseList>", RINGTONE.replace("R7", "R2"), *BEFORE_4),
    Fault("code-padded", "<ISRC>AQPRE2600011<", "<ISRC> AQPRE2600011<"),
    Fault("code-padded", "9520000000905<", r"9520000000905\n<"),
    Fault("code-padded", "PADPIDA2026000001Q</PartyId>", "PADPIDA2026000001Q </PartyId>"),
    Fault("code-padded", "<IpiNameNumber>", r"\g<0>\t", SINCE_4),
    Fault("code-padded", "<StartDate>", r"\g<0> "),
    Fault("code-padded", "<(UseType|TerritoryCode)>", r"\g<0> ", every=True),
    Fault("text-empty", "<GenreText>Electronic<", "<GenreText> <"),
    Fault("text-empty", "<TitleText>Paper Boats</TitleText>", "<TitleText/>"),
    Fault("text-empty", "<FullName>Otto Brasswick<", "<FullName><"),
    elsewhere("artist-without-name", rf"(?s)<PartyName>\s*<FullName>{LANTERN}<.*?</PartyName>", ""),
    Fault("language-malformed", 'ScriptCode="en"', 'ScriptCode="en_US"'),
    Fault("language-unknown", 'ScriptCode="en"', 'ScriptCode="jp"'),
    elsewhere(
        "title-in-other-script", "<TitleText>Low", '<TitleText LanguageAndScriptCode="ja-Jpan">Low'
    ),
    Fault("p-line-missing", "(?s)<PLine>.*?</PLine>", "", every=True, is_elsewhere=True),
    Fault("c-line-missing", "(?s)<CLine>.*?</CLine>", "", every=True, is_elsewhere=True),
    elsewhere(
        "line-without-owner",
        r"<PLineCompany>.*?</PLineCompany>\s*<PLineText>.*?<",
        "<PLineText>(P) 2026<",
    ),
    elsewhere(
        "line-year-implausible", r"(?s)<Year>2026<(.*?<PLineText>\(P\)) 2026", r"<Year>2028<\1 2028"
    ),
    elsewhere("line-year-differs", "<Year>2026<", "<Year>2025<"),
    Fault(
        "release-date-malformed", "<ReleaseDate>2026-12-11<", "<ReleaseDate>2026-12-32<", SINCE_4
    ),
    Fault(
        "release-date-malformed",
        "<GlobalReleaseDate>2026-12-11<",
        "<GlobalReleaseDate>soon<",
        BEFORE_4,
    ),
    Fault("release-date-incomplete", "<ReleaseDate>2026-12-11<", "<ReleaseDate>2026-12<", SINCE_4),
    Fault(
        "release-date-incomplete",
        "<GlobalReleaseDate>2026-12-11<",
        "<GlobalReleaseDate>2026<",
        BEFORE_4,
    ),
    Fault(
        "original-date-after-release",
        "<OriginalReleaseDate>2026",
        "<OriginalReleaseDate>2027",
        SINCE_4,
    ),
    Fault(
        "original-date-after-release",
        "<((?:Global)?OriginalReleaseDate)>2026",
        r"<\1>2027",
        BEFORE_4,
        every=True,
        is_elsewhere=True,
    ),
    Fault(
        "release-date-contradictory",
        "</ReleaseDate>",
        r"\g<0><ReleaseDate>2026-12-18</ReleaseDate>",
        SINCE_4,
    ),
    Fault(
        "release-date-contradictory",
        "<ReleaseDate>2026-12-11<",
        "<ReleaseDate>2026-12-18<",
        BEFORE_4,
    ),
    Fault("duration-zero", LENGTH, "<Duration>PT0S</Duration>", first=("PT2M34S", "PT1M23S")),
    Fault(
        "duration-zero", LENGTH, "<Duration>PT00H00M00S</Duration>", first=("PT2M34S", "PT1M23S")
    ),
    elsewhere("duration-missing", LENGTH, ""),
    Fault("release-duration-differs", "PT2M34S", "PT2M39S"),
    Fault("file-duration-differs", FILE_LENGTH, "<Duration>PT1M41S</Duration>"),
    Fault("file-duration-differs", FILE_LENGTH, "<Duration>PT0S</Duration>"),
    Fault("territory-unknown", rf"{TERMS}<TerritoryCode>Worldwide<", r"\1<TerritoryCode>UK<"),
    elsewhere(
        "territory-unknown",
        "<DisplayTitleText>",
        '<DisplayTitleText ApplicableTerritoryCode="EU">',
        *SINCE_4,
    ),
    Fault(
        "deal-territory-contradictory",
        rf"{TERMS}<TerritoryCode>Worldwide</TerritoryCode>",
        r"\1<TerritoryCode>DE</TerritoryCode><ExcludedTerritoryCode>AT</ExcludedTerritoryCode>",
    ),
    Fault(
        "deal-territory-repeated",
        rf"{TERMS}(<TerritoryCode>Worldwide</TerritoryCode>)",
        r"\1\2<TerritoryCode>DE</TerritoryCode>",
    ),
    elsewhere("deal-use-implausible", "<UseType>PermanentDownload<", "<UseType>OnDemandStream<"),
    elsewhere(
        "deal-use-implausible", "<(CommercialModelType)>PayAsYouGo", r"<\1>AdvertisementSupported"
    ),
    Fault("deal-before-release", "<StartDate>2026-12-11<", "<StartDate>2026-12-09<"),
    Fault("deal-after-release", "<StartDate>2026-12-11<", "<StartDate>2026-12-18<", every=True),
    Fault(
        "shown-after-deal-start",
        "</ValidityPeriod>",
        r"\g<0><ReleaseDisplayStartDate>2026-12-18</ReleaseDisplayStartDate>",
        ("3.8.2", "4.1.1"),
    ),
    Fault(
        "shown-after-deal-start",
        "</ValidityPeriod>",
        r"\g<0><ClipPreviewStartDateTime>2026-12-12T00:00:00</ClipPreviewStartDateTime>",
        ("3.8.2", "4.1.1"),
    ),
    Fault(
        "shown-after-deal-start",
        "</DealList>",
        "<ReleaseVisibility><VisibilityReference>V1</VisibilityReference>"
        "<CoverArtPreviewStartDateTime>2026-12-18T00:00:00</CoverArtPreviewStartDateTime>"
        r"</ReleaseVisibility>\g<0>",
        ("4.3", "4.3.2"),
        first=(
            "</OriginalReleaseDate>",
            r"\g<0><ReleaseVisibilityReference>V1</ReleaseVisibilityReference>",
        ),
    ),
    Fault(
        "deals-all-ended",
        "<StartDate>.*?</StartDate>",
        r"\g<0><EndDate>2025-06-01</EndDate>",
        every=True,
        first=("2026-12-11", "2025-01-01"),
        is_elsewhere=True,
    ),
    elsewhere("takedown-in-first-message", *TAKEN_DOWN, *BEFORE_4),
    elsewhere(
        "takedown-deprecated", *TAKEN_DOWN, *BEFORE_4, first=("OriginalMessage", "UpdateMessage")
    ),
    Fault("price-malformed", ' CurrencyCode="EUR"', ""),
    Fault("price-malformed", ">0.70<", ">-0.70<"),
    Fault("created-implausible", "(<MessageCreatedDateTime>)2026-11-02", r"\g<1>0001-01-01"),
    Fault("created-implausible", "(<MessageCreatedDateTime>)2026-11-02", r"\g<1>2036-11-02"),
    Fault(
        "version-differs",
        'MessageSchemaVersionId="ern/[0-9]+"',
        'MessageSchemaVersionId="ern/43"',
        BEFORE_4,
    ),
    Fault("release-profile-missing", ' ReleaseProfileVersionId="[^"]*"', ""),
    Fault("deals-conflict", "</ReleaseDeal>", DEARER, SINCE_4),
    Fault("deals-conflict", "</ReleaseDeal>", DEARER_3, BEFORE_4),
)
CASES = [(fault, version) for fault in FAULTS for version in fault.versions]


def notices(path: Path) -> list[Notice]:
    report = check(path, registry=REGISTRY)
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    return [n for r in report.releases for n in r.notices if n.rule in OWN]


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
    if fault.first[0]:
        clean = re.sub(*fault.first, clean)
    broken = re.sub(fault.old, fault.new, clean, count=0 if fault.every else 1)
    path = tmp_path / "message.xml"
    path.write_text(broken, "utf-8")

    found = notices(path)

    assert broken != clean
    assert {notice.rule for notice in found} == {f"ddex.{fault.rule}"}
    [place] = found[0].places
    [element] = selected(broken, str(place.xpath))
    line: int | None = element.sourceline  # type: ignore[assignment] # not in the stubs
    assert line == place.line
    if not fault.is_elsewhere:
        assert place.line == first_difference(clean, broken)


@pytest.mark.parametrize("version", ["3.8.2", "4.1", "4.1.1"])
def test_a_deal_without_a_start_may_hold_as_the_contract_does(version: str, tmp_path: Path) -> None:
    clean = (FIXTURES / "messages" / f"{version}.xml").read_text("utf-8")
    path = tmp_path / "message.xml"
    path.write_text(re.sub("<StartDate>.*?</StartDate>", "", clean), "utf-8")

    assert notices(path) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_sum_that_is_declared_as_base_64_is_fine(version: str, tmp_path: Path) -> None:
    clean = (FIXTURES / "messages" / f"{version}.xml").read_text("utf-8")
    path = tmp_path / "message.xml"
    name = "DataType" if version in SINCE_4 else "HashSumDataType"
    declared = rf">MPjgCyElIwHh1TTsjddhdw==<\1<{name}>Binary64</{name}>"
    path.write_text(re.sub(">[0-9a-f]{32}<([^>]*>)", declared, clean), "utf-8")

    assert "Binary64" in path.read_text("utf-8")
    assert notices(path) == []


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
