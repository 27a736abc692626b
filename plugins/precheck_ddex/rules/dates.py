"""Whether the release dates are dates, and in their order; when the message was created."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from precheck import AsOf, Facts, Finding, Message, Release, Severity, rule
from precheck_ddex.sources import ern, status

_FORM = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_FIRST_YEAR = 2006
"""The year in which DDEX was founded; no message of it is older."""
_FIELDS = {"release_date": "release date", "original_release_date": "original release date"}


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
    created_implausible,
)
