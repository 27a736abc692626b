"""Whether the release dates are dates, and in their order; when the message was created."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from precheck import AsOf, Facts, Finding, Message, Node, Release, Severity, rule
from precheck_ddex.sources import INVALID_MESSAGES, ern, status

_FORM = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_FIRST_YEAR = 2006
"""The year in which DDEX was founded; no message of it is older."""
_FIELDS = {"release_date": "release date", "original_release_date": "original release date"}
_WORLD = "Worldwide"


def _is_date(text: str) -> bool:
    """Whether it is a day, a month or a year of the calendar."""
    form = _FORM.fullmatch(text)
    if form is None:
        return False
    try:
        date(int(form["year"]), int(form["month"] or 1), int(form["day"] or 1))
    except ValueError:
        return False
    return True


@rule(
    "ddex.release-date-malformed",
    title="A release date is not a date",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(status("CommercialReleaseDateInvalid"), ern("ddex_IsoDate")),
)
def release_date_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether release date and original release date are `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, and days
    that the calendar has.

    ## Why it matters

    A recipient cannot publish on a day that does not exist, and refuses the message.

    ## What to do

    Write the date as in `2026-11-22`.

    ## Limits

    Of dates that differ by territory, those for the world are judged.
    """
    del facts
    for field, name in _FIELDS.items():
        text = getattr(release, field)
        if text and not _is_date(text):
            yield Finding(
                f"the {name} {text!r} is not a date",
                place=release.at(field),
                evidence={"field": name, "date": text},
            )


@rule(
    "ddex.release-date-incomplete",
    title="The release date names no day",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(status("CommercialReleaseDateInvalid"), ern("ddex_IsoDate")),
)
def release_date_incomplete(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the release date names a day, not a year or month alone.

    ## Why it matters

    The schema is content with a year. A recipient that plans by the day has to guess one, and
    takes the first.

    ## What to do

    Write the day.

    ## Limits

    The original release date of an old recording may be a year. From when the release is available
    is said by its deals.
    """
    del facts
    text = release.release_date
    if _is_date(text) and len(text) < len("2026-11-22"):
        yield Finding(
            f"the release date {text!r} names no day",
            place=release.at("release_date"),
            evidence={"release_date": text},
        )


@rule(
    "ddex.original-date-after-release",
    title="The original release date lies after the release date",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(status("OriginalReleaseDateLaterThanReleaseDate"),),
)
def original_date_after_release(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the original release date lies on or before the release date.

    ## Why it matters

    The original date is that of the very first release. The SFTP choreography has a state of its
    own for deliveries that are refused for this.

    ## What to do

    Correct the one that is wrong. For something new both are the same.

    ## Limits

    Of dates that differ by territory, those for the world are compared. A year or month is compared
    as far as it goes.
    """
    del facts
    first, now = release.original_release_date, release.release_date
    if _is_date(first) and _is_date(now) and first[: len(now)] > now[: len(first)]:
        yield Finding(
            f"{release.label} is released on {now}, but is said to be first released on {first}",
            place=release.at("original_release_date"),
            evidence={"release_date": now, "original_release_date": first},
        )


@rule(
    "ddex.release-date-contradictory",
    title="The release has two dates for one territory",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(INVALID_MESSAGES, status("CommercialReleaseDateInvalid")),
)
def release_date_contradictory(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the main release has one release date, and one original release date, for each
    territory and for the world. `GlobalReleaseDate` of ERN 3 is a date for the world.

    ## Why it matters

    The recipient takes either, and the release comes out too early or too late. DDEX counts what
    contradicts itself among the grounds for refusing a message.

    ## What to do

    Keep the right one, or say for which territory the other one is.

    ## Limits

    A territory may have another date than the world. A year or month is compared as far as it
    goes. Where some territories are excluded, the date is not compared.
    """
    del facts
    first: dict[tuple[str, str], Node] = {}
    for code, node in _stated_dates(release.node):
        kind = _KINDS[node.name]
        other = first.setdefault((kind, code), node)
        if other.text[: len(node.text)] != node.text[: len(other.text)]:
            yield Finding(
                f"the {kind} for {_spoken(code)} is {other.text}, and it is {node.text}",
                place=node.place,
                evidence={"territory": code, "dates": [other.text, node.text]},
            )


_KINDS = {
    "GlobalReleaseDate": _FIELDS["release_date"],
    "ReleaseDate": _FIELDS["release_date"],
    "GlobalOriginalReleaseDate": _FIELDS["original_release_date"],
    "OriginalReleaseDate": _FIELDS["original_release_date"],
}


def _spoken(code: str) -> str:
    return "the world" if code == _WORLD else code


def _stated_dates(main: Node | None) -> Iterator[tuple[str, Node]]:
    """Each territory with a date, and the date; none of those that cannot be read."""
    if main is None:
        return
    for composite in (main, *main.children("ReleaseDetailsByTerritory")):
        if composite.children("ExcludedTerritoryCode"):
            continue
        around = [node.text for node in composite.children("TerritoryCode")] or [_WORLD]
        for name in _KINDS:
            for node in composite.children(name):
                own = node.attribute("ApplicableTerritoryCode")
                if _is_date(node.text):
                    yield from ((code, node) for code in ([own] if own else around))


@rule(
    "ddex.created-implausible",
    title="The message cannot have been created when it says",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ern("MessageHeader: MessageCreatedDateTime"),),
)
def created_implausible(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `MessageCreatedDateTime` lies between 2006, when DDEX was founded, and the day after
    the one that is judged for (`--as-of`). `0001-01-01T00:00:00` is what .NET writes for a time
    that nobody set.

    ## Why it matters

    A message takes the place of every earlier one about the same release. A recipient that goes
    by this time ignores a message of the year 1, and every later one after a message of 9999.

    ## What to do

    Write the time at which the message is written, with its time zone.

    ## Limits

    That nobody publishes as a ground for refusal. A time that lies a few years back is let pass.
    """
    del release
    message, today = facts[Message], facts[AsOf].day
    if message.created is None:
        return
    day = message.created.date()
    if day.year < _FIRST_YEAR:
        why = f"before {_FIRST_YEAR}, when DDEX was founded"
    elif (day - today).days > 1:
        why = f"after {today}, the day it is judged for"
    else:
        return
    yield Finding(
        f"the message says it was created on {day}, {why}",
        place=message.at("created"),
        evidence={"created": message.created.isoformat(), "today": today.isoformat()},
    )


RULES = (
    release_date_malformed,
    release_date_incomplete,
    original_date_after_release,
    release_date_contradictory,
    created_implausible,
)
