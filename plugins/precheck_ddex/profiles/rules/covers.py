"""Whether there is one front cover, and whether it is linked where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.names import Profile
from precheck_ddex.profiles.view import ProfileView, ResourceView

FRONT, CAPTURE, POSTER = "FrontCoverImage", "VideoScreenCapture", "Poster"
COVER_TYPES: Mapping[Profile, tuple[str, ...]] = MappingProxyType(
    {Profile.LONG_FORM: (FRONT, POSTER)}
)


def _covers(view: ProfileView) -> list[ResourceView]:
    types = view.under(COVER_TYPES) or (FRONT,)
    return [image for image in view.of_kind("Image") if image.type in types]


@profile_rule(
    "front-cover-count",
    title="There is not exactly one front cover",
    severity=Severity.BLOCK,
    sources=(standard("6.2, 6.4, 6.8"),),
)
def front_cover_count(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the message has exactly one image of type `FrontCoverImage`; a long video may have a
    `Poster` instead.

    ## Why it matters

    Without a cover the release is not published. With two, one of them is shown by chance.

    ## What to do

    Send one front cover, and give the other pictures their own types.

    ## Limits

    A boxed set of ERN 3 may have one for each component. In ERN 4 a release of one video need not
    have any.
    """
    videos = len(view.of_kind("Video"))
    if view.profile is Profile.VIDEO and videos == 1:
        return
    found = _covers(view)
    if len(found) == 1 or (found and view.profile is Profile.BOXED_SET_3):
        return
    yield Finding(
        f"the message has {len(found) or 'no'} front cover{'s' if found else ''} instead of one",
        place=(found[1].spot if found else view.spot).place,
        evidence={"profile": view.named, "covers": [image.reference for image in found]},
    )


@profile_rule(
    "front-cover-unexpected",
    title="A release of one video has a front cover",
    severity=Severity.REVIEW,
    before=(4, 3),
)
def front_cover_unexpected(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a message of the profile `Video` with a single video lists a `FrontCoverImage`. The
    rule holds for ERN 4.1 and 4.2.

    ## Why it matters

    A single video is shown by a picture from it, so recipients look for a screen capture.

    ## What to do

    Send the picture as a `VideoScreenCapture`.

    ## Limits

    Later versions are not asked, because the rule is not known to hold there.
    """
    covers = _covers(view)
    if covers and len(view.of_kind("Video")) == 1:
        yield Finding(
            "the release has one video, and a front cover beside it",
            place=covers[0].spot.place,
            evidence={"cover": covers[0].reference},
        )


@profile_rule(
    "front-cover-not-linked",
    title="The front cover is not linked to the release",
    severity=Severity.REVIEW,
)
def front_cover_not_linked(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the front cover is linked to the topmost resource group of the main release by a
    `LinkedReleaseResourceReference`.

    ## Why it matters

    That is where recipients look for it. Linked elsewhere, it is the cover of a track or disc.

    ## What to do

    Link it to the outermost `ResourceGroup`.

    ## Limits

    Simple singles and ringtones link it to their one track.
    """
    main = view.main
    if main is None:
        return
    linked = {link.reference for group in main.groups for link in group.links}
    for image in view.of_kind("Image"):
        if image.type == FRONT and image.reference not in linked:
            yield Finding(
                f"the front cover {image.reference} is not linked to the release's resource group",
                place=image.spot.place,
                evidence={"image": image.reference, "linked": sorted(linked)},
            )


RULES = (
    front_cover_count,
    front_cover_unexpected,
    front_cover_not_linked,
)
