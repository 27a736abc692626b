"""Real XML: a clean message says nothing; with one thing wrong it is caught by one rule alone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from making.ai.every import BY_FAULT, CASES, FAULTS
from making.ai.fault import VERSIONS, Case, Fault
from making.ai.said import Shape
from making.ai.shapes import SHAPES
from making.ai.tree import found, path_of
from precheck import ProvenanceMarks, Severity
from precheck.engine.own_rules import OWN
from precheck.plugins import Registry
from precheck.report import Notice
from precheck.settings import Settings
from precheck.testing import check
from precheck_ai_credits.earlier import EarlierMessage
from precheck_ai_credits.rules import RULES, detections

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
ALONE = Registry.installed(only=("ai-credits",), own=(OWN,))
WITH_DDEX = Registry.installed(only=("ddex",), own=(OWN,))

ASKED = {rule.id for rule in RULES if rule.severity is Severity.OFF}
"""Off until a recipient asks; here all of them are asked for."""
TELLING = ASKED | {"ai-credits.fully-ai"}
"""These tell what the music is, of honest messages too."""
OF_OTHER_FACTS = {rule.id for rule in detections.RULES} | {
    rule.id for rule in RULES if {ProvenanceMarks, EarlierMessage} & set(rule.needs)
}
"""What a file, a detector or an earlier message says, which no message can show."""
TOO_OLD = "ai-credits.version-cannot-disclose"
SETTINGS = Settings(rules={rule: {"severity": Severity.NOTE.value} for rule in ASKED})
LAST_AVS_OF_OLD_WORDS = 6

Delivered = tuple[bytes, str]
"""A message and the `delivery.toml` beside it; empty for none."""
Judge = Callable[..., list[list[Notice]]]
CLEAN: dict[Delivered, list[Case]] = {}
"""By the clean message and what is declared beside it: what becomes of them."""
for one in CASES:
    CLEAN.setdefault((one.clean, one.honest), []).append(one)

each_clean = pytest.mark.parametrize("clean", CLEAN, ids=[c[0].name for c in CLEAN.values()])
each_case = pytest.mark.parametrize(
    ("case", "alike"),
    [(case, cases) for _, cases in BY_FAULT for case in cases],
    ids=[case.name for case in CASES],
)
each_fault = pytest.mark.parametrize(
    ("fault", "cases"), BY_FAULT, ids=[fault.name for fault in FAULTS]
)
each_shape = pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
each_version = pytest.mark.parametrize("version", VERSIONS)
with_schemas = pytest.mark.skipif(not CORPUS.is_dir(), reason="the DDEX schemas are not here")


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Judge messages, each with what is declared beside it: a batch in one run, and once."""

    @cache
    def notices(*released: Delivered) -> list[list[Notice]]:
        batch = tmp_path_factory.mktemp("batch")
        for place, (message, declared) in enumerate(released):
            folder = batch / f"{place:03}"
            folder.mkdir()
            (folder / "message.xml").write_bytes(message)
            if declared:
                (folder / "delivery.toml").write_text(declared, "utf-8")
        return judged(batch, ALONE, SETTINGS)

    return notices


def judged(path: Path, registry: Registry, settings: Settings) -> list[list[Notice]]:
    """The notices of each release."""
    report = check(path, registry=registry, settings=settings)
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    return [list(release.notices) for release in report.releases]


def caught(notices: list[Notice], *broken: str) -> set[str]:
    """The rules that speak, without those that only tell, unless it is they that are broken."""
    return {n.rule for n in notices} - (TELLING - {f"ai-credits.{rule}" for rule in broken})


def named(rules: Iterable[str]) -> set[str]:
    return {f"ai-credits.{rule}" for rule in rules}


# --- what is clean ---------------------------------------------------------------------------


@each_version
@each_shape
def test_an_honest_message_only_tells_what_it_is(judge: Judge, shape: Shape, version: str) -> None:
    [notices] = judge((shape.message(version), ""))
    assert caught(notices) == set()


@each_version
@each_shape
def test_an_honest_message_has_no_other_fault(shape: Shape, version: str, tmp_path: Path) -> None:
    path = tmp_path / "message.xml"
    path.write_bytes(shape.message(version))
    [notices] = judged(path, WITH_DDEX, Settings())
    assert {n.rule for n in notices if n.severity > Severity.NOTE} == set()


@each_clean
def test_before_it_is_broken_no_rule_speaks(judge: Judge, clean: Delivered) -> None:
    cases = CLEAN[clean]
    standing = {TOO_OLD} if cases[0].version not in VERSIONS else named(cases[0].standing)
    [notices] = judge(clean)
    assert caught(notices, *(case.rule for case in cases)) == standing


