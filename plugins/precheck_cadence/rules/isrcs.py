"""Rules about ISRCs: those that other products have for something else, and those that change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.codes import Other, SameIsrc
from precheck_cadence.options.codes import IsrcLength, IsrcLengthSlight
from precheck_cadence.rules.code_sources import (
    IFPI_ASSIGNING,
    LABELGRID_CODES,
    RIAA_LENGTH,
    SCPP_LENGTH,
    YOUTUBE_UPDATES,
    published,
)
from precheck_cadence.rules.others import as_evidence, by, sent_by, where
from precheck_cadence.rules.places import Places


@rule(
    "cadence.isrc-of-other-recording",
    title="The ISRC is known for another recording",
    severity=Severity.REVIEW,
    of=Batch,
    needs=(Cadence,),
    sources=(LABELGRID_CODES, IFPI_ASSIGNING),
)
def isrc_of_other_recording(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the history has the ISRC of a track in another product, that came earlier, with another
    title or version, or without any of its main artists. DDX-22.

    ## Why it matters

    One ISRC is one recording for life. Recipients merge the two, and one is lost with its streams.
    LabelGrid refuses a known ISRC whose title and version are not exactly those it has.

    ## What to do

    Find out which of the two has the right code. A new recording gets a code of its own; the same
    recording gets the title and artist that it has had.

    ## Limits

    A history knows what was checked, not what was delivered: the earlier one may be the wrong one,
    or may never have been sent. That is why a person looks and nothing is refused.
    Products whose rejection the history knows of are left out.
    Titles and names are compared by letters and digits; case, signs, and featured artists do not
    count, and one artist in common is enough. A title that was translated or corrected looks the
    same as another recording. Artists of the earlier product are named by their keys, in small
    letters. `ddex.isrc-reused` compares the releases of one batch; they are not compared here.
    Of more than a hundred recordings with one ISRC the oldest hundred are looked at.
    """
    places = Places(facts)
    for one in facts[Cadence].codes.isrcs:
        if one.renamed is None:
            continue
        spot = places.of_track(one.release, one.track)
        there = f"{one.renamed.title!r}{by(one.renamed)}"
        yield Finding(
            f"track {one.track} {one.title!r} has the ISRC {one.isrc}, under which {there} came on "
            f"{one.renamed.uploaded:%Y-%m-%d} in {one.renamed.release or one.renamed.product!r}"
            f"{sent_by(one.renamed)}: {' and '.join(one.differs)} differ"
            f"{'s' if len(one.differs) == 1 else ''}",
            release=one.release,
            place=spot.place,
            file=spot.file,
            evidence=_evidence(facts, one, one.renamed) | {"differs": list(one.differs)},
        )


