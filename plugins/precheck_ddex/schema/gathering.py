"""Errors gathered: what only follows from another is left out, what is the same is told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from precheck import SchemaError, SchemaErrorKind, SchemaErrors
from precheck_ddex.schema.wording import is_padded

LINES = 20
"""So many lines of one error are named."""


def without_echoes(errors: Iterable[SchemaError]) -> Iterator[SchemaError]:
    """The errors without those that only follow from wrong content of the same element."""
    spoilt: set[str] = set()
    for error in errors:
        if error.kind is SchemaErrorKind.CONTENT:
            spoilt.add(error.xpath)
        elif error.xpath in spoilt and not error.attribute:
            continue
        yield error


def grouped(errors: Iterable[SchemaError]) -> list[list[SchemaError]]:
    """Errors that differ in their place alone, in the order of the first of each.

    Values of a wrong form are the same slip whatever they are.
    """
    groups: dict[tuple[object, ...], list[SchemaError]] = {}
    for error in errors:
        # A misplaced element is the same slip whatever it holds.
        is_same = error.kind is SchemaErrorKind.ELEMENT or bool(error.patterns)
        value = "" if is_same else error.value
        key = (
            *(error.kind, error.element, error.namespace, error.parent, error.attribute),
            *(
                value,
                is_padded(error),
                error.belongs_before,
                error.belongs_after,
                error.excludes,
                error.expected,
            ),
        )
        groups.setdefault(key, []).append(error)
    return list(groups.values())


def evidence(same: list[SchemaError], found: SchemaErrors) -> dict[str, Any]:
    """The first of some errors that are the same, the lines of all, and the schema."""
    error = same[0]
    told = {
        "element": error.element,
        "parent": error.parent,
        "attribute": error.attribute,
        "value": error.value,
        "other_values": list(dict.fromkeys(one.value for one in same))[1:LINES],
        "type": error.type,
        "expected": list(error.expected),
        "allowed": list(error.allowed),
        "excludes": list(error.excludes),
        "lines": [one.line for one in same[:LINES]],
        "places": len(same),
        "validator": error.raw,
        "code": error.code,
    }
    return {name: value for name, value in told.items() if value} | schema_used(found)


def schema_used(found: SchemaErrors) -> dict[str, Any]:
    """Which schema and value set the errors come from."""
    schema = found.schema
    told = {
        "schema": f"ERN {schema.version}",
        "schema_namespace": schema.namespace,
        "schema_sha256": schema.sha256,
        "value_set": schema.value_set_version or schema.value_set,
        "stands_in_for": found.stands_in_for,
    }
    return {name: value for name, value in told.items() if value}
