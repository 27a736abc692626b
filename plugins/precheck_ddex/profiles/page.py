"""The page that says which rule of ours answers which number of DDEX."""

from __future__ import annotations

from collections.abc import Iterator

from precheck_ddex.profiles.names import Profile
from precheck_ddex.profiles.rulings import Ruling
from precheck_ddex.profiles.rulings_14 import RULINGS_14
from precheck_ddex.profiles.rulings_21 import RULINGS_21

_INTRODUCTION = """\
# Release profiles

Made from the code by `python docs/generate.py`.

A message of ERN names the release profile that it keeps to: `Audio`, `Ringtone`, or in ERN 3
`CommonReleaseTypes/14/AudioAlbum`. DDEX publishes for each profile what a message must hold, and
gives every such rule a number. Precheck asks the rules of the profile that a message names, and no
other. A message that names none is not judged by any. The business profiles of ERN 3.8
(`BusinessProfileVersionId`), which are about the deals for one kind of service, are not asked.

The tables have a line for each rule of DDEX with its number in each profile, what DDEX's own
validator calls a breach, and the rules here that look for it. Where there is none, or where a rule
does less than its number, the last column says why. Severities are Precheck's own and stand on the
page of each rule.

The validator stands at DDEX's release profiles 2.1 for ERN 4 and 1.4 for ERN 3.8. Where the text of
the release profiles 2.3.1 decides otherwise, it holds for ERN 4.3 and later. Numbers that are not
in the tables do not exist."""
_EDITIONS = (
    ("Release profiles 2.1, for ERN 4", RULINGS_21),
    ("Release profiles 1.4, for ERN 3.8", RULINGS_14),
)


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for title, rulings in _EDITIONS:
        yield from (
            "",
            f"## {title}",
            "",
            "| what is asked | DDEX calls it | rules of DDEX | rules of Precheck | beside that |",
            "|---|---|---|---|---|",
        )
        yield from map(_row, rulings)


def _row(ruling: Ruling) -> str:
    numbers = ", ".join(
        f"{profile.short} {ruling.numbers[profile]}"
        for profile in Profile
        if profile in ruling.numbers
    )
    ours = ", ".join(f"[{rule}](rules/ddex.{rule}.md)" for rule in ruling.rules) or "none"
    cells = (ruling.what, ruling.role.value, numbers, ours, ruling.why_not)
    return f"| {' | '.join(cells)} |"
