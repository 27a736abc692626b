"""Codes that are repeated or of something else, and dates that contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from precheck.testing import check

MESSAGES = Path(__file__).parents[3] / "fixtures" / "messages"
OF_RELEASE = "<ReleaseId>\n        <ISRC>AQPRE2600011<"
START = "</ValidityPeriod>"
SHOWN = "<ReleaseDisplayStartDateTime>{}</ReleaseDisplayStartDateTime>"


def told(folder: Path, version: str, old: str, new: str) -> list[str]:
    """The rules of DDEX that speak, the profile's aside, after one change."""
    text = (MESSAGES / f"{version}.xml").read_text("utf-8")
    assert old in text
    (folder / "message.xml").write_text(text.replace(old, new, 1), "utf-8")
    [result] = check(folder / "message.xml", only=("ddex",)).releases
    return [n.rule for n in result.notices if not n.rule.startswith("ddex.profile-")]


@pytest.mark.parametrize("isrc", ["AQPRE2600011", "aqpre2600011"])
def test_a_track_release_may_write_the_isrc_in_small_letters(tmp_path: Path, isrc: str) -> None:
    assert told(tmp_path, "3.8.2", OF_RELEASE, f"<ReleaseId><ISRC>{isrc}<") == []


def test_one_of_several_isrcs_is_enough(tmp_path: Path) -> None:
    both = "<ReleaseId><ISRC>AQPRE2600019</ISRC></ReleaseId>" + OF_RELEASE
    assert told(tmp_path, "3.8.2", OF_RELEASE, both) == []


def test_a_malformed_isrc_of_a_recording_is_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, "3.8.2", "<ISRC>AQPRE2600011<", "<ISRC>AQPRE-26-00011<") == [
        "ddex.isrc-malformed"
    ]


@pytest.mark.parametrize("icpn", ["9520000000905", "9520000000906", "95200009"])
def test_a_related_icpn_is_judged_by_its_form_alone(tmp_path: Path, icpn: str) -> None:
    related = f"<RelatedRelease><ReleaseId><ICPN>{icpn}</ICPN></ReleaseId></RelatedRelease>"
    found = told(tmp_path, "4.3.2", "</ReleaseReference>", f"</ReleaseReference>{related}")
    assert found == []


@pytest.mark.parametrize(
    ("date", "is_told"),
    [
        ("<ReleaseDate>2026-12-11</ReleaseDate>", False),
        ("<ReleaseDate>2026-12</ReleaseDate>", False),
        ('<ReleaseDate ApplicableTerritoryCode="DE">2026-12-18</ReleaseDate>', False),
        ('<ReleaseDate ApplicableTerritoryCode="Worldwide">2026-12-18</ReleaseDate>', True),
        ("<OriginalReleaseDate>2026-12-10</OriginalReleaseDate>", True),
    ],
)
def test_dates_contradict_each_other_for_one_territory(
    tmp_path: Path, date: str, *, is_told: bool
) -> None:
    found = told(tmp_path, "4.3.2", "</ReleaseDate>", f"</ReleaseDate>{date}")
    assert ("ddex.release-date-contradictory" in found) is is_told


@pytest.mark.parametrize(
    ("moment", "is_told"),
    [
        ("2026-12-11T23:59:59", False),
        ("2026-12-11T00:00:00-11:00", False),
        ("2026-12-12T00:00:00", True),
        ("2026-12-12T00:00:00+01:00", True),
    ],
)
def test_a_moment_is_compared_with_a_day_by_its_day(
    tmp_path: Path, moment: str, *, is_told: bool
) -> None:
    found = told(tmp_path, "4.1.1", START, START + SHOWN.format(moment))
    assert found == ["ddex.shown-after-deal-start"] * is_told
