"""Two inspectors for one fact of one kind of subject."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from precheck import Facts, Inspector, Release, Tools, hookimpl, inspector


class Mood(Struct, frozen=True):
    """A fact."""


@inspector(of=Release, gives=Mood)
def cheerful(_: Release, __: Facts, ___: Tools) -> Mood:
    """Give it."""
    return Mood()


@inspector(of=Release, gives=Mood)
def gloomy(_: Release, __: Facts, ___: Tools) -> Mood:
    """Give it."""
    return Mood()


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """Register."""
    return [cheerful, gloomy]
