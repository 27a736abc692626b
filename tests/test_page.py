"""A rule's page, for terminals of any width."""

from precheck.present.page import paragraphs


def test_a_paragraph_is_one_line_and_what_is_listed_stays_apart() -> None:
    lines = ["## What", "", "One line,", "`and` more.", "", "- an entry", "  below it", "- another"]
    assert list(paragraphs(lines)) == [
        "## What",
        "",
        "One line, `and` more.",
        "",
        "- an entry",
        "  below it",
        "- another",
    ]


def test_a_heading_ends_a_paragraph() -> None:
    assert list(paragraphs(["a", "# b", "c", "d"])) == ["a", "# b", "c d"]
