"""Whether the (P) and (C) lines say since when whose rights they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import (
    AsOf,
    Basis,
    Facts,
    Finding,
    Message,
    Release,
    RightsLine,
    Severity,
    Threshold,
    Track,
    rule,
)
from precheck_ddex.options import LineOfTracks, LineYears
from precheck_ddex.sources import BELIEVE_DELIVERY, YOUTUBE_ART_TRACKS, ern

_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_NO_OWNER = re.compile(r"\([PC]\)|copyright|phonographic|all rights reserved", re.IGNORECASE)


def _lines(release: Release) -> Iterator[tuple[str, RightsLine]]:
    """Every line of release and tracks with its sign, those that say the same once."""
    seen: set[tuple[str, str, str, str]] = set()
    owners: tuple[Release | Track, ...] = (release, *release.tracks)
    for owner in owners:
        for sign, lines in (("P", owner.p_lines), ("C", owner.c_lines)):
            for line in lines:
                key = (sign, line.year, line.company, line.text)
                if key not in seen:
                    seen.add(key)
                    yield sign, line


def _evidence(sign: str, line: RightsLine) -> dict[str, str]:
    return {"line": sign, "year": line.year, "company": line.company, "text": line.text}


@rule(
    "ddex.p-line-missing",
    title="Nobody says whose recording it is",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(BELIEVE_DELIVERY, YOUTUBE_ART_TRACKS),
    options=LineOfTracks,
)
def p_line_missing(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every primary recording, or else its release, has a (P) line. A policy may ask for a
    line on each recording, whatever the release says. DDX-34.

    ## Why it matters

    Shops print the line beside the track, and societies and courts go by it. Believe refuses a
    release without one, and YouTube shows it.

    ## What to do

    State year and owner of the recording: the year of its first publication, not of this release.

    ## Limits

    The schemas let it go without. One that is there and empty is told by `ddex.text-empty`.
    """
    of_release = facts[Release].p_lines
    if track.is_primary and not track.p_lines and not of_release:
        said = f"neither {track.label} nor its release has a (P) line"
    elif track.is_primary and not track.p_lines and facts[LineOfTracks].on_each_track:
        said = f"{track.label} has no (P) line of its own"
    else:
        return
    yield Finding(
        said,
        place=track.at(),
        evidence={
            "reference": track.reference,
            "title": track.title,
            "release": [line.text for line in of_release],
        },
    )


@rule(
    "ddex.c-line-missing",
    title="Nobody says whose release it is",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(BELIEVE_DELIVERY, YOUTUBE_ART_TRACKS),
)
def c_line_missing(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a `NewReleaseMessage` has a (C) line anywhere: at the release, a track or the cover.
    DDX-34.

    ## Why it matters

    Shops print the line below the release. Believe refuses a release without one.

    ## What to do

    State year and owner of cover and texts.

    ## Limits

    A note, because DDEX's own samples go without. Where it stands is left to the release profiles.
    """
    message = facts[Message]
    owned = release.c_lines or any(track.c_lines for track in release.tracks)
    if owned or not release.tracks or message.kind != "NewReleaseMessage":
        return
    if message.node is None or not message.node.below("CLine"):
        yield Finding(
            f"{release.label} has no (C) line",
            place=release.at(),
            evidence={"release": release.reference},
        )


@rule(
    "ddex.line-without-owner",
    title="A rights line names no owner",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(BELIEVE_DELIVERY, ern("PLine: PLineCompany is optional, PLineText is not")),
)
def line_without_owner(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every (P) and (C) line has a name in its text or as its company, and not a year alone.
    DDX-34.

    ## Why it matters

    A line without an owner claims nothing for anybody.

    ## What to do

    Write the owner into the text, such as "2026 Paper Harbour Records".

    ## Limits

    Whether the owner is the right one cannot be seen. An empty text is told by `ddex.text-empty`.
    """
    del facts
    for sign, line in _lines(release):
        name = _NO_OWNER.sub("", line.text) + line.company
        if line.text and not any(letter.isalpha() for letter in name):
            yield Finding(
                f"the ({sign}) line {line.text!r} names no owner",
                place=line.at(),
                evidence=_evidence(sign, line),
            )


@rule(
    "ddex.line-year-implausible",
    title="A rights line is of a year to come",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(BELIEVE_DELIVERY,),
    options=LineYears,
    thresholds=(
        Threshold(
            option="years_ahead",
            basis=Basis.OURS,
            note="a release of next January is delivered this year",
        ),
    ),
)
def line_year_implausible(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the year of a (P) or (C) line is later than next year. DDX-34.

    ## Why it matters

    The year is that of the first publication. One to come was mistyped.

    ## What to do

    Correct the year, in the element and in the text.

    ## Limits

    Years that are too early are not judged: recordings are old.
    """
    latest = facts[AsOf].day.year + facts[LineYears].years_ahead
    for sign, line in _lines(release):
        years = [line.year] if line.year else _YEAR.findall(line.text)[:1]
        year = _number(years[0]) if years else None
        if year is not None and year > latest:
            yield Finding(
                f"the ({sign}) line is of {year}, but this is {facts[AsOf].day.year}",
                place=line.at(),
                evidence={
                    **_evidence(sign, line),
                    "today": facts[AsOf].day.isoformat(),
                    "years_ahead": facts[LineYears].years_ahead,
                },
            )


def _number(text: str) -> int | None:
    year = text[:4]
    return int(year) if year.isascii() and year.isdigit() else None


@rule(
    "ddex.line-year-differs",
    title="A rights line says two years",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ern("PLine: Year and PLineText"), BELIEVE_DELIVERY),
)
def line_year_differs(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the `Year` of a (P) or (C) line is among the years that its text names. DDX-34.

    ## Why it matters

    Shops print the text, and societies read the year. One of the two is wrong.

    ## What to do

    Correct the wrong one.

    ## Limits

    A text without any year from 1800 on is not judged.
    """
    del facts
    for sign, line in _lines(release):
        written = _YEAR.findall(line.text)
        year = _number(line.year)
        if year is not None and written and str(year) not in written:
            yield Finding(
                f"the ({sign}) line has the year {year}, but its text says {line.text!r}",
                place=line.at(),
                evidence=_evidence(sign, line),
            )


RULES = (
    p_line_missing,
    c_line_missing,
    line_without_owner,
    line_year_implausible,
    line_year_differs,
)
