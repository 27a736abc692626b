"""Open a track's file: recognise the container, hand it to its reader, keep whatever came of it."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from precheck import Apart, ApartFailure, Track
from precheck_audio_tags.bounds import Refused, one_line, size_of
from precheck_audio_tags.container import Container, recognise
from precheck_audio_tags.draft import Draft
from precheck_audio_tags.facts import AudioFile, Part, Presence, Trouble
from precheck_audio_tags.labels import labels_in_xmp
from precheck_audio_tags.marks import marks_in_object

NAMED_NONE = "the message names no file for it"
PARSER_SECONDS = 30.0
"""How long the parser of a file may take. The bounds keep it to milliseconds on a local disk."""


def file_of(track: Track, apart: Apart) -> AudioFile:
    """What came of opening the track's file, or why there is none to open."""
    full = tuple(f for f in track.files if not f.technical.is_preview)
    named = next((f for f in full if f.path is not None), full[0] if full else None)
    if named is None:
        only_previews = "the message names only a preview of it" if track.files else NAMED_NONE
        return AudioFile(presence=Presence.NONE_NAMED, detail=only_previews)
    if named.path is not None:
        return open_apart(named.path, named.uri, apart)
    if named.is_remote:
        detail = f"{named.uri!r} is a link, and links are never fetched"
        return AudioFile(presence=Presence.REMOTE, uri=named.uri, detail=detail)
    if named.is_outside:
        detail = f"{named.uri!r} lies outside the release folder and is not opened"
        return AudioFile(presence=Presence.OUTSIDE, uri=named.uri, detail=detail)
    detail = f"the message names {named.uri!r}, which is not there"
    return AudioFile(presence=Presence.MISSING, uri=named.uri, detail=detail)


def open_apart(path: Path, uri: str, apart: Apart) -> AudioFile:
    """What came of opening a file in a process that its content may take with it."""
    try:
        return apart(open_audio, path, uri, seconds=PARSER_SECONDS)
    except ApartFailure as lost:
        if not lost.is_harmful:
            raise
        trouble = Trouble(part=Part.FILE, error="", detail=f"its parser was lost: {lost.detail}")
        detail = f"{uri!r}: {trouble.detail}"
        return AudioFile(presence=Presence.UNREADABLE, uri=uri, detail=detail, troubles=(trouble,))


def open_audio(path: Path, uri: str) -> AudioFile:
    """What came of opening a file. Nothing that it holds makes this raise."""
    try:
        with path.open("rb") as file:
            return _read(file, uri)
    except FileNotFoundError:
        detail = f"{uri!r} is not there any more"
        return AudioFile(presence=Presence.MISSING, uri=uri, detail=detail)
    except OSError as error:
        name, said = type(error).__name__, one_line(error.strerror or str(error))
        trouble = Trouble(part=Part.FILE, error=name, detail=said or name)
        detail = f"{uri!r} cannot be opened: {said or name}"
        return AudioFile(presence=Presence.UNREADABLE, uri=uri, detail=detail, troubles=(trouble,))


def _read(file: BinaryIO, uri: str) -> AudioFile:
    if size_of(file) == 0:
        return AudioFile(presence=Presence.EMPTY, uri=uri, detail=f"{uri!r} is empty")
    kind = recognise(file)
    if kind.container is None:
        what = f"is {kind.name}" if kind.name else "begins like no format that is known"
        detail = f"{uri!r} {what}, which is not read as sound"
        return _foreign(file, uri, kind.name, detail)
    draft = Draft()
    draft.attempt(Part.FILE, lambda: dispatch(kind.container, file, kind.audio_offset, draft))
    if draft.stream is None and not draft.troubles:
        draft.trouble(Part.STREAM, Refused("no description of the sound was found"))
    return _concluded(uri, kind.container, draft)


def cover_in(path: Path) -> bytes | str:
    """The front cover in the tags of a file, or in words why it cannot be had. Raises `OSError`."""
    with path.open("rb") as file:
        kind = recognise(file)
        draft = Draft(keeps_cover=True)
        draft.attempt(Part.FILE, lambda: dispatch(kind.container, file, kind.audio_offset, draft))
    if draft.cover is not None:
        return draft.cover
    return draft.troubles[-1].detail if draft.troubles else "its tags hold none any more"


def _foreign(file: BinaryIO, uri: str, name: str, detail: str) -> AudioFile:
    """A file whose sound is not read. Its tags are, as far as anybody knows how."""
    from precheck_audio_tags.tags import read_foreign

    draft = Draft()
    draft.attempt(Part.TAGS, lambda: read_foreign(file, draft))
    return AudioFile(
        presence=Presence.UNREADABLE,
        uri=uri,
        detail=detail,
        container=name,
        texts=tuple(draft.texts),
    )


def dispatch(container: Container | None, file: BinaryIO, offset: int, draft: Draft) -> None:
    """Hand a file to the reader of its container."""
    if container is Container.WAV:
        from precheck_audio_tags.wave import read_wave as read
    elif container is Container.AIFF:
        from precheck_audio_tags.aiff import read_aiff as read
    elif container is Container.FLAC:
        from precheck_audio_tags.tags import read_flac as read
    elif container is Container.MP3:
        from precheck_audio_tags.tags import read_mp3 as read
    elif container is Container.MP4:
        from precheck_audio_tags.tags import read_mp4 as read
    else:
        from precheck_audio_tags.tags import read_ogg as read
    read(file, offset, draft)


def _concluded(uri: str, container: Container, draft: Draft) -> AudioFile:
    marks = [mark for name, data in draft.objects for mark in marks_in_object(name, data)]
    is_sound = not draft.troubles
    detail = f"{uri!r}, {container.value}: {_said(draft.troubles[0])}" if draft.troubles else ""
    return AudioFile(
        presence=Presence.READ if is_sound else Presence.UNREADABLE,
        uri=uri,
        detail=detail,
        container=container.value,
        stream=draft.stream,
        is_length_unknown=draft.is_length_unknown,
        texts=tuple(draft.texts),
        marks=tuple(dict.fromkeys(marks)),
        labels=tuple(tag for name, data in draft.objects for tag in labels_in_xmp(name, data)),
        troubles=tuple(draft.troubles),
        contradictions=tuple(draft.contradictions),
        wav=draft.wav,
        sound_span=draft.sound_span,
        pcm_md5=draft.pcm_md5,
        id3_before_flac_bytes=draft.id3_bytes,
        tags_behind_flac_bytes=draft.behind_bytes,
        has_cover=draft.has_cover,
    )


def _said(trouble: Trouble) -> str:
    """What went wrong, in words; what a parser says is put down to it."""
    return f"the parser says: {trouble.detail}" if trouble.error else trouble.detail
