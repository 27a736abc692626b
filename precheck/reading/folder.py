"""What is there to check at a path: messages, release folders, batches, or audio alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from precheck.errors import NothingToCheck, UsageError
from precheck.model import Batch, Layout, Manifest, Source
from precheck.reading.manifest import read_manifest
from precheck.reading.paths import RESOURCES, is_passed_over, shown, sorted_entries
from precheck.reading.sniff import FileKind, kind_of

RIVAL_LIMIT = 3
"""How many other messages of a folder a source names."""


class Folder(Struct, frozen=True):
    """What lies straight in one folder, sorted by name."""

    path: Path
    messages: tuple[Path, ...] = ()
    manifests: tuple[Path, ...] = ()
    audio: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    links: tuple[Path, ...] = ()
    """Symbolic links that may hide a message or a release folder."""
    is_readable: bool = True


def discover(path: Path | str | Sequence[Path | str]) -> Batch:
    """The sources at a path, or at several, in the order of their names.

    Symbolic links are followed for the paths themselves and nowhere below them.

    Raises:
        UsageError: A path does not exist or cannot be looked at.
        NothingToCheck: There is neither a message nor audio.
    """
    given = [path] if isinstance(path, str | Path) else list(path)
    if not given:
        raise NothingToCheck("no path was given; name a message, a folder or audio files")
    paths = list(dict.fromkeys(_existing(one) for one in given))
    if len(paths) == 1:
        return _discover_folder(paths[0]) if paths[0].is_dir() else _discover_file(paths[0])
    return _discover_several(paths)


def _existing(path: Path | str) -> Path:
    try:
        return Path(path).resolve(strict=True)
    except FileNotFoundError:
        wanted = "name a message, a release folder, a batch folder or audio"
        raise UsageError(f"{shown(Path(path))!r} does not exist; {wanted}") from None
    except (OSError, RuntimeError, ValueError) as error:
        text = f"{shown(Path(path))!r} cannot be opened: {getattr(error, 'strerror', '') or error}"
        raise UsageError(text) from None


def _discover_file(path: Path) -> Batch:
    if not path.is_file():
        raise NothingToCheck(f"{shown(path)!r} is neither a file nor a folder")
    kind = kind_of(path)
    if kind is FileKind.AUDIO:
        source = Source(
            id=shown(path, path.parent), folder=path.parent, audio=(path,), is_alone=True
        )
        return Batch(root=path, layout=Layout.AUDIO, sources=(source,))
    if kind is FileKind.MANIFEST:
        instead = f"name the folder {shown(path.parent)!r} instead"
        raise NothingToCheck(f"{path.name!r} only says that a batch is complete; {instead}")
    if kind is FileKind.OTHER and path.suffix.lower() != ".xml":
        raise NothingToCheck(f"{path.name!r} is neither an XML message nor an audio file")
    source = Source(id=shown(path, path.parent), folder=path.parent, message=path, is_alone=True)
    return Batch(root=path, layout=Layout.MESSAGE, sources=(source,))


def _discover_folder(root: Path) -> Batch:
    folders = list(_walk(root))
    if not folders[0].is_readable:
        raise UsageError(f"{shown(root)!r} cannot be opened: permission denied")
    sources = tuple(sorted(_sources(root, folders), key=lambda source: source.id))
    if not any(source.message or source.audio for source in sources):
        text = f"there is neither an ERN message nor audio in {shown(root)!r}"
        raise NothingToCheck(text)
    return Batch(
        root=root,
        layout=_layout(root, folders, sources),
        sources=sources,
        manifests=_read(path for folder in folders for path in folder.manifests),
    )


def _read(manifests: Iterable[Path]) -> tuple[Manifest, ...]:
    return tuple(read_manifest(path) for path in sorted(set(manifests)))


def _discover_several(paths: list[Path]) -> Batch:
    """Several paths as one batch; audio files that lie side by side are one release."""
    root = Path(os.path.commonpath([path.parent for path in paths]))
    audio: dict[Path, list[Path]] = {}
    found: list[Source] = []
    manifests: dict[Path, Manifest] = {}
    for path in paths:
        if path.is_file() and kind_of(path) is FileKind.AUDIO:
            audio.setdefault(path.parent, []).append(path)
            continue
        batch = _discover_folder(path) if path.is_dir() else _discover_file(path)
        manifests |= {manifest.file: manifest for manifest in batch.manifests}
        found += (_renamed(source, root) for source in batch.sources)
    only_audio = not found
    for folder, files in audio.items():
        found.append(
            Source(id=_id(folder, root), folder=folder, audio=tuple(sorted(files)), is_alone=True)
        )
    distinct = {(source.message, source.folder, source.audio): source for source in found}
    return Batch(
        root=root,
        layout=Layout.AUDIO if only_audio else Layout.BATCH,
        sources=tuple(sorted(distinct.values(), key=lambda source: source.id)),
        manifests=tuple(manifests[path] for path in sorted(manifests)),
    )


def _renamed(source: Source, root: Path) -> Source:
    return Source(
        id=_id(source.message or source.folder, root),
        folder=source.folder,
        message=source.message,
        audio=source.audio,
        rivals=source.rivals,
        is_alone=source.is_alone,
    )


def _walk(root: Path) -> Iterator[Folder]:
    """Every folder from the root down, the root first."""
    waiting = [root]
    while waiting:
        folder = _look_into(waiting.pop())
        yield folder
        waiting += reversed(folder.folders)


def _look_into(path: Path) -> Folder:
    try:
        entries = sorted_entries(path)
    except OSError:
        return Folder(path, is_readable=False)
    files: dict[FileKind, list[Path]] = {}
    folders: list[Path] = []
    links: list[Path] = []
    for entry in entries:
        here = path / entry.name
        if is_passed_over(entry.name):
            continue
        if entry.is_symlink():
            if here.suffix.lower() == ".xml" or os.path.isdir(here):  # noqa: PTH112 - never raises
                links.append(here)
        elif entry.is_dir(follow_symlinks=False):
            folders.append(here)
        elif entry.is_file(follow_symlinks=False):
            files.setdefault(kind_of(here), []).append(here)
    return Folder(
        path,
        messages=tuple(files.get(FileKind.MESSAGE, ())),
        manifests=tuple(files.get(FileKind.MANIFEST, ())),
        audio=tuple(files.get(FileKind.AUDIO, ())),
        folders=tuple(folders),
        links=tuple(links),
    )


def _sources(root: Path, folders: Iterable[Folder]) -> Iterator[Source]:
    """Messages are sources; so is audio that lies below none, and what cannot be looked at."""
    with_message: set[Path] = set()
    for folder in folders:
        at = folder.path
        belongs = any(above in with_message for above in _upward(at, root))
        if folder.messages:
            with_message.add(at)
            shares_files = bool(folder.audio) or (at / RESOURCES) in folder.folders
            for message in folder.messages:
                others = (other for other in folder.messages if other != message)
                rivals = tuple(others)[:RIVAL_LIMIT] if shares_files else ()
                yield Source(id=_id(message, root), folder=at, message=message, rivals=rivals)
            continue
        if belongs:
            continue
        if folder.audio:
            yield Source(id=_id(at, root), folder=at, audio=folder.audio)
        elif not folder.is_readable:
            yield Source(id=_id(at, root), folder=at)
        for link in folder.links:
            if Path(os.path.realpath(link)).is_relative_to(root):
                continue  # what it leads to is looked at under its own name
            if link.suffix.lower() == ".xml":
                yield Source(id=_id(link, root), folder=at, message=link)
            else:
                yield Source(id=_id(link, root), folder=link)


def _upward(path: Path, root: Path) -> Iterator[Path]:
    while path != root:
        path = path.parent
        yield path


def _id(path: Path, root: Path) -> str:
    """The path below the root; the root itself is called by its name where nothing in it is."""
    if path != root:
        return shown(path, root)
    return "." if not root.name or (root / root.name).is_dir() else shown(Path(root.name))


def _layout(root: Path, folders: Sequence[Folder], sources: Sequence[Source]) -> Layout:
    top = folders[0]
    if not any(source.message for source in sources):
        return Layout.AUDIO
    if top.manifests or any(source.folder != root for source in sources):
        return Layout.BATCH
    has_audio = any(folder.audio for folder in folders)
    if not has_audio and RESOURCES not in {folder.name for folder in top.folders}:
        return Layout.MESSAGE
    return Layout.RELEASE
