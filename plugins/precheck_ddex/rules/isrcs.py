"""Whether ISRCs can be what they say."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AsOf,
    Basis,
    Facts,
    Finding,
    Identifier,
    Message,
    Release,
    Scheme,
    Severity,
    Threshold,
    Track,
    rule,
)
from precheck_ddex.codes import isrc_year, wrong_with_isrc
from precheck_ddex.options import IsrcYears
from precheck_ddex.profiles.declare import validator
from precheck_ddex.sources import (
    ISRC_BULLETIN,
    LABELGRID_VALIDATION,
    RECORDJET_CODES,
    USISRC,
    profile,
)
from precheck_ddex.territories import ISRC_PREFIXES


def isrcs_of(track: Track) -> tuple[Identifier, ...]:
    """The ISRCs of a track as written, each once; ERN 4.3 allows one for each edition."""
    isrcs = [i for i in track.identifiers if i.scheme is Scheme.ISRC]
    if len(isrcs) > 1:
        isrcs = list(reversed({i.value: i for i in reversed(isrcs)}.values()))
    return tuple(isrcs)


def spoken_of(track: Track) -> str:
    """The track in a sentence."""
    return "the video" if track.kind == "Video" else "the track"


@rule(
    "ddex.isrc-malformed",
    title="An ISRC is malformed",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Message,),
    sources=(*validator("isrc-malformed"), LABELGRID_VALIDATION, RECORDJET_CODES),
)
def isrc_malformed(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every ISRC of a track has the form that DDEX demands: two letters for the country or
    agency, three letters or digits for the registrant, two digits for the year and five for the
    recording, without hyphens. The schema lets any text pass.

    ## Why it matters

    Recipients match recordings, pay and report by ISRC. A malformed one is refused.

    ## What to do

    Write the twelve characters alone. Hyphens are for paper.

    ## Limits

    Those that are not a track's own are told by `ddex.related-code-malformed`. Of small letters
    `ddex.isrc-lower-case` speaks, of countries `ddex.isrc-prefix-unknown`.
    """
    del facts
    for isrc in isrcs_of(track):
        wrong = wrong_with_isrc(isrc.value)
        if wrong:
            yield Finding(
                f"{spoken_of(track)} has the ISRC {isrc.value!r}, which {wrong}",
                place=isrc.at(),
                evidence={"isrc": isrc.value, "wrong": wrong},
            )


@rule(
    "ddex.isrc-lower-case",
    title="An ISRC is written in small letters",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(LABELGRID_VALIDATION, profile("ISRC pattern")),
)
def isrc_lower_case(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the letters of every ISRC that is otherwise well-formed are capitals. DDX-21.

    ## Why it matters

    An ISRC has capitals. A recipient that compares letter by letter takes it for another
    recording, or refuses it.

    ## What to do

    Write it in capitals.

    ## Limits

    It does not block, because the profiles for ERN 3.8 let small letters pass. Elsewhere ISRCs are
    compared with capitals aside.
    """
    del facts
    for isrc in isrcs_of(track):
        if isrc.value != isrc.value.upper() and not wrong_with_isrc(isrc.value):
            yield Finding(
                f"{spoken_of(track)} has the ISRC {isrc.value}, in small letters",
                place=isrc.at(),
                evidence={"isrc": isrc.value, "expected": isrc.value.upper()},
            )


@rule(
    "ddex.isrc-prefix-unknown",
    title="An ISRC begins with two letters that nobody was given",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(ISRC_BULLETIN, USISRC, profile("ISRC, list of the first two letters")),
)
def isrc_prefix_unknown(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the first two letters of every well-formed ISRC are a country of ISO 3166 or one of the
    codes that agencies were given besides, such as QM, QT, QZ, FX, UK, CP, DG, TC or ZZ. DDX-21.

    ## Why it matters

    No agency can have assigned such a code, so it was mistyped or made up.

    ## What to do

    Compare the ISRC with the registrant's records.

    ## Limits

    The list is of 2024-12-09; an agency may have been given new letters since. Whether the country
    has an agency, and the three characters behind, are not judged, nor capitals.
    """
    del facts
    for isrc in isrcs_of(track):
        letters = isrc.value[:2].upper()
        if letters not in ISRC_PREFIXES and not wrong_with_isrc(isrc.value):
            yield Finding(
                f"{spoken_of(track)} has the ISRC {isrc.value}, "
                f"but no agency assigns ISRCs that begin with {letters}",
                place=isrc.at(),
                evidence={"isrc": isrc.value, "prefix": letters},
            )


@rule(
    "ddex.isrc-year-implausible",
    title="The year in an ISRC does not fit the release",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(RECORDJET_CODES,),
    options=IsrcYears,
    thresholds=(
        Threshold(
            option="years_after_release",
            basis=Basis.OURS,
            note="an ISRC is assigned before delivery; one year is to spare",
        ),
        Threshold(
            option="years_ahead",
            basis=Basis.OURS,
            note="back catalogues have ISRCs with the years of their recordings, such as 76",
        ),
    ),
    is_estimate=True,
)
def isrc_year_implausible(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the year in an ISRC lies in the future, or more than a year after the release date.
    Of the release date and the original release date the later one counts. DDX-24.

    ## Why it matters

    The two digits are the year in which the code was assigned. One from the future was made up or
    mistyped, and may be somebody else's tomorrow.

    ## What to do

    Compare the ISRC with the registrant's records.

    ## Limits

    An estimate: two digits do not tell the century, so only the next ten years count as the future.
    An old recording with a young ISRC is normal and is not told, as long as the release date is
    younger.
    """
    limits, today = facts[IsrcYears], facts[AsOf].day
    released = _year_of_release(facts[Release])
    for isrc in isrcs_of(track):
        year = isrc_year(isrc.value, today.year + limits.years_ahead)
        if year is None:
            continue
        late = released is not None and year > released + limits.years_after_release
        if year <= today.year and not late:
            continue
        than = f"the release is of {released}" if late else f"this is {today.year}"
        yield Finding(
            f"{spoken_of(track)} has the ISRC {isrc.value} of {year}, but {than}",
            place=isrc.at(),
            evidence={
                "isrc": isrc.value,
                "isrc_year": year,
                "release_year": released,
                "today": today.isoformat(),
                "years_after_release": limits.years_after_release,
                "years_ahead": limits.years_ahead,
            },
        )


def _year_of_release(release: Release) -> int | None:
    dates = (release.release_date, release.original_release_date)
    years = [int(d[:4]) for d in dates if d[:4].isascii() and d[:4].isdigit()]
    return max(years, default=None)


RULES = (isrc_malformed, isrc_lower_case, isrc_prefix_unknown, isrc_year_implausible)
