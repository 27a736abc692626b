"""One rule that raises after its first finding, beside one that is sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from precheck import Facts, Finding, Release, Rule, Severity, hookimpl, rule


@rule("bad.raises", title="It raises", severity=Severity.NOTE, of=Release)
def raises(release: Release, _: Facts) -> Iterator[Finding]:
    """Speak, then raise."""
    yield Finding(f"{release.label} was seen")
    raise ZeroDivisionError("nothing to divide by")


@rule("bad.sound", title="It is sound", severity=Severity.NOTE, of=Release)
def sound(release: Release, _: Facts) -> Iterator[Finding]:
    """Speak."""
    yield Finding(f"{release.label} is sound")


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register."""
    return [raises, sound]
