"""What is learned of every file: opened once for its tags, and read once for its sums."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from precheck import (
    ApartFailure,
    AudioStream,
    Facts,
    FileDigest,
    Image,
    ProvenanceMarks,
    Reason,
    Release,
    Resource,
    Tags,
    Tools,
    Track,
    Unavailable,
    inspector,
)
from precheck_audio_tags.facts import (
    AudioFile,
    C2paManifest,
    Decoding,
    FileSum,
    FileSums,
    OtherSums,
    Part,
    PictureFile,
    Presence,
)
from precheck_audio_tags.hearing import (
    decoding,
    fingerprint,
    no_stream,
    other_speeds,
    sound,
    sound_picture,
)
from precheck_audio_tags.looking import INSPECTORS as LOOKING
from precheck_audio_tags.manifests import INSPECTORS as MANIFESTS
from precheck_audio_tags.originals import INSPECTORS as ORIGINALS

_MEND = "export the file again from the master, and see that it plays to its end"
_OPEN = "see that whoever runs precheck may read the file"
_SUPPLY = "put the file where the message says it is"
_NO_FILE = {Presence.NONE_NAMED, Presence.REMOTE, Presence.OUTSIDE, Presence.MISSING}
_SOUND_ONLY = {"FLAC", "WAV", "AIFF", "MP3", "Ogg"}


@inspector(of=Track, gives=AudioFile, version=4)
def audio_file(track: Track, _: Facts, tools: Tools) -> AudioFile | Unavailable:
    """Open the track's file: its container, stream, tags and objects, or why there are none."""
    from precheck_audio_tags.opening import file_of

    found = file_of(track, tools.apart)
    if track.kind == "Video" and found.container not in _SOUND_ONLY:
        return Unavailable(Reason.NOT_APPLICABLE, "it is a video, and its file is not one of sound")
    return found


@inspector(
    of=Track, gives=AudioStream, needs=(AudioFile,), wants=(Decoding,), version=2, is_derived=True
)
def audio_stream(_: Track, facts: Facts, __: Tools) -> AudioStream | Unavailable:
    """The stream header. A length that it leaves open is that of the sound which comes out."""
    file = facts[AudioFile]
    if file.stream is None:
        return no_stream(file)
    if not file.is_length_unknown:
        return file.stream
    decoded = facts.get(Decoding)
    if decoded is not None and decoded.sound is not None and not decoded.trouble:
        return replace(file.stream, duration_seconds=decoded.sound.seconds)
    detail = f"the header of {file.uri!r} does not state how long it is"
    return Unavailable(Reason.INCONCLUSIVE, detail, "encode it again with a program that does")


@inspector(of=Track, gives=Tags, needs=(AudioFile,), version=1, is_derived=True)
def tags(_: Track, facts: Facts, __: Tools) -> Tags | Unavailable:
    """The tags. A file whose sound is broken still gives those that can be read."""
    from precheck_audio_tags.fields import read_tags

    file = facts[AudioFile]
    if file.presence in _NO_FILE:
        return Unavailable(Reason.NO_FILE, file.detail, _SUPPLY)
    only_stream = all(trouble.part is Part.STREAM for trouble in file.troubles)
    if file.texts or (file.presence is Presence.READ) or (file.troubles and only_stream):
        return read_tags(file.texts)
    return Unavailable(Reason.UNREADABLE, file.detail, _MEND)


@inspector(
    of=Track,
    gives=ProvenanceMarks,
    needs=(AudioFile, Tags),
    wants=(C2paManifest,),
    version=3,
    is_derived=True,
)
def track_marks(_: Track, facts: Facts, __: Tools) -> ProvenanceMarks:
    """Every sign of origin in the texts and objects of the file, its manifest verified."""
    from precheck_audio_tags.marks import marks_in, verified

    found = dict.fromkeys((*marks_in(facts[Tags].texts), *facts[AudioFile].marks))
    return ProvenanceMarks(marks=verified(found, facts.get(C2paManifest)))


@inspector(of=Image, gives=PictureFile, version=2)
def picture_file(image: Image, _: Facts, tools: Tools) -> PictureFile | Unavailable:
    """Look for signs of origin near both ends of a picture, and in the parts that carry them."""
    from precheck_audio_tags.opening import PARSER_SECONDS

    if image.file is None:
        return _no_file(image)
    uri = image.files[0].uri
    try:
        return tools.apart(looked_through, image.file, uri, seconds=PARSER_SECONDS)
    except ApartFailure as lost:
        if not lost.is_harmful:
            raise
        return _unreadable(uri, f"its parser was lost: {lost.detail}")


