"""A list of codes and names that were fined or refused before, and what of a batch is on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from msgspec import Struct

from precheck import Batch, Facts, Tools, Unavailable, inspector
from precheck_cadence.lists import BadList, Form, day_of, read
from precheck_cadence.naming import icpn_key, isrc_of
from precheck_cadence.options import CadenceOptions
from precheck_cadence.upload import UploadEvent, key_of

FORM = Form(
    option="blocked",
    of="blocked codes",
    columns=("kind", "value", "reason", "source", "since"),
    needed=2,
)

_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")
_UPC = re.compile(r"[0-9]{8,14}")


class BlockedKind(StrEnum):
    """What is on the list."""

    ISRC = "isrc"
    UPC = "upc"
    """Or EAN: the ICPN of a product."""
    LABEL = "label"
    ARTIST = "artist"

    @property
    def is_code(self) -> bool:
        """Whether it says exactly what is meant; names may be those of others, too."""
        return self in {BlockedKind.ISRC, BlockedKind.UPC}


class Entry(Struct, frozen=True, kw_only=True):
    """A line of the list."""

    kind: BlockedKind
    key: str
    """By what it is compared."""
    value: str
    """As it is written there."""
    reason: str = ""
    source: str = ""
    since: date | None = None
    line: int


class Hit(Struct, frozen=True, kw_only=True):
    """Something of a release that is on the list."""

    release: str
    track: str = ""
    """Its reference; empty where it is the release."""
    entry: Entry


class Blocked(Struct, frozen=True, kw_only=True):
    """What of a batch is on the list."""

    file: str
    """As the settings name it."""
    hits: tuple[Hit, ...] = ()


@inspector(of=Batch, gives=Blocked, needs=(UploadEvent,))
def blocked(_: Batch, facts: Facts, tools: Tools) -> Blocked | Unavailable:
    """Read the list that the settings name, and compare every upload with it."""
    name = (facts.get(CadenceOptions) or CadenceOptions()).blocked
    entries = read(FORM, tools.data, name, _entry)
    if isinstance(entries, Unavailable):
        return entries
    return Blocked(file=name, hits=tuple(hits(entries, (e for _, e in facts.each(UploadEvent)))))


def hits(entries: Iterable[Entry], events: Iterable[UploadEvent]) -> Iterator[Hit]:
    """What is on the list, release by release; of an artist the release, else a track."""
    listed: dict[tuple[BlockedKind, str], Entry] = {}
    for entry in entries:
        listed.setdefault((entry.kind, entry.key), entry)
    for event in sorted(events, key=lambda e: e.release):
        told: set[tuple[BlockedKind, str]] = set()
        for kind, key, track in _named(event):
            entry_of = listed.get((kind, key))
            is_told = kind is not BlockedKind.ISRC and (kind, key) in told
            if entry_of is not None and not is_told:
                told.add((kind, key))
                yield Hit(release=event.release, track=track, entry=entry_of)


def _named(event: UploadEvent) -> Iterator[tuple[BlockedKind, str, str]]:
    yield BlockedKind.UPC, event.product, ""
    yield BlockedKind.LABEL, key_of(event.label), ""
    for artist in event.artists:
        yield BlockedKind.ARTIST, artist.key, ""
    for track in event.tracks:
        yield BlockedKind.ISRC, track.isrc, track.reference
        for artist in track.artists:
            yield BlockedKind.ARTIST, artist.key, track.reference


def _entry(cells: Mapping[str, str], line: int) -> Entry:
    kind = _kind(cells["kind"])
    return Entry(
        kind=kind,
        key=_key(kind, cells["value"]),
        value=cells["value"],
        reason=cells.get("reason", ""),
        source=cells.get("source", ""),
        since=day_of(cells, "since"),
        line=line,
    )


def _kind(said: str) -> BlockedKind:
    try:
        return BlockedKind(said.lower())
    except ValueError:
        near = get_close_matches(said.lower(), list(BlockedKind), n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(BlockedKind)}"
        raise BadList(f"kind is {said!r}{hint}") from None


def _key(kind: BlockedKind, value: str) -> str:
    if kind is BlockedKind.ISRC:
        key = isrc_of(value)
        if not _ISRC.fullmatch(key):
            raise BadList(f"{value!r} is no ISRC")
        return key
    if kind is BlockedKind.UPC:
        digits = value.replace(" ", "").replace("-", "")
        if not _UPC.fullmatch(digits):
            raise BadList(f"{value!r} is no UPC or EAN, which has 8 to 14 digits")
        return icpn_key(digits)
    key = key_of(value)
    if not key:
        raise BadList("value is empty")
    return key
