"""Hardened parsing, and a lazy read-only view of elements."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from precheck.model import Place
from precheck.reading.problems import Problem, ProblemKind

BYTE_LIMIT: Final = 64 * 1024 * 1024
"""A boxed set of 150 tracks takes less than 1 MiB; a tree takes several times its bytes."""

MARKUP_LIMIT: Final = 1_000_000
"""How many `<` and `=` a message may hold: each costs some hundred bytes and a microsecond or more.

That boxed set has less than 30,000 of them.
"""

_LINE_LIMIT: Final = 65_535
"""libxml2 keeps the line of an element in two bytes."""

XML_SPACE: Final = " \t\r\n"

_ENTITY_UNDECLARED: Final = 26
_ENCODINGS: Final = (32, 81)  # unsupported encoding, bytes that are invalid in it
_LIMITS: Final = (89, 114)  # entity loop, resource limit


_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class ElementNode(Struct, eq=False, gc=False):
    """A read-only element; there is one node for each, so that nodes compare by identity.

    Name, text and children are at hand; the line, the XPath and the attributes are asked of lxml.
    """

    _element: etree._Element
    name: str
    """The local name, without its namespace."""
    text: str
    """The element's own text, stripped of the four characters that XML calls space."""
    _children: tuple[ElementNode, ...] = ()
    _named: Mapping[str, list[ElementNode]] | None = None
    _below: list[ElementNode] | None = None
    """All below, in document order, where that is at hand: the root has it, who is asked most."""

    def __repr__(self) -> str:
        return f"<{self.name} at line {self.line}>"

    @property
    def written(self) -> str:
        """The element's own text with the blanks around it."""
        return self._element.text or ""

    @property
    def is_leaf(self) -> bool:
        """Whether it has no child elements."""
        return not self._children

    @property
    def namespace(self) -> str:
        """The namespace, or an empty string."""
        tag = self._element.tag
        return tag[1:].partition("}")[0] if tag[0] == "{" else ""

    @property
    def declared_namespaces(self) -> tuple[str, ...]:
        """Every namespace in scope, used or not, in the order of the prefixes."""
        scope = self._element.nsmap
        return tuple(scope[prefix] for prefix in sorted(scope, key=lambda prefix: prefix or ""))

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by name; one in a namespace as `{namespace}name`."""
        found = self._element.items()
        return MappingProxyType(dict(found)) if found else _NOTHING  # type: ignore[arg-type] # text

    def attribute(self, name: str) -> str:
        """One attribute, or an empty string."""
        text = self._element.get(name)
        return text.strip(XML_SPACE) if text else ""

    @property
    def line(self) -> int:
        """The line of the start tag in the file, from 1.

        libxml2 keeps lines from 65,535 on in text alone: there an empty element is told the line of
        the text next to it.
        """
        line: int | None = self._element.sourceline  # type: ignore[assignment] # not in the stubs
        return line or 0

    @property
    def xpath(self) -> str:
        """An XPath that selects this element alone, with the prefixes of the message."""
        path = self._element.getroottree().getpath(self._element)
        return _unprefixed_xpath(self._element) if "*" in path else path

    @property
    def place(self) -> Place:
        """Its line and XPath. They take time to find: ask when something is wrong there."""
        return Place(line=self.line, xpath=self.xpath)

    def children(self, name: str = "") -> tuple[ElementNode, ...]:
        """The child elements, or those with this local name."""
        return tuple(self.by_name().get(name, ())) if name else self._children

    def by_name(self) -> Mapping[str, list[ElementNode]]:
        """The child elements by local name."""
        if self._named is None:
            self._named = _by_name(self._children) if self._children else _NOTHING
        return self._named

    def find(self, path: str) -> ElementNode | None:
        """The first element at a path of local names such as `Role/Value`."""
        return next(iter(self.find_all(path)), None)

    def find_all(self, path: str) -> tuple[ElementNode, ...]:
        """Every element at a path of local names, in document order; `//Name` searches below."""
        first, *steps = path.removeprefix("//").split("/")
        found = self.below(first) if path.startswith("//") else self.by_name().get(first, ())
        for step in steps:
            found = [child for node in found for child in node.by_name().get(step, ())]
        return tuple(found)

    def below(self, *names: str) -> list[ElementNode]:
        """Every element below with one of these local names, in document order."""
        wanted = frozenset(names)
        if self._below is not None:
            return [node for node in self._below if node.name in wanted]
        found: list[ElementNode] = []
        named = self._element.iterdescendants(*(f"{{*}}{name}" for name in names))
        if next(named, None) is not None:  # lxml knows at once where there is none
            _gather(self, wanted, found)
        return found

    def value(self, path: str) -> str:
        """The text of the first element at the path, or an empty string."""
        node = self.find(path)
        return node.text if node is not None else ""


def _gather(node: ElementNode, names: frozenset[str], found: list[ElementNode]) -> None:
    for child in node.children():
        if child.name in names:
            found.append(child)
        if not child.is_leaf:
            _gather(child, names, found)


def _tree(root: etree._Element) -> ElementNode:
    """The root as a node, with all nodes below.

    From the last element to the first, so that the children of each are ready when it is made.
    """
    ready: list[ElementNode] = []
    every: list[ElementNode] = []
    for element in reversed([*root.iter()]):
        tag: str = element.tag
        text = element.text
        count = len(element)
        children = tuple(ready[: -count - 1 : -1]) if count else ()
        if count:
            del ready[-count:]
        node = ElementNode(
            element,
            tag if tag[0] != "{" else tag.rpartition("}")[2],
            text.strip(XML_SPACE) if text else "",
            children,
        )
        ready.append(node)
        every.append(node)
    root_node = every.pop()  # which is not below itself, and would never be let go if it were
    every.reverse()
    return replace(root_node, _below=every)


def _by_name(nodes: Iterable[ElementNode]) -> Mapping[str, list[ElementNode]]:
    named: dict[str, list[ElementNode]] = {}
    for node in nodes:
        name = node.name
        if name in named:
            named[name].append(node)
        else:
            named[name] = [node]
    return named


def _unprefixed_xpath(element: etree._Element) -> str:
    """For a default namespace, where a plain name would select nothing."""
    steps: list[str] = []
    at: etree._Element | None = element
    while at is not None:
        name = at.tag.rpartition("}")[2]
        before = sum(1 for _ in at.itersiblings(f"{{*}}{name}", preceding=True))
        after = next(at.itersiblings(f"{{*}}{name}"), None)
        place = f"[{before + 1}]" if before or after is not None else ""
        steps.append(f"*[local-name()='{name}']{place}")
        at = at.getparent()
    return "/" + "/".join(reversed(steps))


class Document(Struct, frozen=True):
    """A parsed file."""

    root: ElementNode
    sha256: str


def parse(path: Path, name: str) -> Document | Problem:
    """The document at a path, or what is wrong with it; `name` is how the problem names the file.

    Comments and processing instructions are dropped, so that text around a comment is one text.
    """
    data = _bytes_of(path, name)
    return data if isinstance(data, Problem) else parse_bytes(data, name)


def parse_bytes(data: bytes, name: str) -> Document | Problem:
    """The document in some bytes, or what is wrong with it."""
    if not data.strip():
        return _problem(ProblemKind.NOT_XML, "the file is empty", name)
    if len(data) > BYTE_LIMIT:
        return _problem(ProblemKind.HOSTILE, _TOO_LARGE, name)
    if len(data) > MARKUP_LIMIT and data.count(b"<") + data.count(b"=") > MARKUP_LIMIT:
        text = f"the file has more than {MARKUP_LIMIT:,} tags and attributes; it is not read"
        return _problem(ProblemKind.HOSTILE, text, name)
    try:
        root = etree.fromstring(data, _parser(without_blanks=_is_plain(data)))
    except etree.XMLSyntaxError as error:
        return _syntax_problem(error, name)
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None or tree.docinfo.externalDTD is not None:
        text = "the file has a DOCTYPE, which no ERN message needs; it is refused"
        return _problem(ProblemKind.HOSTILE, text, name, line=_line_of("<!DOCTYPE", data))
    return Document(_tree(root), hashlib.sha256(data).hexdigest())


_TOO_LARGE = f"the file is larger than {BYTE_LIMIT // 1024 // 1024} MiB; it is not read"


def _line_of(word: str, data: bytes) -> int:
    """The line of the first such word, in whichever encoding a message may have."""
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        at = data.find(word.encode(encoding))
        if at >= 0:
            return data.count("\n".encode(encoding), 0, at) + 1
    return 1


def _is_plain(data: bytes) -> bool:
    """Whether the blanks around child elements can be left out, with no value or line changed.

    A comment, an instruction, character data or a carriage return can part a blank from the value
    that it belongs to, and libxml2 tells lines beyond its limit by the blanks.
    Single bytes are asked for first: they are found a hundred times faster than pairs.
    """
    return (
        data.startswith(b"<?xml ")
        and (data.count(b"?") == len("??") or data.find(b"<?", 1) < 0)
        and (b"!" not in data or b"<!" not in data)
        and b"\r" not in data
        and b"\0" not in data
        and (len(data) < _LINE_LIMIT or data.count(b"\n") < _LINE_LIMIT)
    )


def _parser(*, without_blanks: bool) -> etree.XMLParser:
    """A new parser each time: parsers are not to be shared between threads."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_blank_text=without_blanks,
        remove_comments=True,
        remove_pis=True,
    )


