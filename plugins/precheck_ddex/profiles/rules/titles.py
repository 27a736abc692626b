"""Whether each release of ERN 3 has the titles that it must have, for all territories."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule
from precheck_ddex.profiles.rules.territories import finding_on
from precheck_ddex.profiles.tree import groups_of
from precheck_ddex.profiles.view import ProfileView


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
                yield finding_on(release, f"has no title of type {kind}", territory)


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
                yield finding_on(release, f"has no displayed title for {where}", territory)


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
            yield finding_on(release, "has no group with a title")


RULES = (
    reference_title_missing,
    formal_title_missing,
    display_title_missing,
    territory_title_missing,
    grouping_title_missing,
)
