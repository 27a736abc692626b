"""How the C2PA manifest of a file is learned: only where bytes of one are seen in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from precheck import (
    ApartFailure,
    Facts,
    Image,
    Mark,
    MarkKind,
    Reason,
    Tools,
    Track,
    Unavailable,
    inspector,
)
from precheck_audio_tags.bounds import one_line
from precheck_audio_tags.facts import AudioFile, C2paManifest, PictureFile, Presence
from precheck_audio_tags.options import AudioTags


@inspector(of=Track, gives=C2paManifest, needs=(AudioFile, AudioTags))
def track_manifest(track: Track, facts: Facts, tools: Tools) -> C2paManifest | Unavailable:
    """Verify the manifest of the track's file."""
    file = facts[AudioFile]
    path = next((f.path for f in track.files if f.uri == file.uri), None)
    if path is None:
        return Unavailable(Reason.NO_FILE, file.detail, "put the file where the message says it is")
    if file.presence is not Presence.READ and not _is_seen(file.marks):
        return Unavailable(Reason.UNREADABLE, file.detail)
    return manifest_of(path, file.uri, file.marks, facts[AudioTags], tools)


@inspector(of=Image, gives=C2paManifest, needs=(PictureFile, AudioTags))
def image_manifest(image: Image, facts: Facts, tools: Tools) -> C2paManifest | Unavailable:
    """Verify the manifest of the picture's file."""
    if image.file is None:
        return Unavailable(Reason.NO_FILE, "the message names no file for it")
    uri = image.files[0].uri
    return manifest_of(image.file, uri, facts[PictureFile].marks, facts[AudioTags], tools)


def manifest_of(
    path: Path, uri: str, marks: Iterable[Mark], options: AudioTags, tools: Tools
) -> C2paManifest | Unavailable:
    """The manifest of a file in which these marks were seen.

    A file without bytes of a manifest has none, whether the library is installed or not.
    """
    if not _is_seen(marks):
        return C2paManifest()
    from precheck_audio_tags.manifest_store import MOST_SECONDS, read_manifest

    anchors = _anchors(options, tools)
    if isinstance(anchors, Unavailable):
        return anchors
    try:
        return tools.apart(read_manifest, path, uri, anchors, seconds=MOST_SECONDS)
    except ApartFailure as failure:
        if not failure.is_harmful:
            raise
        detail = f"the C2PA manifest of {uri!r} cannot be read: {one_line(failure.detail)}"
        return Unavailable(Reason.UNREADABLE, detail, "ask for a file with a sound manifest")


def _is_seen(marks: Iterable[Mark]) -> bool:
    return any(mark.kind is MarkKind.C2PA for mark in marks)


def _anchors(options: AudioTags, tools: Tools) -> str | Unavailable:
    """The certificates of the trust list, in PEM; empty where none is set."""
    if not options.c2pa_trust:
        return ""
    import ssl

    where = f"c2pa_trust under [plugins.audio-tags], {options.c2pa_trust!r},"
    remedy = "name a file of certificates that begin with -----BEGIN CERTIFICATE-----"
    try:
        text = (tools.data / options.c2pa_trust).read_bytes().decode("ascii", "ignore")
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError):
        return Unavailable(Reason.UNREADABLE, f"{where} holds no certificates in PEM", remedy)
    except OSError as error:
        detail = f"{where} cannot be read: {error.strerror or type(error).__name__}"
        return Unavailable(Reason.UNREADABLE, detail, remedy)
    return text


INSPECTORS = (track_manifest, image_manifest)
