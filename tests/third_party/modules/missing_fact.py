"""A rule that reads, in a loop, a fact that nobody supplies and that it did not ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from precheck import Facts, Finding, Release, Rule, Severity, hookimpl, rule


class Never(Struct, frozen=True):
    """Nobody supplies it."""


@rule("bad.loops", title="It loops", severity=Severity.REVIEW, of=Release)
def loops(release: Release, facts: Facts) -> Iterator[Finding]:
    """Read the fact for every track."""
    for track in release.tracks:
        if facts[Never]:
            yield Finding(f"{track.label} has it")


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register."""
    return [loops]
