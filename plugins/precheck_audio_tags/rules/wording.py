"""How findings name places, files, texts, counts and lengths."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Context, Decimal
from math import isfinite

from precheck import FileReference, Place, Release, Resource, Track
from precheck_audio_tags.bounds import one_line

_MOST_NAMED = 5
_THOUSANDTH = Decimal("0.001")
_WIDE = Context(prec=400)
"""Enough digits for any float: a message may state a duration of any length."""
_FINER = (3, 6, 9)
"""Decimals that two lengths are shown with, until their difference shows."""


# --- places ----------------------------------------------------------------------------------


def place_of(subject: Resource | Release, field: str, tag: str = "") -> Place | None:
    """The line of a field in the message, and the tag it is compared with."""
    titled = field == "titles" and bool(subject.titles)
    place = (subject.titles[0].at() if titled else None) or subject.at(field)
    if not tag:
        return place
    if place is None:
        return Place(tag=tag)
    return Place(line=place.line, xpath=place.xpath, tag=tag)


def reference_of(resource: Resource) -> FileReference | None:
    """The file that is opened for a track or picture, as its message names it."""
    return next((f for f in resource.files if f.path is not None and f.path == resource.file), None)


def file_named(resource: Resource, uri: str) -> FileReference | None:
    """The file that the message names so, where it is there."""
    return next((f for f in resource.files if f.uri == uri and f.path is not None), None)


def file_place(resource: Resource) -> Place | None:
    """The line that names the file which is opened for a track or picture."""
    return named_place(resource, reference_of(resource))


def moment(track: Track, start_seconds: float) -> Place:
    """A moment of the track's file, and the line that names the file."""
    named = file_place(track)
    return Place(
        line=named.line if named is not None else None,
        xpath=named.xpath if named is not None else None,
        start_seconds=round(start_seconds, 3),
    )


def named_place(resource: Resource, file: FileReference | None) -> Place | None:
    """The line that names a file of a resource, or that of the resource."""
    return (file.at("uri") if file is not None else None) or resource.at()


def recordings(release: Release) -> tuple[Track, ...]:
    """The tracks that are sound recordings."""
    return tuple(track for track in release.tracks if track.kind != "Video")


# --- texts and counts ------------------------------------------------------------------------


def quoted(text: str) -> str:
    """A text in quotation marks, on one line."""
    return repr(one_line(text, 80))


def listed(names: Iterable[str], most: int = _MOST_NAMED) -> str:
    """Some names with commas, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(one_line(name, 80) for name in every[:most]) + more


def counted(count: int, noun: str) -> str:
    """A number of things, such as `1 channel` or `6 channels`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


# --- lengths ---------------------------------------------------------------------------------


def seconds(length: float) -> str:
    """A limit as it is set, such as `29.5 s`: to the last digit."""
    return f"{_plain(f'{Decimal(repr(length)):f}')} s"


def short_of(length: float) -> str:
    """A length that misses a limit: cut off, so that it never reads as reaching it."""
    return seconds(floored(length))


def apart(stated: float, found: float, tolerance: float) -> tuple[str, str]:
    """Two lengths that differ by more than a tolerance, so that they read so too."""
    one = other = ""
    for digits in _FINER:
        one, other = f"{stated:.{digits}f}", f"{found:.{digits}f}"
        if abs(Decimal(one) - Decimal(other)) > tolerance:
            break
    return f"{_plain(one)} s", f"{_plain(other)} s"


def floored(number: float) -> float:
    """A number cut off behind the third decimal."""
    if not isfinite(number):
        return number
    return float(Decimal(repr(number)).quantize(_THOUSANDTH, ROUND_FLOOR, _WIDE))


def _plain(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
