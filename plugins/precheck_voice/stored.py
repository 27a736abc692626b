"""Answers that lie in the release folder: found by the track they are about, judged like any."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from precheck import Reason, Release, Track, Unavailable
from precheck_voice.answer import invalid, parse
from precheck_voice.facts import Transport, VoiceMatches
from precheck_voice.folder import UnsafeFileError, content, names_in
from precheck_voice.identity import one_isrc
from precheck_voice.strict import decode
from precheck_voice.wire import Wire

FOLDER = "voice"
"""Below the release folder."""
MAX_BYTES = 1 << 20


class Question(Struct, frozen=True, kw_only=True):
    """What is to be learned of one track."""

    track: Track
    release: Release
    artists: frozenset[str]
    """The ids to compare with."""
    is_instrumental: bool
    """Whether the release says that nobody sings or speaks."""
    min_vocal_seconds: float


class Stored(Struct, frozen=True, kw_only=True):
    """A stored answer: its place, its bytes, and what it says unless it is broken."""

    file: str
    body: bytes
    wire: Wire | None


def stored_answer(question: Question, audio_sha256: str) -> VoiceMatches | Unavailable | None:
    """What a stored answer says of the track; None where none is about it.

    `audio_sha256` is empty where the track has no file. Only the answers are opened that are named
    after this track or after none, so that each of many is opened for one track and not for all.
    """
    root, track = question.release.root, question.track
    others = tuple(other for other in question.release.tracks if other is not track)
    taken = {name for other in others for name in _names(other)} - _names(track)
    try:
        names = names_in(root, FOLDER, ".json")
        every = [_read(root, name) for name in names if _stem(name) not in taken]
    except UnsafeFileError as error:
        return Unavailable(Reason.UNREADABLE, f"a stored answer cannot be read: {error}")
    mine = [s for s in every if _is_about(s, track, audio_sha256)]
    strays = (_stray(s, track, others) for s in every if s not in mine)
    if stray := next(filter(None, strays), None):
        return stray
    if not mine:
        return _lost(every)
    if len(mine) > 1:
        both = " and ".join(s.file for s in mine[:2])
        return Unavailable(
            Reason.INCONCLUSIVE, f"{both} are both about this track", "Keep the one that counts."
        )
    stored = mine[0]
    fact = parse(
        stored.body,
        audio_sha256=audio_sha256,
        min_vocal_seconds=question.min_vocal_seconds,
        is_instrumental=question.is_instrumental,
    )
    if isinstance(fact, Unavailable):
        return replace(fact, detail=f"{stored.file}: {fact.detail}")
    everyone = tuple(sorted(question.artists.union(fact.artists)))
    return replace(fact, artists=everyone, transport=Transport.STORED, service=stored.file)


def _read(root: Path, name: str) -> Stored:
    file = f"{FOLDER}/{name}"
    body = content(root, file, MAX_BYTES)
    try:
        return Stored(file=file, body=body, wire=decode(body, Wire))
    except ValueError:
        return Stored(file=file, body=body, wire=None)


def _is_about(stored: Stored, track: Track, audio_sha256: str) -> bool:
    """By what the answer says; where it names no track, by its own name, then by its audio."""
    names = _names(track)
    if stored.wire is not None:
        about = stored.wire.track
        if about.isrc:
            return one_isrc(about.isrc) == one_isrc(track.isrc)
        if about.reference:
            return about.reference == track.reference
        if about.file:
            return PurePosixPath(about.file).name.casefold() in names
        said = stored.wire.audio.sha256.lower()
        if said and said == audio_sha256:
            return True
    stem = _stem(stored.file)
    return stem in names or (bool(audio_sha256) and stem == audio_sha256)


def _stray(stored: Stored, track: Track, others: tuple[Track, ...]) -> Unavailable | None:
    """An answer that is named after this track and says that it is about another.

    It is not opened for the other one, and nothing tells whether name or content is wrong.
    """
    if stored.wire is None or _stem(stored.file) not in _names(track):
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
    return PurePosixPath(file).stem.casefold()


def _names(track: Track) -> set[str]:
    """What a stored answer about this track may be called."""
    files = [PurePosixPath(f.uri) for f in track.files]
    names = {one_isrc(track.isrc), track.reference}
    names |= {f.name for f in files} | {f.stem for f in files}
    return {name.casefold() for name in names if name}


def _lost(every: list[Stored]) -> Unavailable | None:
    """A broken answer that is named after no track may be about this one."""
    for stored in every:
        if stored.wire is None:
            why = invalid("it cannot be told which track it is about", stored.body)
            return replace(why, detail=f"{stored.file}: {why.detail}")
    return None
