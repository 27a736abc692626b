"""Whether a message holds together, and keeps to schema, release profile and choreography."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules about the message itself, its schema and profile, and the batch it lies in."""
    from precheck_ddex import reuse, rules, schema
    from precheck_ddex.choreography import rules as choreography
    from precheck_ddex.profiles import rules as profiles

    return (*rules.RULES, *schema.RULES, *profiles.RULES, *choreography.RULES, *reuse.RULES)


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """What the schema says, what refers to what, and how a message looks to those who ask."""
    from precheck_ddex import reuse, schema, survey
    from precheck_ddex.choreography import facts as choreography
    from precheck_ddex.profiles import gather as profiles

    return (
        *survey.INSPECTORS,
        *schema.INSPECTORS,
        *profiles.INSPECTORS,
        *choreography.INSPECTORS,
        *reuse.INSPECTORS,
    )
