"""How findings name places, texts and lengths."""

from __future__ import annotations

from collections.abc import Iterable

from precheck import Place, Release, Resource, Track
from precheck_audio_tags.bounds import one_line

_MOST_NAMED = 5


def place_of(resource: Resource, field: str, tag: str = "") -> Place | None:
    """The line of a field in the message, and the tag it is compared with."""
    titled = field == "titles" and bool(resource.titles)
    place = resource.titles[0].at() if titled else resource.at(field)
    if not tag:
        return place
    if place is None:
        return Place(tag=tag)
    return Place(line=place.line, xpath=place.xpath, tag=tag)


def quoted(text: str) -> str:
    """A text in quotation marks, on one line."""
    return f"“{one_line(text, 80)}”"


def listed(names: Iterable[str], most: int = _MOST_NAMED) -> str:
    """Some names with commas, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(one_line(name, 80) for name in every[:most]) + more


def seconds(length: float) -> str:
    """A length such as `29.5 s`."""
    return f"{length:.3f}".rstrip("0").rstrip(".") + " s"


def recordings(release: Release) -> tuple[Track, ...]:
    """The tracks that are sound recordings."""
    return tuple(track for track in release.tracks if track.kind != "Video")