@rule(
    "cadence.isrc-changed",
    title="The product had another ISRC for this recording",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(YOUTUBE_UPDATES, LABELGRID_CODES),
)
def isrc_changed(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a track comes into its product now, for one of the same title and artist that the
    product held in the history under another ISRC, and that the message no longer has. DDX-39.

    ## Why it matters

    YouTube takes the Art Track of the old ISRC down and makes a new one, which begins without a
    view. Others take it for another recording, and its streams stay behind.

    ## What to do

    Send the ISRC that the recording has had. If that one was wrong, tell the artist what is lost.

    ## Limits

    A note, because a recording of the same title may be another one. A history knows what was
    checked, not what was delivered: a code that was mended before the first delivery is told too.
    Titles and names are compared by letters and digits; case, signs, and featured artists do not
    count, and one artist in common is enough. `ddex.isrc-changed` compares the messages of one
    batch; they are not compared here.
    """
    places = Places(facts)
    for one in facts[Cadence].codes.changed:
        spot = places.of_track(one.release, one.track)
        yield Finding(
            f"track {one.track} {one.title!r} has the ISRC {one.isrc}, but the product held it "
            f"as {one.former_isrc} since {one.since:%Y-%m-%d}",
            release=one.release,
            place=spot.place,
            file=spot.file,
            evidence={
                "track": one.track,
                "isrc": one.isrc,
                "title": one.title,
                "product": one.product,
                "earlier": {
                    "isrc": one.former_isrc,
                    "title": one.former_title,
                    "since": one.since.isoformat(),
                },
                "history": facts[Cadence].history or "none, this batch only",
            },
        )


@rule(
    "cadence.isrc-length-differs",
    title="The recording is not as long as the one that has its ISRC",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(RIAA_LENGTH, IFPI_ASSIGNING),
    options=IsrcLength,
    thresholds=published("over_seconds", source=RIAA_LENGTH),
)
def isrc_length_differs(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a track is more than 10 seconds longer or shorter than a recording with the same ISRC in
    another product, in the history or elsewhere in this batch. AUD-41.

    ## Why it matters

    In the United States the RIAA asks for a new ISRC where an edit or a fade changes the length by
    more than 10 seconds. Under one code the plays of two versions are counted as one.

    ## What to do

    Give the edit its own ISRC, or put the right file in place.

    ## Limits

    A length that a message states wrongly looks the same as an edit, and so does a file that was
    cut off on its way. Where a file could be read, its length counts; else what the message states.
    Products whose rejection the history knows of are left out.
    A policy may raise it; it is a warning, because the earlier length may be the wrong one.
    """
    limit = facts[IsrcLength].over_seconds

    def is_far(apart: float) -> bool:
        return 0 < limit < apart

    yield from _lengths(facts, is_far, f"new ISRC above {limit:g} s", {"threshold_seconds": limit})


@rule(
    "cadence.isrc-length-differs-slightly",
    title="The recording is a little longer or shorter than the one that has its ISRC",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(SCPP_LENGTH, RIAA_LENGTH),
    options=IsrcLengthSlight,
    thresholds=(
        *published("from_seconds", source=SCPP_LENGTH),
        *published("up_to_seconds", source=RIAA_LENGTH),
    ),
)
def isrc_length_differs_slightly(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a track is 5 to 10 seconds longer or shorter than a recording with the same ISRC in
    another product, in the history or elsewhere in this batch. AUD-41.

    ## Why it matters

    In France the SCPP lets a version keep its ISRC while its length changes by less than five
    seconds; in the United States the RIAA does up to ten. Between the two it depends.

    ## What to do

    If it is the same version, keep the code. If it was edited, ask whoever gave the code.

    ## Limits

    Silence that was added or cut at an end is no other recording, and looks the same.
    A length that a message states wrongly does, too.
    """
    limits = facts[IsrcLengthSlight]
    first, last = limits.from_seconds, limits.up_to_seconds

    def is_near(apart: float) -> bool:
        return 0 < first <= apart <= last

    yield from _lengths(
        facts,
        is_near,
        f"look from {first:g} s",
        {"threshold_seconds": first, "up_to_seconds": last},
    )


def _lengths(
    facts: Facts, is_told: Callable[[float], bool], limit: str, thresholds: dict[str, Any]
) -> Iterator[Finding]:
    places = Places(facts)
    for one in facts[Cadence].codes.isrcs:
        other = one.resized
        if other is None or one.seconds is None or other.seconds is None:
            continue
        apart = round(abs(one.seconds - other.seconds), 3)
        if is_told(apart):
            spot = places.of_track(one.release, one.track)
            yield Finding(
                f"track {one.track} {one.title!r} lasts {_length(one.seconds)}, and with the same "
                f"ISRC {one.isrc} {other.title!r} in {where(other)} lasts "
                f"{_length(other.seconds)}: {apart:.1f} s apart ({limit})",
                release=one.release,
                place=spot.place,
                file=spot.file,
                evidence=_evidence(facts, one, other) | {"apart_seconds": apart} | thresholds,
            )


def _evidence(facts: Facts, one: SameIsrc, other: Other) -> dict[str, Any]:
    return {
        "track": one.track,
        "isrc": one.isrc,
        "other_products": one.products,
        "here": {
            "title": one.title,
            "artists": list(one.artists),
            "seconds": one.seconds,
            "uploaded": one.uploaded.isoformat(),
        },
        "there": as_evidence(other),
        "history": facts[Cadence].history or "none, this batch only",
    }


def _length(seconds: float) -> str:
    """As a player shows it, with tenths of a second."""
    whole = timedelta(seconds=round(seconds, 1))
    minutes, rest = divmod(whole.total_seconds(), 60)
    return f"{minutes:.0f}:{rest:04.1f}"
