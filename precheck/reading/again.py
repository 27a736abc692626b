"""Reading a release again without its files: from the bytes of its message, and what lay beside."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from precheck.model import FileReference, Release, Resource, Source
from precheck.reading.addresses import delivery_for
from precheck.reading.ern import Whose, read_message
from precheck.reading.problems import Problem, Problems
from precheck.reading.release import read_release
from precheck.reading.sidecar import sidecar_text
from precheck.reading.xml import BYTE_LIMIT, parse_bytes

NOWHERE = Path(os.devnull)
"""A folder below which nothing can ever be: what is read again finds no file of this machine."""

R = TypeVar("R", bound=Resource)


class NotTheSameError(ValueError):
    """What was saved of a release does not fit what its message says now."""


class Beside(Struct, frozen=True, kw_only=True):
    """What reading found on disk beside a message, and does not find in its bytes."""

    named: Mapping[str, Path | None]
    """The files the message names, by URI: the path, or None where there is none."""
    outside: frozenset[str]
    """The URIs that lead out of the release folder."""
    files: tuple[Path, ...]
    is_message_only: bool
    sidecar: str | None
    """The text of `delivery.toml`."""


def beside(release: Release) -> Beside:
    """What reading found on disk for this release; raises `OSError` where it is another now."""
    references = tuple(_references(release))
    return Beside(
        named={file.uri: file.path for file in references},
        outside=frozenset(file.uri for file in references if file.is_outside),
        files=release.files,
        is_message_only=release.is_message_only,
        sidecar=_sidecar(release),
    )


def _sidecar(release: Release) -> str | None:
    """The text that the release's delivery was read from; raises `OSError` where it is gone."""
    problems = Problems("")
    text = sidecar_text(release.root, problems)
    if delivery_for(release, text, problems) != release.delivery:
        raise OSError("delivery.toml was changed while it was checked")
    return text


def read_again(source: Source, message: bytes, found: Beside) -> Release:
    """The release of a source whose files are gone; without a message, `message` is empty.

    Raises `NotTheSameError` where the message names a file that was not looked for.
    """
    release = _of_bytes(source, message) if message else read_release(_unread(source))[0]
    delivery = delivery_for(release, found.sidecar, Problems(""))
    return replace(
        release,
        tracks=_with_files(release.tracks, found),
        images=_with_files(release.images, found),
        resources=_with_files(release.resources, found),
        delivery=delivery,
        account=delivery.account or release.account,
        files=found.files,
        is_message_only=found.is_message_only,
    )


def message_bytes(file: Path, sha256: str) -> bytes:
    """The bytes of a message that has been read; raises `OSError` where they cannot be had now."""
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(handle, "rb") as opened:  # noqa: PTH123 - a path could be another file by now
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{file.name} is no file any more")
        data = opened.read(BYTE_LIMIT + 1)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OSError(f"{file.name} was changed while it was checked")
    return data


def _of_bytes(source: Source, data: bytes) -> Release:
    if source.message is None:
        raise NotTheSameError("there is a message, but no name for it")
    problems = Problems(source.message.name)
    document = parse_bytes(data, problems.file)
    if isinstance(document, Problem):
        raise NotTheSameError(f"the message cannot be read again: {document.text}")
    release = read_message(document, Whose(release=source.id, file=source.message), problems)
    if release is None:
        raise NotTheSameError("the message is not read as one of ERN any more")
    return release


def _unread(source: Source) -> Source:
    """The source as one without a message: it could not be read then, and is not here now."""
    return replace(source, message=None, audio=() if source.message else source.audio)


def _references(release: Release) -> Iterable[FileReference]:
    for resource in (*release.tracks, *release.images, *release.resources):
        yield from resource.files


def _with_files(resources: tuple[R, ...], found: Beside) -> tuple[R, ...]:
    return tuple(
        replace(resource, files=tuple(_as_found(file, found) for file in resource.files))
        for resource in resources
    )


def _as_found(file: FileReference, found: Beside) -> FileReference:
    if file.uri not in found.named:
        raise NotTheSameError(f"the message names {file.uri!r}, which was not looked for")
    return replace(file, path=found.named[file.uri], is_outside=file.uri in found.outside)
