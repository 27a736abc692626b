"""Answers that lie in the release folder: found by the track they are about, judged like any."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from precheck import Reason, Release, Track, Unavailable
from precheck_voice.answer import Wire, invalid, parse
from precheck_voice.facts import Transport, VoiceMatches
from precheck_voice.folder import UnsafeFileError, content, names_in
from precheck_voice.identity import one_isrc
from precheck_voice.strict import decode

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

    `audio_sha256` is empty where the track has no file.
    """
    root = question.release.root
    try:
        every = [_read(root, name) for name in names_in(root, FOLDER, ".json")]
    except UnsafeFileError as error:
        return Unavailable(Reason.UNREADABLE, f"a stored answer cannot be read: {error}")
    mine = [s for s in every if _is_about(s, question.track, audio_sha256)]
    if not mine:
        return _lost(every, question.release)
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
    stem = PurePosixPath(stored.file).stem.casefold()
    return stem in names or (bool(audio_sha256) and stem == audio_sha256)


def _names(track: Track) -> set[str]:
    """What a stored answer about this track may be called."""
    files = [PurePosixPath(f.uri) for f in track.files]
    names = {one_isrc(track.isrc), track.reference}
    names |= {f.name for f in files} | {f.stem for f in files}
    return {name.casefold() for name in names if name}


def _lost(every: list[Stored], release: Release) -> Unavailable | None:
    """A broken answer that nobody can be told to own may be about this track."""
    owned = {name for track in release.tracks for name in _names(track)}
    for stored in every:
        if stored.wire is None and PurePosixPath(stored.file).stem.casefold() not in owned:
            why = invalid("it cannot be told which track it is about", stored.body)
            return replace(why, detail=f"{stored.file}: {why.detail}")
    return None
