"""An inspector that raises, one that gives something else, and the rules that need their facts."""

from __future__ import annotations

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


class Echo(Struct, frozen=True):
    """A fact that is never learned."""


class Shadow(Struct, frozen=True):
    """Another."""


@inspector(of=Release, gives=Echo)
def echo(_: Release, __: Facts, ___: Tools) -> Echo:
    """Raise."""
    raise OSError("the cable is cut")


@inspector(of=Release, gives=Shadow)
def shadow(_: Release, __: Facts, ___: Tools) -> Any:
    """Give something else."""
    return "a string"


@rule("bad.echo", title="It needs an echo", severity=Severity.REVIEW, of=Release, needs=(Echo,))
def needs_echo(_: Release, __: Facts) -> Iterator[Finding]:
    """Speak, if ever asked."""
    yield Finding("there is an echo")


@rule("bad.shadow", title="It needs a shadow", severity=Severity.NOTE, of=Release, needs=(Shadow,))
def needs_shadow(_: Release, __: Facts) -> Iterator[Finding]:
    """Speak, if ever asked."""
    yield Finding("there is a shadow")


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """Register."""
    return [echo, shadow]


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register."""
    return [needs_echo, needs_shadow]
