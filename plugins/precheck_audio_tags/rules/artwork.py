"""Whether a release's pictures can be decoded, and whether its files carry another front cover."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    Basis,
    Facts,
    Finding,
    Image,
    PictureHash,
    Release,
    Severity,
    Threshold,
    Track,
    rule,
)
from precheck_audio_tags.facts import EmbeddedCover, PictureDecoding
from precheck_audio_tags.options import OtherPicture
from precheck_audio_tags.rules.wording import file_place, listed, quoted, reference_of
from precheck_audio_tags.sources import ID3_PICTURES, SPOTIFY_FILES, SPOTIFY_ONBOARDING


@rule(
    "audio-tags.artwork-unreadable",
    title="A picture cannot be decoded",
    severity=Severity.BLOCK,
    of=Image,
    needs=(PictureDecoding,),
    sources=(SPOTIFY_FILES, SPOTIFY_ONBOARDING),
)
def artwork_unreadable(image: Image, facts: Facts) -> Iterator[Finding]:
    """Decode every picture to its end.

    ## What it checks

    Whether the file of a picture is a JPEG, PNG, TIFF, GIF, WebP or BMP, whatever its name says,
    and can be decoded from its first byte to its last.

    ## Why it matters

    A store that cannot decode the cover refuses the whole release. Most often the file was cut off
    by an upload, and programs that fill up with grey still show it.

    ## What to do

    Export the picture again as JPEG or PNG, and copy it whole.

    ## Limits

    A changed byte in the middle of a JPEG is seldom noticed: no part of the format would tell. A
    PNG that lacks no more than its closing chunk is taken. A picture of more than 100 million
    pixels is not decoded and told here, as is one whose decoder takes longer than 60 s or runs out
    of memory. Size, shape, format and colours are judged by the rules whose names begin with
    `audio-tags.cover-`. An empty file is told by `audio-tags.file-empty`.
    """
    found = facts[PictureDecoding]
    if not found.trouble or found.is_empty:
        return
    named = reference_of(image)
    uri = named.uri if named is not None else ""
    yield Finding(
        f"the picture {quoted(uri)} cannot be decoded: {found.trouble}",
        place=file_place(image),
        file=image.file,
        evidence={
            "file": uri,
            "bytes": found.size_bytes,
            "trouble": found.trouble,
            "decoder_lost": found.is_harmful,
        },
    )


@rule(
    "audio-tags.cover-differs",
    title="The front cover in a file is another picture than that of the release",
    severity=Severity.WARNING,
    of=Release,
    needs=(EmbeddedCover, PictureHash),
    sources=(ID3_PICTURES,),
    options=OtherPicture,
    thresholds=(
        Threshold(
            option="distance",
            basis=Basis.OURS,
            note="whole copies reach 15 bits, other photographs begin at 19: see docs/artwork.md",
        ),
    ),
    is_estimate=True,
)
def cover_differs(_: Release, facts: Facts) -> Iterator[Finding]:
    """Compare the front cover in the tags of each track with the front cover of the release.

    ## What it checks

    Whether the two look alike. Each is averaged to 9 x 8 greys, and 64 bits say where it gets
    darker from left to right; where more than 16 bits differ, the pictures are another.

    ## Why it matters

    Stores show the cover that is delivered beside the sound, and programs that read tags show the
    one inside. Another picture inside is most often the sign of another release: a file that was
    exported for something else, or the draft of a cover that was dropped.

    ## What to do

    Look at both. Export the file with the right cover, or without one.

    ## Limits

    It is an estimate. Copies that were made smaller, encoded again, brightened, cast in another
    colour, cut evenly by four per cent, or given a sticker are the same picture here; those cut on
    one side or by a tenth, framed or mirrored may count as another. Two covers of one layout may
    pass for the same. Black squares, even slopes and a few words on a flat ground are not compared,
    and said to be so. Only one picture of each file is looked at: the front cover, or where none is
    marked as such, the first of the kind `other`. APE tags are not looked at.
    """
    most = facts[OtherPicture].distance
    fronts = [(image, look) for image, look in facts.each(PictureHash) if image.is_front_cover]
    differing: list[tuple[Track, Image, EmbeddedCover, int]] = []
    for track, cover in facts.each(EmbeddedCover) if fronts else ():
        distances = [look.distance(cover.hash) for _, look in fronts]
        nearest = min(distances)
        if nearest > most:
            image = fronts[distances.index(nearest)][0]
            differing.append((track, image, cover, nearest))
    if differing:
        yield _differing(differing, most)


def _differing(found: list[tuple[Track, Image, EmbeddedCover, int]], most: int) -> Finding:
    track, image, cover, distance = found[0]
    bits = {each for *_, each in found}
    spread = f"{min(bits)} to {max(bits)}" if len(bits) > 1 else f"{distance}"
    names = listed(track.label for track, *_ in found)
    size = f"{cover.hash.width_pixels} x {cover.hash.height_pixels} pixels"
    return Finding(
        f"the front cover in the file of {names} ({size}) does not look like that of the release: "
        f"{spread} of 64 bits differ",
        place=file_place(track),
        file=track.audio,
        evidence={
            "artwork": image.files[0].uri if image.files else "",
            "most_bits": most,
            "tracks": [
                {
                    "track": track.reference,
                    "bits": distance,
                    "width": cover.hash.width_pixels,
                    "height": cover.hash.height_pixels,
                    "hash": cover.hash.hex,
                }
                for track, _, cover, distance in found
            ],
        },
    )


RULES = (
    artwork_unreadable,
    cover_differs,
)
