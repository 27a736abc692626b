"""A rule under another plugin's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from precheck import Facts, Finding, Release, Rule, Severity, hookimpl, rule


@rule("witness.too", title="It is here too", severity=Severity.NOTE, of=Release)
def too(_: Release, __: Facts) -> Iterator[Finding]:
    """Say nothing."""
    yield from ()


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register."""
    return [too]
