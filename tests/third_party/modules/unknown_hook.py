"""A hook that does not exist: a slip of the pen must not go unnoticed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Rule, hookimpl


@hookimpl
def precheck_rule() -> Iterable[Rule[Any]]:
    """Register."""
    return []
