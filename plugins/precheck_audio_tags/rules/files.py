"""Whether the files of a delivery are there, can be read, and are what it consists of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from precheck import (
    AudioStream,
    Facts,
    FileReference,
    Finding,
    Message,
    Release,
    Resource,
    Severity,
    Track,
    rule,
)
from precheck_audio_tags.facts import AudioFile, FileSums, OtherSums, Presence
from precheck_audio_tags.rules.sums import every_sum
from precheck_audio_tags.rules.wording import (
    file_named,
    file_place,
    listed,
    named_place,
    quoted,
    recordings,
)
from precheck_audio_tags.sources import (
    BELIEVE_AUDIO,
    DDEX_ERN,
    DDEX_PACKAGES,
    SPOTIFY_AUDIO,
    SPOTIFY_ONBOARDING,
)

_SIDECARS = {".md5", ".sha1", ".sha256", ".sha512", ".sfv", ".crc", ".crc32"}
_OURS = {"delivery.toml"}
_OUR_FOLDERS = {"voice"}
_MOST_LISTED = 100


@rule(
    "audio-tags.file-missing",
    title="A file that the message names is not there",
    severity=Severity.BLOCK,
    of=Release,
    sources=(DDEX_ERN, SPOTIFY_ONBOARDING),
)
def file_missing(release: Release, _: Facts) -> Iterator[Finding]:
    """Compare the files a message names with those in the release folder.

    ## What it checks

    Every file that the message names for a recording, video, picture or any other resource must lie
    in the release folder, under the name that the message gives it.

    ## Why it matters

    A recipient takes in a release as a whole. With one file missing the whole delivery fails.

    ## What to do

    Add the file, or correct its name in the message. Capitals count: where only they differ, the
    finding says so.

    ## Limits

    Links to other servers are not fetched, and so are not looked for. A file that lies outside the
    release folder is never opened and counts as missing. Where a message is handed over without any
    of its files, they are not missed: what they would show is not judged, and the verdict says so.
    """
    resources: tuple[Resource, ...] = (*release.tracks, *release.images, *release.resources)
    for resource in resources:
        for file in resource.files:
            is_missed = file.is_outside or not release.is_message_only
            if file.path is None and not file.is_remote and is_missed:
                yield _missing(release, resource, file)


def _missing(release: Release, resource: Resource, file: FileReference) -> Finding:
    name = file.uri.replace("\\", "/").rpartition("/")[2]
    near = [p.name for p in release.files if p.name != name and p.name.lower() == name.lower()]
    if not file.uri:
        said = "the message names a file without a name"
    elif file.is_outside:
        said = f"the message names {quoted(file.uri)}, which lies outside the release folder"
    else:
        said = f"the message names {quoted(file.uri)}, which is not there"
    hint = f"; {quoted(near[0])} is" if near else ""
    return Finding(
        f"{resource.label} ({resource.reference}): {said}{hint}",
        place=file.at("uri") or resource.at(),
        evidence={
            "resource": resource.reference,
            "named": file.uri,
            "outside": file.is_outside,
            "near": near,
        },
    )


@rule(
    "audio-tags.file-empty",
    title="A file has no content",
    severity=Severity.BLOCK,
    of=Release,
    needs=(FileSums, OtherSums),
    sources=(SPOTIFY_ONBOARDING,),
)
def file_empty(release: Release, facts: Facts) -> Iterator[Finding]:
    """Look for files of zero bytes.

    ## What it checks

    Every file of a recording, video, picture or text must have at least one byte.

    ## Why it matters

    An empty file is what an upload leaves behind that was cut off. No recipient can use it.

    ## What to do

    Copy the file again, and compare its size with the original.

    ## Limits

    It sees empty files only. One that was cut off later is found by its stated sums, or by its
    header.
    """
    for resource, sums in every_sum(release, facts):
        for file in sums.files:
            if file.digest.size_bytes == 0:
                named = file_named(resource, file.uri)
                yield Finding(
                    f"{resource.label} ({resource.reference}): {quoted(file.uri)} is empty",
                    place=named_place(resource, named),
                    file=named.path if named is not None else None,
                    evidence={"resource": resource.reference, "file": file.uri, "bytes": 0},
                )


@rule(
    "audio-tags.file-unreadable",
    title="The file cannot be read as sound",
    severity=Severity.BLOCK,
    of=Track,
    needs=(AudioFile,),
    sources=(SPOTIFY_AUDIO, SPOTIFY_ONBOARDING),
)
def file_unreadable(track: Track, facts: Facts) -> Iterator[Finding]:
    """Say which files could not be opened, recognised or read, and why.

    ## What it checks

    The bytes of the file must be one of FLAC, WAVE, AIFF, MP3, MP4 and Ogg, its header must
    describe the sound without contradiction, and its tags must stay within the bounds this program
    reads.

    ## Why it matters

    What we cannot read a recipient is unlikely to read either, and nothing else about the track can
    be judged.

    ## What to do

    Play the file to its end. Export it again from the master if it fails. Where only the tags are
    at fault, write them anew.

    ## Limits

    The header and tags are read, not the sound itself: a file may pass and still be damaged inside.
    Tags are refused when they ask for very much memory, whether or not they are sound. A file also
    counts as unreadable when its parser takes longer than 30 s, crashes, or runs out of memory.
    """
    file = facts[AudioFile]
    if file.presence is not Presence.UNREADABLE:
        return
    troubles = [
        {"part": trouble.part.value}
        | ({"error": trouble.error} if trouble.error else {})
        | {"detail": trouble.detail}
        for trouble in file.troubles
    ]
    yield Finding(
        f"the file cannot be read: {file.detail}",
        place=file_place(track),
        file=track.audio,
        evidence={"file": file.uri, "container": file.container, "troubles": troubles},
    )


@rule(
    "audio-tags.unreferenced-file",
    title="The folder has files that the message does not name",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(DDEX_PACKAGES,),
)
def unreferenced_file(release: Release, facts: Facts) -> Iterator[Finding]:
    """Look for files that would be delivered for no reason.

    ## What it checks

    Every file in the release folder must be named by the message, or be the message itself, the
    batch's manifest, a file of sums, or one that this program reads beside the message.

    ## Why it matters

    A stray file is often the sign of a wrong name: the file that should have been named. Others are
    drafts or private notes that nobody meant to send.

    ## What to do

    Name the file in the message, or take it out of the folder.

    ## Limits

    It says nothing about a folder with audio and no message. Where other XML lies in the folder, it
    may be a message with files of its own: then only the XML is named.
    """
    named = {
        f.path for r in (*release.tracks, *release.images, *release.resources) for f in r.files
    }
    message = facts[Message].file
    named |= {message, release.root / message}
    stray = [path for path in release.files if path not in named and not _belongs(path, release)]
    others = [path for path in stray if path.suffix.lower() == ".xml"]
    if others:
        names = [_shown(path, release.root) for path in others]
        yield Finding(
            f"beside the message lies other XML, whose files cannot be told from stray ones: "
            f"{listed(names)}",
            place=release.at(),
            file=others[0],
            evidence={"count": len(others), "files": names[:_MOST_LISTED]},
        )
    elif stray:
        names = [_shown(path, release.root) for path in stray]
        files = "file is" if len(stray) == 1 else "files are"
        yield Finding(
            f"{len(stray)} {files} not named by the message: {listed(names)}",
            place=release.at(),
            file=stray[0],
            evidence={"count": len(stray), "files": names[:_MOST_LISTED]},
        )


def _belongs(path: Path, release: Release) -> bool:
    """Whether a file is there for a reason other than the message."""
    parts = Path(_shown(path, release.root)).parts
    consents = Path(release.delivery.consents).parts
    declared = (release.delivery.audio, *release.delivery.tracks.values())
    return (
        path.name in _OURS
        or path.name.startswith("BatchComplete")
        or path.suffix.lower() in _SIDECARS
        or parts[:1] in {(folder,) for folder in _OUR_FOLDERS}
        or (bool(consents) and parts[: len(consents)] == consents)
        or parts in {Path(one.original).parts for one in declared if one.original}
    )


def _shown(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


@rule(
    "audio-tags.mixed-formats",
    title="The tracks of a release are not in one format",
    severity=Severity.WARNING,
    of=Release,
    needs=(AudioStream,),
    sources=(BELIEVE_AUDIO,),
)
def mixed_formats(release: Release, facts: Facts) -> Iterator[Finding]:
    """Compare the formats of all tracks.

    ## What it checks

    Codec, sampling rate and bit depth must be the same for every track of a release.

    ## Why it matters

    Some distributors ask for one format per release. A mixture is also a sign that tracks come from
    different stages: one master, one reference copy.

    ## What to do

    Export all tracks from the masters with the same settings. Do not convert upwards.

    ## Limits

    Tracks that could not be read are left out.
    """
    formats: dict[str, list[str]] = defaultdict(list)
    songs = recordings(release)
    for track, stream in facts.each(AudioStream):
        if track in songs:
            bits = f", {stream.bits_per_sample} bits" if stream.bits_per_sample else ""
            formats[f"{stream.codec}, {stream.sampling_rate_hz:,} Hz{bits}"].append(track.reference)
    if len(formats) > 1:
        each = "; ".join(f"{listed(tracks)}: {name}" for name, tracks in formats.items())
        yield Finding(
            f"the tracks are in {len(formats)} formats: {each}",
            place=release.at(),
            evidence={"formats": {name: list(tracks) for name, tracks in formats.items()}},
        )


RULES = (
    file_missing,
    file_empty,
    file_unreadable,
    unreferenced_file,
    mixed_formats,
)
