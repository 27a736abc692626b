"""Whether tracks of one release are the same recording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from msgspec import Struct

from precheck import Facts, FileDigest, Finding, Release, Severity, Track, rule
from precheck_audio_tags.facts import FileSum, FileSums
from precheck_audio_tags.rules.wording import file_named, listed, named_place
from precheck_audio_tags.sources import DEEZER_CLEANING, SYMPHONIC_TITLES


@rule(
    "audio-tags.duplicate-file",
    title="Two tracks have the same sound",
    severity=Severity.BLOCK,
    of=Release,
    needs=(FileSums,),
    sources=(DEEZER_CLEANING, SYMPHONIC_TITLES),
)
def duplicate_file(release: Release, facts: Facts) -> Iterator[Finding]:
    """Compare the sound of all tracks of a release, sample for sample.

    ## What it checks

    No two tracks of a release may have the same sound, or the same file. Of lossless files the
    decoded samples are compared, by their MD5, so that a copy in another container is found too. Of
    others it is the encoded sound, by its SHA-256, so that a copy with new tags is found.

    ## Why it matters

    It is either a file in the wrong place, and then a recording is missing, or the same recording
    sold twice, which services remove as spam.

    ## What to do

    Put the right file in place, or drop one of the two tracks.

    ## Limits

    The same recording mixed or encoded anew is not noticed here. Without the extra `sound` nothing
    is decoded, and the encoded sound of lossless files is compared. In lossy MP4 and Ogg the sound
    is not told apart from the tags, so that only whole files are compared; the same goes for
    previews. Pictures may be shared.
    """
    told: list[set[str]] = []
    for copies in (*_alike(facts, _sound), *_alike(facts, _bytes)):
        references = {copy.track.reference for copy in copies}
        if not any(references <= others for others in told):
            told.append(references)
            yield _duplicates(release, copies)


class _Copy(Struct, frozen=True):
    """The file of one track that has what the file of another has."""

    track: Track
    sum: FileSum


def _alike(facts: Facts, key: Callable[[FileDigest], str]) -> list[tuple[_Copy, ...]]:
    """The files of several tracks with the same key, one of each track. An empty key is none."""
    found: dict[str, dict[str, _Copy]] = defaultdict(dict)
    for resource, sums in facts.each(FileSums):
        if isinstance(resource, Track):
            for file in sums.files:
                if file.digest.size_bytes and key(file.digest):
                    copies = found[key(file.digest)]
                    copies.setdefault(resource.reference, _Copy(resource, file))
    return [tuple(copies.values()) for copies in found.values() if len(copies) > 1]


def _sound(digest: FileDigest) -> str:
    return digest.sound


def _bytes(digest: FileDigest) -> str:
    return digest.sha256


def _duplicates(release: Release, copies: tuple[_Copy, ...]) -> Finding:
    names = listed(f"{copy.track.label} ({copy.track.reference})" for copy in copies)
    sums = [copy.sum.digest for copy in copies]
    is_file = len({one.sha256 for one in sums}) == 1
    first, second = copies[0].sum.digest, copies[1]
    named = file_named(second.track, second.sum.uri)
    return Finding(
        f"{names} have the same bytes"
        if is_file
        else f"{names} have the same sound, bit for bit, in files that differ",
        place=named_place(second.track, named) or release.at(),
        file=named.path if named is not None else None,
        evidence={
            "same": "file" if is_file else "sound",
            "sound": first.sound,
            "sha256": [one.sha256 for one in sums],
            "tracks": [copy.track.reference for copy in copies],
            "files": [copy.sum.uri for copy in copies],
        },
    )


RULES = (duplicate_file,)
