"""Size, shape, format and colours of the front cover, against what recipients take."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    Basis,
    Facts,
    Finding,
    Image,
    Picture,
    Severity,
    Threshold,
    rule,
)
from precheck_audio_tags.options import LeastPixels, PictureFormats
from precheck_audio_tags.rules.wording import file_place, reference_of
from precheck_audio_tags.sources import APPLE_COVER_ART, LABELGRID_RELEASE, SPOTIFY_FILES

COLOURS = "RGB"


@rule(
    "audio-tags.cover-small",
    title="The front cover is too small",
    severity=Severity.OFF,
    of=Image,
    needs=(Picture,),
    sources=(APPLE_COVER_ART, LABELGRID_RELEASE, SPOTIFY_FILES),
    options=LeastPixels,
    thresholds=(Threshold(option="pixels", basis=Basis.PUBLISHED, source=APPLE_COVER_ART),),
)
def cover_small(image: Image, facts: Facts) -> Iterator[Finding]:
    """Measure the shorter side of the front cover.

    ## What it checks

    The decoded picture must be at least 3,000 pixels wide and high, or as many as the policy says.
    STY-39.

    ## Why it matters

    Stores show it on large screens, and refuse what would look coarse there.

    ## What to do

    Export the cover again from its original. Scaling a small one up adds nothing, and is refused
    where it is seen.

    ## Limits

    Off unless a recipient's policy asks. A picture that was scaled up passes. What the message says
    of its size is told beside, where it is another, and does not count.
    """
    found, least = facts[Picture], facts[LeastPixels].pixels
    if image.is_front_cover and min(found.width_pixels, found.height_pixels) < least:
        yield Finding(
            f"the front cover has {_sides(image, found)}; at least {least} x {least} are asked for",
            place=file_place(image),
            file=image.file,
            evidence={**_evidence(image, found), "least_pixels": least},
        )


@rule(
    "audio-tags.cover-not-square",
    title="The front cover is not square",
    severity=Severity.OFF,
    of=Image,
    needs=(Picture,),
    sources=(APPLE_COVER_ART, LABELGRID_RELEASE, SPOTIFY_FILES),
)
def cover_not_square(image: Image, facts: Facts) -> Iterator[Finding]:
    """Compare width and height of the front cover.

    ## What it checks

    The decoded picture must be as wide as it is high. STY-39.

    ## Why it matters

    Stores show squares: another shape is cut or framed, or the release is refused.

    ## What to do

    Export the cover as a square.

    ## Limits

    Off unless a recipient's policy asks. A single pixel counts. What the message says of its size
    is told beside, where it is another, and does not count.
    """
    found = facts[Picture]
    if image.is_front_cover and found.width_pixels != found.height_pixels:
        yield Finding(
            f"the front cover has {_sides(image, found)}, which is no square",
            place=file_place(image),
            file=image.file,
            evidence=_evidence(image, found),
        )


@rule(
    "audio-tags.cover-format",
    title="The front cover is in a format that is not taken",
    severity=Severity.OFF,
    of=Image,
    needs=(Picture,),
    sources=(APPLE_COVER_ART, SPOTIFY_FILES),
    options=PictureFormats,
    thresholds=(Threshold(option="accepted", basis=Basis.PUBLISHED, source=APPLE_COVER_ART),),
)
def cover_format(image: Image, facts: Facts) -> Iterator[Finding]:
    """Tell the format of the front cover by its bytes.

    ## What it checks

    The front cover must be a JPEG or PNG, or whatever formats the policy names. STY-39.

    ## Why it matters

    What a store cannot take leaves the release without a cover, or is refused.

    ## What to do

    Export the cover from its original in a format that is taken.

    ## Limits

    Off unless a recipient's policy asks. The name of the file has no say.
    """
    found, accepted = facts[Picture], facts[PictureFormats].accepted
    if image.is_front_cover and found.format not in accepted:
        yield Finding(
            f"the front cover is a {found.format}; taken are {', '.join(accepted)}",
            place=file_place(image),
            file=image.file,
            evidence={"format": found.format, "accepted": list(accepted)},
        )


@rule(
    "audio-tags.cover-not-rgb",
    title="The colours of the front cover are not RGB",
    severity=Severity.OFF,
    of=Image,
    needs=(Picture,),
    sources=(SPOTIFY_FILES,),
)
def cover_not_rgb(image: Image, facts: Facts) -> Iterator[Finding]:
    """Tell how the colours of the front cover are stored.

    ## What it checks

    The decoded picture must be in RGB of three channels: no CMYK, no palette, no grey scale and no
    transparency. STY-39.

    ## Why it matters

    CMYK is for print, and looks false or is refused on a screen. Spotify guarantees to take in RGB
    of 24 bits a pixel alone.

    ## What to do

    Export the cover in RGB with 8 bits a channel, its transparent parts put onto a ground.

    ## Limits

    Off unless a recipient's policy asks. 16 bits a channel and colour profiles are not seen.
    """
    found = facts[Picture]
    if image.is_front_cover and found.mode != COLOURS:
        yield Finding(
            f"the colours of the front cover are {found.mode}, and {COLOURS} is asked for",
            place=file_place(image),
            file=image.file,
            evidence={"mode": found.mode, "format": found.format},
        )


def _stated(image: Image) -> tuple[int, int]:
    """Width and height as the message states them; zero where it does not."""
    named = reference_of(image)
    if named is None:
        return 0, 0
    return named.technical.width_pixels, named.technical.height_pixels


def _sides(image: Image, found: Picture) -> str:
    """Width and height, and what the message says where that is another."""
    size = f"{found.width_pixels} x {found.height_pixels} pixels"
    stated = _stated(image)
    if all(stated) and stated != (found.width_pixels, found.height_pixels):
        return f"{size} (the message says {stated[0]} x {stated[1]})"
    return size


def _evidence(image: Image, found: Picture) -> dict[str, int]:
    width, height = _stated(image)
    return {
        "width_pixels": found.width_pixels,
        "height_pixels": found.height_pixels,
        "stated_width_pixels": width,
        "stated_height_pixels": height,
    }


RULES = (cover_small, cover_not_square, cover_format, cover_not_rgb)
