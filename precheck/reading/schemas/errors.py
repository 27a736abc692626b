"""From what the validator logs to errors that say what the schema would have allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from lxml import etree
from msgspec import structs

from precheck.reading.schemas.grammar import Grammar
from precheck.reading.xml import XML_SPACE, ElementNode
from precheck.shared_facts import SchemaError, SchemaErrorKind

RAW_LIMIT: Final = 400
VALUE_LIMIT: Final = 200
FEW: Final = 12
"""So many values are all named; of more, those most alike."""
ALIKE: Final = 5
PARENTS: Final = 4

_KINDS: Final = (
    (re.compile(r"SCHEMAV_ELEMENT_CONTENT"), SchemaErrorKind.ELEMENT),
    (re.compile(r"SCHEMAV_CVC_COMPLEX_TYPE_3_2_[12]"), SchemaErrorKind.ATTRIBUTE),
    (re.compile(r"SCHEMAV_CVC_COMPLEX_TYPE_4"), SchemaErrorKind.ATTRIBUTE_MISSING),
    (re.compile(r"SCHEMAV_CVC_COMPLEX_TYPE_2_\d|SCHEMAV_CVC_TYPE_3_1_\d"), SchemaErrorKind.CONTENT),
    (re.compile(r"SCHEMAV_CVC_(DATATYPE_VALID|\w+_VALID)\w*"), SchemaErrorKind.VALUE),
    (re.compile(r"SCHEMAV_CVC_ELT_1"), SchemaErrorKind.ROOT),
)
_EXPECTED: Final = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_ATTRIBUTE: Final = re.compile(r"(?:, |The )attribute '([^']*)'")
_TYPE: Final = re.compile(r"type '([^']*)'")
_STEP: Final = re.compile(r"(?P<name>[^\[]*)(?:\[(?P<place>\d+)\])?")


def explained(
    entries: Iterable[etree._LogEntry], root: etree._Element, grammar: Grammar
) -> Iterator[SchemaError]:
    """Each entry of the log as an error."""
    for entry in entries:
        element = _at(root, entry.path or "")
        yield _explained(entry, element if element is not None else root, grammar)


def _explained(entry: etree._LogEntry, element: etree._Element, grammar: Grammar) -> SchemaError:
    said = " ".join((entry.message or "").split())
    kind = _kind(entry.type_name, said)
    attribute = found[1] if (found := _ATTRIBUTE.search(said)) else ""
    expected = found[1] if (found := _EXPECTED.search(said)) else ""
    node = ElementNode(element)
    parent = element.getparent()
    names = _names(element)
    around = grammar.at(names[:-1])
    key = grammar.at(names)
    if attribute:
        key = grammar.attributes(key).get(attribute, "")
    error = SchemaError(
        kind=kind,
        code=entry.type_name,
        raw=said[:RAW_LIMIT],
        line=node.line,
        xpath=node.xpath,
        element=node.name,
        namespace=node.namespace,
        parent=ElementNode(parent).name if parent is not None else "",
        attribute=attribute,
        expected=_expected(expected, kind, grammar),
    )
    if kind is SchemaErrorKind.ELEMENT:
        return _misplaced(error, element, grammar, around)
    if kind in {SchemaErrorKind.VALUE, SchemaErrorKind.CONTENT}:
        return _mistyped(error, element, grammar, key, said)
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
    error: SchemaError, element: etree._Element, grammar: Grammar, around: str
) -> SchemaError:
    """Where an element that may not stand here could: earlier, later, or in another parent."""
    order = list(grammar.elements(around))
    parents = sorted(
        grammar.parents_of(error.element),
        key=lambda name: (name not in error.expected, name not in order, name),
    )
    is_known = error.element in order
    before = [ElementNode(one).name for one in element.itersiblings(preceding=True)]
    after = [ElementNode(one).name for one in element.itersiblings()]
    overtaken = ""
    if is_known:
        place = order.index(error.element)
        late = [name for name in reversed(before) if name in order and order.index(name) > place]
        overtaken = late[0] if late else ""
    awaited = [name for name in after if name in error.expected]
    return structs.replace(
        error,
        value=_short(element.text),
        is_known_here=is_known,
        is_repeated=error.element in before,
        known_in=() if is_known else tuple(parents[:PARENTS]),
        belongs_before=overtaken,
        belongs_after=awaited[0] if is_known and awaited and not overtaken else "",
    )


def _mistyped(
    error: SchemaError, element: etree._Element, grammar: Grammar, key: str, said: str
) -> SchemaError:
    """What a value could have been."""
    value = _short(element.get(error.attribute) if error.attribute else element.text)
    listing, values = grammar.enumerated(key)
    named = found[1].rpartition("}")[2] if (found := _TYPE.search(said)) else ""
    root_space = element.getroottree().getroot().tag.rpartition("}")[0].lstrip("{")
    allowed = values if len(values) <= FEW else alike(value, values)
    return structs.replace(
        error,
        value=value,
        type=listing.name if values else named,
        is_of_value_set=bool(values) and listing.namespace not in {"", root_space},
        allowed=allowed,
        expected=error.expected or _inside(grammar, key, error),
    )


def _inside(grammar: Grammar, key: str, error: SchemaError) -> tuple[str, ...]:
    """The children of an element whose content is wrong."""
    return tuple(grammar.elements(key)) if error.kind is SchemaErrorKind.CONTENT else ()


def alike(value: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values most like one that is none of them; the same letters come first."""
    plain = {one: _letters(one) for one in values}
    same = [one for one in values if plain[one] == _letters(value)]
    near = get_close_matches(_letters(value), list(plain.values()), n=ALIKE, cutoff=0.6)
    others = [one for letters in near for one in values if plain[one] == letters]
    return tuple(dict.fromkeys((*same, *others)))[:ALIKE]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _short(text: str | None) -> str:
    return (text or "").strip(XML_SPACE)[:VALUE_LIMIT]


def _names(element: etree._Element) -> list[str]:
    """The local names from the root to the element."""
    line = [element, *element.iterancestors()]
    return [ElementNode(one).name for one in reversed(line)]


def _at(root: etree._Element, path: str) -> etree._Element | None:
    """The element at a path as libxml2 writes it: prefixes as in the text, `*` for any name."""
    at: etree._Element | None = root
    for text in path.split("/")[2:]:
        step = _STEP.fullmatch(text)
        if step is None or at is None:
            return None
        name, place = step["name"], int(step["place"] or 1)
        same = (child for child in at if name in {"*", _written(child)})
        at = next((child for number, child in enumerate(same, 1) if number == place), None)
    return at


def _written(element: etree._Element) -> str:
    """The name with its prefix, as it stands in the message."""
    name = element.tag.rpartition("}")[2]
    return f"{element.prefix}:{name}" if element.prefix else name
