"""Two facts, each of which is learned from the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from precheck import Facts, Inspector, Release, Tools, hookimpl, inspector


class Hen(Struct, frozen=True):
    """A fact."""


class Egg(Struct, frozen=True):
    """A fact."""


@inspector(of=Release, gives=Hen, needs=(Egg,))
def hen(_: Release, __: Facts, ___: Tools) -> Hen:
    """Give it."""
    return Hen()


@inspector(of=Release, gives=Egg, needs=(Hen,))
def egg(_: Release, __: Facts, ___: Tools) -> Egg:
    """Give it."""
    return Egg()


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """Register."""
    return [hen, egg]
