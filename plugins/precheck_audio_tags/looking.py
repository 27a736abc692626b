"""What is learned of pictures: the artwork, and the front cover in the tags of a track's file."""

from __future__ import annotations

import os
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from precheck import (
    ApartFailure,
    Facts,
    Image,
    Picture,
    PictureHash,
    Reason,
    Tools,
    Track,
    Unavailable,
    inspector,
)
from precheck_audio_tags.facts import AudioFile, EmbeddedCover, PictureDecoding

EXTRA = "pip install 'precheck-music[pictures]'"
MOST_SECONDS = 60.0
"""How long a picture may take; PNG of 10,000 x 10,000 pixels takes 9 s (our measurement)."""
_OPEN = "see that whoever runs precheck may read the file"
_MEND = "export the picture again as JPEG or PNG, and see that it opens"
_PLAIN = "is too plain to be told from another picture: it has few parts, or one even slope"
_EMPTY = PictureDecoding(trouble="it is empty", is_empty=True)


@inspector(of=Image, gives=PictureDecoding)
def picture_decoding(image: Image, _: Facts, tools: Tools) -> PictureDecoding | Unavailable:
    """Decode the picture's file to its end."""
    if image.file is None:
        return Unavailable(Reason.NO_FILE, "there is no file of the picture")
    if (lacking := _lacking()) is not None:
        return lacking
    try:
        return tools.apart(looked_at, image.file, _uri(image), seconds=MOST_SECONDS)
    except ApartFailure as lost:
        if not lost.is_harmful:
            raise
        return PictureDecoding(trouble=f"its decoder was lost: {lost.detail}", is_harmful=True)


def looked_at(path: Path, uri: str) -> PictureDecoding | Unavailable:
    """What came of decoding a picture's file; called in another process."""
    from precheck_audio_tags.pixels import look

    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            return look(file, size) if size else _EMPTY
    except OSError as error:
        detail = f"{uri!r} cannot be read: {error.strerror or error}"
        return Unavailable(Reason.UNREADABLE, detail, _OPEN)


@inspector(of=Image, gives=Picture, needs=(PictureDecoding,), is_derived=True)
def picture(image: Image, facts: Facts, __: Tools) -> Picture | Unavailable:
    """Its size and form."""
    found = facts[PictureDecoding]
    return found.picture or Unavailable(Reason.UNREADABLE, _said(image, found), _MEND)


@inspector(of=Image, gives=PictureHash, needs=(PictureDecoding,), is_derived=True)
def picture_hash(image: Image, facts: Facts, __: Tools) -> PictureHash | Unavailable:
    """What it looks like."""
    found = facts[PictureDecoding]
    if found.picture is None:
        return Unavailable(Reason.UNREADABLE, _said(image, found), _MEND)
    return found.hash or Unavailable(Reason.INCONCLUSIVE, f"{_uri(image)!r} {_PLAIN}")


@inspector(of=Track, gives=EmbeddedCover, needs=(AudioFile,))
def embedded_cover(track: Track, facts: Facts, tools: Tools) -> EmbeddedCover | Unavailable:
    """Decode the front cover in the tags, where they hold one."""
    file = facts[AudioFile]
    path = next((f.path for f in track.files if f.uri == file.uri), None)
    if path is None or not file.has_cover:
        return Unavailable(Reason.NOT_APPLICABLE, "its tags hold no front cover")
    if (lacking := _lacking()) is not None:
        return lacking
    try:
        found = tools.apart(cover_looked_at, path, seconds=MOST_SECONDS)
    except ApartFailure as lost:
        if not lost.is_harmful:
            raise
        found = PictureDecoding(trouble=f"its decoder was lost: {lost.detail}")
    which = f"the front cover in {file.uri!r}"
    if found.picture is None:
        return Unavailable(Reason.UNREADABLE, f"{which} cannot be decoded: {found.trouble}")
    if found.hash is None:
        return Unavailable(Reason.INCONCLUSIVE, f"{which} {_PLAIN}")
    return EmbeddedCover(hash=found.hash, picture=found.picture, size_bytes=found.size_bytes)


def cover_looked_at(path: Path) -> PictureDecoding:
    """What came of decoding the front cover in a file; called in another process.

    Only the tags are read, and of them the bytes of the cover that were stepped over before.
    """
    from precheck_audio_tags.opening import cover_in
    from precheck_audio_tags.pixels import look

    try:
        cover = cover_in(path)
    except OSError as error:
        return PictureDecoding(trouble=f"the file cannot be read: {error.strerror or error}")
    if isinstance(cover, str):
        return PictureDecoding(trouble=cover)
    return look(BytesIO(cover), len(cover)) if cover else _EMPTY


def _lacking() -> Unavailable | None:
    if find_spec("PIL") is not None:
        return None
    detail = "Pillow is not installed, so pictures are not looked at"
    return Unavailable(Reason.NOT_INSTALLED, detail, EXTRA)


def _uri(image: Image) -> str:
    """The file that was decoded, as the message names it."""
    return next((f.uri for f in image.files if f.path is not None and f.path == image.file), "")


def _said(image: Image, found: PictureDecoding) -> str:
    return f"{_uri(image)!r} cannot be decoded: {found.trouble}"


INSPECTORS = (picture_decoding, picture, picture_hash, embedded_cover)
