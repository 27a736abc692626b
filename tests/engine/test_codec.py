"""Facts as plain values and back: paths below a folder, elements by position, nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from precheck.engine.codec import Codec, Home, UnwritableError, form
from precheck.model import Node
from precheck.reading.positions import Positions
from precheck.reading.xml import Document, parse_bytes

HOME = Home(Path("/home/of/all"))
NAMES = st.binary(min_size=1).filter(
    lambda name: (
        not {b"/", b"\0"} & {name[i : i + 1] for i in range(len(name))}
        and name not in {b".", b".."}
    )
)


class Held(Struct, frozen=True):
    file: Path | None = None
    element: Node | None = None
    count: float = 0.0
    anything: Any = None


def root_of(text: bytes) -> Node:
    document = parse_bytes(text, "message.xml")
    assert isinstance(document, Document)
    return document.root


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_any_name_of_a_file_is_found_again(names: list[bytes]) -> None:
    path = HOME.folder.joinpath(*(os.fsdecode(name) for name in names))

    told = HOME.told(path)

    told.encode()
    assert HOME.found(told) == path


@pytest.mark.parametrize("text", ["/etc/passwd", "../x", "a/../../x", "a\0b", "\\x2fetc"])
def test_a_path_that_leads_out_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no path below what was checked"):
        HOME.found(text)


def test_an_absolute_path_and_a_relative_one_stay_what_they_are() -> None:
    codec = Codec(HOME)
    for path in (HOME.folder / "a.flac", Path("a.flac"), HOME.folder):
        held = Held(file=path)

        assert codec.read(Held, codec.written(held)) == held


def test_a_path_outside_is_not_written() -> None:
    with pytest.raises(UnwritableError, match="names a file outside of what was checked"):
        Codec(HOME).written(Held(file=Path("/home/of/someone")))


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (Held(count=float("nan")), "Expected `float`, got `null`"),
        (Held(count=1), "what is read back is not what was written"),
        (Held(anything=object()), "it holds a object, which cannot be written"),
        (Held(anything=Path("a")), "what is read back is not what was written"),
        (Held(anything={1, 2}), "what is read back is not what was written"),
        (Held(anything="\udce4"), "surrogates not allowed"),
    ],
)
def test_what_would_not_come_back_alike_is_not_written(held: Held, why: str) -> None:
    with pytest.raises(UnwritableError, match=why):
        Codec(HOME).written(held)


def test_an_element_is_told_by_its_position() -> None:
    root = root_of(b"<a><b/><c><d/></c><b/></a>")
    codec = Codec(HOME, root)
    last = root.children()[2]

    plain = codec.written(Held(element=last))

    assert plain["element"] == 4
    assert codec.read(Held, plain).element == last


def test_an_element_of_another_message_is_not_written() -> None:
    codec = Codec(HOME, root_of(b"<a/>"))

    with pytest.raises(UnwritableError):
        codec.written(Held(element=root_of(b"<a/>")))


def test_positions_follow_the_document() -> None:
    root = root_of(b"<a><b><c/></b><!-- not one --><d/></a>")
    positions = Positions(root)

    assert [positions.element(number).name for number in range(4)] == ["a", "b", "c", "d"]
    assert [positions.number(positions.element(number)) for number in range(4)] == [0, 1, 2, 3]
    for number in (-1, 4):
        with pytest.raises(IndexError):
            positions.element(number)


def test_the_form_of_a_class_is_its_fields_and_not_its_words() -> None:
    def held(words: str, kind: type) -> type:
        return type("Held", (Struct,), {"__doc__": words, "__annotations__": {"field": kind}})

    assert form(held("One.", int)) == form(held("Two.", int))
    assert form(held("One.", int)) != form(held("One.", str))
