"""The one door to Pillow: pictures decoded to their end, and what they look like in 64 bits.

Pillow, and not the FFmpeg that decodes the sound: it tells a file that was cut off where FFmpeg
fills up with grey, it turns pictures as their file asks for, it mixes what is transparent with its
ground, and it is three times as fast on JPEG of 3000 pixels (measured: `docs/artwork.md`).
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import BinaryIO
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps, UnidentifiedImageError

from precheck import Picture, PictureHash
from precheck_audio_tags.bounds import Refused, one_line
from precheck_audio_tags.facts import PictureDecoding

FORMATS = ("JPEG", "PNG", "TIFF", "GIF", "WEBP", "BMP")
"""What is decoded. Pillow knows more, some of which start other programs."""
MOST_PIXELS = 100_000_000
"""Width times height: 10,000 squared, and 0.8 GiB with the one copy that a transparent one needs.

The largest that the distributors we read allow is 6,000 squared.
"""
LEAST_STEP = 2
"""Grey levels of 255 by which neighbours differ that are not the same to the eye, or to JPEG."""
LEAST_STEPS, LEAST_EITHER_WAY = 16, 4
"""So many of the 64 pairs must differ by more, and so many of them get lighter, and so many darker.

Below, the bits tell noise, or no more than that light falls from one side (`docs/artwork.md`).
"""
_OF_THE_DISK = {errno.EIO, errno.ESTALE}
"""Which is not what a picture holds; any other number comes of a place that is not in the file."""
_COLUMNS, _ROWS = 9, 8
_DEEP = 65_535.0
_FINE = 8
"""A transparent picture is mixed with white at so many times the size."""

Greys = tuple[float, ...]


def look(file: BinaryIO, size_bytes: int) -> PictureDecoding:
    """Decode a picture. Raises `MemoryError`, and `OSError` where the disk fails, and no more."""
    try:
        with _at_ease():
            return _decoded(file, size_bytes)
    except MemoryError:
        raise
    except UnidentifiedImageError:
        trouble = "it is none of JPEG, PNG, TIFF, GIF, WebP and BMP, or its header is broken"
    except Refused as refusal:
        trouble = str(refusal)
    except OSError as error:
        if error.errno in _OF_THE_DISK:
            raise
        trouble = f"the decoder says: {one_line(str(error))}"
    except Exception as error:  # noqa: BLE001 - decoders raise anything
        trouble = f"the decoder says: {one_line(str(error)) or type(error).__name__}"
    return PictureDecoding(trouble=trouble, size_bytes=size_bytes)


@contextmanager
def _at_ease() -> Iterator[None]:
    """Let Pillow open a picture of any size, whose header is judged before it is decoded."""
    bound = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        with catch_warnings():
            simplefilter("ignore")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = bound


def _decoded(file: BinaryIO, size_bytes: int) -> PictureDecoding:
    with Image.open(file, formats=FORMATS) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise Refused(
                f"its header states {width:,} x {height:,} pixels; "
                f"at most {MOST_PIXELS / 1e6:.0f} million are decoded"
            )
        # a camera's JPEG may hold smaller copies of itself, which are no animation
        name = "JPEG" if image.format == "MPO" else image.format or ""
        is_animated = image.format != "MPO" and bool(getattr(image, "is_animated", False))
        mode = image.mode
        # JPEG gives an eighth of the size for a fraction of the work, and still reads every byte
        image.draft("L" if mode in {"L", "RGB"} else mode, (_COLUMNS * _FINE, _ROWS * _FINE))
        image.load()
        drafted = image.size
        ImageOps.exif_transpose(image, in_place=True)
        if image.size != drafted:
            width, height = height, width
        greys = _greys(image)
    picture = Picture(
        format=name, width_pixels=width, height_pixels=height, mode=mode, is_animated=is_animated
    )
    return PictureDecoding(size_bytes=size_bytes, picture=picture, hash=_hash(greys, picture))


def _greys(image: Image.Image) -> Greys:
    """The means of 9 x 8 areas, row by row, from 0 (black) to 255 (white)."""
    grid = (_COLUMNS, _ROWS)
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        deep = image.convert("F").resize(grid, Image.Resampling.BOX).tobytes()
        greys = struct.unpack(f"={_COLUMNS * _ROWS}f", deep)
        # floating point has no white of its own
        lowest, highest = (min(greys), max(greys)) if image.mode == "F" else (0.0, _DEEP)
        scale = 255.0 / (highest - lowest) if highest > lowest else 0.0
        return tuple((grey - lowest) * scale for grey in greys)
    if image.has_transparency_data:
        fine = (_COLUMNS * _FINE, _ROWS * _FINE)
        small = image.convert("RGBA").resize(fine, Image.Resampling.BOX)
        white = Image.new("RGBA", fine, (255, 255, 255, 255))
        image = Image.alpha_composite(white, small)
    plain = image.getchannel(0) if image.mode == "LAB" else image.convert("L")
    return tuple(map(float, plain.resize(grid, Image.Resampling.BOX).tobytes()))


def _hash(greys: Greys, picture: Picture) -> PictureHash | None:
    """The difference hash, as Neal Krawetz describes it; None for a picture that is too plain.

    Row by row, from left to right: of the two forms, the one that everybody speaks of.
    """
    rows, darker, lighter = [], 0, 0
    for start in range(0, len(greys), _COLUMNS):
        line = greys[start : start + _COLUMNS]
        row = 0
        for left, right in pairwise(line):
            row = row << 1 | (left > right)
            darker += left - right > LEAST_STEP
            lighter += right - left > LEAST_STEP
        rows.append(row)
    if darker + lighter < LEAST_STEPS or min(darker, lighter) < LEAST_EITHER_WAY:
        return None
    return PictureHash(
        rows=tuple(rows),
        width_pixels=picture.width_pixels,
        height_pixels=picture.height_pixels,
    )
