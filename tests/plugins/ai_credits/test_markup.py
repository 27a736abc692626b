"""The markup that is offered is valid ERN 4.3.2 where it says it goes, and says what was meant."""

from __future__ import annotations

import os
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from precheck import Fate, Markup
from precheck.disclosed import DisclosedRelease
from precheck.engine.disclose import Disclosing, Question
from precheck.engine.own_rules import OWN
from precheck.engine.room import Order
from precheck.plugins import Registry
from precheck.testing import A_DAY, check

ROOT = Path(__file__).parents[3]
MESSAGES = ROOT / "fixtures" / "messages"
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
SCHEMA = CORPUS / "xsd" / "4.3.2" / "release-notification.xsd"
OLD = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3")
NEW = ("4.3.1", "4.3.2")
AI = ("ContainsAI", "AiContribution")
REGISTRY = Registry.installed(only=("ai-credits",), own=(OWN,))

WHOLES = ("", "none", "some", "all")
ROLES = (
    "",
    'Lyricist = "all"',
    'LeadVocalist = "all", lyrics = "all"',
    'Composer = "some"',
    'Musician = "some", Composer = "none"',
    'Composer = "none", Musician = "none"',
    'vocals = "all", Composer = "some", MasteringEngineer = "some"',
    'Composer = "all"',
    'Whistling = "all"',
)


def disclosed(path: Path) -> DisclosedRelease:
    question = Question(paths=(path,), order=Order(root=Path(), as_of=A_DAY), names=("ern",))
    (release,) = Disclosing(question, REGISTRY).releases()
    assert release.faults == ()
    return release


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(SCHEMA))


def stripped(version: str) -> Any:
    """Our message of this version without a word about AI."""
    tree: Any = etree.parse(MESSAGES / f"{version}.xml", etree.XMLParser(remove_blank_text=True))
    for name in AI:
        for element in list(tree.iter(name)):
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
    for element in list(tree.iter("SpecialContributor")):
        credit = element.getparent()
        assert credit is not None
        parent = credit.getparent()
        assert parent is not None
        parent.remove(credit)
    return tree


def delivery(folder: Path, version: str, whole: str, roles: str) -> Path:
    """A folder with the silent message and what the artist declares of its first track."""
    folder.mkdir(exist_ok=True)
    stripped(version).write(folder / "message.xml", xml_declaration=True, encoding="UTF-8")
    lines = [f'ai = "{whole}"'] if whole else []
    lines += [f"roles = {{ {roles} }}"] if roles else []
    text = "\n".join(["[tracks.A1]", *lines, '[tracks.A2]\nai = "none"', '[artwork]\nai = "all"'])
    (folder / "delivery.toml").write_text(text, encoding="utf-8")
    return folder


def offered(release: DisclosedRelease) -> list[Markup]:
    """Every piece of markup once, as a person would paste it."""
    found = (m for row in release.expressions["ern"] for m in row.markup)
    return list(dict.fromkeys(found))


def paste(tree: Any, markups: list[Markup]) -> None:
    prefixes = {prefix: uri for prefix, uri in tree.getroot().nsmap.items() if prefix}
    targets = [tree.xpath(markup.into, namespaces=prefixes) for markup in markups]
    for markup, (target, *_) in zip(markups, targets, strict=True):
        element = etree.fromstring(markup.xml, etree.XMLParser(remove_blank_text=True))
        behind = next((child for child in target if child.tag in markup.before), None)
        target.insert(target.index(behind) if behind is not None else len(target), element)


COMBINATIONS = list(product((*OLD, *NEW), WHOLES, ROLES))
WITH_THE_SAME_ROLES = [one for one in COMBINATIONS if one[0] != "3.8"]
"""ERN 3.8 has other names for some roles, so that its messages are credited otherwise."""


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the DDEX schemas are not here")
@pytest.mark.parametrize(("version", "whole", "roles"), COMBINATIONS)
def test_what_is_pasted_where_it_is_said_to_go_is_valid(
    tmp_path: Path, version: str, whole: str, roles: str
) -> None:
    markups = offered(disclosed(delivery(tmp_path / "a", version, whole, roles)))
    tree = stripped("4.3.2" if version in OLD else version)

    paste(tree, markups)

    text = etree.tostring(tree).replace(b"/ern/431", b"/ern/432")
    message = etree.fromstring(text)
    assert schema().validate(message), f"{schema().error_log}\n{markups}"


@pytest.mark.parametrize(("version", "whole", "roles"), WITH_THE_SAME_ROLES)
def test_a_message_with_the_markup_says_what_was_declared_and_breaks_no_rule_about_it(
    tmp_path: Path, version: str, whole: str, roles: str
) -> None:
    folder = delivery(tmp_path / "a", version, whole, roles)
    before = disclosed(folder)
    tree = stripped("4.3.2" if version in OLD else version)
    paste(tree, offered(before))
    tree.write(folder / "message.xml", xml_declaration=True, encoding="UTF-8")

    after = disclosed(folder)

    lost = [row for row in after.expressions["ern"] if row.fate is Fate.LOST]
    assert lost == []
    report = check(folder, registry=REGISTRY)
    blocked = {n.rule for r in report.releases for n in r.notices if n.severity.value == "block"}
    assert blocked == set()
