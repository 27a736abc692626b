"""What each release of ERN 3 must say for all territories: titles, labels, lines and genres."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule
from precheck_ddex.profiles.tree import groups_of
from precheck_ddex.profiles.view import ProfileView, ReleaseView, Territory


def _finding(release: ReleaseView, what: str, territory: Territory | None = None) -> Finding:
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
    "reference-title-missing",
    title="A sound recording has no reference title",
    severity=Severity.BLOCK,
)
def reference_title_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each sound recording of ERN 3 has exactly one `ReferenceTitle` with a text.

    ## Why it matters

    It is the title that sender and recipient speak of the recording by.

    ## What to do

    Give the recording its title there as well.

    ## Limits

    Whether it is the title that is shown is not compared.
    """
    for resource in view.of_kind("SoundRecording"):
        count = sum(
            title.kind == "ReferenceTitle" and bool(title.text) for title in resource.titles
        )
        if count != 1:
            yield Finding(
                f"recording {resource.reference} has {count or 'no'} "
                f"reference title{'s' if count else ''} instead of one",
                place=resource.spot.place,
                evidence={"resource": resource.reference, "titles": count},
            )


def _without_title(view: ProfileView, kind: str) -> Iterator[Finding]:
    for release in view.releases:
        for territory in release.territories[:1]:
            if not any(title.kind == kind and title.text for title in territory.titles):
                yield _finding(release, f"has no title of type {kind}", territory)


@profile_rule(
    "formal-title-missing",
    title="A release has no formal title",
    severity=Severity.BLOCK,
)
def formal_title_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the first `ReleaseDetailsByTerritory` of each release, track releases too, has a title
    of type `FormalTitle`.

    ## Why it matters

    It is the title in full, by which products are compared and reported.

    ## What to do

    Write it beside the displayed title, even where the two are the same.

    ## Limits

    The first composite holds for all territories, so the others are not asked.
    """
    yield from _without_title(view, "FormalTitle")


@profile_rule(
    "display-title-missing",
    title="A release has no displayed title",
    severity=Severity.BLOCK,
)
def display_title_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the first `ReleaseDetailsByTerritory` of each release, track releases too, has a title
    of type `DisplayTitle`.

    ## Why it matters

    It is the title that listeners see.

    ## What to do

    Write it beside the formal title, even where the two are the same.

    ## Limits

    The first composite holds for all territories, so the others are not asked.
    """
    yield from _without_title(view, "DisplayTitle")


@profile_rule(
    "territory-title-missing",
    title="A classical release has no displayed title for some territories",
    severity=Severity.REVIEW,
)
def territory_title_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each further `ReleaseDetailsByTerritory` of a classical album has a displayed title.

    ## Why it matters

    Classical titles are translated. DDEX wants them said for each territory.

    ## What to do

    Write the title for every territory that has details of its own.

    ## Limits

    The first composite is asked by `ddex.profile-display-title-missing`.
    """
    for release in view.releases:
        for territory in release.territories[1:]:
            if not any(title.kind == "DisplayTitle" and title.text for title in territory.titles):
                where = " ".join(territory.codes)
                yield _finding(release, f"has no displayed title for {where}", territory)


@profile_rule(
    "grouping-title-missing",
    title="No group of a classical release has a title",
    severity=Severity.REVIEW,
)
def grouping_title_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether at least one group of each release of a classical album has a title of type
    `GroupingTitle`, or one without type.

    ## Why it matters

    The work is shown above its movements by the title of their group.

    ## What to do

    Group the movements of a work, and give the group the work's title.

    ## Limits

    Whether it is the work's title cannot be told.
    """
    for release in view.releases:
        titles = (title for _, group in groups_of(release) for title in group.titles)
        if not any(title.kind in {"GroupingTitle", "Title"} and title.text for title in titles):
            yield _finding(release, "has no group with a title")


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
        if "PLine" not in release.has and any("PLine" not in t.has for t in release.territories):
            yield _finding(release, "has no (P) line for some of its territories")


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
    for release in view.releases:
        everywhere = release.territories and all("PLine" in t.has for t in release.territories)
        if "PLine" in release.has and everywhere:
            yield _finding(release, "has a (P) line of its own and one for each territory")


@profile_rule(
    "cline-missing",
    title="The main release has no (C) line that holds everywhere",
    severity=Severity.WARNING,
)
def cline_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the main release of ERN 3 has a `CLine` of its own, or one in each of its territories.

    ## Why it matters

    It says who owns texts and pictures.

    ## What to do

    Give the release a `CLine`.

    ## Limits

    A warning, because DDEX added the rule without a number. Track releases are not asked.
    """
    main = view.main
    if main is None or "CLine" in main.has:
        return
    if any("CLine" not in territory.has for territory in main.territories):
        yield _finding(main, "has no (C) line for some of its territories")


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
            yield _finding(release, "has no label", first[0])


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
                yield _finding(release, what, territory)


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
            yield _finding(release, "has no genre", first[0])


RULES = (
    reference_title_missing,
    formal_title_missing,
    display_title_missing,
    territory_title_missing,
    grouping_title_missing,
    pline_missing,
    pline_repeated,
    cline_missing,
    label_missing,
    display_label_unclear,
    genre_missing,
)
