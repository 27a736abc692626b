"""A rule and an inspector that want to end the program, as if everything were fine."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from precheck import (
    Facts,
    Finding,
    Inspector,
    Release,
    Rule,
    Severity,
    Tools,
    hookimpl,
    inspector,
    rule,
)


class Gone(Struct, frozen=True):
    """A fact that is never learned."""


@inspector(of=Release, gives=Gone)
def gone(_: Release, __: Facts, ___: Tools) -> Gone:
    """Exit."""
    sys.exit(0)


@rule("bad.exits", title="It exits", severity=Severity.NOTE, of=Release)
def exits(_: Release, __: Facts) -> Iterator[Finding]:
    """Exit."""
    yield from ()
    sys.exit(0)


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """Register."""
    return [gone]


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register."""
    return [exits]
