"""Whether a message holds together, and lies as its choreography asks: its schema, and more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules about the schema, the message itself, and the batch it lies in."""
    from precheck_ddex import rules, schema
    from precheck_ddex.choreography import rules as choreography

    return (*rules.RULES, *schema.RULES, *choreography.RULES)


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """What the schema says, what refers to what, and what a batch wants to know of its messages."""
    from precheck_ddex import schema, survey
    from precheck_ddex.choreography import facts as choreography

    return (*survey.INSPECTORS, *schema.INSPECTORS, *choreography.INSPECTORS)
