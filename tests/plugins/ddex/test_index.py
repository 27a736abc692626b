"""The index of a message: what is declared, what is used, and where; and a corpus of real ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from precheck import AsOf, Reason, Unavailable
from precheck.reading import discover, read_release
from precheck.testing import A_DAY, a_message, a_release, a_track, ask, check, encoded_alike, look
from precheck_ddex.index import DECLARING, USING, MessageIndex, Target, message_index
from precheck_ddex.options import IsrcYears
from precheck_ddex.rules.recordings import isrc_missing, isrc_year_implausible

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
SCHEMAS = sorted((CORPUS / "xsd").glob("*/release-notification.xsd"))
XS = "{http://www.w3.org/2001/XMLSchema}"
SAMPLES = sorted((CORPUS / "samples").rglob("*.xml"))


def index_of(version: str) -> MessageIndex:
    path = ROOT / "fixtures" / "messages" / f"{version}.xml"
    release, _ = read_release(discover(path).sources[0])
    found = look(message_index, release, release.message)
    assert isinstance(found, MessageIndex)
    return found


@pytest.mark.parametrize("version", ["3.8", "3.8.2", "4.1.1", "4.2", "4.3", "4.3.2"])
def test_everything_in_a_clean_message_refers_and_is_referred_to(version: str) -> None:
    index = index_of(version)

    releases = {m.reference for m in index.declared if m.target is Target.RELEASE}
    assert releases == {"R0", "R1", "R2"}
    assert list(index.dangling()) == []
    assert list(index.unused(Target.RESOURCE)) == []
    assert encoded_alike(index) == index


def test_mentions_are_in_the_order_of_the_message() -> None:
    lines = [mention.line for mention in index_of("4.3.2").used]

    assert lines == sorted(lines)
    assert len(set(lines)) == len(lines)


def test_a_message_built_by_hand_has_no_index() -> None:
    why = look(message_index, a_release(), a_message())

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.INCONCLUSIVE


def test_audio_without_a_message_is_skipped_and_not_broken() -> None:
    report = check(ROOT / "fixtures" / "deliveries" / "audio-only", only=("ddex",))

    [release] = report.releases
    reasons = {skip.rule: skip.reason for skip in release.skips if skip.rule.startswith("ddex.")}
    assert release.faults == ()
    assert reasons["ddex.reference-dangling"] is Reason.NO_MESSAGE
    assert reasons["ddex.icpn-malformed"] is Reason.NO_MESSAGE


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
