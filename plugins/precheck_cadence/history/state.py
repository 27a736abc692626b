"""A product as it is remembered, what a message changes in it, and what it counts for.

All of it is pure: what is written to the database follows from the states before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import IntEnum
from math import isfinite
from typing import NamedTuple

from msgspec import Struct, structs

from precheck_cadence.history.answers import Entity, release_day
from precheck_cadence.history.moments import Moment, moment, time_of
from precheck_cadence.transfers import is_plausible, older_than
from precheck_cadence.upload import (
    ISRC_LENGTH,
    LONGEST_SECONDS,
    PREFIX_LENGTH,
    SHORT_SECONDS,
    SHORTEST_SECONDS,
    UploadEvent,
    UploadTrack,
    key_of,
)

DIGEST_BYTES = 17
"""A letter for what was summed up, and the first 16 bytes of the sum: enough to tell two apart."""
_LETTERS = {"pcm": b"p", "sound": b"s", "file": b"f"}


_WHAT_CAME = frozenset({Entity.INTAKE, Entity.PREFIX})
"""What counts the work there is and the codes in use, not what somebody does."""


class Flag(IntEnum):
    """What counts of a part, beside that it came. The bits are written to the database."""

    AI = 1
    ALL_AI = 2
    TIMED = 4
    EDGE = 8
    SHORT = 16
    FUNCTIONAL = 32
    SINGLE = 64


class Row(NamedTuple):
    """One thing that counts for one entity."""

    kind: Entity
    key: str
    first: Moment
    number: int
    """Of the recording; 0 for the product itself."""
    flags: int


class Part(Struct, frozen=True, kw_only=True):
    """A recording of a product, which may no longer hold it."""

    number: int
    key: str
    first: Moment
    is_current: bool
    isrc: str
    title: str
    title_key: str
    artist: str
    artists: tuple[str, ...]
    writers: tuple[str, ...]
    ai: str
    is_functional: bool
    seconds: float | None
    seconds_from: Moment | None
    sums: tuple[bytes, ...]
    """Digests, sorted."""
    sums_from: Moment | None


class Held(Struct, frozen=True, kw_only=True):
    """A product: what its latest message says, and when its parts first came."""

    account: str
    key: str
    title: str
    message: str
    first: Moment
    last: Moment
    tier: str
    payee: str
    label: str
    artists: tuple[str, ...]
    release_date: str
    original_release_date: str
    ai: str
    cover: int | None
    is_transfer: bool
    parts: tuple[Part, ...]


def digest_of(sum_: str) -> bytes:
    """A sum such as `sound:2cf2...` as it is written."""
    kind, _, value = sum_.partition(":")
    return (_LETTERS[kind] + bytes.fromhex(value))[:DIGEST_BYTES]


def sum_of(digest: bytes) -> str:
    """A digest as a sum, of which only the beginning may be left."""
    kinds = {letter: kind for kind, letter in _LETTERS.items()}
    return f"{kinds[digest[:1]]}:{digest[1:].hex()}"


def told(before: Held | None, event: UploadEvent, *, joins: bool = False) -> Held:
    """The product after a message.

    Where it `joins`, one of the time and message that are known already brings more of the same
    product, and takes nothing away.
    """
    now = moment(event.uploaded)
    if before is None:
        return _as_said(event, now, now, _parts((), event, now, is_latest=True))
    is_latest = (now, event.message) >= (before.last, before.message)
    is_more = joins and (now, event.message) == (before.last, before.message)
    parts = _parts(before.parts, event, now, is_latest=is_latest, is_more=is_more)
    first = min(before.first, now)
    if is_latest:
        said = _as_said(event, first, now, parts)
        if is_more and len(event.tracks) < sum(part.is_current for part in parts):
            said = structs.replace(said, ai=_together(parts))
        return said if said.cover is not None else structs.replace(said, cover=before.cover)
    return structs.replace(before, first=first, parts=parts)


def is_spared(held: Held) -> bool:
    """Whether it counts for nobody: a catalogue that moved here, by what it says of itself.

    So whatever else is known, and in whatever order it came, makes no difference.
    """
    if not held.is_transfer:
        return False
    isrcs = [part.isrc for part in held.parts if part.is_current]
    return spares(held.first, held.original_release_date, isrcs)


def spares(first: Moment, original: str, isrcs: Sequence[str]) -> bool:
    """Whether a declared transfer is taken for one, by the columns of its rows."""
    year = time_of(first).year
    return is_plausible(
        year=year,
        original_year=date.fromisoformat(original).year if original else None,
        tracks=len(isrcs),
        old=older_than(year, isrcs),
    )


def rows(held: Held) -> Iterator[Row]:
    """What counts, for whom, since when."""
    if not is_spared(held):
        yield from _rows(held)
        return
    for row in _rows(held):
        if row.kind in _WHAT_CAME:
            yield row


def _rows(held: Held) -> Iterator[Row]:
    current = [part for part in held.parts if part.is_current]
    both = [(Entity.INTAKE, "")]
    both += [(Entity.ACCOUNT, held.account)] if held.account else []
    both += [(Entity.PAYEE, held.payee)] if held.payee else []
    label = key_of(held.label)
    both += [(Entity.LABEL, label)] if label else []
    own = [(Entity.ARTIST, artist) for artist in held.artists]
    if held.release_date:
        days = (release_day(artist, held.release_date) for artist in held.artists)
        own += [(Entity.RELEASE_DAY, day) for day in days]
    flags = _ai_flags(held.ai) | (Flag.SINGLE if len(current) == 1 else 0)
    for kind, key in (*both, *own):
        yield Row(kind, key, held.first, 0, flags)
    for part in current:
        flags = _flags(part)
        own = [(Entity.ARTIST, artist) for artist in part.artists]
        own += [(Entity.WRITER, writer) for writer in part.writers]
        if len(part.isrc) == ISRC_LENGTH:
            own.append((Entity.PREFIX, part.isrc[:PREFIX_LENGTH]))
        for kind, key in (*both, *own):
            yield Row(kind, key, part.first, part.number, flags)


def sums(held: Held) -> Iterator[tuple[bytes, Moment, int]]:
    """The digests that its recordings are found by."""
    for part in held.parts:
        if part.is_current:
            for digest in part.sums:
                yield digest, part.first, part.number


def _as_said(event: UploadEvent, first: Moment, last: Moment, parts: tuple[Part, ...]) -> Held:
    released, original = event.release_date, event.original_release_date
    return Held(
        account=event.account,
        key=event.product,
        title=event.title,
        message=event.message,
        first=first,
        last=last,
        tier=event.tier.value,
        payee=event.payee,
        label=event.label,
        artists=tuple(artist.key for artist in event.artists),
        release_date=released.isoformat() if released is not None else "",
        original_release_date=original.isoformat() if original is not None else "",
        ai=event.ai.value if event.ai is not None else "",
        cover=event.cover,
        is_transfer=event.is_transfer,
        parts=parts,
    )


def _parts(
    known: tuple[Part, ...],
    event: UploadEvent,
    now: Moment,
    *,
    is_latest: bool,
    is_more: bool = False,
) -> tuple[Part, ...]:
    """The recordings after a message; only the latest says which of them the product holds."""
    parts = {part.key: part for part in known}
    if is_latest and not is_more:
        parts = {key: structs.replace(part, is_current=False) for key, part in parts.items()}
    for track in event.tracks:
        part = parts.get(track.key)
        if part is None:
            part = _part(track, now, len(parts) + 1, is_current=is_latest)
        else:
            part = _again(part, track, now, is_latest=is_latest)
        parts[track.key] = part
    return tuple(parts.values())


def _part(track: UploadTrack, now: Moment, number: int, *, is_current: bool) -> Part:
    digests = tuple(sorted(digest_of(one) for one in track.sums))
    seconds = track.seconds if track.seconds is not None and isfinite(track.seconds) else None
    return Part(
        number=number,
        key=track.key,
        first=now,
        is_current=is_current,
        isrc=track.isrc,
        title=track.title,
        title_key=track.title_key,
        artist=track.artist,
        artists=tuple(artist.key for artist in track.artists),
        writers=track.writers,
        ai=track.ai.value if track.ai is not None else "",
        is_functional=track.is_functional,
        seconds=seconds,
        seconds_from=now if seconds is not None else None,
        sums=digests,
        sums_from=now if digests else None,
    )


def _again(part: Part, track: UploadTrack, now: Moment, *, is_latest: bool) -> Part:
    """A recording that comes again: words of the latest message, what is known of its sound."""
    new = _part(track, now, part.number, is_current=True)
    seconds, seconds_from = part.seconds, part.seconds_from
    if new.seconds is not None and (seconds_from is None or now >= seconds_from):
        seconds, seconds_from = new.seconds, now
    digests, sums_from = part.sums, part.sums_from
    if set(digests) & set(new.sums):  # the same bytes, of which more may be known by now
        digests = tuple(sorted({*digests, *new.sums}))
        sums_from = max(now, sums_from or now)
    elif new.sums and (sums_from is None or now >= sums_from):
        digests, sums_from = new.sums, now
    return structs.replace(
        new if is_latest else part,
        first=min(part.first, now),
        seconds=seconds,
        seconds_from=seconds_from,
        sums=digests,
        sums_from=sums_from,
    )


def _together(parts: tuple[Part, ...]) -> str:
    """How much of a product AI made, by the recordings that it holds."""
    said = {part.ai for part in parts if part.is_current}
    if said & {"all", "some"}:
        return "all" if said == {"all"} else "some"
    return "none" if said == {"none"} else ""


def _ai_flags(ai: str) -> int:
    return {"all": Flag.AI | Flag.ALL_AI, "some": Flag.AI}.get(ai, 0)


def _flags(part: Part) -> int:
    flags = _ai_flags(part.ai) | (Flag.FUNCTIONAL if part.is_functional else 0)
    if part.seconds is None:
        return flags
    flags |= Flag.TIMED
    if SHORTEST_SECONDS <= part.seconds <= LONGEST_SECONDS:
        flags |= Flag.EDGE
    if SHORTEST_SECONDS <= part.seconds <= SHORT_SECONDS:
        flags |= Flag.SHORT
    return flags
