"""Whether the other pictures are there, are of the right type, and are linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.names import Profile
from precheck_ddex.profiles.tree import items_of
from precheck_ddex.profiles.view import ProfileView

FRONT, CAPTURE, POSTER = "FrontCoverImage", "VideoScreenCapture", "Poster"
IMAGE_TYPES: Mapping[Profile, tuple[str, ...]] = MappingProxyType(
    {
        Profile.SIMPLE_AUDIO: (FRONT,),
        Profile.RINGTONE: (FRONT,),
        Profile.SIMPLE_VIDEO: (FRONT, CAPTURE),
        Profile.LONG_FORM: (FRONT, POSTER, CAPTURE),
    }
)
_ONE = (1, 1)
IMAGE_COUNTS: Mapping[Profile, tuple[int, int | None]] = MappingProxyType(
    {
        Profile.SIMPLE_AUDIO: (0, 1),
        Profile.SIMPLE_VIDEO: (0, 1),
        Profile.RINGTONE: (0, 1),
        Profile.AUDIO_SINGLE_3: _ONE,
        Profile.MUSIC_ALBUM_3: _ONE,
        Profile.AUDIO_ALBUM_3: _ONE,
        Profile.AUDIO_BOOK_3: _ONE,
        Profile.CLASSICAL_3: _ONE,
        Profile.FILM_BUNDLE_3: _ONE,
        Profile.TV_SERIES_3: _ONE,
        Profile.LONG_FORM_3: (1, None),
        Profile.BOXED_SET_3: (1, None),
    }
)
"""At least and at most."""


@profile_rule(
    "image-count",
    title="There are more or fewer images than the profile has",
    severity=Severity.BLOCK,
    sources=(standard("6.5 to 6.7"),),
)
def image_count(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the message has as many images as its profile: at most one for simple singles and
    ringtones of ERN 4, exactly one for the audio profiles of ERN 3.

    ## Why it matters

    Recipients take the first image for the cover.

    ## What to do

    Send the cover alone, or name a profile that has room for more.

    ## Limits

    Booklets are texts, and do not count.
    """
    least, most = view.under(IMAGE_COUNTS) or (0, None)
    images = view.of_kind("Image")
    too_many = most is not None and len(images) > most
    if len(images) < least or too_many:
        wanted = "at least one" if most is None else "one" if least else "at most one"
        yield Finding(
            f"the message has {len(images) or 'no'} image{'s' if len(images) != 1 else ''}, "
            f"the profile {view.named} asks for {wanted}",
            place=(images[1].spot if too_many else view.spot).place,
            evidence={"profile": view.named, "images": [image.reference for image in images]},
        )


@profile_rule(
    "image-type",
    title="An image is not of a type that the profile has",
    severity=Severity.BLOCK,
    sources=(standard("6.5 to 6.8"),),
)
def image_type(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether every image of a simple single, ringtone or long video is a front cover, or for videos
    a screen capture or poster.

    ## Why it matters

    The profile has one picture, and a recipient shows it as the cover.

    ## What to do

    Correct the type of the image, or name a profile that has room for others.

    ## Limits

    An image of the long video's bonus material is not asked. There need not be an image.
    """
    accepted = view.under(IMAGE_TYPES) or ()
    bonus: set[str] = set()
    if view.main is not None:
        bonus = {ref for item in items_of(view.main) if item.is_bonus for ref in item.references}
    for image in view.of_kind("Image"):
        if image.type not in accepted and image.reference not in bonus:
            yield Finding(
                f"image {image.reference} is of type {image.type or 'nothing'}, "
                f"the profile {view.named} has {' or '.join(accepted)}",
                place=image.spot.place,
                evidence={"image": image.reference, "type": image.type, "accepted": accepted},
            )


@profile_rule(
    "image-not-linked",
    title="The image is not linked to the track",
    severity=Severity.BLOCK,
    sources=(standard("8.1 (3); 8.2 (3)"),),
)
def image_not_linked(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the image of a simple single or ringtone is linked to its one content item.

    ## Why it matters

    The profile puts the picture there and nowhere else.

    ## What to do

    Give the `ResourceGroupContentItem` a `LinkedReleaseResourceReference` to the image.

    ## Limits

    The description of the link is not judged.
    """
    main = view.main
    if main is None:
        return
    linked = {link.reference for item in items_of(main) for link in item.links}
    for image in view.of_kind("Image"):
        if image.reference not in linked:
            yield Finding(
                f"the image {image.reference} ({image.type}) is not linked to the track",
                place=image.spot.place,
                evidence={"image": image.reference, "linked": sorted(linked)},
            )


@profile_rule(
    "screen-capture-not-linked",
    title="A screen capture is not linked to its video as one",
    severity=Severity.REVIEW,
)
def screen_capture_not_linked(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each `VideoScreenCapture` is linked to a content item with the link description
    `VideoScreenCapture`.

    ## Why it matters

    Nobody can tell which video the picture is from.

    ## What to do

    Link it to the item of its video, and describe the link.

    ## Limits

    Whether it is linked to the right video is not judged.
    """
    main = view.main
    if main is None:
        return
    links = [link for item in items_of(main) for link in item.links]
    linked = {link.reference for link in links if link.description == CAPTURE}
    for image in view.of_kind("Image"):
        if image.type == CAPTURE and image.reference not in linked:
            yield Finding(
                f"the screen capture {image.reference} is not linked to a video as one",
                place=image.spot.place,
                evidence={
                    "image": image.reference,
                    "links": [one.description for one in links if one.reference == image.reference],
                },
            )


@profile_rule(
    "screen-capture-missing",
    title="A release of videos has no screen capture",
    severity=Severity.BLOCK,
)
def screen_capture_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a `VideoAlbum` or `VideoSingle` of ERN 3 has an image of type `VideoScreenCapture`.

    ## Why it matters

    Videos are shown by a picture from them.

    ## What to do

    Send one for each video.

    ## Limits

    One is enough for this rule.
    """
    images = view.of_kind("Image")
    if all(image.type != CAPTURE for image in images):
        yield Finding(
            "the release of videos has no screen capture",
            place=view.spot.place,
            evidence={"images": [image.type for image in images]},
        )


@profile_rule(
    "poster-missing",
    title="A feature film has no poster",
    severity=Severity.REVIEW,
    sources=(standard("8.3 (6)"),),
)
def poster_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a release of type `FeatureFilm` has an image of type `Poster`.

    ## Why it matters

    Shops show films by their posters.

    ## What to do

    Send the poster, and call it one.

    ## Limits

    Other types of long videos may do with a front cover.
    """
    main = view.main
    is_film = main is not None and "FeatureFilm" in main.types
    if is_film and all(image.type != POSTER for image in view.of_kind("Image")):
        yield Finding("the feature film has no poster", place=view.spot.place)


RULES = (
    image_count,
    image_type,
    image_not_linked,
    screen_capture_not_linked,
    screen_capture_missing,
    poster_missing,
)
