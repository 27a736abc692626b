"""SEEKING: the one track that is meant, and the release it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from precheck.errors import UsageError, did_you_mean
from precheck.facts import Unavailable
from precheck.model import Batch, Release, Source, Track
from precheck.reading import Reading, discover, read_release
from precheck.reading.paths import RESOURCES

MOST_LISTED = 10


class Sought(Struct, frozen=True):
    """A track, and where its release is read from."""

    batch: Batch
    source: Source
    track: Track


def seek(path: Path, reference: str = "") -> Sought:
    """The track at a path; a reference says which, where there are several.

    A reference is that of the message (`A1`), an ISRC, the name of an audio file, or one of them
    behind the id of a release and `#`. An audio file alone is sought in the release around it.

    Raises:
        UsageError: Nothing or more than one thing is meant.
        NothingToCheck: There is neither a message nor audio.
    """
    batch = discover(path)
    if not reference and batch.root.is_file() and batch.sources[0].message is None:
        return _around(batch.root) or _chosen(batch, "")
    return _chosen(batch, reference)


def _around(audio: Path) -> Sought | None:
    """The audio file as a track of the message that lies beside it, or beside its folder."""
    folders = [audio.parent]
    if audio.parent.name == RESOURCES:
        folders.append(audio.parent.parent)
    for folder in folders:
        if not any(folder.glob("*.xml")):
            continue
        batch = discover(folder)
        for source in batch.sources:
            if source.folder != folder or source.message is None:
                continue
            release, _ = read_release(source)
            for track in release.tracks:
                if track.audio == audio:
                    return Sought(batch, source, track)
    return None


def _chosen(batch: Batch, reference: str) -> Sought:
    sources, name = _placed(batch, reference)
    seen: list[Sought] = []
    troubles: list[str] = []
    for source in sources:
        read, reading = read_release(source)
        seen += (Sought(batch, source, track) for track in read.tracks)
        if not read.tracks:
            troubles += _troubles(read, reading)
    found = [one for one in seen if not name or name in _names(one.track)]
    if len(found) == 1:
        return found[0]
    raise UsageError(_why_not_one(name, found, seen, troubles))


def _placed(batch: Batch, reference: str) -> tuple[tuple[Source, ...], str]:
    """The releases to look in, and what to look for there."""
    named = [source for source in batch.sources if reference.startswith(f"{source.id}#")]
    if not named:
        return batch.sources, reference
    source = max(named, key=lambda one: len(one.id))
    return (source,), reference[len(source.id) + 1 :]


def _names(track: Track) -> Iterator[str]:
    yield track.reference
    if track.isrc:
        yield track.isrc
    for file in track.files:
        yield file.uri
        yield Path(file.uri).name


def _troubles(release: Release, reading: Reading | Unavailable) -> list[str]:
    if isinstance(reading, Unavailable):
        return [reading.detail]
    said = [problem.text for problem in reading.problems]
    return said[:1] or [f"{release.id} names no track"]


def _why_not_one(name: str, found: list[Sought], seen: list[Sought], troubles: list[str]) -> str:
    if not seen:
        return f"there is no track to show: {'; '.join(troubles[:MOST_LISTED])}"
    listed = _listed(found or seen)
    if found:
        which = f"{name!r} is" if name else "there are"
        return f"{which} {len(found)} tracks; name one of them: {listed}"
    near = did_you_mean(name, (known for one in seen for known in _names(one.track)))
    return f"there is no track {name!r}{near}; there are: {listed}"


def _listed(found: list[Sought]) -> str:
    """The tracks, by names that can be given."""
    several = len({one.source.id for one in found}) > 1
    named = [
        f"{one.track.id if several else one.track.reference} {one.track.title}".strip()
        for one in found[:MOST_LISTED]
    ]
    more = f" and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
    return ", ".join(named) + more
