"""The signs of origin in the file that the artist sent in, where `delivery.toml` names one."""

from __future__ import annotations

from pathlib import Path

from precheck import Facts, Reason, Release, Tools, Track, Unavailable, inspector
from precheck_audio_tags.facts import C2paManifest, OriginalFile, Presence
from precheck_audio_tags.manifests import manifest_of
from precheck_audio_tags.options import AudioTags


@inspector(of=Track, gives=OriginalFile, needs=(Release, AudioTags), version=2)
def original_file(track: Track, facts: Facts, tools: Tools) -> OriginalFile | Unavailable:
    """Read the marks of the original, which must be among the files of the release folder."""
    from precheck_audio_tags.marks import marks_in, verified
    from precheck_audio_tags.opening import open_apart

    release = facts[Release]
    name = release.declaration(track).original
    if not name:
        return Unavailable(Reason.NOT_APPLICABLE, "delivery.toml names no original of it")
    path = _listed(release, name)
    if path is None:
        detail = f"delivery.toml names the original {name!r}, which is not in the release folder"
        return Unavailable(Reason.NO_FILE, detail, "put it there, or correct its path")
    file = open_apart(path, name, tools.apart)
    found = dict.fromkeys((*marks_in(file.texts), *file.marks))
    if file.presence is not Presence.READ and not found:
        return Unavailable(Reason.UNREADABLE, file.detail, "name the file that the artist sent in")
    manifest = manifest_of(path, name, found, facts[AudioTags], tools)
    known = manifest if isinstance(manifest, C2paManifest) else None
    return OriginalFile(name=name, marks=verified(found, known))


def _listed(release: Release, name: str) -> Path | None:
    """The regular file of that path; links and what lies outside are not among the files."""
    wanted = release.root / name
    return next((path for path in release.files if path == wanted), None)


INSPECTORS = (original_file,)
