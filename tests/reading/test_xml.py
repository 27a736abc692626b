"""Parsing refuses what is hostile or broken in a person's words, and nodes say where they stand."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from lxml import etree

from precheck.model import Node, Place
from precheck.reading import Problem, ProblemKind
from precheck.reading import xml as xml_module
from precheck.reading.xml import Document, ElementNode, parse, parse_bytes

BILLION_LAUGHS = (
    b'<!DOCTYPE m [<!ENTITY a "ha">'
    + b"".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode()
        for a, b in zip("abcdefghijkl", "bcdefghijklm", strict=True)
    )
    + b"]><m>&m;</m>"
)


def root_of(data: bytes) -> ElementNode:
    document = parse_bytes(data, "m.xml")
    assert isinstance(document, Document)
    return document.root


def written(node: ElementNode) -> str | None:
    return node._element.text  # noqa: SLF001 - what only a validator sees


def problem_of(data: bytes) -> Problem:
    problem = parse_bytes(data, "m.xml")
    assert isinstance(problem, Problem)
    return problem


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE m><m/>",
        b'<!DOCTYPE m SYSTEM "http://127.0.0.1:9/x.dtd"><m/>',
        b'<!DOCTYPE m PUBLIC "-//x" "file:///etc/passwd"><m/>',
        b'<!DOCTYPE m [<!ENTITY t "Real Title">]><m>&t;</m>',
        b'<!DOCTYPE m [<!ENTITY t SYSTEM "file:///etc/passwd">]><m>&t;</m>',
        b'<!DOCTYPE m [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]><m/>',
        BILLION_LAUGHS,
        b"<m>" * 300 + b"</m>" * 300,
        b"<m a='" + b"x" * 10_100_000 + b"'/>",
        b"<m>" + b"x" * 10_100_000 + b"</m>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE m><m/>'.encode("utf-16"),
    ],
    ids=[
        "doctype",
        "system",
        "public",
        "entity",
        "external-entity",
        "parameter-entity",
        "billion-laughs",
        "depth",
        "long-attribute",
        "long-text",
        "doctype-in-utf-16",
    ],
)
def test_a_hostile_document_is_refused(data: bytes) -> None:
    assert problem_of(data).kind is ProblemKind.HOSTILE


@pytest.mark.parametrize(
    ("data", "words", "line"),
    [
        (b"", "empty", None),
        (b" \n\t ", "empty", None),
        (b"hello", "not well-formed", 1),
        (b"<m>\n<a>\n</m>", "not well-formed XML at line 3", 3),
        (b"<m>\n\n\xff\xfe</m>", "cannot be decoded at line 3", 3),
        (b"<?xml version='1.0' encoding='klingon'?><m/>", "cannot be decoded", 1),
        (b"<m>\n&what;</m>", "entity that nothing declares, at line 2", 2),
        (b"<ern:m/>", "prefix ern", 1),
        (b"<m>a\0b</m>", "not well-formed", 1),
        (b"<m/><m/>", "not well-formed", 1),
        (b"\x89PNG\r\n\x1a\n", "not", 1),
        (b"PK\x03\x04", "not", 1),
    ],
)
def test_a_broken_document_is_a_problem_with_words_and_a_line(
    data: bytes, words: str, line: int | None
) -> None:
    problem = problem_of(data)
    assert problem.kind is ProblemKind.NOT_XML
    assert words in problem.text
    assert problem.place.line == line
    assert problem.place.file == "m.xml"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.xml"
    with path.open("wb") as file:
        file.truncate(xml_module.BYTE_LIMIT + 1)
    problem = parse(path, "big.xml")
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.HOSTILE
    assert "64 MiB" in problem.text


def test_a_document_of_nothing_but_tags_is_not_parsed() -> None:
    data = b"<m>" + b"<a/>" * xml_module.MARKUP_LIMIT + b"</m>"
    assert problem_of(data).kind is ProblemKind.HOSTILE


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    problem = parse(tmp_path / "gone.xml", "gone.xml")
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.UNREADABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    problem = parse(tmp_path / "pipe.xml", "pipe.xml")
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.UNREADABLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_unicode_gives_the_same_text(encoding: str) -> None:
    declared = "UTF-16" if "16" in encoding else "UTF-8"
    text = f'<?xml version="1.0" encoding="{declared}"?><m><t>Ærø 夜</t></m>'
    assert root_of(text.encode(encoding)).value("t") == "Ærø 夜"


def test_text_around_a_comment_is_one_text() -> None:
    root = root_of(b"<m><t>Real<!-- not --> <?php no?>Title</t></m>")
    assert root.value("t") == "Real Title"


def test_character_data_is_text() -> None:
    assert root_of(b"<m><t>a<![CDATA[ & ]]>b</t></m>").value("t") == "a & b"


def test_only_what_xml_calls_space_is_stripped() -> None:
    root = root_of("<m><t>\n\t\u00a0Title\u2003 \r\n</t></m>".encode())
    assert root.value("t") == "\u00a0Title\u2003"


def test_what_is_stripped_can_still_be_asked_for() -> None:
    [code, empty] = root_of(b"<m><c>\n AQ<!-- . -->PRE\t</c><d/></m>").children()
    assert (code.text, code.written) == ("AQPRE", "\n AQPRE\t")
    assert (empty.text, empty.written) == ("", "")


def test_the_hash_is_that_of_the_bytes() -> None:
    document = parse_bytes(b"<m/>", "m.xml")
    assert isinstance(document, Document)
    assert document.sha256 == hashlib.sha256(b"<m/>").hexdigest()


@pytest.mark.parametrize("declaration", [b"", b'<?xml version="1.0"?>'])
def test_a_line_beyond_two_bytes_is_still_told(declaration: bytes) -> None:
    message = b"<m>" + b"\n" * 70_000 + b"<a>x</a>\n<b>y</b>\n<c><d>z</d></c></m>"
    root = root_of(declaration + message)
    assert [child.line for child in root.children()] == [70_001, 70_002, 70_003]


@pytest.mark.parametrize(
    "inside",
    [
        b" ",
        b" <!-- c --> ",
        b" <!-- c -->",
        b" <?pi?>",
        b" <![CDATA[ ]]>",
        b" \r\n",
        b"\n" * 70_000,
    ],
    ids=["blank", "comment", "blank-before-comment", "instruction", "data", "return", "lines"],
)
def test_a_blank_that_is_a_value_stays_one(inside: bytes) -> None:
    root = root_of(b'<?xml version="1.0"?>\n<m>\n  <t>' + inside + b"</t>\n</m>\n")
    with_blanks = etree.XMLParser(remove_comments=True, remove_pis=True)
    [there] = etree.fromstring(b"<m><t>" + inside + b"</t></m>", with_blanks)
    assert written(root.children()[0]) == there.text


def test_blanks_between_tags_are_no_part_of_the_tree() -> None:
    root = root_of(b'<?xml version="1.0"?>\n<m>\n  <t>Who, me?</t>\n  <u> Stop! </u>\n</m>\n')
    assert (written(root), root.value("t"), root.value("u")) == (None, "Who, me?", "Stop!")


SAMPLE = (
    b'<x:m xmlns:x="urn:x" a="1"><l><t>1</t><t>2<u>3</u></t></l><x:t>4</x:t><l><t>5</t></l></x:m>'
)
DEFAULT = b'<m xmlns="urn:x"><l><t>1</t><t>2</t></l><l/></m>'


@pytest.mark.parametrize("data", [SAMPLE, DEFAULT])
def test_an_xpath_selects_its_own_element_alone(data: bytes) -> None:
    tree = etree.fromstring(data).getroottree()
    prefixes = {"x": "urn:x"}
    for element, node in zip(tree.iter(), _every(root_of(data)), strict=True):
        assert tree.xpath(node.xpath, namespaces=prefixes) == [element]


def _every(node: ElementNode) -> list[ElementNode]:
    return [node, *(below for child in node.children() for below in _every(child))]


def test_an_xpath_reads_like_the_message() -> None:
    node = root_of(SAMPLE).find("l/t/u")
    assert node is not None
    assert node.xpath == "/x:m/l[1]/t[2]/u"


def test_an_xpath_names_elements_of_a_default_namespace() -> None:
    node = root_of(DEFAULT).find_all("l/t")[1]
    assert node.xpath == "/*[local-name()='m']/*[local-name()='l'][1]/*[local-name()='t'][2]"


def test_a_node_is_looked_through_by_local_names() -> None:
    root = root_of(SAMPLE)
    assert (root.name, root.namespace, dict(root.attributes)) == ("m", "urn:x", {"a": "1"})
    assert [n.text for n in root.children("t")] == ["4"]
    assert [n.text for n in root.find_all("l/t")] == ["1", "2", "5"]
    assert [n.text for n in root.find_all("//t")] == ["1", "2", "4", "5"]
    assert [n.text for n in root.find_all("//t/u")] == ["3"]
    assert root.value("l/t") == "1"
    assert root.value("no/such") == ""
    assert root.find("no") is None
    assert root.children("no") == ()


def test_nodes_are_equal_when_they_are_the_same_element() -> None:
    root = root_of(SAMPLE)
    first, second = root.find_all("l/t")[:2]
    assert first == root.find("l/t")
    assert first != second
    assert len({first, second, root.find("l/t")}) == 2
    assert first != root_of(SAMPLE).find("l/t")


def test_a_node_is_a_node_of_the_model() -> None:
    node: Node = root_of(SAMPLE)
    assert node.line == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused_at_its_line(encoding: str) -> None:
    mark = "\ufeff" if encoding != "utf-8" else ""
    name = "UTF-8" if encoding == "utf-8" else "UTF-16"
    text = f'{mark}<?xml version="1.0" encoding="{name}"?>\n<!-- one -->\n<!DOCTYPE m>\n<m/>'
    problem = parse_bytes(text.encode(encoding), "m.xml")
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.place.line) == (ProblemKind.HOSTILE, 3)


def test_a_node_names_its_line_and_xpath_as_a_place() -> None:
    [inner] = root_of(b"<m>\n  <a>\n    <b/></a></m>").find_all("a/b")

    assert inner.place == Place(line=3, xpath="/m/a/b")


def test_children_are_made_once() -> None:
    root = root_of(b"<m><a/><b/></m>")

    assert root.children()[0] is root.by_name()["a"][0]
