"""Public messages under DDEX's own schemas: what validation finds is told, and nothing else."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from precheck.report import Notice

Notices = Callable[[Path], list[Notice]]

BLOCKS = "ddex.schema-invalid"
AS_LISTED = 150
"""So many characters of an error are in the list; it cuts them off."""


def listed(corpus: Path, verdict: str) -> list[dict[str, str]]:
    with (corpus / "samples" / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["xsd"] == verdict]


def test_no_valid_message_is_called_invalid(corpus: Path, notices: Notices) -> None:
    rows = listed(corpus, "valid")

    wrong = {
        row["file"]: [notice.message for notice in told]
        for row in rows
        if (
            told := [
                notice
                for notice in notices(corpus / "samples" / row["file"])
                if notice.rule.startswith("ddex.schema-")
                and notice.rule != "ddex.schema-approximate"
            ]
        )
    }

    assert len(rows) >= 60
    assert wrong == {}


def test_every_invalid_message_is_told_with_every_error_at_its_line(
    corpus: Path, notices: Notices
) -> None:
    rows = listed(corpus, "invalid")
    assert len(rows) >= 11
    for row in rows:
        told = [n for n in notices(corpus / "samples" / row["file"]) if n.rule == BLOCKS]
        lines = sorted(line for notice in told for line in lines_of(notice))
        expected = [(int(line), text) for line, text in first_errors(row["first_errors"])]
        assert len(lines) == int(row["xsd_errors"]), row["file"]
        for line, text in expected:
            assert any(
                line in lines_of(n) and same_words(str(n.evidence["validator"]), text) for n in told
            ), (row["file"], line, text)


def lines_of(notice: Notice) -> list[int]:
    lines = notice.evidence["lines"]
    assert isinstance(lines, list)
    return lines


def first_errors(text: str) -> list[tuple[str, str]]:
    """Line and words of each error in the list."""
    return re.findall(r"(\d+): (Element .*?)(?= \|\| |$)", text)


def same_words(said: str, listed_as: str) -> bool:
    """Whether the words are the same; the list leaves namespaces out."""
    said = re.sub(r"\{[^}]*\}", "", said)
    listed_as = re.sub(r"\{[^}]*\}", "", listed_as)
    return said[: min(AS_LISTED, len(listed_as))] == listed_as[:AS_LISTED]


def test_messages_of_431_are_judged_by_432_and_say_so(corpus: Path, notices: Notices) -> None:
    told = [notices(path) for path in sorted((corpus / "samples" / "4.3.1").glob("*.xml"))]

    assert len(told) == 5
    for found in told:
        rules = [notice.rule for notice in found]
        assert "ddex.schema-approximate" in rules
        assert BLOCKS not in rules


@pytest.mark.parametrize(
    "folder", ["messages", "deliveries/clean-single", "deliveries/clean-album"]
)
def test_our_own_messages_are_valid(folder: str, notices: Notices) -> None:
    fixtures = Path(__file__).parents[4] / "fixtures"

    for path in sorted((fixtures / folder).glob("*.xml")):
        rules = {notice.rule for notice in notices(path)}
        stands_in = path.name in {"4.3.1.xml", "4.3-service-host.xml"}
        assert rules == ({"ddex.schema-approximate"} if stands_in else set()), path
