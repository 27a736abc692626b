"""Whether a message holds together: identifiers, references, deals and its release profile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules about identifiers, references, deals and release profiles."""
    from precheck_ddex import rules
    from precheck_ddex.profiles import rules as profiles

    return (*rules.RULES, *profiles.RULES)


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """What in a message refers to what, and how it looks to the rules of its profile."""
    from precheck_ddex import index
    from precheck_ddex.profiles import gather

    return (*index.INSPECTORS, *gather.INSPECTORS)
