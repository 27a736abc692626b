"""Options that can be changed while a run goes on."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from precheck import hookimpl


class Loose(Struct):
    """Not frozen."""

    level: int = 3


@hookimpl
def precheck_options() -> Iterable[type]:
    """Register."""
    return [Loose]
