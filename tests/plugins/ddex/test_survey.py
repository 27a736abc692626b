"""The survey of a message: which references do not meet, and where; and a corpus of real ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from precheck import AsOf, Reason, Unavailable
from precheck.reading.xml import Document, parse_bytes
from precheck.testing import A_DAY, a_message, a_release, a_track, ask, check, encoded_alike, look
from precheck_ddex.options import IsrcYears
from precheck_ddex.rules.isrcs import isrc_year_implausible
from precheck_ddex.rules.recordings import isrc_missing
from precheck_ddex.survey import DECLARING, USING, MessageSurvey, Target, message_survey

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
SCHEMAS = sorted((CORPUS / "xsd").glob("*/release-notification.xsd"))
XS = "{http://www.w3.org/2001/XMLSchema}"
SAMPLES = sorted((CORPUS / "samples").rglob("*.xml"))


VERSIONS = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3", "4.3.1", "4.3.2")
LOOSE = """<m><PartyList>
<Party><PartyReference>P1</PartyReference><PartyName><FullName/></PartyName></Party>
<Party><PartyReference>P1</PartyReference></Party>
<Party><PartyReference>P2</PartyReference><PartyId><DPID>X\t</DPID></PartyId>
<PartyId Namespace="Y"> Z</PartyId></Party></PartyList>
<DisplayArtist><ArtistPartyReference>P1</ArtistPartyReference></DisplayArtist>
<Contributor><ContributorPartyReference>P9</ContributorPartyReference></Contributor>
<DisplayArtist><ArtistPartyReference>A1</ArtistPartyReference></DisplayArtist>
<TechnicalResourceDetailsReference>T1</TechnicalResourceDetailsReference></m>"""


def survey_of(text: bytes) -> MessageSurvey:
    document = parse_bytes(text, "message.xml")
    assert isinstance(document, Document)
    message = a_message(node=document.root)
    found = look(message_survey, a_release(message=message), message)
    assert isinstance(found, MessageSurvey)
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_a_clean_message_has_no_loose_ends(version: str) -> None:
    message = (ROOT / "fixtures" / "messages" / f"{version}.xml").read_bytes()

    assert survey_of(message) == MessageSurvey()


def test_loose_ends_are_found_with_their_places_in_the_order_of_the_message() -> None:
    survey = survey_of(LOOSE.encode())

    assert [(m.reference, m.target, m.line) for m in survey.dangling] == [
        ("P9", Target.PARTY, 7),
        ("A1", Target.PARTY, 8),
    ]
    assert [(m.reference, m.line) for m in survey.unused] == [("P2", 4)]
    assert [(m.reference, m.xpath) for m in survey.repeated] == [
        ("P1", "/m/PartyList/Party[2]/PartyReference")
    ]
    assert [(e.element, e.line) for e in survey.empty] == [("FullName", 2)]
    assert [(c.element, c.written, c.line) for c in survey.padded] == [("DPID", "X\t", 4)]
    assert encoded_alike(survey) == survey


def test_a_message_built_by_hand_has_no_survey() -> None:
    why = look(message_survey, a_release(), a_message())

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.INCONCLUSIVE


def test_audio_without_a_message_is_skipped_and_not_broken() -> None:
    report = check(ROOT / "fixtures" / "deliveries" / "audio-only", only=("ddex",))

    [release] = report.releases
    reasons = {skip.rule: skip.reason for skip in release.skips if skip.rule.startswith("ddex.")}
    assert release.faults == ()
    assert reasons["ddex.reference-dangling"] is Reason.NO_MESSAGE
    assert reasons["ddex.icpn-malformed"] is Reason.NO_MESSAGE


@pytest.mark.parametrize(
    ("version", "profile", "is_told"),
    [
        ("4.3.2", "Ringtone", False),
        ("4.3.2", "LongFormMusicalWorkVideo", False),
        ("3.8.2", "CommonReleaseTypes/14/FilmBundle", False),
        ("4.3.2", "Audio", True),
        ("4.3.2", "", True),
    ],
)
def test_a_profile_may_accept_another_identifier(
    version: str, profile: str, *, is_told: bool
) -> None:
    message = a_message(version, profile=profile)

    assert bool(ask(isrc_missing, a_track(isrc=""), message)) is is_told


def test_a_secondary_recording_needs_no_isrc() -> None:
    assert ask(isrc_missing, a_track(isrc="", is_primary=False), a_message()) == []
    assert ask(isrc_missing, a_track(isrc="", kind="Video"), a_message())[0].message == (
        "the video is a primary resource of the release, but has no ISRC"
    )


@pytest.mark.parametrize(
    ("isrc", "released", "is_told"),
    [
        ("AQPRE2600001", "2026-12-11", False),
        ("AQPRE2600001", "2025-12-31", False),
        ("AQPRE2600001", "2024-01-01", True),
        ("AQPRE2600001", "", False),
        ("AQPRE2700001", "", True),
        ("AQPRE7600001", "1976-01-01", False),
        ("AQPRE26", "2000-01-01", False),
    ],
)
def test_the_year_of_an_isrc_is_held_against_release_and_day(
    isrc: str, released: str, *, is_told: bool
) -> None:
    release = a_release(release_date=released)

    found = ask(
        isrc_year_implausible,
        a_track(isrc=isrc),
        release,
        a_message(),
        AsOf(day=A_DAY),
        IsrcYears(),
    )

    assert bool(found) is is_told


def test_a_young_isrc_of_an_old_recording_is_normal() -> None:
    release = a_release(release_date="2026-01-01", original_release_date="1964-01-01")

    found = ask(
        isrc_year_implausible,
        a_track(isrc="AQPRE2500001"),
        release,
        a_message(),
        AsOf(day=A_DAY),
        IsrcYears(),
    )

    assert found == []


@pytest.mark.skipif(not SAMPLES, reason="the DDEX corpus is not here")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_real_message_is_judged_without_a_fault(path: Path) -> None:
    report = check(path, only=("ddex",))

    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []


@pytest.mark.skipif(not SCHEMAS, reason="the DDEX schemas are not here")
@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.parent.name)
def test_every_reference_of_a_schema_is_known(path: Path) -> None:
    schema = etree.parse(path).getroot()
    found: dict[str, set[str]] = {"xs:ID": set(), "xs:IDREF": set()}
    for element in schema.iter(f"{XS}element"):
        restriction = element.find(f"{XS}simpleType/{XS}restriction")
        base = restriction.get("base") if restriction is not None else ""
        if base in found:
            found[str(base)].add(str(element.get("name")))

    assert found["xs:ID"] - {"RightShareReference"} <= set(DECLARING)
    assert found["xs:IDREF"]
    assert found["xs:IDREF"] <= set(USING)
