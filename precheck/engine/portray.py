"""PORTRAY: everything that is known of one track."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from traceback import format_exception
from typing import Any

import msgspec
from msgspec import Struct

import precheck
from precheck.engine.comparison import compared
from precheck.engine.judge import Judged
from precheck.engine.naming import summary
from precheck.engine.room import Looked, Order, Room
from precheck.engine.seeking import Sought, seek
from precheck.facts import Facts, Unavailable
from precheck.model import Track
from precheck.plugins import Registry
from precheck.portrait import SCHEMA, Portrait
from precheck.report import Fault, Notice, TrackSummary
from precheck.shared_facts import (
    AudioStream,
    Fingerprint,
    ProvenanceMarks,
    Sound,
    SoundPicture,
    Tags,
)

SHOWN: Mapping[str, type] = {
    "stream": AudioStream,
    "tags": Tags,
    "sound": Sound,
    "picture": SoundPicture,
    "fingerprint": Fingerprint,
    "marks": ProvenanceMarks,
}
"""The facts of a portrait, by its fields."""


class Sitting(Struct, frozen=True, kw_only=True):
    """What is asked: which track."""

    path: Path
    order: Order
    reference: str = ""
    is_alone: bool = False
    """Whether to leave the rest of the release aside, which is much faster for an album."""


def portray(sitting: Sitting, registry: Registry | None = None) -> Portrait:
    """Look at a track and judge it. What breaks becomes a fault of the portrait.

    Raises `PrecheckError` where no track is meant, or a setting cannot be honoured.
    """
    sought = seek(sitting.path, sitting.reference)
    root = sought.batch.root
    home = root if root.is_dir() else root.parent
    order = msgspec.structs.replace(sitting.order, root=home)
    room = Room(order, registry)
    track = sought.track
    bare = Portrait(
        schema=SCHEMA,
        precheck=precheck.__version__,
        as_of=order.as_of,
        recipients=room.docket.recipients,
        release=sought.source.id,
        release_title="",
        track=TrackSummary(kind="track", reference=track.reference, title=track.title),
        is_alone=sitting.is_alone,
        faults=room.faults,
    )
    try:
        with room:
            looked = room.look_at(sought.source, track.reference if sitting.is_alone else "")
            judged = room.judge_looked(sought.source, looked, with_release=not sitting.is_alone)
        return _painted(bare, room, _facts(sought, looked), looked, judged)
    except Exception as error:  # noqa: BLE001 - what breaks is told, and never a traceback
        message = f"{track.label} could not be looked at: {type(error).__name__}: {error}"
        trace = "".join(format_exception(error)) if order.debug else ""
        fault = Fault(where="engine: track", message=message, trace=trace)
        return msgspec.structs.replace(bare, faults=(*bare.faults, fault))


def _facts(sought: Sought, looked: Looked) -> tuple[Track, Facts]:
    """The track as it was looked at; of several with one reference, the one that was sought."""
    wanted = sought.track
    for member, facts in looked.facts:
        if isinstance(member, Track) and (member.reference, member.audio) == (
            wanted.reference,
            wanted.audio,
        ):
            return member, facts
    raise LookupError("it is not there any more")


def _painted(
    bare: Portrait,
    room: Room,
    subject: tuple[Track, Facts],
    looked: Looked,
    judged: Judged,
) -> Portrait:
    track, facts = subject
    release = looked.release
    seen = summary(room.bench, track, facts)
    known: dict[str, Any] = {name: facts.get(kind) for name, kind in SHOWN.items()}
    whys: dict[str, Unavailable | None] = {name: facts.why(kind) for name, kind in SHOWN.items()}
    notices = tuple(n for n in judged.notices if _is_about(n, seen))
    return msgspec.structs.replace(
        bare,
        release=release.id,
        release_title=release.title,
        track=seen,
        missing={name: why for name, why in whys.items() if why is not None},
        compared=compared(track, release, known["stream"], known["tags"], notices),
        notices=tuple(sorted(notices, key=lambda n: (n.is_waived, -n.severity.rank))),
        skips=tuple(
            skip
            for skip in judged.skips
            if (skip.subject.kind, skip.subject.reference) == ("track", track.reference)
        ),
        faults=(
            *bare.faults,
            *(
                fault
                for fault in judged.faults
                if fault.subject is None or fault.subject.reference in {"", track.reference}
            ),
        ),
        **known,
    )


def _is_about(notice: Notice, track: TrackSummary) -> bool:
    if notice.subject.kind == "track":
        return notice.subject.reference == track.reference
    is_wider = notice.subject.kind == "release"
    return is_wider and any(place.file == track.file for place in notice.places if place.file)
