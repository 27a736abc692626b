"""Answers that lie in the release folder: found by the track they are about, judged like any."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from precheck import Reason, Release, Track, Unavailable
from precheck_voice.adapters.installed import adapter
from precheck_voice.adapters.installed import names as installed_names
from precheck_voice.adapters.result import Axis
from precheck_voice.answer import invalid
from precheck_voice.folder import UnsafeFileError, content, is_there, names_in
from precheck_voice.identity import one_isrc
from precheck_voice.options import Recordings
from precheck_voice.recording import folder_of
from precheck_voice.strict import decode
from precheck_voice.wire import SCHEMA, Wire, Wrapped

FOLDER = "voice"
"""Below the release folder."""
MAX_BYTES = 1 << 20
BOTH = frozenset(Axis)


class Question(Struct, frozen=True, kw_only=True):
    """What is to be learned of one track."""

    track: Track
    release: Release
    artists: frozenset[str]
    """The ids to compare with."""
    is_instrumental: bool
    """Whether the release says that nobody sings or speaks."""
    min_vocal_seconds: float
    is_search: bool = False
    """Whether all voices that the service knows are asked about as well."""
    wants_voice: bool = False
    """Whether the voice itself is asked for, to compare it with others of the batch."""
    recordings: Recordings = Recordings()


class Shelf(Struct, frozen=True, kw_only=True):
    """A folder in which answers lie."""

    root: Path
    folder: str
    """As seen from the root, which may be a link; what is below may not."""
    name: str = ""
    """The one file that is looked at; empty for all."""

    @property
    def is_there(self) -> bool:
        """Whether there is anything at its place, be it nothing that can be read."""
        try:
            return is_there(self.root, self.folder)
        except UnsafeFileError:
            return True

    def names(self) -> tuple[str, ...]:
        """The files in it, sorted. Raises `UnsafeFileError`."""
        return (self.name,) if self.name else names_in(self.root, self.folder, ".json")


def shelves(release: Release, response: str) -> tuple[Shelf, ...]:
    """Where answers about a release lie: in its folder, and where recorded ones are, if anywhere.

    Those are the one file that `response` is, or lie in the folder that is named for the release,
    if there is one in it, else in `response` itself.
    """
    own = Shelf(root=release.root, folder=FOLDER)
    if not response:
        return (own,)
    place = Path(response)
    if not place.is_dir():
        name = place.name
        place = place.parent.resolve()
        return (own, Shelf(root=place.parent, folder=place.name, name=name))
    place = place.resolve()
    of_release = place / folder_of(release)
    folder = f"{place.name}/{of_release.name}" if of_release.is_dir() else place.name
    return (own, Shelf(root=place.parent, folder=folder))


class Stored(Struct, frozen=True, kw_only=True):
    """A stored answer: its place, its bytes, and what it says unless it is broken."""

    file: str
    body: bytes
    said: Wire | Wrapped | None
    axes: frozenset[Axis]
    """What it is about; both where that cannot be told."""


def stored_about(
    track: Track, release: Release, audio_sha256: str, axis: Axis, response: str = ""
) -> tuple[Stored, ...] | Unavailable:
    """The stored answers about the track on this axis; or why it cannot be told which they are.

    `response` is where recorded answers lie, beside those of the release.
    `audio_sha256` is empty where the track has no file. Only the answers are opened that are named
    after this track or after none, so that each of many is opened for one track and not for all.
    """
    others = tuple(other for other in release.tracks if other is not track)
    taken = {name for other in others for name in _names(other)} - _names(track)
    try:
        opened = [
            _read(shelf, name)
            for shelf in shelves(release, response)
            for name in shelf.names()
            if _stem(name) not in taken
        ]
    except UnsafeFileError as error:
        return Unavailable(Reason.UNREADABLE, f"a stored answer cannot be read: {error}")
    every = [stored for stored in opened if axis in stored.axes]
    mine = [s for s in every if _is_about(s, track, audio_sha256)]
    strays = (_stray(s, track, others) for s in every if s not in mine)
    if stray := next(filter(None, strays), None):
        return stray
    return tuple(mine) or _lost(every) or ()


def both_about(first: Stored, second: Stored) -> Unavailable:
    """Two answers to one question are not chosen between."""
    return Unavailable(
        Reason.INCONCLUSIVE,
        f"{first.file} and {second.file} are both about this track",
        "Keep the one that counts.",
    )


def in_file(file: str, why: Unavailable) -> Unavailable:
    """The same, with the file that it is about."""
    return replace(why, detail=f"{file}: {why.detail}")


def _read(shelf: Shelf, name: str) -> Stored:
    file = f"{shelf.folder}/{name}"
    body = content(shelf.root, file, MAX_BYTES)
    return Stored(file=file, body=body, said=(said := _said(body)), axes=_axes(said, body))


def _said(body: bytes) -> Wire | Wrapped | None:
    with suppress(ValueError):
        return decode(body, Wire)
    with suppress(ValueError):
        return decode(body, Wrapped)
    return None


class _Hint(Struct, frozen=True):
    """What a broken answer may still tell."""

    schema: str = ""


def _axes(said: Wire | Wrapped | None, body: bytes) -> frozenset[Axis]:
    """What an answer is about: a broken one may be about anything, if it does not say."""
    if isinstance(said, Wrapped):
        found = adapter(said.vendor)
        return BOTH if isinstance(found, Unavailable) else found.axes
    try:
        is_comparison = said is not None or decode(body, _Hint).schema == SCHEMA
    except ValueError:
        return BOTH
    return frozenset({Axis.IDENTITY}) if is_comparison else BOTH


def _is_about(stored: Stored, track: Track, audio_sha256: str) -> bool:
    """By what the answer says; where it names no track, by its own name, then by its audio."""
    names = _names(track)
    if stored.said is not None:
        about = stored.said.track
        if about.isrc:
            return one_isrc(about.isrc) == one_isrc(track.isrc)
        if about.reference:
            return about.reference == track.reference
        if about.file:
            return PurePosixPath(about.file).name.casefold() in names
        said = stored.said.audio.sha256.lower()
        if said and said == audio_sha256:
            return True
    stem = _stem(stored.file)
    return stem in names or (bool(audio_sha256) and stem == audio_sha256)


def _stray(stored: Stored, track: Track, others: tuple[Track, ...]) -> Unavailable | None:
    """An answer that is named after this track and says that it is about another.

    It is not opened for the other one, and nothing tells whether name or content is wrong.
    """
    if stored.said is None or _stem(stored.file) not in _names(track):
        return None
    other = next((t.reference for t in others if _is_about(stored, t, "")), "")
    if not other:
        return None
    return Unavailable(
        Reason.INCONCLUSIVE,
        f"{stored.file} is named after this track, but says that it is about {other}",
        "Name the file after the track it is about.",
    )


def _stem(file: str) -> str:
    """What the file is called, without its ending and the vendor's name before that."""
    path = PurePosixPath(file)
    bare = PurePosixPath(path.stem)
    has_vendor = bare.suffix[1:] in installed_names()
    return (bare.stem if has_vendor else bare.name).casefold()


def _names(track: Track) -> set[str]:
    """What a stored answer about this track may be called."""
    files = [PurePosixPath(f.uri) for f in track.files]
    names = {one_isrc(track.isrc), track.reference}
    names |= {f.name for f in files} | {f.stem for f in files}
    return {name.casefold() for name in names if name}


def _lost(every: list[Stored]) -> Unavailable | None:
    """A broken answer that is named after no track may be about this one."""
    for stored in every:
        if stored.said is None:
            why = invalid("it cannot be told which track it is about", stored.body)
            return in_file(stored.file, why)
    return None
