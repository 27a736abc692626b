"""LEARN: a release with the facts that somebody wants of it, and nothing judged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from msgspec import Struct

from precheck.engine.inspect import Inspection, Inspectors
from precheck.engine.room import AT_ONCE, Room
from precheck.facts import Facts, Reason, Unavailable
from precheck.model import Image, Message, Release, Source, Track
from precheck.plugins import Registry
from precheck.reading import Reading, read_release
from precheck.report import Fault, SubjectRef


class Learned(Struct, frozen=True, kw_only=True):
    """A release, and what was learned of its tracks and pictures."""

    release: Release
    reading: Reading
    members: tuple[tuple[Track | Image, Facts], ...] = ()
    faults: tuple[Fault, ...] = ()


def inspectors_for(registry: Registry, of: type, wanted: Iterable[type]) -> Inspectors:
    """The inspectors of one kind of subject that these facts take, in their order."""
    by_fact = {one.gives: one for one in registry.inspectors.get(of, ())}
    needed: set[type] = set()
    waiting = list(wanted)
    while waiting:
        kind = waiting.pop()
        if kind in by_fact and kind not in needed:
            needed.add(kind)
            waiting += (*by_fact[kind].needs, *by_fact[kind].wants)
    return tuple(one for one in by_fact.values() if one.gives in needed)


def learn(room: Room, source: Source, wanted: Iterable[type]) -> Learned:
    """Read a release and learn these facts of its tracks and pictures."""
    learned: Learned = room.run(_learn(room, source, tuple(wanted)))
    return learned


async def _learn(room: Room, source: Source, wanted: tuple[type, ...]) -> Learned:
    release, reading = await asyncio.to_thread(read_release, source)
    seeds: dict[type, object] = {
        **room.seeds,
        Release: release,
        Reading: reading,
        Message: release.message or Unavailable(Reason.NO_MESSAGE, "there is no message"),
    }
    chosen = {of: inspectors_for(room.registry, of, wanted) for of in (Track, Image)}
    limit = asyncio.Semaphore(AT_ONCE)

    async def look_at(member: Track | Image) -> Inspection:
        async with limit:
            look = Inspection(member, _ref(member), seeds, owners=room.owners)
            await look.run(chosen[type(member)], room.tools, room.threads)
            return look

    members: tuple[Track | Image, ...] = (*release.tracks, *release.images)
    looks = await asyncio.gather(*(look_at(member) for member in members))
    return Learned(
        release=release,
        reading=reading,
        members=tuple((look.subject, look.facts) for look in looks),
        faults=tuple(fault for look in looks for fault in look.faults),
    )


def _ref(member: Track | Image) -> SubjectRef:
    return SubjectRef(
        kind="track" if isinstance(member, Track) else "image",
        release=member.release,
        reference=member.reference,
        title=member.title,
    )