@with_schemas
@each_clean
def test_before_it_is_broken_it_is_valid(clean: Delivered) -> None:
    message, _ = clean
    assert errors_in(message, CLEAN[clean][0].version) == []


# --- what is broken --------------------------------------------------------------------------


@each_case
def test_a_broken_message_is_caught_by_one_rule_alone_and_in_its_place(
    judge: Judge, case: Case, alike: tuple[Case, ...]
) -> None:
    notices = judge(*((c.broken, c.declared) for c in alike))[alike.index(case)]

    assert caught(notices, case.rule) == named((case.rule, *case.standing))
    places = [p for n in notices if n.rule == f"ai-credits.{case.rule}" for p in n.places]
    root = etree.fromstring(case.broken)
    selected = [(place, found(root, place.xpath)) for place in places if place.xpath]
    assert sorted(path_of(e) for _, es in selected for e in es) == sorted(case.shown)
    lines: list[list[Any]] = [[e.sourceline for e in es] for _, es in selected]
    assert lines == [[place.line] for place, _ in selected]
    beside = {Path(place.file or "").name for place in places if not place.xpath}
    assert beside == ({"delivery.toml"} if case.in_delivery else set())


@each_shape
def test_a_message_that_names_an_older_version_is_caught_for_that_alone(
    judge: Judge, shape: Shape
) -> None:
    [notices] = judge((shape.message("4.3.2").replace(b"/ern/432", b"/ern/43"), ""))
    assert "ai-credits.version-cannot-carry" in caught(notices)
    assert caught(notices) <= named(
        f"version-cannot-carry{of}" for of in ("", "-image", "-release")
    )


@with_schemas
@each_fault
def test_the_schema_sees_a_fault_in_the_words_alone(fault: Fault, cases: tuple[Case, ...]) -> None:
    for case in cases:
        assert bool(errors_in(case.broken, case.version)) == fault.is_invalid, case.name


def test_only_words_that_no_schema_has_make_a_message_invalid() -> None:
    invalid = {case.rule for case in CASES if case.is_invalid}
    valid = {case.rule for case in CASES if not case.is_invalid}
    assert invalid == {
        *("value-unknown", "value-unknown-image", "value-unknown-release"),
        *(f"version-cannot-carry{of}" for of in ("", "-image", "-release")),
        *("mixed-role", "mixed-role-image"),  # a choice of the schema, with both
        "training-name-dated",  # by the allowed value set that the message names
    }
    assert invalid & valid == set()


# --- whether all of it is there --------------------------------------------------------------


def test_every_rule_that_a_message_can_break_is_broken() -> None:
    assert named(case.rule for case in CASES) == {rule.id for rule in RULES} - OF_OTHER_FACTS


@each_fault
def test_a_fault_is_put_into_every_kind_and_version(fault: Fault, cases: tuple[Case, ...]) -> None:
    wanted = {(rule, version) for rule in fault.rules.values() for version in fault.versions}
    assert {(case.rule, case.version) for case in cases} == wanted


def test_no_two_cases_are_the_same() -> None:
    cases = {(c.rule, c.clean, c.honest, c.broken, c.declared) for c in CASES}
    assert len(cases) == len(CASES)


# --- the schemas -----------------------------------------------------------------------------


def errors_in(message: bytes, version: str) -> list[str]:
    """What the schema of the version says, with the allowed value set that the message names.

    That of 4.3.2 does for 4.3.1, whose own is nowhere to be had.
    """
    root = etree.fromstring(message.replace(b"/ern/431", b"/ern/432"))
    knows_ai = version in VERSIONS
    set_is_old = knows_ai and int(root.get("AvsVersionId", "0")) <= LAST_AVS_OF_OLD_WORDS
    judge = schema("4.3.2" if knows_ai else version, set_is_old=set_is_old)
    return [] if judge.validate(root) else [str(judge.error_log)]


@cache
def schema(version: str, *, set_is_old: bool) -> etree.XMLSchema:
    path = CORPUS / "xsd" / version / "release-notification.xsd"
    beside = re.sub(r'schemaLocation="http[^"]*/', 'schemaLocation="', path.read_text("utf-8"))
    if set_is_old:
        beside = beside.replace("../allowed-value-sets.xsd", "../avs/006/allowed-value-sets.xsd")
    return etree.XMLSchema(etree.fromstring(beside.encode(), base_url=str(path)))
