"""What each recipient asks for, as dated data, and the few questions that only recipients raise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Policy, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The questions that recipients raise; most are off until one asks."""
    from precheck_recipients.rules import RULES

    return RULES


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """What a release says it is: a cover, a remix, a compilation."""
    from precheck_recipients.traits import INSPECTORS

    return INSPECTORS


@hookimpl
def precheck_policies() -> Iterable[Policy]:
    """One policy for each TOML file of `policies/`."""
    from importlib.resources import files

    folder = files("precheck_recipients") / "policies"
    found = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return [
        Policy.parse(file.read_bytes(), where=f"precheck_recipients/policies/{file.name}")
        for file in sorted(found, key=lambda file: file.name)
    ]
