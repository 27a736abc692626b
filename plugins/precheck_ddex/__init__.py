"""Whether a message holds together: its schema, and what no schema sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules about the schema, identifiers, references and deals."""
    from precheck_ddex import rules, schema

    return (*rules.RULES, *schema.RULES)


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """What the schema says, and what in a message refers to what."""
    from precheck_ddex import index, schema

    return (*index.INSPECTORS, *schema.INSPECTORS)
