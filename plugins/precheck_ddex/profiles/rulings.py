"""One line for each rule in DDEX's own validator: its numbers, its role, and our answer to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from precheck_ddex.profiles.names import Profile


class Role(StrEnum):
    """What DDEX's validator calls a breach."""

    FATAL = "Fatal Error"
    MAYBE_FATAL = "Conditional Fatal Error"
    ERROR = "Error"
    MAYBE_ERROR = "Conditional Error"
    WARNING = "Warning"
    INFORMATION = "Information"
    DRAFT = "Draft"


class Ruling(Struct, frozen=True):
    """What one rule of DDEX asks for, under its number in each profile that has it."""

    numbers: Mapping[Profile, str]
    role: Role
    what: str
    """In our words."""
    rules: tuple[str, ...] = ()
    """Our rules that answer it, without `ddex.`."""
    why_not: str = ""
    """Why there is none, or what is left to others."""


def common(
    bases: Mapping[Profile, int], offset: int, role: Role, what: str, *rules: str, why: str = ""
) -> Ruling:
    """A rule that stands at the same place in the block of each profile."""
    numbers = {profile: str(base + offset) for profile, base in bases.items()}
    return Ruling(numbers, role, what, rules, why)


def own(
    numbers: Mapping[Profile, int | str], role: Role, what: str, *rules: str, why: str = ""
) -> Ruling:
    """A rule that only some profiles have."""
    written = {profile: str(number) for profile, number in numbers.items()}
    return Ruling(written, role, what, rules, why)


def answered_by(rule: str, rulings: tuple[Ruling, ...]) -> Iterator[Ruling]:
    """The rulings that a rule of ours answers."""
    return (ruling for ruling in rulings if rule in ruling.rules)
