"""Whether a message holds together: identifiers, references and deals beyond what a schema sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules about identifiers, references and deals."""
    from precheck_ddex.rules import RULES

    return RULES


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """What in a message refers to what."""
    from precheck_ddex.survey import INSPECTORS

    return INSPECTORS
