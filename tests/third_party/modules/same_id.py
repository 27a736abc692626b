"""Two rules under one id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from precheck import Facts, Finding, Release, Rule, Severity, hookimpl, rule


@rule("bad.twin", title="The first", severity=Severity.NOTE, of=Release)
def first(_: Release, __: Facts) -> Iterator[Finding]:
    """Say nothing."""
    yield from ()


@rule("bad.twin", title="The second", severity=Severity.NOTE, of=Release)
def second(_: Release, __: Facts) -> Iterator[Finding]:
    """Say nothing."""
    yield from ()


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register."""
    return [first, second]
