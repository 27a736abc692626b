"""Whether a message holds together, and lies as its choreography asks: what no schema sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules about the message itself, and about the batch it lies in."""
    from precheck_ddex.choreography.rules import RULES as CHOREOGRAPHY
    from precheck_ddex.rules import RULES

    return (*RULES, *CHOREOGRAPHY)


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """What in a message refers to what, and what a batch wants to know of its messages."""
    from precheck_ddex.choreography.facts import INSPECTORS as CHOREOGRAPHY
    from precheck_ddex.survey import INSPECTORS

    return (*INSPECTORS, *CHOREOGRAPHY)
