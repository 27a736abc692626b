"""What is learned of the sound: decoded once in a process apart, and handed on part by part."""

from __future__ import annotations

from importlib.util import find_spec

from precheck import (
    ApartFailure,
    Facts,
    Fingerprint,
    OtherSpeeds,
    Reason,
    Sound,
    SoundPicture,
    Tools,
    Track,
    Unavailable,
    inspector,
)
from precheck_audio_tags.digest import algorithms_of
from precheck_audio_tags.facts import AudioFile, Decoding, Presence
from precheck_audio_tags.options import AudioTags
from precheck_audio_tags.sound.door import Wanted, measured
from precheck_audio_tags.speeds import MOST_SECONDS, NEAR, speeds

EXTRA = "pip install 'precheck-music[sound]'"
_CHROMAPRINT = (
    "install libchromaprint: apt install libchromaprint1, dnf install libchromaprint, "
    "or brew install chromaprint"
)
_LIBRARIES = ("av", "numpy", "scipy", "soxr")
_MEND = "export the file again from the master, and see that it plays to its end"
_OPEN = "see that whoever runs precheck may read the file"
_SUPPLY = "put the file where the message says it is"
_NO_FILE = {Presence.NONE_NAMED, Presence.REMOTE, Presence.OUTSIDE, Presence.MISSING}
_LEAST_SECONDS = 60.0
_BYTES_PER_SECOND = 250_000
_SOUND_PER_SECOND = 20.0
"""A file may take a minute, and a second for so many bytes or so much sound, whichever is more.

The slowest that was measured are Opus at 1 MB and ALAC at 300 seconds of sound for each second.
"""
_PLAYED_PER_SECOND = 120.0
"""And a second for so much sound at other speeds: a minute at two of them takes 0.08."""
_NO_PRINTER = Unavailable(
    Reason.NOT_CONFIGURED,
    "libchromaprint is not installed, so there are no fingerprints",
    _CHROMAPRINT,
)
_TOO_SHORT = Unavailable(Reason.NOT_APPLICABLE, "the sound is too short for a fingerprint")
_NOT_WANTED = Unavailable(
    Reason.NOT_CONFIGURED,
    "no sound is played at other speeds",
    f"Set other_speeds = {NEAR:g} under [plugins.audio-tags] in precheck.toml. "
    "It takes some two seconds of CPU for three minutes of sound.",
)
_TOO_LONG = Unavailable(
    Reason.INCONCLUSIVE,
    f"it lasts more than {MOST_SECONDS / 60:.0f} minutes, and is not played again",
)


@inspector(of=Track, gives=Decoding, needs=(AudioFile,), version=3)
def decoding(track: Track, facts: Facts, tools: Tools) -> Decoding | Unavailable:
    """Decode the track's file to its end, and measure it on the way."""
    file = facts[AudioFile]
    if file.stream is None:
        return no_stream(file)
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        detail = f"{', '.join(missing)} is not installed, so the sound is not listened to"
        return Unavailable(Reason.NOT_INSTALLED, detail, EXTRA)
    named = next((one for one in track.files if one.uri == file.uri), None)
    if named is None or named.path is None:
        return Unavailable(Reason.NO_FILE, f"{file.uri!r} is not there any more", _SUPPLY)
    wanted = Wanted(
        stream=file.stream,
        algorithms=algorithms_of(named.hash_sums),
        span=file.sound_span,
        other_speeds=_options(facts).other_speeds,
    )
    try:
        size = named.path.stat().st_size
        return tools.apart(measured, named.path, wanted, seconds=_patience(size, wanted))
    except OSError as error:
        detail = f"{file.uri!r} cannot be read: {error.strerror or type(error).__name__}"
        return Unavailable(Reason.UNREADABLE, detail, _OPEN)
    except ApartFailure as failure:
        if not failure.is_harmful:
            raise
        return Decoding(trouble=failure.detail, is_harmful=True)


def _patience(size_bytes: int, wanted: Wanted) -> float:
    """How many seconds a file may take."""
    longest = 24 * 3600.0  # a header may state any length
    sound_seconds = min(wanted.stream.duration_seconds, longest)
    again = MOST_SECONDS * len(speeds(wanted.other_speeds)) / _PLAYED_PER_SECOND
    once = max(size_bytes / _BYTES_PER_SECOND, sound_seconds / _SOUND_PER_SECOND)
    return _LEAST_SECONDS + once + again


@inspector(of=Track, gives=Sound, needs=(Decoding,), version=1, is_derived=True)
def sound(_: Track, facts: Facts, __: Tools) -> Sound | Unavailable:
    """The measurements."""
    found = facts[Decoding]
    return found.sound or _no_sound(found)


@inspector(of=Track, gives=SoundPicture, needs=(Decoding,), version=1, is_derived=True)
def sound_picture(_: Track, facts: Facts, __: Tools) -> SoundPicture | Unavailable:
    """What a screen shows of it."""
    found = facts[Decoding]
    return found.picture or _no_sound(found)


@inspector(of=Track, gives=Fingerprint, needs=(Decoding,), version=1, is_derived=True)
def fingerprint(_: Track, facts: Facts, __: Tools) -> Fingerprint | Unavailable:
    """The Chromaprint."""
    found = facts[Decoding]
    if found.fingerprint is not None:
        return found.fingerprint
    if found.sound is None:
        return _no_sound(found)
    return _TOO_SHORT if found.has_chromaprint else _NO_PRINTER


@inspector(of=Track, gives=OtherSpeeds, wants=(Decoding,), version=1, is_derived=True)
def other_speeds(_: Track, facts: Facts, __: Tools) -> OtherSpeeds | Unavailable:
    """The Chromaprints at other speeds; where none are wanted nothing else matters."""
    if not speeds(_options(facts).other_speeds):
        return _NOT_WANTED
    if (why_not := facts.why(Decoding)) is not None:
        return why_not
    found = facts[Decoding]
    if found.at_speeds:
        return OtherSpeeds(prints=found.at_speeds)
    if found.sound is None:
        return _no_sound(found)
    if not found.has_chromaprint:
        return _NO_PRINTER
    return _TOO_SHORT if found.fingerprint is None else _TOO_LONG


def no_stream(file: AudioFile) -> Unavailable:
    """Why nothing is known of the sound of a file."""
    if file.presence in _NO_FILE:
        return Unavailable(Reason.NO_FILE, file.detail, _SUPPLY)
    return Unavailable(Reason.UNREADABLE, file.detail, _MEND)


def _options(facts: Facts) -> AudioTags:
    return facts.get(AudioTags) or AudioTags()


def _no_sound(found: Decoding) -> Unavailable:
    return Unavailable(Reason.UNREADABLE, found.trouble, _MEND)
