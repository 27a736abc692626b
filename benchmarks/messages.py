"""Clean messages of our own in any size: a release with as many tracks as it takes."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import structs

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))

from making.codes import isrc, iswc
from making.messages import showcase
from making.product import Product
from making.release import writer

VERSION = "4.3.2"
FIRST = 20_000
"""The number of the first recording's codes; those of the fixtures are lower."""


def message(tracks: int) -> bytes:
    """A release of so many tracks, each with codes of its own."""
    shown = showcase()
    model = shown.recordings
    recordings = tuple(
        structs.replace(
            model[number % len(model)], isrc=isrc(FIRST + number), iswc=iswc(FIRST + number)
        )
        for number in range(tracks)
    )
    product: Product = structs.replace(shown, type="Album", recordings=recordings)
    return writer(VERSION).release(product)


def sized(to_bytes: int, folder: Path) -> Path:
    """A message of about that size, one track at least; its name says how large it is."""
    one, three = len(message(1)), len(message(3))
    each = (three - one) // 2
    tracks = 1 + max(0, to_bytes - one) // each
    path = folder / f"{tracks}-tracks.xml"
    path.write_bytes(message(tracks))
    return path
