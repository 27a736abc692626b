"""A list of codes and names that were fined or refused before, and what of a batch is on it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from precheck import Batch, Facts, Reason, Tools, Unavailable, inspector
from precheck_cadence.naming import icpn_key, isrc_of
from precheck_cadence.options import CadenceOptions
from precheck_cadence.upload import UploadEvent, key_of, writable

COLUMNS = ("kind", "value", "reason", "source", "since")
"""The first two must be there."""
TOLD = 3
"""So many bad lines are told of."""

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


class BadList(ValueError):  # noqa: N818 - the name says what the list is
    """The list cannot be relied on, and why."""


@inspector(of=Batch, gives=Blocked, needs=(UploadEvent,))
def blocked(_: Batch, facts: Facts, tools: Tools) -> Blocked | Unavailable:
    """Read the list that the settings name, and compare every upload with it."""
    name = (facts.get(CadenceOptions) or CadenceOptions()).blocked
    if not name:
        return Unavailable(Reason.NOT_APPLICABLE, "no list of blocked codes is named")
    try:
        entries = read(tools.data / name)
    except (BadList, OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return Unavailable(
            Reason.UNREADABLE,
            f"the list of blocked codes {name!r} cannot be relied on: {why}",
            f"Correct it, or what blocked under [plugins.cadence] names; it has a header and"
            f" the columns {', '.join(COLUMNS)}.",
        )
    return Blocked(file=name, hits=tuple(hits(entries, (e for _, e in facts.each(UploadEvent)))))


def read(file: Path) -> list[Entry]:
    """Every line. Raises `BadList` where one cannot be read: it may be the one that matters."""
    found: list[Entry] = []
    bad: list[str] = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            missing = [c for c in COLUMNS[:2] if c not in (reader.fieldnames or ())]
            if missing:
                raise BadList(f"its header has no column {' and '.join(missing)}")
            for row in reader:
                try:
                    found.append(_entry(row, reader.line_num))
                except BadList as why:
                    bad.append(f"line {reader.line_num}: {why}")
    except UnicodeDecodeError as error:
        raise BadList("it is not in UTF-8") from error
    except csv.Error as error:
        raise BadList(f"line {reader.line_num} is no CSV: {error}") from error
    if bad:
        more = f"; and {len(bad) - TOLD} more" if len(bad) > TOLD else ""
        raise BadList("; ".join(bad[:TOLD]) + more)
    return found


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


def _entry(row: Mapping[str | None, object], line: int) -> Entry:
    if None in row or None in row.values():
        raise BadList("it has not as many cells as the header")
    said = {name: writable(str(cell).strip()) for name, cell in row.items()}
    kind = _kind(said["kind"])
    key = _key(kind, said["value"])
    since = said.get("since", "")
    try:
        day = date.fromisoformat(since) if since else None
    except ValueError:
        raise BadList(f"since is {since!r}, no date such as 2026-11-20") from None
    return Entry(
        kind=kind,
        key=key,
        value=said["value"],
        reason=said.get("reason", ""),
        source=said.get("source", ""),
        since=day,
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
