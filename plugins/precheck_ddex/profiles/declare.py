"""How a rule of a profile is declared: it is asked only where DDEX's own rules are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import wraps

from precheck import Facts, Finding, Release, Rule, Severity, Source, rule
from precheck_ddex.profiles.names import Profile
from precheck_ddex.profiles.rulings import Ruling, answered_by
from precheck_ddex.profiles.rulings_14 import RULINGS_14
from precheck_ddex.profiles.rulings_21 import RULINGS_21
from precheck_ddex.profiles.view import ProfileView

READ = date(2026, 11, 22)
_TREE = "https://github.com/ddexnet/ern-validator-api/tree/9dcc5078"
_RULES = {
    "2.1": (RULINGS_21, f"{_TREE}/src/main/schematron/commonreleasetypes/21"),
    "1.4": (RULINGS_14, f"{_TREE}/src/main/schematron/commonreleasetypes/14"),
}
_STANDARD = (
    "https://ern-rp.ddex.net/electronic-release-notification-message-suite-part-2-release-profiles"
)
Ask = Callable[[ProfileView], Iterator[Finding]]


def standard(clause: str) -> Source:
    """A clause of the release profiles 2.3.1, which hold for ERN 4.3.1 and later."""
    return Source(
        title="DDEX: ERN part 2, release profiles 2.3.1",
        url=_STANDARD,
        clause=clause,
        read=READ,
    )


def profile_rule(  # noqa: PLR0913 - a declaration names everything once
    name: str,
    *,
    title: str,
    severity: Severity,
    sources: tuple[Source, ...] = (),
    also: frozenset[Profile] = frozenset(),
    since: tuple[int, ...] = (),
    before: tuple[int, ...] = (),
) -> Callable[[Ask], Rule[Release]]:
    """Declare a rule that is asked of the profiles whose rulings it answers, and of some more.

    `since` and `before` bound the version of the message: at least the one, below the other.
    """
    answered = _answered(f"profile-{name}").values()
    asked = also.union(*(ruling.numbers for found in answered for ruling in found))

    def declare(ask: Ask) -> Rule[Release]:
        @wraps(ask)
        def ask_release(release: Release, facts: Facts) -> Iterator[Finding]:
            del release
            view = facts[ProfileView]
            if view.profile not in asked or view.version < since:
                return
            if not before or view.version < before:
                yield from ask(view)

        return rule(
            f"ddex.profile-{name}",
            title=title,
            severity=severity,
            of=Release,
            needs=(ProfileView,),
            sources=(*validator(f"profile-{name}"), *sources),
        )(ask_release)

    return declare


def _answered(name: str) -> dict[str, tuple[Ruling, ...]]:
    return {edition: tuple(answered_by(name, every)) for edition, (every, _) in _RULES.items()}


def validator(name: str) -> tuple[Source, ...]:
    """The files of DDEX's validator that a rule of ours answers, with the numbers of its rules."""
    return tuple(
        Source(
            title=f"DDEX release profiles {edition}, rules of the ERN validator",
            url=_RULES[edition][1],
            clause=f"rules {_numbers(found)}",
            read=READ,
        )
        for edition, found in _answered(name).items()
        if found
    )


def _numbers(rulings: tuple[Ruling, ...]) -> str:
    """The numbers by profile, such as `Audio 1053; Video 1113`."""
    by_profile: dict[Profile, list[str]] = {}
    for ruling in rulings:
        for profile, number in ruling.numbers.items():
            by_profile.setdefault(profile, []).append(number)
    ordered = (profile for profile in Profile if profile in by_profile)
    return "; ".join(f"{p.short} {', '.join(by_profile[p])}" for p in ordered)
