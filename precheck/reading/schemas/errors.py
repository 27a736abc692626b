"""From what the validator logs to errors that say what the schema would have allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from lxml import etree
from msgspec import structs

from precheck.reading.schemas.content import Content
from precheck.reading.schemas.grammar import Grammar
from precheck.reading.xml import XML_SPACE, ElementNode
from precheck.shared_facts import SchemaError, SchemaErrorKind

RAW_LIMIT: Final = 400
VALUE_LIMIT: Final = 200
FEW: Final = 12
"""So many values are all named; of more, those most alike."""
ALIKE: Final = 5
CODE: Final = 3
"""Values of so few letters are codes: that two are alike means nothing."""
PARENTS: Final = 4

_KINDS: Final = (
    (re.compile(r"SCHEMAV_ELEMENT_CONTENT"), SchemaErrorKind.ELEMENT),
    (
        re.compile(r"SCHEMAV_CVC_COMPLEX_TYPE_3_2_[12]|SCHEMAV_CVC_TYPE_3_1_1"),
        SchemaErrorKind.ATTRIBUTE,
    ),
    (re.compile(r"SCHEMAV_CVC_COMPLEX_TYPE_4"), SchemaErrorKind.ATTRIBUTE_MISSING),
    (re.compile(r"SCHEMAV_CVC_COMPLEX_TYPE_2_\d|SCHEMAV_CVC_TYPE_3_1_2"), SchemaErrorKind.CONTENT),
    (re.compile(r"SCHEMAV_CVC_(DATATYPE_VALID|\w+_VALID)\w*"), SchemaErrorKind.VALUE),
    (re.compile(r"SCHEMAV_CVC_ELT_1"), SchemaErrorKind.ROOT),
)
_EXPECTED: Final = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_ATTRIBUTE: Final = re.compile(r"(?:, |The )attribute '([^']*)'")
_TYPE: Final = re.compile(r"type '([^']*)'")
_STEP: Final = re.compile(r"(?P<name>[^\[]*)(?:\[(?P<place>\d+)\])?")


def explained(
    entries: Iterable[etree._LogEntry], root: ElementNode, grammar: Grammar
) -> Iterator[SchemaError]:
    """Each entry of the log as an error."""
    for entry in entries:
        yield _explained(entry, _line_to(root, entry.path or ""), grammar)


def _explained(entry: etree._LogEntry, line: list[ElementNode], grammar: Grammar) -> SchemaError:
    """One entry as an error; `line` leads from the root to the element it is about."""
    said = " ".join((entry.message or "").split())
    kind = _kind(entry.type_name, said)
    attribute = found[1] if (found := _ATTRIBUTE.search(said)) else ""
    expected = found[1] if (found := _EXPECTED.search(said)) else ""
    node = line[-1]
    names = [one.name for one in line]
    value = node.attributes.get(attribute, "") if attribute else node.written
    error = SchemaError(
        kind=kind,
        code=entry.type_name,
        raw=said[:RAW_LIMIT],
        line=node.line,
        xpath=node.xpath,
        element=node.name,
        namespace=node.namespace,
        parent=names[-2] if len(names) > 1 else "",
        attribute=attribute,
        value=(value if kind is SchemaErrorKind.VALUE else value.strip(XML_SPACE))[:VALUE_LIMIT],
        expected=_expected(expected, kind, grammar),
    )
    if kind is SchemaErrorKind.ELEMENT:
        return _misplaced(error, line, grammar, grammar.at(names[:-1]))
    if kind is SchemaErrorKind.ELEMENT_MISSING:
        content = grammar.content(grammar.at(names))
        return structs.replace(error, lacking=_lacking(content, node))
    if kind in {SchemaErrorKind.VALUE, SchemaErrorKind.CONTENT}:
        key = grammar.at(names)
        key = grammar.attributes(key).get(attribute, "") if attribute else key
        return _mistyped(error, line[0].namespace, grammar, key, said)
    return error


def _kind(code: str, said: str) -> SchemaErrorKind:
    if "Missing child element" in said:
        return SchemaErrorKind.ELEMENT_MISSING
    kinds = (kind for pattern, kind in _KINDS if pattern.fullmatch(code))
    return next(kinds, SchemaErrorKind.OTHER)


def _expected(listed: str, kind: SchemaErrorKind, grammar: Grammar) -> tuple[str, ...]:
    if kind is SchemaErrorKind.ROOT:
        return tuple(grammar.roots)
    return tuple(name.rpartition("}")[2] for name in listed.split(", ") if name)


def _misplaced(
    error: SchemaError, line: list[ElementNode], grammar: Grammar, around: str
) -> SchemaError:
    """Where an element that may not stand here could: earlier, later, or in another parent."""
    order = list(grammar.elements(around))
    parents = sorted(
        grammar.parents_of(error.element),
        key=lambda name: (name not in error.expected, name not in order, name),
    )
    siblings = line[-2].children() if len(line) > 1 else (line[-1],)
    place = siblings.index(line[-1])
    before = list(dict.fromkeys(one.name for one in siblings[:place]))
    after = list(dict.fromkeys(one.name for one in siblings[place + 1 :]))
    error = structs.replace(
        error,
        is_known_here=error.element in order,
        is_repeated=error.element in before,
        known_in=() if error.element in order else tuple(parents[:PARENTS]),
        allowed=() if error.element in order or parents else alike(error.element, tuple(order)),
    )
    if not error.is_known_here:
        return error
    return _disordered(error, before, after, grammar.content(around))


def _disordered(
    error: SchemaError, before: list[str], after: list[str], content: Content
) -> SchemaError:
    """What an element that the parent may hold is to its siblings."""
    name = error.element
    siblings = list(dict.fromkeys((*before, *after)))
    against = next((one for one in before if content.excludes(name, one)), "")
    if against:
        excludes = [one for one in siblings if content.excludes(name, one)]
        beside = [one for one in siblings if one not in {name, *excludes}]
        return structs.replace(
            error,
            excludes=tuple(excludes),
            sides_with=tuple(one for one in beside if content.excludes(against, one)),
        )
    if error.is_repeated and not content.repeats(name):
        return error
    overtaken = next((one for one in before if content.precedes(name, one)), "")
    first = [one for one in content.names if content.precedes(one, name)]
    awaited = next((one for one in after if one in error.expected and one in first), "")
    lacking = [one for one in first if one not in siblings and content.needs(name, one)]
    if not (awaited or lacking):
        # The validator does not name everything that it expects.
        awaited = next((one for one in after if one in first), "")
    return structs.replace(
        error,
        belongs_before=overtaken,
        belongs_after="" if overtaken else awaited,
        lacking=tuple(lacking),
    )


def _lacking(content: Content, node: ElementNode) -> tuple[str, ...]:
    """What must be in an element in any case, or beside what is there, and is not."""
    there = {child.name for child in node.children()}
    required = content.required
    return tuple(
        name
        for name in content.names
        if name not in there
        and (name in required or any(content.needs(one, name) for one in there))
    )


def _mistyped(
    error: SchemaError, namespace: str, grammar: Grammar, key: str, said: str
) -> SchemaError:
    """What a value could have been; `namespace` is that of the message."""
    listing, values = grammar.enumerated(key)
    named = found[1].rpartition("}")[2] if (found := _TYPE.search(said)) else ""
    return structs.replace(
        error,
        type=listing.name if values else named,
        is_of_value_set=bool(values) and listing.namespace not in {"", namespace},
        allowed=_choice(error.value, values),
        patterns=() if values else grammar.patterns(key),
        expected=error.expected or _inside(grammar, key, error),
    )


def _inside(grammar: Grammar, key: str, error: SchemaError) -> tuple[str, ...]:
    """The children of an element whose content is wrong."""
    return tuple(grammar.elements(key)) if error.kind is SchemaErrorKind.CONTENT else ()


def _choice(value: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values most like a wrong one first; the others too, where there are few."""
    near = alike(value, values)
    if len(values) > FEW:
        return near
    return (*near, *(one for one in values if one not in near))


def alike(value: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values most like one that is none of them; those of the same letters alone, if any."""
    plain = {one: _letters(one) for one in values}
    same = [one for one in values if plain[one] == _letters(value)]
    if same:
        return tuple(same[:ALIKE])
    long = [letters for letters in plain.values() if len(letters) > CODE]
    near = get_close_matches(_letters(value), long, n=ALIKE, cutoff=0.6)
    others = [one for letters in near for one in values if plain[one] == letters]
    return tuple(dict.fromkeys(others))[:ALIKE]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _line_to(root: ElementNode, path: str) -> list[ElementNode]:
    """The elements from the root to the one at a path as libxml2 writes it.

    Steps have prefixes as in the message, or `*` where there is a namespace without prefix.
    """
    line = [root]
    for text in path.split("/")[2:]:
        step = _STEP.fullmatch(text)
        if step is None:
            break
        prefix, _, name = step["name"].rpartition(":")
        same = [
            child
            for child in line[-1].children()
            if name == "*" or (child.name == name and bool(child.namespace) == bool(prefix))
        ]
        place = int(step["place"] or 1)
        if place > len(same):
            break
        line.append(same[place - 1])
    return line
