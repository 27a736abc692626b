"""A room in which releases are judged by what a report holds: read, restored, asked anew."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from precheck.engine.codec import Codec, Home, form
from precheck.engine.inspect import Inspection, steps
from precheck.engine.judge import Judged
from precheck.engine.memory import Memory
from precheck.engine.own_rules import OWN
from precheck.engine.restore import Others, Restorer, Share, stale
from precheck.engine.room import Order, Outcome, Room, not_judged
from precheck.errors import UsageError
from precheck.facts import Facts, Unavailable
from precheck.model import Batch, Image, Manifest, Release, Source, Track
from precheck.plugins import Registry
from precheck.reading import Reading
from precheck.reading.again import NOWHERE, Beside, read_again
from precheck.reading.xml import BYTE_LIMIT
from precheck.record import SavedRelease, SavedRun, SavedSource, SavedSubject
from precheck.report import BatchDone, Fault, ReleaseResult, RunStarted, SubjectRef

WIDER: Mapping[type, type] = {Track: Release, Image: Release, Release: Batch}
"""Which kind of subject sees the facts of which."""


class Restored(Struct, frozen=True):
    """A release as it was read, with what it needs to be inspected again."""

    source: Source
    release: Release
    reading: Reading | Unavailable
    codec: Codec
    subjects: tuple[SavedSubject, ...]


class SavedRoom(Room):
    """A room in which releases are judged by what a report holds. Nothing is opened in it."""

    def __init__(self, order: Order, started: RunStarted, registry: Registry | None = None) -> None:
        """Draw up the docket of now, and see who of then is missing."""
        if started.facts is None:
            raise UsageError("the report was saved without its facts")
        self.saved: SavedRun = started.facts
        self.home = Home(NOWHERE / Path(self.saved.home.replace("\0", "")).name)
        super().__init__(
            replace(order, root=self.home.folder, offline=True, with_facts=False),
            registry or self._installed(order, started),
            processes=0,
        )
        self.faults = (*self.faults, *_missing(started, self.registry, order))
        self.layout = started.plan.layout
        self.restorer = Restorer(
            self.registry, self.seeds, self.saved, then=started.plan.as_of, day=order.as_of
        )
        self.codec = Codec(self.home)
        self.subjects: dict[tuple[str, str], SavedSubject] = {}
        self.below: dict[type, Others] = {}
        self.sources: list[Source] = []

    @staticmethod
    def _installed(order: Order, started: RunStarted) -> Registry:
        """The plugins of now. One of then may be left out, whether it is still installed or not."""
        return Registry.installed(
            only=order.only,
            without=order.without,
            require=order.require,
            own=(OWN,),
            formerly=(plugin.name for plugin in started.plugins),
        )

    def _set_up(self) -> None:
        super()._set_up()
        self.members_wait = False  # nothing is opened here

    def rehear(self, result: ReleaseResult) -> Outcome:
        """Judge one release by what was saved of it."""
        try:
            restored = self._restored(result)
        except Exception as error:  # noqa: BLE001 - the report comes from outside
            why = f"{result.id} cannot be judged again: {error}"
            outcome = not_judged(result.id, self.docket.recipients, why)
            told = tuple(fault for fault in result.faults if fault.where == "engine: release")
            return (
                replace(outcome, result=replace(outcome.result, faults=told)) if told else outcome
            )
        self._turn_to(restored.codec, restored.subjects)
        self.below[Release] = Others()
        self._now = restored
        return self.check_release(restored.source)

    def rehear_batch(self, event: BatchDone, memory: Memory) -> Judged:
        """Judge the batch as a whole by what was saved of it."""
        codec = Codec(self.home)
        try:
            batch = self._batch(codec)
        except Exception as error:  # noqa: BLE001 - the report comes from outside
            message = f"the batch cannot be judged again: {error}"
            return Judged(faults=[Fault(where="engine: batch", message=message)])
        self._turn_to(codec, (event.facts,) if event.facts is not None else ())
        return self.check_batch(batch, memory)

    def _batch(self, codec: Codec) -> Batch:
        """The batch as it was; raises `ValueError` or the like where that cannot be had."""
        saved = self.saved
        if saved.trouble:
            raise ValueError(saved.trouble)
        if saved.manifests and saved.manifest_form != form(Manifest).digest:
            raise ValueError("another version of Precheck read its manifests")
        return Batch(
            root=self.home.found(saved.root),
            layout=self.layout,
            sources=tuple(self.sources),
            manifests=tuple(codec.read(Manifest, one) for one in saved.manifests),
        )

    def _turn_to(self, codec: Codec, subjects: Iterable[SavedSubject]) -> None:
        self.codec = codec
        self.subjects = {(one.kind, one.reference): one for one in subjects}

    def _read(self, source: Source) -> tuple[Release, Reading | Unavailable]:
        del source
        return self._now.release, self._now.reading

    def _inspected(
        self,
        subject: Any,  # noqa: ANN401 - any of the four subjects
        ref: SubjectRef,
        seeds: Mapping[type, object],
        narrower: tuple[tuple[Any, Facts], ...] = (),
    ) -> Inspection:
        of = type(subject)
        look = Inspection(subject, ref, seeds, narrower=narrower, owners=self.owners)
        saved = self.subjects.get((ref.kind, ref.reference))
        share = Share(self.restorer, look, saved, self.codec, self.below.get(of, Others()))
        for inspector in self.registry.inspectors.get(of, ()):
            if share.must_ask(inspector):
                look.run(steps((inspector,)), self.tools, self.run)
                share.compare(inspector)
        if of is not Batch:
            self.below.setdefault(WIDER[of], Others()).add(share.others)
        return look

    def _source(self, name: str, saved: SavedSource) -> Source:
        found = self.home.found
        return Source(
            id=name,
            folder=found(saved.folder),
            message=found(saved.message) if saved.message is not None else None,
            audio=tuple(found(file) for file in saved.audio),
            rivals=tuple(found(file) for file in saved.rivals),
            is_alone=saved.is_alone,
        )

    def _restored(self, result: ReleaseResult) -> Restored:
        """The release as it was; raises `ValueError` or the like where that cannot be had."""
        saved = result.facts
        if saved is None:
            raise ValueError("the report holds no facts of it")
        source = self._source(result.id, saved.source)
        self.sources.append(source)
        if saved.trouble:
            raise ValueError(saved.trouble)
        found = self.home.found
        beside = Beside(
            named={
                uri: found(path) if path is not None else None for uri, path in saved.named.items()
            },
            outside=frozenset(saved.outside),
            files=tuple(found(file) for file in saved.files),
            is_message_only=saved.is_message_only,
            sidecar=saved.sidecar,
        )
        release = read_again(source, _inflated(saved.message), beside)
        if release.message is not None and release.message.sha256 != result.message_sha256:
            raise ValueError("the message in the report is not the one that was checked")
        root = release.message.node if release.message is not None else None
        codec = Codec(self.home, root)
        return Restored(source, release, self._reading(saved, codec), codec, saved.subjects)

    def _reading(self, saved: SavedRelease, codec: Codec) -> Reading | Unavailable:
        if self.saved.reading_form != form(Reading).digest:
            return stale("another version of Precheck read it, and would say other things of it")
        return codec.read(Reading, saved.reading)


def _inflated(data: bytes) -> bytes:
    """The message; raises `ValueError` where it is larger than any that is read."""
    if not data:
        return b""
    inflate = zlib.decompressobj()
    try:
        message = inflate.decompress(data, BYTE_LIMIT + 1)
    except zlib.error as error:
        raise ValueError(f"the message is not compressed as it should be: {error}") from None
    if len(message) > BYTE_LIMIT or inflate.unconsumed_tail or not inflate.eof:
        raise ValueError("the message is larger than any that is read, or cut off")
    return message


def _missing(started: RunStarted, registry: Registry, order: Order) -> Iterator[Fault]:
    """A fault for every plugin that took part then and cannot now."""
    there = {plugin.name for plugin in registry.plugins if plugin.status == "loaded"}
    told = {plugin.name for plugin in registry.plugins if plugin.status == "broken"}
    for plugin in started.plugins:
        is_left_out = plugin.name in order.without or (
            bool(order.only) and plugin.name not in order.only
        )
        if plugin.status == "loaded" and plugin.name not in there | told and not is_left_out:
            message = f"plugin {plugin.name!r} took part in the report and is not installed now"
            yield Fault(where=f"plugin: {plugin.name}", plugin=plugin.name, message=message)
