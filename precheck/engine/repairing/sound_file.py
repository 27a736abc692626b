"""What inspectors say of one sound file by itself: its stream and its signs of origin."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from precheck.engine.inspect import Inspection, Inspectors, steps
from precheck.engine.room import Room
from precheck.facts import Reason, Unavailable
from precheck.model import FileReference, Message, Release, Track
from precheck.report import Fault, SubjectRef
from precheck.shared_facts import AudioStream, Mark, ProvenanceMarks

_NO_FAILURE = frozenset({Reason.NOT_APPLICABLE, Reason.NOT_SUPPLIED, Reason.INCONCLUSIVE})
"""Why there may be no stream though nothing is wrong with the file."""


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

    @property
    def container(self) -> str:
        """That of the stream; empty where there is none."""
        return self.stream.container if self.stream is not None else ""


class Learner:
    """Asks inspectors about single files."""

    def __init__(self, room: Room) -> None:
        """The room must have been entered."""
        self._room = room
        self._steps = steps(_for(room.registry.inspectors[Track], AudioStream, ProvenanceMarks))
        self.faults: list[Fault] = []

    def learn(self, release: Release, kind: str, path: Path, uri: str) -> Known:
        """What is known of a file by itself, outside its release. Nothing it holds raises."""
        alone = Release(id=release.id, root=release.root)
        track = Track(
            reference=uri,
            release=release.id,
            kind=kind,
            files=(FileReference(uri=uri, path=path),),
        )
        ref = SubjectRef(kind="track", release=release.id, reference=uri)
        none = Unavailable(Reason.NO_MESSAGE, "the file is looked at by itself")
        seeds = {**self._room.seeds, Release: alone, Message: none}
        look = Inspection(track, ref, seeds, owners=self._room.owners)
        look.run(self._steps, self._room.tools, self._room.run)
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


def _for(inspectors: Inspectors, *kinds: type) -> Inspectors:
    """Those inspectors that it takes to learn some kinds of facts, in their order."""
    wanted = set(kinds)
    for one in reversed(inspectors):  # each stands behind those that it rests on
        if one.gives in wanted:
            wanted |= {*one.needs, *one.wants}
    return tuple(one for one in inspectors if one.gives in wanted)


def why_other(old: Known, new: Known) -> str:
    """Why a new file has not the stream of the old one; empty where it has."""
    if new.stream is None:
        is_as_before = old.stream is None and new.stream_gone is old.stream_gone
        return "" if is_as_before and new.stream_gone in _NO_FAILURE else new.why
    if old.stream is None:
        return ""  # it could not be read before, and can be now
    fields = ["codec", "sampling_rate_hz", "bits_per_sample", "channels"]
    if old.stream.is_lossless:
        fields.append(
            "duration_seconds"
        )  # of a lossy stream it is an estimate from the file's size
    for field in fields:
        was, now = getattr(old.stream, field), getattr(new.stream, field)
        if was != now:
            return f"the new file has {field.replace('_', ' ')} {now}, the old one {was}"
    return ""


def lost(old: Known, new: Known) -> tuple[Mark, ...]:
    """The signs of origin that the new file lacks."""
    kept = set(new.marks or ())
    return tuple(mark for mark in old.marks or () if mark not in kept)