def _bytes_of(path: Path, name: str) -> bytes | Problem:
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            text = "the file is a symbolic link, which is not followed; it is not judged"
            return _problem(ProblemKind.UNREADABLE, text, name)
        if not stat.S_ISREG(status.st_mode):
            return _problem(ProblemKind.UNREADABLE, "the file is not a regular one", name)
        if status.st_size > BYTE_LIMIT:
            return _problem(ProblemKind.HOSTILE, _TOO_LARGE, name)
        with path.open("rb") as file:
            return file.read(status.st_size + 1)
    except OSError as error:
        text = f"the file cannot be opened: {error.strerror or error}"
        return _problem(ProblemKind.UNREADABLE, text, name)


def _syntax_problem(error: etree.XMLSyntaxError, name: str) -> Problem:
    code: int = error.code  # type: ignore[attr-defined] # the stubs leave it out
    line, column = error.position
    said = str(error.msg or "").partition(", line ")[0].replace("\n", " ").rstrip(" .")
    where = f"line {line}, column {column}"
    if code in _LIMITS:
        reason = said.partition(", ")[0]
        text = f"the file goes beyond a safety limit of the parser at {where}: {reason}"
        return _problem(ProblemKind.HOSTILE, text, name, line=line)
    if code == _ENTITY_UNDECLARED:
        text = f"the file uses an entity that nothing declares, at {where}: {said}"
    elif code in _ENCODINGS:
        text = f"the text cannot be decoded at {where}: {said}"
    else:
        text = f"the file is not well-formed XML at {where}: {said}"
    return _problem(ProblemKind.NOT_XML, text, name, line=line)


def _problem(kind: ProblemKind, text: str, name: str, *, line: int | None = None) -> Problem:
    return Problem(kind=kind, text=text, place=Place(file=name, line=line))
