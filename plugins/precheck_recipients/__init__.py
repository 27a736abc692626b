"""What each recipient asks for, as dated data, and the few questions that only recipients raise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Policy, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules that are off until a recipient asks."""
    from precheck_recipients.rules import RULES

    return RULES


@hookimpl
def precheck_policies() -> Iterable[Policy]:
    """One policy for each TOML file of this package."""
    from importlib.resources import files

    found = (f for f in files("precheck_recipients").iterdir() if f.name.endswith(".toml"))
    return [
        Policy.parse(file.read_bytes(), where=f"precheck_recipients/{file.name}")
        for file in sorted(found, key=lambda file: file.name)
    ]
