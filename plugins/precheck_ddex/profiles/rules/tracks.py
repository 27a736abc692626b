"""Whether each primary resource has its track release, and where there may be none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from precheck import Finding, Severity, Source
from precheck_ddex.profiles.declare import READ, profile_rule, standard
from precheck_ddex.profiles.gather_releases import TRACK_TYPES
from precheck_ddex.profiles.names import OF_ERN_4
from precheck_ddex.profiles.rulings_14_common import NO_TRACKS
from precheck_ddex.profiles.view import ProfileView, ReleaseView

TRACK_TYPES_PAGE = Source(
    title="DDEX knowledge base: release types for TrackReleases",
    url="https://kb.ddex.net/implementing-each-standard/best-practices-for-all-ddex-standards/guidance-on-releaseresourcework-metadata/release-types-for-trackreleases",
    clause="profiles that do not allow any Track Releases",
    read=READ,
)


@profile_rule(
    "track-release-missing",
    title="A primary resource has no track release",
    severity=Severity.BLOCK,
    sources=(standard("6.1 (4)"),),
)
def track_release_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each recording and video that is a primary resource has a track release; and in ERN 3
    whether there is one at all where nothing says what is primary.

    ## Why it matters

    Without one a track cannot be sold, streamed or reported by itself.

    ## What to do

    Add a track release for it, whether or not it has deals of its own.

    ## Limits

    In ERN 4 every recording and video is primary that is not marked as supplemental, in ERN 3
    those that the main release says are.
    """
    covered = {reference for track in view.tracks for reference in track.resources}
    if not (view.primary or view.tracks or view.profile in OF_ERN_4):
        yield Finding(
            "the message has no track release",
            place=view.spot.place,
            evidence={"releases": [release.reference for release in view.releases]},
        )
    for resource in view.primary:
        if resource.reference not in covered:
            yield Finding(
                f"{resource.spoken} has no track release",
                place=resource.spot.place,
                evidence={"resource": resource.reference, "track_releases": len(view.tracks)},
            )


@profile_rule(
    "track-release-repeated",
    title="A primary resource has several track releases",
    severity=Severity.BLOCK,
    sources=(standard("6.1 (4)"),),
)
def track_release_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether two track releases are of the same primary resource.

    ## Why it matters

    The track appears twice, and nobody knows which deal is meant.

    ## What to do

    Keep one, and name it in every deal that is meant for the track.

    ## Limits

    Only the second and later ones are told. A reference that two resources have is told by
    `ddex.reference-repeated` instead.
    """
    count = Counter(resource.reference for resource in view.resources)
    primary = {one.reference: one for one in view.primary if count[one.reference] == 1}
    met: dict[str, ReleaseView] = {}
    for track in view.tracks:
        for reference in dict.fromkeys(track.resources):
            first = met.setdefault(reference, track)
            if first is not track and reference in primary:
                yield Finding(
                    f"{primary[reference].spoken} has the track releases "
                    f"{first.reference} and {track.reference}",
                    place=track.spot.place,
                    evidence={
                        "resource": reference,
                        "releases": [first.reference, track.reference],
                    },
                )


@profile_rule(
    "track-release-unlisted",
    title="A track release is of a resource that the main release does not list",
    severity=Severity.BLOCK,
)
def track_release_unlisted(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether whatever a track release of ERN 3 refers to stands in the `ReleaseResourceReferenceList`
    of the main release too.

    ## Why it matters

    The track is for sale by itself, and not on its album, or the list was not kept up with the
    groups. DDEX wants one track release for each primary resource of the list, and none besides.

    ## What to do

    Add the resource to the list of the main release, or remove the track release.

    ## Limits

    Whether both call it primary is not compared.
    """
    main = view.main
    if main is None:
        return
    resources = view.by_reference
    for track in view.tracks:
        for reference in dict.fromkeys(track.resources):
            if reference in resources and reference not in main.resources:
                yield Finding(
                    f"{track.spoken} is of {resources[reference].spoken}, "
                    "which the main release does not list",
                    place=track.spot.place,
                    evidence={
                        "release": track.reference,
                        "resource": reference,
                        "listed": list(main.resources),
                    },
                )


