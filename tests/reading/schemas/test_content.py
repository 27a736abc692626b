"""What excludes what in a type, what comes first, and what is needed: small types of our own."""

from __future__ import annotations

import pytest

from precheck.reading.schemas.content import Content
from precheck.reading.schemas.grammar import Grammar

XS = "http://www.w3.org/2001/XMLSchema"


def element(name: str, least: str = "1", most: str = "1") -> str:
    return f'<xs:element name="{name}" type="xs:string" minOccurs="{least}" maxOccurs="{most}"/>'


def group(kind: str, *members: str, most: str = "1", least: str = "1") -> str:
    return f'<xs:{kind} minOccurs="{least}" maxOccurs="{most}">{"".join(members)}</xs:{kind}>'


def a_content(*types: str) -> Content:
    """The content of the last of some types, each called `T` and its number."""
    named = "".join(
        f'<xs:complexType name="T{number}">{text}</xs:complexType>'
        for number, text in enumerate(types)
    )
    root = f'<xs:element name="Root" type="t:T{len(types) - 1}"/>'
    text = f'<xs:schema xmlns:xs="{XS}" xmlns:t="urn:t" targetNamespace="urn:t">{root}{named}'
    grammar = Grammar.of([f"{text}</xs:schema>".encode()])
    return grammar.content(grammar.at(["Root"]))


A, B, C, D = (element(name) for name in "ABCD")
MANY_A = element("A", most="unbounded")
MAYBE_A = element("A", least="0")

DAYS_OR_MOMENTS = group("choice", group("sequence", A, B), group("sequence", C, D))
ID_OR_NAME = group("choice", MANY_A, group("sequence", B, element("A", "0", "unbounded")))


@pytest.mark.parametrize(
    ("content", "one", "other"),
    [
        (group("choice", A, B), "A", "B"),
        (group("choice", MANY_A, B), "A", "B"),
        (group("sequence", C, group("choice", A, B), D), "A", "B"),
        (group("sequence", C, group("choice", A, B, least="0"), D), "A", "B"),
        (DAYS_OR_MOMENTS, "A", "C"),
        (DAYS_OR_MOMENTS, "A", "D"),
        (DAYS_OR_MOMENTS, "B", "C"),
        (group("choice", A, group("choice", B, group("sequence", C, D))), "A", "D"),
        (group("choice", A, group("choice", B, group("sequence", C, D))), "B", "D"),
    ],
)
def test_members_of_different_branches_exclude_each_other(
    content: str, one: str, other: str
) -> None:
    made = a_content(content)

    assert made.excludes(one, other)
    assert made.excludes(other, one)
    assert not made.precedes(one, other)
    assert not made.precedes(other, one)


@pytest.mark.parametrize(
    ("content", "one", "other"),
    [
        (group("sequence", A, B), "A", "B"),
        (group("choice", A, B, most="unbounded"), "A", "B"),
        (group("sequence", group("choice", A, B), most="2"), "A", "B"),
        (DAYS_OR_MOMENTS, "A", "B"),
        (ID_OR_NAME, "A", "B"),
        (group("sequence", group("choice", A, B), group("choice", A, B)), "A", "B"),
        (group("choice", A, B), "A", "A"),
        (group("choice", A, B), "A", "Unknown"),
        (group("all", A, B), "A", "B"),
    ],
)
def test_what_can_stand_in_one_element_does_not_exclude(content: str, one: str, other: str) -> None:
    assert not a_content(content).excludes(one, other)
    assert not a_content(content).excludes(other, one)


@pytest.mark.parametrize(
    "content",
    [
        group("sequence", A, B),
        group("sequence", A, C, group("choice", B, D)),
        group("sequence", group("choice", A, C), group("sequence", D, B)),
        group("choice", C, group("sequence", A, B)),
        # Where B alone may stand for both, A is still never behind it.
        group("choice", B, group("sequence", A, B)),
    ],
)
def test_the_order_of_a_sequence_holds_at_any_depth(content: str) -> None:
    made = a_content(content)

    assert made.precedes("A", "B")
    assert not made.precedes("B", "A")


@pytest.mark.parametrize(
    "content",
    [
        group("sequence", A, B, most="unbounded"),
        group("sequence", A, B, A),
        group("choice", A, B, most="unbounded"),
        group("all", A, B),
    ],
)
def test_where_either_may_come_first_no_order_is_claimed(content: str) -> None:
    made = a_content(content)

    assert not made.precedes("A", "B")
    assert not made.precedes("B", "A")


def test_what_a_type_extends_comes_first() -> None:
    own = f'<xs:complexContent><xs:extension base="t:T0">{group("sequence", B)}</xs:extension>'
    made = a_content(group("sequence", A), f"{own}</xs:complexContent>")

    assert made.names == ("A", "B")
    assert made.precedes("A", "B")


@pytest.mark.parametrize(
    ("content", "repeats"),
    [
        (group("sequence", MANY_A, B), True),
        (group("sequence", A, B), False),
        (group("sequence", A, B, most="2"), True),
        (group("sequence", A, B, A), True),
        (group("choice", A, group("sequence", B, A)), False),
        (group("choice", A, B), False),
    ],
)
def test_how_often_an_element_may_stand_there(content: str, repeats: bool) -> None:  # noqa: FBT001
    assert a_content(content).repeats("A") is repeats


def test_what_is_required_stands_in_sequences_alone_and_is_not_optional() -> None:
    content = group("sequence", MAYBE_A, B, group("choice", C, D), group("sequence", element("E")))

    assert a_content(content).required == ("B", "E")


@pytest.mark.parametrize(
    ("content", "needs"),
    [
        (group("sequence", A, B), True),
        (group("sequence", MAYBE_A, B), False),
        (group("sequence", group("sequence", A, least="0"), B), False),
        (group("choice", C, group("sequence", A, B)), True),
        (group("sequence", group("sequence", A, B, least="0"), C), True),
        (group("choice", B, group("sequence", A, B)), False),
        (group("sequence", group("choice", A, C), B), False),
        (group("sequence", A, C), False),
    ],
)
def test_an_element_needs_what_its_branch_demands(content: str, needs: bool) -> None:  # noqa: FBT001
    assert a_content(content).needs("B", "A") is needs
