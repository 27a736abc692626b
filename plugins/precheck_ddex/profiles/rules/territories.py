"""What each release of ERN 3 must say for all territories: labels, lines and genres."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule
from precheck_ddex.profiles.view import ProfileView, ReleaseView, Territory


def finding_on(release: ReleaseView, what: str, territory: Territory | None = None) -> Finding:
    """What is wrong with a release, in one of its territories where that is known."""
    spot = territory.spot if territory is not None else release.spot
    return Finding(
        f"{release.spoken} {what}",
        place=spot.place,
        evidence={
            "release": release.reference,
            "territories": [" ".join(one.codes) for one in release.territories],
        },
    )


@profile_rule(
    "pline-missing",
    title="A release has no (P) line that holds everywhere",
    severity=Severity.BLOCK,
)
def pline_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each release of ERN 3 has a `PLine` of its own, or one in each of its territories.

    ## Why it matters

    It says who owns the sound. Some recipients show it, all report by it.

    ## What to do

    Give the release a `PLine`.

    ## Limits

    Lines of the recordings do not count.
    """
    for release in view.releases:
        yield from _missing(release, "P")


@profile_rule(
    "pline-repeated",
    title="A release has its (P) line twice",
    severity=Severity.BLOCK,
)
def pline_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a release of ERN 3 that has a `PLine` of its own has another one in each of its
    territories.

    ## Why it matters

    The release's own line then holds nowhere, and nobody knows which one is meant.

    ## What to do

    Keep the one that holds everywhere, and those of territories that differ.

    ## Limits

    The texts are not compared.
    """
    yield from _repeated(view, "P")


def _repeated(view: ProfileView, sign: str) -> Iterator[Finding]:
    """Releases with a line of this sign of their own, and another one in each territory."""
    line = f"{sign}Line"
    for release in view.releases:
        everywhere = release.territories and all(line in t.has for t in release.territories)
        if line in release.has and everywhere:
            yield finding_on(release, f"has a ({sign}) line of its own and one for each territory")


@profile_rule(
    "cline-missing",
    title="The main release has no (C) line that holds everywhere",
    severity=Severity.BLOCK,
)
def cline_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the main release of ERN 3 has a `CLine` of its own, or one in each of its territories.

    ## Why it matters

    It says who owns texts and pictures.

    ## What to do

    Give the release a `CLine`.

    ## Limits

    DDEX prints no number of its own for this rule, and `1017-1NR` in every profile. Track releases
    are not asked: those of DDEX's own samples have none.
    """
    if view.main is not None:
        yield from _missing(view.main, "C")


def _missing(release: ReleaseView, sign: str) -> Iterator[Finding]:
    has_line = [f"{sign}Line" in territory.has for territory in release.territories]
    if f"{sign}Line" not in release.has and not all(has_line):
        where = " for some of its territories" if any(has_line) else ""
        yield finding_on(release, f"has no ({sign}) line{where}")


@profile_rule(
    "cline-repeated",
    title="A release has its (C) line twice",
    severity=Severity.BLOCK,
)
def cline_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a release of ERN 3 that has a `CLine` of its own has another one in each of its
    territories.

    ## Why it matters

    The release's own line then holds nowhere, and nobody knows which one is meant.

    ## What to do

    Keep the one that holds everywhere, and those of territories that differ.

    ## Limits

    The texts are not compared. DDEX prints no number of its own for this rule, and `1017-1NR` in
    every profile.
    """
    yield from _repeated(view, "C")


@profile_rule(
    "label-missing",
    title="A release has no label",
    severity=Severity.BLOCK,
)
def label_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each release of ERN 3, track releases too, has a `LabelName` for all territories, or in
    each of the others.

    ## Why it matters

    Recipients show the label, and some refuse a release without.

    ## What to do

    Name the label in the first `ReleaseDetailsByTerritory`.

    ## Limits

    Whether it is the right label cannot be told.
    """
    for release in view.releases:
        first, others = release.territories[:1], release.territories[1:]
        if first and not first[0].labels and not (others and all(t.labels for t in others)):
            yield finding_on(release, "has no label", first[0])


@profile_rule(
    "display-label-unclear",
    title="A release has several labels, and does not say which one is shown",
    severity=Severity.REVIEW,
)
def display_label_unclear(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether of several labels for the same territory exactly one is a `DisplayLabelName`.

    ## Why it matters

    One of them is shown by chance.

    ## What to do

    Give the one to be shown the `LabelNameType` `DisplayLabelName`.

    ## Limits

    A single label needs no type.
    """
    for release in view.releases:
        for territory in release.territories:
            shown = territory.labels.count("DisplayLabelName")
            if len(territory.labels) > 1 and shown != 1:
                what = f"has {len(territory.labels)} labels, {shown or 'none'} of them to be shown"
                yield finding_on(release, what, territory)


@profile_rule(
    "genre-missing",
    title="A release has no genre",
    severity=Severity.BLOCK,
)
def genre_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each release of ERN 3, track releases too, has a `Genre` for all territories, or in each
    of the others.

    ## Why it matters

    Shops and charts sort by genre, and some recipients refuse a release without.

    ## What to do

    Give the genre in the first `ReleaseDetailsByTerritory`.

    ## Limits

    The genre's text is not compared with any list.
    """
    for release in view.releases:
        first, others = release.territories[:1], release.territories[1:]
        is_elsewhere = bool(others) and all("Genre" in territory.has for territory in others)
        if first and "Genre" not in first[0].has and not is_elsewhere:
            yield finding_on(release, "has no genre", first[0])


RULES = (
    pline_missing,
    pline_repeated,
    cline_missing,
    cline_repeated,
    label_missing,
    display_label_unclear,
    genre_missing,
)
