"""What a schema error means, for every kind of error, and whether it is certain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from precheck import Message, Schema, SchemaError, SchemaErrorKind, SchemaErrors
from precheck_ddex.schema.forms import TYPES, form_of, matches
from precheck_ddex.schema.slips import slip
from precheck_ddex.schema.wording import (
    Words,
    all_of,
    is_padded,
    one_of,
    quoted,
    spelled_right,
    subject,
)
from precheck_ddex.value_sets import stated_value_set

Kind = SchemaErrorKind


class Certainty(StrEnum):
    """Whether a value that the value set here lacks is wrong."""

    WRONG = "wrong"
    NEWER = "newer"
    """The message was written for a newer value set than any that is here."""
    OLDER = "older"
    """The message was written for an older one, and values have been withdrawn since."""


def explained(error: SchemaError, message: Message, schema: Schema) -> Words:
    """The error in words: a known slip, else by its kind."""
    return slip(error, message, schema) or _by_kind(error, schema)


def certainty(error: SchemaError, message: Message, found: SchemaErrors) -> Certainty:
    """Whether the error would be one under the value set that the message states, too."""
    here, stated = found.schema.value_set_version, stated_value_set(message)
    if error.kind is not Kind.VALUE or not error.is_of_value_set:
        return Certainty.WRONG
    if here is None or stated is None or stated == here or spelled_right(error):
        return Certainty.WRONG
    known = slip(error, message, found.schema)
    if known is not None and known.is_slip:
        return Certainty.WRONG
    return Certainty.NEWER if stated > here else Certainty.OLDER


def _by_kind(error: SchemaError, schema: Schema) -> Words:
    told = _KINDS.get(error.kind)
    if told is not None:
        return told(error, schema)
    return Words(
        f"{subject(error)} is not as the schema has it: {error.raw}", "Do as the validator says."
    )


def _missing_element(error: SchemaError, schema: Schema) -> Words:
    del schema
    wanted = all_of(error.lacking) if error.lacking else one_of(error.expected)
    return Words(
        f"{error.element} ends without {wanted}",
        f"Write {wanted} in it, or leave {error.element} out where it may be missing.",
    )


def _attribute(error: SchemaError, schema: Schema) -> Words:
    return Words(
        f"{error.element} has the attribute {error.attribute}, "
        f"which ERN {schema.version} does not have there",
        "Remove the attribute.",
    )


def _missing_attribute(error: SchemaError, schema: Schema) -> Words:
    del schema
    return Words(f"{error.element} lacks the attribute {error.attribute}", "Write the attribute.")


def _content(error: SchemaError, schema: Schema) -> Words:
    del schema
    if not error.expected:
        return Words(
            f"{subject(error)} holds elements where it may hold text alone",
            "Write the text without elements around it.",
        )
    text = f" {quoted(error.value)}" if error.value else ""
    return Words(
        f"{subject(error)} holds text{text} where it may hold elements alone",
        f"Put the text into an element of it: {one_of(error.expected)}.",
    )


def _element(error: SchemaError, schema: Schema) -> Words:
    if error.is_known_here:
        return _disordered(error)
    name, parent, wanted = error.element, _parent(error), one_of(error.expected)
    if error.known_in:
        return Words(
            f"{parent} has no {name} in ERN {schema.version}: {wanted} must come there",
            f"Put it where it belongs, such as in {one_of(error.known_in)}, or remove it.",
        )
    if error.allowed:
        return Words(
            f"ERN {schema.version} has no element {name}; {parent} has {one_of(error.allowed)}",
            f"Write {one_of(error.allowed)} where that is meant, or remove {name}.",
        )
    return Words(
        f"ERN {schema.version} has no element {name}: {wanted} must come there",
        f"Remove {name}, or write the element that was meant.",
    )


def _disordered(error: SchemaError) -> Words:
    """An element that the parent may have, but not so."""
    name, parent, wanted = error.element, _parent(error), one_of(error.expected)
    if error.excludes:
        others, own = all_of(error.excludes), all_of((name, *error.sides_with))
        return Words(
            f"{name} and {error.excludes[0]} exclude each other in {parent}: one of the two",
            f"Keep one of the two: {others}, or {own}.",
        )
    if error.belongs_before:
        return Words(
            f"{name} comes after {error.belongs_before} in {parent}, but belongs before it",
            f"Put {name} before {error.belongs_before}.",
        )
    if error.belongs_after:
        return Words(
            f"{name} comes before {error.belongs_after} in {parent}, but belongs after it",
            f"Put {error.belongs_after} before {name}.",
        )
    if error.is_repeated:
        return Words(
            f"{parent} has more than one {name}, but may have only one", f"Keep one {name}."
        )
    first = all_of(error.lacking) if error.lacking else wanted
    return Words(
        f"{name} comes too early in {parent}: {first} must come first",
        f"Add what is missing before {name}.",
    )


def _parent(error: SchemaError) -> str:
    return error.parent or "the message"


def _value(error: SchemaError, schema: Schema) -> Words:
    del schema
    is_value = f"{subject(error)} is {quoted(error.value)}"
    if _is_padded_alone(error):
        bare = error.value.strip()
        return Words(f"{is_value}, with blanks around it", f"Write {bare} without the blanks.")
    if right := spelled_right(error):
        return Words(f"{is_value}, which DDEX spells {right!r}", f"Write {right}.")
    if error.type in TYPES:
        return Words(f"{is_value}, which is not {TYPES[error.type]}", f"Write {TYPES[error.type]}.")
    if error.is_of_value_set or error.allowed:
        meant = f", such as {one_of(error.allowed)}" if error.allowed else ""
        return Words(
            f"{is_value}, which is none of the values of {error.type or error.element}{meant}",
            f"Write {one_of(error.allowed)}." if error.allowed else "Write a value of the set.",
        )
    if error.patterns:
        forms = one_of(map(form_of, error.patterns))
        return Words(f"{is_value}, which is not {forms}", f"Write {forms}.")
    return Words(
        f"{is_value}, which the schema does not allow: {error.raw}", "Do as the validator says."
    )


def _is_padded_alone(error: SchemaError) -> bool:
    """Whether a value would be right without the blanks around it, as far as can be told."""
    bare = error.value.strip()
    if not is_padded(error):
        return False
    return bare in error.allowed or any(matches(pattern, bare) for pattern in error.patterns)


_KINDS: Mapping[SchemaErrorKind, Callable[[SchemaError, Schema], Words]] = MappingProxyType(
    {
        Kind.ELEMENT: _element,
        Kind.ELEMENT_MISSING: _missing_element,
        Kind.ATTRIBUTE: _attribute,
        Kind.ATTRIBUTE_MISSING: _missing_attribute,
        Kind.VALUE: _value,
        Kind.CONTENT: _content,
    }
)
