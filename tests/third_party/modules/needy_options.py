"""Options that the user would have to set."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from precheck import hookimpl


class Needy(Struct, frozen=True):
    """No default."""

    key: str


@hookimpl
def precheck_options() -> Iterable[type]:
    """Register."""
    return [Needy]
