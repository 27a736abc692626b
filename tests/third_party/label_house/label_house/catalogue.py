"""The house's catalogue: what it says of a track, learned from a CSV file."""

from __future__ import annotations

import csv

from msgspec import Struct

from label_house.options import LabelHouse
from precheck import Facts, Reason, Tools, Track, Unavailable, inspector


class CatalogueEntry(Struct, frozen=True, kw_only=True):
    """One line of the catalogue."""

    isrc: str
    seconds: float


@inspector(of=Track, gives=CatalogueEntry, needs=(LabelHouse,))
def catalogue_entry(track: Track, facts: Facts, tools: Tools) -> CatalogueEntry | Unavailable:
    """Look the track up by its ISRC."""
    name = facts[LabelHouse].catalogue
    if not name:
        return Unavailable(
            Reason.NOT_CONFIGURED,
            "no catalogue is set",
            "Set catalogue = 'catalogue.csv' under [plugins.label-house] in precheck.toml.",
        )
    try:
        with (tools.data / name).open(encoding="utf-8", newline="") as file:
            seconds = {line["isrc"]: float(line["seconds"]) for line in csv.DictReader(file)}
    except (OSError, KeyError, TypeError, ValueError) as error:
        return Unavailable(Reason.UNREADABLE, f"{name} cannot be read as a catalogue: {error}")
    if track.isrc not in seconds:
        detail = f"{track.isrc or 'a track without ISRC'} is not in the catalogue"
        return Unavailable(Reason.NOT_APPLICABLE, detail)
    return CatalogueEntry(isrc=track.isrc, seconds=seconds[track.isrc])
