"""Whether the primary resources say what the profile wants to know of them."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.view import ProfileView, ResourceView


@profile_rule(
    "flag-on-resource",
    title="A resource is flagged as bonus or hidden, not its place on the release",
    severity=Severity.WARNING,
)
def flag_on_resource(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a resource of ERN 3 has `IsBonusResource` or `IsHiddenResource` itself.

    ## Why it matters

    A recording is a bonus on one release and none on the next. DDEX deprecated the flags there.

    ## What to do

    Move the flag to the `ResourceGroupContentItem`.

    ## Limits

    DDEX's validator has two rules on it, of which one calls it fatal and one informs. One finding
    names all resources.
    """
    flags = {"IsBonusResource", "IsHiddenResource"}
    flagged = [one for one in view.resources if flags.intersection(one.has)]
    if flagged:
        yield Finding(
            f"{len(flagged)} of {len(view.resources)} resources are flagged as bonus or hidden "
            "themselves, not on the release",
            place=flagged[0].spot.place,
            evidence={"resources": [one.reference for one in flagged]},
        )


@profile_rule(
    "publication-date-missing",
    title="Primary resources have no date of publication",
    severity=Severity.OFF,
    sources=(standard("7.4 (7)"),),
)
def publication_date_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each primary resource has a `FirstPublicationDate`; in ERN 3 a date of its release.

    ## Why it matters

    Rights and charts count from the day a recording was first published.

    ## What to do

    Give the day on which the recording was first published anywhere.

    ## Limits

    Asked only where a policy or the settings switch it on: the date need only be sent where it is
    known, and none of DDEX's own samples for ERN 4 has one. One finding names them all.
    """
    dates = {"FirstPublicationDate", "ResourceReleaseDate", "OriginalResourceReleaseDate"}
    without = [one for one in view.primary if not dates.intersection(one.has)]
    if without:
        yield several(view, without, "have no date of publication")


@profile_rule(
    "work-id-missing",
    title="Primary recordings do not say which work they are of",
    severity=Severity.WARNING,
)
def work_id_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each primary sound recording of ERN 3 has an `IndirectSoundRecordingId`, such as an
    ISWC.

    ## Why it matters

    Writers are paid by work. Without its number the work has to be guessed from the title.

    ## What to do

    Ask the publisher or society for the ISWC.

    ## Limits

    A warning, because a work may have no number yet. One finding names them all.
    """
    sounds = [one for one in view.primary if one.kind == "SoundRecording"]
    without = [one for one in sounds if "IndirectSoundRecordingId" not in one.has]
    if without:
        yield several(view, without, "do not say which work they are of")


def several(view: ProfileView, without: list[ResourceView], what: str) -> Finding:
    """One finding for all primary resources that lack something."""
    return Finding(
        f"{len(without)} of {len(view.primary)} primary resources {what}",
        place=without[0].spot.place,
        evidence={"resources": [one.reference for one in without]},
    )


RULES = (
    flag_on_resource,
    publication_date_missing,
    work_id_missing,
)
