"""A sound plugin that speaks of every release: proof that the others' trouble costs it nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from precheck import Facts, Finding, Release, Rule, Severity, Source, hookimpl, rule

HOUSE = Source(title="Handbook", url="https://witness.example/", read=date(2026, 11, 22))


@rule("witness.here", title="It is here", severity=Severity.NOTE, of=Release, sources=(HOUSE,))
def here(release: Release, _: Facts) -> Iterator[Finding]:
    """Speak."""
    yield Finding(f"{release.label} is here")


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register."""
    return [here]
