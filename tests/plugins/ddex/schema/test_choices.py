"""What is read from DDEX's own schemas of every version about choices and order."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from precheck.reading.schemas.definition import XS
from precheck.reading.schemas.grammar import Grammar

VERSIONS = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3", "4.3.2")


def a_schema(corpus: Path, version: str) -> bytes:
    return (corpus / "xsd" / version / "release-notification.xsd").read_bytes()


def names_below(node: etree._Element) -> list[str]:
    return [one.get("name", "") for one in node.iter(f"{XS}element")]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_branches_of_every_choice_exclude_each_other(corpus: Path, version: str) -> None:
    text = a_schema(corpus, version)
    grammar = Grammar.of([text])
    root = etree.fromstring(text)
    checked = 0

    for choice in root.iter(f"{XS}choice"):
        holder = next(choice.iterancestors(f"{XS}complexType"))
        content = grammar.content(f"{{{root.get('targetNamespace')}}}{holder.get('name')}")
        declared = Counter(names_below(holder))
        branches = [part for part in choice if part.tag != f"{XS}annotation"]
        for one, other in combinations(branches, 2):
            pairs = ((a, b) for a in names_below(one) for b in names_below(other))
            for a, b in pairs:
                checked += 1
                # A name that is declared twice may stand beside the other in its second place.
                assert content.excludes(a, b) is (declared[a] == declared[b] == 1), (a, b)

    assert checked >= len(list(root.iter(f"{XS}choice"))) >= 20


def test_no_valid_message_breaks_what_is_read_about_order_and_choice(corpus: Path) -> None:
    grammars = {version: Grammar.of([a_schema(corpus, version)]) for version in VERSIONS}
    grammars["4.3.1"] = grammars["4.3.2"]
    with (corpus / "samples" / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["xsd"] == "valid"]
    seen: set[tuple[str, str, tuple[str, ...]]] = set()

    for row in rows:
        version = row["file"].split("/")[0]
        grammar = grammars[version]
        tree = etree.parse(corpus / "samples" / row["file"])
        waiting = [(tree.getroot(), grammar.at([etree.QName(tree.getroot()).localname]))]
        while waiting:
            node, key = waiting.pop()
            children = list(node.iterchildren("*"))
            waiting += ((child, grammar.elements(key)[child.tag]) for child in children)
            names = tuple(dict.fromkeys(child.tag for child in children))
            if (version, key, names) in seen:
                continue
            seen.add((version, key, names))
            content = grammar.content(key)
            for one, other in combinations(names, 2):
                assert not content.excludes(one, other), (row["file"], node.tag, one, other)
                assert not content.precedes(other, one), (row["file"], node.tag, one, other)
            assert set(content.required) <= set(names), (row["file"], node.tag)
            lacking = [b for a in names for b in content.names if content.needs(a, b)]
            assert set(lacking) <= set(names), (row["file"], node.tag)

    assert len(seen) > 1_000
