"""A message with one thing wrong is caught by one rule of its profile, and by no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from making.faults.clean import EVERY, Clean
from making.faults.every import FAULTS
from making.faults.fault import EVERYWHERE, Fault
from making.messages import VERSIONS
from precheck import Severity
from precheck.plugins import Registry
from precheck.report import Notice
from precheck.settings import Settings
from precheck.testing import check
from precheck_ddex import reuse

REGISTRY = Registry.installed(only=("ddex",))
OF_BATCHES = {rule.id: {"severity": Severity.OFF.value} for rule in reuse.RULES}
"""Many messages are judged in one run, to save time: that their codes are the same is no fault."""
OFF = "publication-date-missing"
CASES = [
    pytest.param(fault, version, id=f"{fault.rule}-{number}-{version}")
    for number, fault in enumerate(FAULTS)
    for version in VERSIONS
    if any(clean.version == version for clean in fault.cases())
]
DATED = {
    "3": (
        r"(<(?:SoundRecording|Video)DetailsByTerritory>.*?</TerritoryCode>)",
        r"\1<OriginalResourceReleaseDate>2026-12-11</OriginalResourceReleaseDate>",
    ),
    "4": (
        "</ResourceReference>",
        r"\g<0><FirstPublicationDate>2026-12-11</FirstPublicationDate>",
    ),
}
"""What gives every resource a date, by the generation."""


def judged(
    messages: Mapping[str, str], folder: Path, **severities: Severity
) -> dict[str, list[Notice]]:
    """The notices on each message by its name."""
    for place, text in enumerate(messages.values()):
        delivery = folder / f"{place:02}"
        delivery.mkdir()
        (delivery / "message.xml").write_text(text, "utf-8")
    asked = {f"ddex.profile-{rule}": {"severity": s.value} for rule, s in severities.items()}
    report = check(folder, registry=REGISTRY, settings=Settings(rules=OF_BATCHES | asked))
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    told = (
        [notice for notice in release.notices if notice.rule.startswith("ddex.")]
        for release in report.releases
    )
    return dict(zip(messages, told, strict=True))


def ids(told: Mapping[str, list[Notice]]) -> dict[str, list[str]]:
    return {name: [notice.rule for notice in notices] for name, notices in told.items()}


def of_version(version: str) -> dict[str, Clean]:
    return {clean.shape: clean for clean in EVERY if clean.version == version}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_message_that_keeps_to_its_profile_is_clean(version: str, tmp_path: Path) -> None:
    messages = {shape: clean.text() for shape, clean in of_version(version).items()}
    assert ids(judged(messages, tmp_path)) == {shape: [] for shape in messages}


@pytest.mark.parametrize(("fault", "version"), CASES)
def test_a_fault_is_caught_by_its_rule_alone_and_in_its_place(
    fault: Fault, version: str, tmp_path: Path
) -> None:
    cases = (clean for clean in fault.cases() if clean.version == version)
    broken = {clean.shape: fault.break_it(clean.text()) for clean in cases}

    told = judged(broken, tmp_path)

    assert ids(told) == {shape: [f"ddex.profile-{fault.rule}"] for shape in broken}
    for shape, notices in told.items():
        [place] = notices[0].places
        [element] = selected(broken[shape], str(place.xpath))
        line: int | None = element.sourceline  # type: ignore[assignment] # not in the stubs
        assert line == place.line


def selected(message: str, xpath: str) -> list[etree._Element]:
    root = etree.fromstring(message.encode())
    found = root.xpath(xpath, namespaces={"ern": etree.QName(root).namespace})
    assert isinstance(found, list)
    return [element for element in found if isinstance(element, etree._Element)]  # noqa: SLF001 - the stubs name it so


@pytest.mark.parametrize("version", VERSIONS)
def test_the_rule_that_is_off_is_alone_as_well(version: str, tmp_path: Path) -> None:
    undated = {s: c.text() for s, c in of_version(version).items() if s in EVERYWHERE}
    dated = {
        shape: re.sub(*DATED[version[0]], text, flags=re.DOTALL) for shape, text in undated.items()
    }
    for name, messages, rules in (
        ("undated", undated, [f"ddex.profile-{OFF}"]),
        ("dated", dated, []),
    ):
        folder = tmp_path / name
        folder.mkdir()
        told = judged(messages, folder, **{OFF: Severity.NOTE})
        assert ids(told) == dict.fromkeys(messages, rules)
