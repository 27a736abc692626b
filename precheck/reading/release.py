"""One release from one source: its message or its audio files, its sidecar, and what went wrong."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from precheck.model import FileReference, Release, Source, Track
from precheck.reading.addresses import delivery_for
from precheck.reading.ern import Whose, read_message
from precheck.reading.paths import list_files, shown
from precheck.reading.problems import Problem, ProblemKind, Problems, Reading
from precheck.reading.sidecar import sidecar_text
from precheck.reading.xml import parse

_NEVER_NAMED = frozenset({".toml", ".xml"})
"""What lies beside a message without being delivered music: the sidecar, and other messages."""


def read_release(source: Source) -> tuple[Release, Reading]:
    """The release and the problems of reading it. Bad content is a problem, never an exception."""
    problems = Problems(shown(source.message or source.folder, source.folder))
    if source.folder.is_symlink():
        text = "the folder is a symbolic link, which is not followed; nothing in it is judged"
        problems.add(ProblemKind.UNREADABLE, text)
        return Release(id=source.id, root=source.folder), problems.reading()
    release = _of_message(source, source.message, problems) if source.message else _of_audio(source)
    delivery = delivery_for(
        release,
        sidecar_text(source.folder, problems),
        problems,
        source.folder if source.is_alone and source.message is None else None,
    )
    files = _files(source, release, problems)
    release = structs.replace(
        release,
        delivery=delivery,
        account=delivery.account or release.account,
        files=files,
        is_message_only=_is_message_only(release, files),
    )
    return release, problems.reading()


def read_other(message: Path) -> Release | None:
    """The release that a message from elsewhere describes; None where it cannot be read."""
    source = Source(id=message.name, folder=message.parent, message=message, is_alone=True)
    release, _ = read_release(source)
    return release if release.message is not None else None


def _of_message(source: Source, message: Path, problems: Problems) -> Release:
    if source.rivals:
        names = ", ".join(repr(shown(rival, source.folder)) for rival in source.rivals)
        text = f"the folder holds other messages too ({names}); its files may belong to any of them"
        problems.add(ProblemKind.AMBIGUOUS, text)
    refused = Release(id=source.id, root=source.folder)
    document = parse(message, problems.file)
    if isinstance(document, Problem):
        problems.note(document)
        return refused
    whose = Whose(release=source.id, file=message)
    return read_message(document, whose, problems) or refused


def _of_audio(source: Source) -> Release:
    tracks = tuple(
        Track(
            reference=(name := shown(path, source.folder)),
            release=source.id,
            kind="SoundRecording",
            files=(FileReference(uri=name, path=path),),
        )
        for path in source.audio
    )
    return Release(id=source.id, root=source.folder, tracks=tracks)


def _is_message_only(release: Release, files: tuple[Path, ...]) -> bool:
    """Whether there is a message, and no file that it names or could have named."""
    subjects = (*release.tracks, *release.images, *release.resources)
    if release.message is None or any(f.path for subject in subjects for f in subject.files):
        return False
    return all(file.suffix.lower() in _NEVER_NAMED for file in files)


def _files(source: Source, release: Release, problems: Problems) -> tuple[Path, ...]:
    """The files of the release folder; of a file named by itself, only what belongs to it."""
    if not source.is_alone:
        return list_files(source.folder, problems)
    subjects = (*release.tracks, *release.images, *release.resources)
    referred = {f.path for subject in subjects for f in subject.files if f.path is not None}
    own = {source.message} if source.message is not None else set()
    return tuple(sorted(own | referred))
