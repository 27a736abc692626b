"""What the batch wants to know of its messages, and how it is learned."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from precheck import (
    Batch,
    Facts,
    FileReference,
    Message,
    Party,
    Place,
    Release,
    Tools,
    inspector,
    new_sum,
)
from precheck_ddex.choreography.names import batch_id, release_folder, same_id
from precheck_ddex.moments import last_day

RESOURCES = "resources"
"""The folder for everything but the message."""

_MOST_BYTES = 64 * 1024 * 1024
"""No message is larger."""


class Astray(Struct, frozen=True, kw_only=True):
    """A file of a release that does not lie, or is not named, as the choreography asks."""

    name: str
    """Its path in the release folder."""
    place: Place | None = None
    """Where the message names it."""


class Parcel(Struct, frozen=True, kw_only=True):
    """A message as the batch sees it."""

    message_id: str = ""
    sender: str = ""
    """An identifier of who sends it, or else the name."""
    recipients: tuple[str, ...] = ()
    """The same of those it is sent to."""
    kind: str = ""
    control_type: str = ""
    ids: tuple[str, ...] = ()
    """Every identifier of the main release, as it is compared."""
    has_deals: bool = False
    """Whether it offers the release anywhere, or did."""
    deals_end: date | None = None
    """The last day of the last deal; None where one of them is open, or its end cannot be read."""
    misplaced: tuple[Astray, ...] = ()
    """The files outside the folder for resources."""
    unnamed: tuple[Astray, ...] = ()
    """The files whose name has no id of the release in it."""


class MessageSum(Struct, frozen=True, kw_only=True):
    """The hash sum of a message that a manifest states one for."""

    manifest: int
    """Which of the batch's manifests states it, from 0."""
    number: int
    """In which of its entries, from 0."""
    digits: str
    """Lower-case hexadecimal."""


class MessageSums(Struct, frozen=True, kw_only=True):
    """The sums of all messages for which manifests state sums that we can compute."""

    sums: tuple[MessageSum, ...] = ()


class BatchFolders(Struct, frozen=True, kw_only=True):
    """The folders that are named like batches."""

    incomplete: tuple[str, ...] = ()
    """Those in which no file says that the batch is complete, by their path below what is checked.
    """


@inspector(of=Release, gives=Parcel, needs=(Message,), is_derived=True, version=2)
def parcel(release: Release, facts: Facts, tools: Tools) -> Parcel:
    """Take from the message what its batch will ask for."""
    del tools
    message = facts[Message]
    ids = tuple(dict.fromkeys(same_id(i.value) for i in release.identifiers))
    there = list(_files(release))
    deals = [deal for deal in message.deals if not deal.is_takedown]
    return Parcel(
        message_id=message.message_id,
        sender=_who(message.sender),
        recipients=tuple(map(_who, message.recipients)),
        kind=message.kind,
        control_type=message.control_type,
        ids=ids,
        has_deals=bool(deals),
        deals_end=last_day(deals),
        misplaced=tuple(
            Astray(name=name, place=file.at("uri"))
            for name, file in there
            if not name.startswith(f"{RESOURCES}/")
        ),
        unnamed=tuple(
            Astray(name=name, place=file.at("uri"))
            for name, file in there
            if not any(one in name.rpartition("/")[2].casefold() for one in ids)
        ),
    )


def _who(party: Party) -> str:
    return next((identifier.value for identifier in party.identifiers), party.name)


def _files(release: Release) -> Iterator[tuple[str, FileReference]]:
    """Every file that the message names and that is there, by its path in the release folder."""
    for resource in (*release.tracks, *release.images, *release.resources):
        for file in resource.files:
            if file.path is not None and file.path.is_relative_to(release.root):
                yield file.path.relative_to(release.root).as_posix(), file


@inspector(of=Batch, gives=MessageSums, wants=(Parcel,), version=2)
def message_sums(batch: Batch, facts: Facts, tools: Tools) -> MessageSums:
    """Compute the sums that the manifests state."""
    del facts, tools
    found = []
    for which, manifest in enumerate(batch.manifests):
        for number, listed in enumerate(manifest.listed):
            algorithm = listed.hash_sum.known_algorithm
            data = _bytes_of(listed.path) if algorithm and listed.hash_value else None
            if data is not None:
                made = new_sum(algorithm)
                made.update(data)
                found.append(MessageSum(manifest=which, number=number, digits=made.hexdigest()))
    return MessageSums(sums=tuple(found))


@inspector(of=Batch, gives=BatchFolders)
def batch_folders(batch: Batch, facts: Facts, tools: Tools) -> BatchFolders:
    """Look for a manifest around the releases; not all that lies there need be checked."""
    del facts, tools
    inside = {s.folder for s in batch.sources if s.message is not None and not s.is_alone}
    around = {at.parent for at in inside if release_folder(at.name) is None and at != batch.root}
    named = (at for at in around if batch_id(at.name) and at.is_relative_to(batch.root))
    incomplete = [at for at in named if not any(map(_says_complete, _names_in(at)))]
    return BatchFolders(
        incomplete=tuple(sorted(at.relative_to(batch.root).as_posix() for at in incomplete))
    )


def _names_in(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return []


def _says_complete(name: str) -> bool:
    return name.lower().startswith("batchcomplete")


def _bytes_of(path: Path | None) -> bytes | None:
    """The content of a file, or None where it cannot be had."""
    try:
        if path is None or path.stat().st_size > _MOST_BYTES:
            return None
        return path.read_bytes()
    except OSError:
        return None


INSPECTORS = (parcel, message_sums, batch_folders)
