"""Rules that yield what is not a finding, or a finding that cannot be written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Facts, Finding, Release, Rule, Severity, hookimpl, rule

NOTE = Severity.NOTE


@rule("bad.word", title="It gives a word", severity=NOTE, of=Release)
def word(_: Release, __: Facts) -> Iterable[Any]:
    """Yield a string after a finding."""
    return [Finding("this one counts"), "a word"]


@rule("bad.nothing", title="It gives nothing at all", severity=NOTE, of=Release)
def nothing(_: Release, __: Facts) -> Any:
    """Return None."""
    return None


@rule("bad.object", title="Its evidence is an object", severity=NOTE, of=Release)
def an_object(_: Release, __: Facts) -> Iterable[Finding]:
    """Put an object into the evidence."""
    evidence: Any = {"what": object()}
    return [Finding("look at this", evidence=evidence)]


@rule("bad.number", title="Its message is a number", severity=NOTE, of=Release)
def number(_: Release, __: Facts) -> Iterable[Finding]:
    """Say a number."""
    message: Any = 7
    return [Finding(message)]


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register."""
    return [word, nothing, an_object, number]
