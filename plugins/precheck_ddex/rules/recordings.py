"""Whether the identifiers of recordings and their works can be what they say."""

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
from precheck_ddex.codes import isrc_year, plain_isrc, wrong_with_isrc, wrong_with_iswc
from precheck_ddex.options import IsrcYears
from precheck_ddex.sources import LABELGRID_VALIDATION, RECORDJET_CODES, profile


def _isrcs(track: Track) -> tuple[Identifier, ...]:
    """The ISRCs of a track as written, each once; ERN 4.3 allows one for each edition."""
    by_value = {i.value: i for i in reversed(track.identifiers) if i.scheme is Scheme.ISRC}
    return tuple(reversed(by_value.values()))


def _spoken_of(track: Track) -> str:
    return "the video" if track.kind == "Video" else "the track"


@rule(
    "ddex.isrc-malformed",
    title="An ISRC is malformed",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Message,),
    sources=(profile("ISRC pattern"), LABELGRID_VALIDATION, RECORDJET_CODES),
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

    Whether the country and registrant exist is not judged, nor capitals. ISRCs that ERN 3 repeats
    at its track releases are not judged.
    """
    del facts
    for isrc in _isrcs(track):
        wrong = wrong_with_isrc(isrc.value)
        if wrong:
            yield Finding(
                f"{_spoken_of(track)} has the ISRC {isrc.value!r}, which {wrong}",
                place=isrc.at(),
                evidence={"isrc": isrc.value, "wrong": wrong},
            )


@rule(
    "ddex.isrc-missing",
    title="A primary recording has no ISRC",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Message,),
    sources=(profile("rule 1058"),),
)
def isrc_missing(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every sound recording and video that is a primary resource of the release has an ISRC.
    DDEX rule 1058.

    ## Why it matters

    A recording without an ISRC is refused, or gets one that nobody knows to be yours.

    ## What to do

    Take the ISRC of the recording from its owner, or assign one.

    ## Limits

    Recordings that the release does not list as primary may go without.
    """
    del facts
    if track.is_primary and not _isrcs(track):
        yield Finding(
            f"{_spoken_of(track)} is a primary resource of the release, but has no ISRC",
            place=track.at(),
            evidence={
                "reference": track.reference,
                "identifiers": [f"{i.scheme.value} {i.value}" for i in track.identifiers],
            },
        )


@rule(
    "ddex.isrc-repeated",
    title="Two tracks have the same ISRC",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Message,),
    sources=(LABELGRID_VALIDATION, profile("ISRC, unique within a message")),
)
def isrc_repeated(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether two tracks of one message have the same ISRC, hyphens and capitals aside. DDX-22.

    ## Why it matters

    One ISRC is one recording. Recipients merge the two tracks, and one of them is lost with its
    streams.

    ## What to do

    Give each recording its own ISRC. Where both tracks are the same recording, list one resource
    twice instead of sending two.

    ## Limits

    Other releases of the account are not compared.
    """
    del facts
    met: dict[str, Track] = {}
    for track in release.tracks:
        for isrc in _isrcs(track):
            first = met.setdefault(plain_isrc(isrc.value), track)
            if first is not track:
                yield Finding(
                    f"{track.label} ({track.reference}) has the ISRC {isrc.value}, "
                    f"and so has {first.label} ({first.reference})",
                    place=isrc.at(),
                    evidence={
                        "isrc": isrc.value,
                        "references": [first.reference, track.reference],
                        "titles": [first.title, track.title],
                    },
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
    for isrc in _isrcs(track):
        year = isrc_year(isrc.value, today.year + limits.years_ahead)
        if year is None:
            continue
        late = released is not None and year > released + limits.years_after_release
        if year <= today.year and not late:
            continue
        than = f"the release is of {released}" if late else f"this is {today.year}"
        yield Finding(
            f"{_spoken_of(track)} has the ISRC {isrc.value} of {year}, but {than}",
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


@rule(
    "ddex.iswc-malformed",
    title="An ISWC is malformed",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(profile("ISWC pattern"), LABELGRID_VALIDATION),
)
def iswc_malformed(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every ISWC of the works in a track is a letter and ten digits, without dots and hyphens,
    and ends in the right check digit. DDX-30.

    ## Why it matters

    Societies pay writers by ISWC. A mistyped one pays nobody, or somebody else.

    ## What to do

    Look the work up at the writers' society.

    ## Limits

    Whether the number was ever assigned cannot be told from its digits.
    """
    del facts
    for work in track.works:
        for iswc in work.identifiers:
            wrong = wrong_with_iswc(iswc.value) if iswc.scheme is Scheme.ISWC else ""
            if wrong:
                yield Finding(
                    f"{_spoken_of(track)} has the ISWC {iswc.value!r}, which {wrong}",
                    place=iswc.at(),
                    evidence={"iswc": iswc.value, "wrong": wrong},
                )


RULES = (isrc_malformed, isrc_missing, isrc_repeated, isrc_year_implausible, iswc_malformed)
