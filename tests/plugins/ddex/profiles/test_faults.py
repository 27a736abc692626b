"""A message with one thing wrong is caught by one rule of its profile, and by no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from making.faults.every import FAULTS
from making.faults.fault import Fault
from making.messages import VERSIONS
from precheck import Severity
from precheck.plugins import Registry
from precheck.report import Notice
from precheck.testing import check
from precheck_ddex.profiles.rules import RULES

FIXTURES = Path(__file__).parents[4] / "fixtures"
REGISTRY = Registry.installed(only=("ddex",))
CASES = [
    pytest.param(fault, f"{folder}/{name}", id=f"{fault.rule}-{number}-{Path(name).stem}")
    for number, fault in enumerate(FAULTS)
    for folder, name in fault.cases()
]
CLEAN = sorted((FIXTURES / "profiles").glob("*.xml"))


def notices(path: Path) -> list[Notice]:
    report = check(path, registry=REGISTRY)
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    return [n for r in report.releases for n in r.notices if n.rule.startswith("ddex.")]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_message_that_keeps_to_its_profile_is_clean(path: Path) -> None:
    assert notices(path) == []


@pytest.mark.parametrize(("fault", "message"), CASES)
def test_a_fault_is_caught_by_its_rule_alone_and_in_its_place(
    fault: Fault, message: str, tmp_path: Path
) -> None:
    broken = fault.break_it((FIXTURES / message).read_text("utf-8"))
    path = tmp_path / "message.xml"
    path.write_text(broken, "utf-8")

    found = notices(path)

    assert [notice.rule for notice in found] == [f"ddex.profile-{fault.rule}"]
    [place] = found[0].places
    [element] = selected(broken, str(place.xpath))
    line: int | None = element.sourceline  # type: ignore[assignment] # not in the stubs
    assert line == place.line


def selected(message: str, xpath: str) -> list[etree._Element]:
    root = etree.fromstring(message.encode())
    found = root.xpath(xpath, namespaces={"ern": etree.QName(root).namespace})
    assert isinstance(found, list)
    return [element for element in found if isinstance(element, etree._Element)]  # noqa: SLF001 - the stubs name it so


def test_every_rule_that_is_asked_has_a_fault() -> None:
    asked = {rule.id for rule in RULES if rule.severity is not Severity.OFF}
    assert {f"ddex.profile-{fault.rule}" for fault in FAULTS} == asked


def test_the_faults_are_tried_in_every_version() -> None:
    tried = {version_of(name) for fault in FAULTS for _, name in fault.cases()}
    assert tried == {version_of(path.name) for path in CLEAN}
    assert tried == set(VERSIONS)


def version_of(name: str) -> str:
    return name.removesuffix(".xml").rpartition("-")[2]