@profile_rule(
    "track-release-not-allowed",
    title="The profile has no track releases, but the message has",
    severity=Severity.BLOCK,
    sources=(TRACK_TYPES_PAGE, standard("6.5 to 6.9")),
    also=NO_TRACKS,
)
def track_release_not_allowed(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a message of a profile with a single recording, a mix, a ringtone or a long video has
    track releases.

    ## Why it matters

    The product is the track: a track release would make it a second product.

    ## What to do

    Remove the track releases, or name the profile `Audio` or `Video`.

    ## Limits

    Clip releases may be there.
    """
    for track in view.tracks:
        yield Finding(
            f"{track.spoken} is there, but the profile {_profile(view)} has no track releases",
            place=track.spot.place,
            evidence={"profile": view.named, "release": track.reference},
        )


def _profile(view: ProfileView) -> str:
    return view.profile.short if view.profile is not None else view.named


@profile_rule(
    "track-release-isrc",
    title="A track release has an ISRC as its own identifier",
    severity=Severity.BLOCK,
    sources=(standard("7.3 (2, 3)"),),
)
def track_release_isrc(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a track release of ERN 4 has an `ISRC` in its `ReleaseId`.

    ## Why it matters

    An ISRC names a recording. The same recording may be on many releases, so it cannot name one.

    ## What to do

    Write it as a `ProprietaryId`, best joined with the ICPN of the main release.

    ## Limits

    ERN 3 is not asked: there it is common.
    """
    for track in view.tracks:
        for code in track.codes:
            if code.scheme == "ISRC":
                yield Finding(
                    f"{track.spoken} has the ISRC {code.value} as its own identifier",
                    place=track.spot.place,
                    evidence={"release": track.reference, "isrc": code.value},
                )


@profile_rule(
    "track-release-resource-count",
    title="A track release does not have exactly one resource",
    severity=Severity.BLOCK,
    sources=(standard("9 (2)"),),
)
def track_release_resource_count(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each track release refers to exactly one resource. In ERN 3 releases of type
    `TrackRelease` are asked, and none may have more than one.

    ## Why it matters

    A track release is one track. With two resources nobody knows which.

    ## What to do

    Refer to the recording alone; the cover belongs to the main release.

    ## Limits

    ERN 3's `VideoTrackRelease` may have its screen capture.
    """
    is_4 = view.profile in OF_ERN_4
    for track in view.tracks:
        count = len(dict.fromkeys(track.resources))
        is_video = not is_4 and "TrackRelease" not in TRACK_TYPES.intersection(track.types)
        if (count > 1 and not is_video) or (count == 0 and is_4):
            yield Finding(
                f"{track.spoken} has {count or 'no'} resource{'s' if count > 1 else ''} "
                "instead of one",
                place=track.spot.place,
                evidence={"release": track.reference, "resources": list(track.resources)},
            )


@profile_rule(
    "track-release-secondary",
    title="A track release is of a secondary resource",
    severity=Severity.BLOCK,
    sources=(standard("9 (2)"),),
)
def track_release_secondary(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a track release of ERN 4 refers to an image, a text, software, or a supplemental
    recording.

    ## Why it matters

    What only accompanies the tracks is not for sale by itself.

    ## What to do

    Remove the track release, or the mark that says the recording is supplemental.

    ## Limits

    Links beside the one reference are not judged.
    """
    resources = view.by_reference
    for track in view.tracks:
        for reference in track.resources:
            resource = resources.get(reference)
            if resource is not None and resource.standing == "secondary":
                yield Finding(
                    f"{track.spoken} is of {resource.spoken}, which is a secondary resource",
                    place=track.spot.place,
                    evidence={
                        "release": track.reference,
                        "resource": reference,
                        "kind": resource.kind,
                    },
                )


@profile_rule(
    "track-title-repeated",
    title="A track release repeats the title of its recording",
    severity=Severity.WARNING,
    sources=(standard("9 (4)"),),
)
def track_title_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a track release of ERN 4 has a title that its recording has as well.

    ## Why it matters

    A title there says that the track is called otherwise than the recording. Two that agree today
    may differ after the next correction.

    ## What to do

    Leave the title out of the track release.

    ## Limits

    DDEX calls it an error; a warning here, because nothing is lost by it. One finding names all
    releases.
    """
    resources = view.by_reference
    repeated = [
        (track, title)
        for track in view.tracks
        for title in track.titles
        if any(
            (title.kind, title.text) == (known.kind, known.text)
            for reference in track.resources
            if reference in resources
            for known in resources[reference].titles
        )
    ]
    if repeated:
        _, title = repeated[0]
        count = len({one.reference for one, _ in repeated})
        yield Finding(
            f"{count} of {len(view.tracks)} track releases repeat the title of their recording, "
            f"such as {title.text!r}",
            place=title.spot.place,
            evidence={"releases": list(dict.fromkeys(one.reference for one, _ in repeated))},
        )


RULES = (
    track_release_missing,
    track_release_repeated,
    track_release_unlisted,
    track_release_not_allowed,
    track_release_isrc,
    track_release_resource_count,
    track_release_secondary,
    track_title_repeated,
)
