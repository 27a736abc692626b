"""Every rule has a delivery on which it is silent, and one on which it says what is expected."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from lxml import etree
from msgspec import structs

from precheck.engine.docket import draw_up, policies_for
from precheck.engine.own_rules import OWN
from precheck.plugins import Registry
from precheck.reading.schemas import Store
from precheck.reading.schemas.adding import add
from precheck.report import Fault, Report, Skip, SubjectRef
from precheck.settings import NAME, Settings, read
from precheck.testing import A_DAY, check

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "fixtures" / "rules"
SCHEMAS = ROOT / "fixtures" / "schemas"
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
HOUSE_VIEW = ("default",)
"""The policy that leaves every rule as it declares itself: for where the settings name none."""
REGISTRY = Registry.installed(own=(OWN,))
OF_STRANGERS = frozenset(
    f"ai-credits.{rule}{suffix}"
    for rule in ("none-but-detected", "undeclared-but-detected", "detector-differs")
    for suffix in ("", "-image")
)
"""Rules about a fact that only a stranger's plugin supplies: here they can never be loud."""
OF_EXTRAS = {
    "audio-tags.c2pa-invalid": "c2pa",
    "audio-tags.c2pa-invalid-in-picture": "c2pa",
}
"""Rules that are loud only where the library of an extra is installed."""
OTHERS = {"16": "choreography-sftp-1.6/ern-choreography-sftp.xsd"}
"""Those of other messages than ERN, by the number at the end of their namespace."""
NEEDED = {"quiet", "loud", "expected.txt"}
ALLOWED = NEEDED | {NAME, "quiet.toml", "loud.toml", "beside"}


@pytest.fixture(params=sorted(REGISTRY.rules.keys() - OF_STRANGERS))
def rule(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_there_is_a_folder_for_every_rule_and_for_nothing_else() -> None:
    there = {path.name for path in RULES.iterdir()}
    assert there == REGISTRY.rules.keys() - OF_STRANGERS


def test_a_folder_holds_two_deliveries_and_what_is_expected(rule: str) -> None:
    kept = {path.name for path in (RULES / rule).iterdir()}
    assert NEEDED <= kept <= ALLOWED
    assert (RULES / rule / "expected.txt").read_text("utf-8").strip()


def test_a_rule_says_nothing_of_its_quiet_delivery(rule: str) -> None:
    report = judged(rule, "quiet")
    assert said(report, rule) == []
    assert faults(report) == []


def test_a_rule_is_asked_about_its_quiet_delivery(rule: str) -> None:
    settings = settings_of(rule, "quiet", RULES)
    policies = policies_for(REGISTRY, settings, settings.recipients)
    docket = draw_up(REGISTRY, settings, policies, A_DAY)
    assert rule in {case.rule.id for cases in docket.cases.values() for case in cases}
    assert [s.detail for s in skips(judged(rule, "quiet")) if s.rule == rule] == []


def test_a_rule_says_what_is_expected_of_its_loud_delivery(rule: str) -> None:
    if rule in OF_EXTRAS:
        pytest.importorskip(OF_EXTRAS[rule])
    report = judged(rule, "loud")
    assert said(report, rule) == (RULES / rule / "expected.txt").read_text("utf-8").splitlines()
    assert faults(report) == []


def test_the_deliveries_of_a_rule_are_not_the_same(rule: str) -> None:
    quiet, loud = (files_of(rule, side) for side in ("quiet", "loud"))
    assert quiet != loud


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the DDEX schemas are not here")
def test_the_messages_of_a_quiet_delivery_are_valid(rule: str) -> None:
    for path in sorted((RULES / rule / "quiet").rglob("*.xml")):
        message = etree.fromstring(path.read_bytes().replace(b"/ern/431", b"/ern/432"))
        judge = schema(str(etree.QName(message).namespace).rpartition("/")[2])
        assert judge.validate(message), f"{path}: {judge.error_log}"


@cache
def schema(number: str) -> etree.XMLSchema:
    """The schema of a version; that of 4.3.2 does for 4.3.1, whose own is nowhere to be had."""
    path = CORPUS / "xsd" / OTHERS.get(number, f"{'.'.join(number)}/release-notification.xsd")
    beside = re.sub(r'schemaLocation="http[^"]*/', 'schemaLocation="', path.read_text("utf-8"))
    return etree.XMLSchema(etree.fromstring(beside.encode(), base_url=str(path)))


@cache
def judged(rule: str, side: str) -> Report:
    """What comes of a delivery; a history or a store of schemas that is named is begun anew."""
    with TemporaryDirectory() as home:
        if (RULES / rule / "beside").is_dir():
            copytree(RULES / rule / "beside", home, dirs_exist_ok=True)
        settings = settings_of(rule, side, Path(home))
        if settings.schema_folder is not None:
            add(Store(settings.schema_folder), SCHEMAS, A_DAY)
        path = RULES / rule / side
        return check(path, registry=REGISTRY, settings=settings, recipients=settings.recipients)


def settings_of(rule: str, side: str, home: Path) -> Settings:
    """Those for this delivery alone, else those for both; files they name lie in `home`."""
    for name in (f"{side}.toml", NAME):
        if (RULES / rule / name).exists():
            found = read(RULES / rule / name, [RULES / rule / side])
            recipients = found.recipients or HOUSE_VIEW
            return structs.replace(found, recipients=recipients, path=str(home / NAME))
    return Settings(recipients=HOUSE_VIEW)


def files_of(rule: str, side: str) -> dict[str, bytes]:
    """Settings and delivery, a link as its target."""
    folder = RULES / rule
    found = (
        {"toml": (folder / f"{side}.toml").read_bytes()}
        if (folder / f"{side}.toml").exists()
        else {}
    )
    for path in (folder / side).rglob("*"):
        name = path.relative_to(folder / side).as_posix()
        if path.is_symlink():
            found[name] = b"link to " + os.fsencode(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def said(report: Report, rule: str) -> list[str]:
    """A line for each notice of a rule."""
    return [
        f"{notice.severity.value} {named(notice.subject)} {notice.message}"
        for notice in (*(n for r in report.releases for n in r.notices), *report.notices)
        if notice.rule == rule
    ]


def named(subject: SubjectRef) -> str:
    """What kind of thing it is and its id, such as `track release.xml#A1`."""
    reference = f"#{subject.reference}" if subject.reference else ""
    return f"{subject.kind} {subject.release}{reference}".strip()


def skips(report: Report) -> list[Skip]:
    return [*(s for r in report.releases for s in r.skips), *report.skips]


def faults(report: Report) -> list[Fault]:
    return [*(f for r in report.releases for f in r.faults), *report.faults]
