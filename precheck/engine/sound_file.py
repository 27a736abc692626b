"""What inspectors say of one sound file by itself: its stream and its signs of origin."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from precheck.engine.inspect import Inspection
from precheck.engine.room import Room
from precheck.facts import Reason, Unavailable
from precheck.model import FileReference, Message, Release, Track
from precheck.reading import Reading
from precheck.report import Fault, SubjectRef
from precheck.shared_facts import AudioStream, Mark, ProvenanceMarks


class Known(Struct, frozen=True, kw_only=True):
    """What is known of a sound file."""

    kind: str = ""
    """`SoundRecording` or `Video`, as the message has it."""
    stream: AudioStream | None = None
    stream_gone: Reason | None = None
    """Why there is no stream."""
    marks: tuple[Mark, ...] | None = None
    """None where they could not be read."""
    why: str = ""
    """What could not be learned, in words."""


class Learner:
    """Asks inspectors about single files of a release."""

    def __init__(self, room: Room) -> None:
        """The room must have been entered."""
        self._room = room
        self._seeds: dict[type, object] = {}
        self._release = ""
        self.faults: list[Fault] = []

    def begin(self, release: Release, reading: Reading) -> None:
        """Go on to another release."""
        self._release = release.id
        self.faults = []
        none = Unavailable(Reason.NO_MESSAGE, "there is no message")
        self._seeds = {
            **self._room.seeds,
            Release: release,
            Reading: reading,
            Message: release.message or none,
        }

    def learn(self, kind: str, path: Path, uri: str) -> Known:
        """What is known of a file. Nothing that it holds makes this raise."""
        track = Track(
            reference=uri,
            release=self._release,
            kind=kind,
            files=(FileReference(uri=uri, path=path),),
        )
        ref = SubjectRef(kind="track", release=self._release, reference=uri)
        look = Inspection(track, ref, self._seeds, owners=self._room.owners)
        look.run(self._room.steps[Track], self._room.tools, self._room.run)
        self.faults += look.faults
        facts = look.facts
        marks = facts.get(ProvenanceMarks)
        no_stream, no_marks = facts.why(AudioStream), facts.why(ProvenanceMarks)
        why = no_stream or no_marks
        return Known(
            kind=kind,
            stream=facts.get(AudioStream),
            stream_gone=no_stream.reason if no_stream is not None else None,
            marks=marks.marks if marks is not None else None,
            why=why.detail if why is not None else "",
        )


def same_stream(old: Known, new: Known) -> str:
    """Why the stream of a new file is not that of the old one; empty where it is."""
    if new.stream is None:
        return "" if old.stream is None and new.stream_gone is old.stream_gone else new.why
    if old.stream is None:
        return ""
    for field in ("codec", "sampling_rate_hz", "bits_per_sample", "channels", "duration_seconds"):
        was, now = getattr(old.stream, field), getattr(new.stream, field)
        if was != now:
            return f"the new file has {field.replace('_', ' ')} {now}, the old one {was}"
    return ""


def lost(old: Known, new: Known) -> tuple[Mark, ...]:
    """The signs of origin that the new file lacks."""
    kept = set(new.marks or ())
    return tuple(mark for mark in old.marks or () if mark not in kept)