def looked_through(path: Path, uri: str) -> PictureFile | Unavailable:
    """The signs of origin in a picture, or why it cannot be read; called in another process."""
    from precheck_audio_tags.picture import look_through

    try:
        return look_through(path)
    except OSError as error:
        return _unreadable(uri, _why(error))


@inspector(
    of=Image,
    gives=ProvenanceMarks,
    needs=(PictureFile,),
    wants=(C2paManifest,),
    version=2,
    is_derived=True,
)
def image_marks(_: Image, facts: Facts, __: Tools) -> ProvenanceMarks:
    """Every sign of origin in the picture, its manifest verified."""
    from precheck_audio_tags.marks import verified

    return ProvenanceMarks(marks=verified(facts[PictureFile].marks, facts.get(C2paManifest)))


@inspector(of=Track, gives=FileSums, wants=(AudioFile, Decoding), version=2)
def track_sums(track: Track, facts: Facts, _: Tools) -> FileSums | Unavailable:
    """The bytes of every file of a track; that which was decoded has been read already."""
    return _sums(track, facts.get(AudioFile), facts.get(Decoding))


@inspector(of=Image, gives=FileSums, version=1)
def image_sums(image: Image, _: Facts, __: Tools) -> FileSums | Unavailable:
    """The bytes of every file of a picture."""
    return _sums(image)


@inspector(of=Release, gives=OtherSums, version=1)
def other_sums(release: Release, _: Facts, __: Tools) -> OtherSums | Unavailable:
    """The bytes of every file that is there of texts, booklets and the like."""
    found = {one.reference: _sums(one) for one in release.resources if one.files}
    unreadable = [
        why
        for why in found.values()
        if isinstance(why, Unavailable) and why.reason is Reason.UNREADABLE
    ]
    if unreadable:
        return unreadable[0]
    return OtherSums(sums={key: one for key, one in found.items() if isinstance(one, FileSums)})


@inspector(of=Track, gives=FileDigest, needs=(FileSums,), version=1, is_derived=True)
def track_digest(track: Track, facts: Facts, _: Tools) -> FileDigest | Unavailable:
    """The bytes of the track's file."""
    return _main(track, facts[FileSums])


@inspector(of=Image, gives=FileDigest, needs=(FileSums,), version=1, is_derived=True)
def image_digest(image: Image, facts: Facts, _: Tools) -> FileDigest | Unavailable:
    """The bytes of the picture's file."""
    return _main(image, facts[FileSums])


def _sums(
    resource: Resource, opened: AudioFile | None = None, decoding: Decoding | None = None
) -> FileSums | Unavailable:
    from precheck_audio_tags.digest import digest

    found: list[FileSum] = []
    for file in resource.files:
        if file.path is not None:
            try:
                is_opened = opened is not None and opened.uri == file.uri
                made = decoding.digest if decoding is not None and is_opened else None
                if made is None:
                    sound = opened.sound_span if opened is not None and is_opened else None
                    made = digest(file.path, file.hash_sums, sound)
                found.append(FileSum(uri=file.uri, digest=made))
            except OSError as error:
                return _unreadable(file.uri, _why(error))
    return FileSums(files=tuple(found)) if found else _no_file(resource)


def _main(resource: Resource, sums: FileSums) -> FileDigest | Unavailable:
    main = next(
        (f.uri for f in resource.files if f.path is not None and f.path == resource.file), ""
    )
    return sums.of(main) or _no_file(resource)


def _no_file(resource: Resource) -> Unavailable:
    named = ", ".join(repr(file.uri) for file in resource.files)
    detail = (
        f"the message names {named}, which is not there"
        if named
        else "the message names no file for it"
    )
    return Unavailable(Reason.NO_FILE, detail, _SUPPLY)


def _unreadable(uri: str, why: str) -> Unavailable:
    return Unavailable(Reason.UNREADABLE, f"{uri!r} cannot be read: {why}", _OPEN)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


INSPECTORS = (
    audio_file,
    audio_stream,
    decoding,
    sound,
    sound_picture,
    fingerprint,
    other_speeds,
    tags,
    *MANIFESTS,
    *ORIGINALS,
    track_marks,
    picture_file,
    image_marks,
    *LOOKING,
    track_sums,
    image_sums,
    other_sums,
    track_digest,
    image_digest,
)
