"""The room in which releases are checked: plugins, docket and tools, made once a process."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from msgspec import Struct, field
from msgspec.structs import replace

from precheck.apart.pool import Pool
from precheck.engine.docket import Docket, draw_up, policies_for
from precheck.engine.inspect import Inspection, steps
from precheck.engine.judge import Bench, Hearing, Judged, Names, judge, verdicts
from precheck.engine.keeping import Kept
from precheck.engine.naming import names_of, ref_of, summary
from precheck.engine.own_rules import OWN, Waivers
from precheck.facts import AsOf, Facts, Reason, Unavailable
from precheck.inspectors import Apart, NoSchemas, Schemas, Tools
from precheck.interrupts import held_back
from precheck.model import Batch, Image, Message, Release, Source, Track
from precheck.plugins import Registry
from precheck.policy import Policy
from precheck.reading import Reading, read_other, read_release
from precheck.reading.paths import shown
from precheck.reading.schemas import StoredSchemas
from precheck.report import Fault, ReleaseResult, SubjectRef
from precheck.settings import Settings
from precheck.web import Web, host_of

if TYPE_CHECKING:
    from precheck.engine.memory import Memory
    from precheck.engine.recorder import Recorder
    from precheck.record import SavedSubject

AT_ONCE = 8
"""How many tracks and images of one release are inspected at the same time."""


class Order(Struct, frozen=True, kw_only=True):
    """What was asked for. It can be pickled: every worker makes its own room from it."""

    root: Path
    as_of: date
    settings: Settings = Settings()
    recipients: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    offline: bool = False
    debug: bool = False
    schemas: Path | None = None
    """The folder of schemas that were added; None for none."""
    with_facts: bool = False
    """Whether the facts are written too, so that they can be judged again."""
    run: str = field(default_factory=lambda: uuid4().hex)
    """Drawn for the run, and handed to every worker."""
    processes: int = 1
    """How many processes share the releases, and with them what hosts may be asked."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one release, with the facts that the batch will want of it."""

    result: ReleaseResult
    names: Names
    kept: Mapping[type, object] = field(default_factory=dict)


class Looked(Struct, frozen=True, kw_only=True):
    """A release, and what was learned of its tracks and images."""

    release: Release
    reading: Reading | Unavailable
    seeds: Mapping[type, object]
    """The facts that needed no inspector."""
    members: tuple[Inspection, ...]

    @property
    def facts(self) -> tuple[tuple[Any, Facts], ...]:
        """The tracks and images with their facts."""
        return tuple((look.subject, look.facts) for look in self.members)


class Room:
    """Where releases are checked. Enter it before use; leaving closes threads and connections."""

    def __init__(
        self,
        order: Order,
        registry: Registry | None = None,
        *,
        processes: int | None = None,
        apart: Apart | None = None,
    ) -> None:
        """Load the plugins (unless given) and draw up the docket.

        At most so many `processes` that can be lost run at once; as a rule one for each processor.
        Those behind a door that is given, `apart`, are used instead, and outlive the room.
        Raises `PrecheckError` where the settings, a policy or a plugin's name cannot be honoured.
        """
        self.order = order
        self.registry = registry or Registry.installed(
            only=order.only, without=order.without, require=order.require, own=(OWN,)
        )
        order.settings.require_known(self.registry)
        self.policies: tuple[Policy, ...] = policies_for(
            self.registry, order.settings, order.recipients
        )
        self.docket: Docket = draw_up(
            self.registry, order.settings, self.policies, order.as_of, order.require
        )
        self.faults: tuple[Fault, ...] = (*self.registry.faults, *self.docket.faults)
        self._dockets: dict[frozenset[str], Docket] = {frozenset(): self.docket}
        self.owners = self.registry.owners
        waivers = order.settings.waivers
        self.bench = Bench(
            root=order.root,
            waivers=tuple(w for w in waivers if w.expires >= order.as_of),
        )
        self.seeds: dict[type, object] = {AsOf: AsOf(order.as_of)}
        for plugin in self.registry.plugins:
            if plugin.status == "loaded":
                self.seeds |= order.settings.options(plugin)
        self.kept_kinds = self._wanted_by_the_batch()
        self.recorder = self._new_recorder() if order.with_facts else None
        self.batch_facts: SavedSubject | None = None
        cores = min(os.cpu_count() or 1, AT_ONCE)
        self.lent = apart
        self.apart = Pool(cores if processes is None else processes)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Open what is shared by all releases."""
        with held_back():
            self._set_up()
        return self

    def _set_up(self) -> None:
        self.steps = {of: steps(mine) for of, mine in self.registry.inspectors.items()}
        self.members_wait = any(step.waits for of in (Track, Image) for step in self.steps[of])
        self.threads = self._open.enter_context(ThreadPoolExecutor(AT_ONCE, "precheck"))
        # What a thread allocates lies together. Elements among everything else that the process
        # has in memory are slower to walk over.
        self.reader = self._open.enter_context(ThreadPoolExecutor(1, "precheck-reader"))
        # Not `Runner.run`: it formats the whole answer while it swaps signal handlers.
        loop = self._open.enter_context(asyncio.Runner()).get_loop()
        self.run = loop.run_until_complete
        hosts = (*self.order.settings.allow_hosts, *_service_hosts(self.seeds.values()))
        own = _own_hosts(self.seeds.values())
        web = Web(
            offline=self.order.offline,
            allow_hosts=hosts,
            own_hosts=own,
            settings=self.order.settings.web,
            processes=self.order.processes,
        )
        self._open.callback(lambda: self.run(web.aclose()))
        self._open.callback(_let_go, loop)
        self.tools = Tools(
            as_of=self.order.as_of,
            web=web,
            offline=self.order.offline,
            data=self.order.settings.folder,
            schemas=_schemas(self.order.schemas),
            # Closed first: threads may wait for it.
            apart=self.lent or self._open.enter_context(self.apart),
            keep=self._open.enter_context(Kept()),
            read=read_other,
            run=self.order.run,
            processes=self.order.processes,
        )

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._open.close()

    def check_release(self, source: Source) -> Outcome:
        """Read, inspect and judge one release. Whatever breaks becomes a fault of that release."""
        try:
            return self._check_release(source)
        except Exception as error:  # noqa: BLE001 - one broken release never ends a run
            return lost(source, self.docket.recipients, error)

    def check_batch(self, batch: Batch, memory: Memory) -> Judged:
        """Inspect and judge the batch as a whole. What it says of one release names the release."""
        narrower = tuple(
            (source, memory.facts(source.id)) for source in batch.sources if source.id in memory
        )
        ref = SubjectRef(kind="batch", title=shown(Path(batch.label)))
        seeds = {**self.seeds, Waivers: Waivers(self.order.settings.waivers)}
        try:
            return self._whole(batch, ref, seeds, narrower, memory.names)
        except Exception as error:  # noqa: BLE001 - what breaks here leaves the releases judged
            message = f"the batch could not be judged: {type(error).__name__}: {error}"
            trace = "".join(format_exception(error)) if self.order.debug else ""
            return Judged(faults=[Fault(where="engine: batch", message=message, trace=trace)])

    def look_at(self, source: Source, only: str = "") -> Looked:
        """Read a release and inspect its tracks and images; judge nothing.

        `only` is the reference of the one track that is inspected; empty for all.
        """
        release, reading = self._read(source)
        seeds: dict[type, object] = {
            **self.seeds,
            Release: release,
            Reading: reading,
            Message: release.message or _no_message(source),
        }
        members: tuple[Track | Image, ...] = (*release.tracks, *release.images)
        if only:
            members = tuple(track for track in release.tracks if track.reference == only)
        if self.members_wait:
            looks = self.run(self._side_by_side(members, seeds))
        else:
            looks = [self._inspected(member, ref_of(member), seeds) for member in members]
        return Looked(release=release, reading=reading, seeds=seeds, members=tuple(looks))

    async def _side_by_side(
        self, members: Iterable[Track | Image], seeds: Mapping[type, object]
    ) -> list[Inspection]:
        limit = asyncio.Semaphore(AT_ONCE)

        async def look_at(member: Track | Image) -> Inspection:
            async with limit:
                look = self._begun(member, ref_of(member), seeds)
                await look.run_beside(self.steps[type(member)], self.tools, self.threads)
                return look

        return await asyncio.gather(*(look_at(member) for member in members))

    def _check_release(self, source: Source) -> Outcome:
        looked = self.look_at(source)
        release, reading, members = looked.release, looked.reading, looked.facts
        names = names_of(release)
        whole = self._whole_release(looked)
        judged = self._judged(source, release, (*looked.members, whole))
        result = self._result(release, members, judged)
        if self.recorder is not None and isinstance(reading, Reading):
            saved = self.recorder.release(source, (*looked.members, whole), reading)
            result = replace(result, facts=saved)
        return Outcome(
            result=result,
            names=names,
            kept={kind: whole.known[kind] for kind in self.kept_kinds if kind in whole.known},
        )

    def judge_looked(self, source: Source, looked: Looked, *, with_release: bool) -> Judged:
        """Judge what was looked at; the release itself only with all of its tracks and images."""
        looks = looked.members
        if with_release:
            looks = (*looks, self._whole_release(looked))
        judged = self._judged(source, looked.release, looks)
        judged.faults = list(self._shown(judged.faults))
        return judged

    def _whole_release(self, looked: Looked) -> Inspection:
        ref = names_of(looked.release).ref
        return self._inspected(looked.release, ref, looked.seeds, looked.facts)

    def _judged(self, source: Source, release: Release, looks: Iterable[Inspection]) -> Judged:
        cases = self._docket_for(release).cases
        names = {release.id: names_of(release)}
        judged = Judged()
        for look in looks:
            judged.faults += look.faults
            is_member = not isinstance(look.subject, Release)
            hearing = Hearing(
                bench=self.bench,
                subject=look.subject,
                ref=look.ref,
                facts=look.facts,
                names=names,
                file=look.subject.file if is_member else None,
                message=source.message,
            )
            judged.add(judge(hearing, cases.get(type(look.subject), ())))
        return judged

    def _docket_for(self, release: Release) -> Docket:
        """The docket without the policies that hold where the release is not offered."""
        aside = frozenset(self._not_applicable(release))
        if aside not in self._dockets:
            self._dockets[aside] = self.docket.without(aside)
        return self._dockets[aside]

    def _not_applicable(self, release: Release) -> dict[str, str]:
        """The policies that hold where the release is not offered, each with the reason."""
        reasons = {policy.name: policy.not_applicable(release) for policy in self.policies}
        return {name: why for name, why in reasons.items() if why}

    def _read(self, source: Source) -> tuple[Release, Reading | Unavailable]:
        return self.reader.submit(read_release, source).result()

    def _inspected(
        self,
        subject: Any,  # noqa: ANN401 - any of the four subjects
        ref: SubjectRef,
        seeds: Mapping[type, object],
        narrower: tuple[tuple[Any, Facts], ...] = (),
    ) -> Inspection:
        """The finished inspection of a subject, beside which no other is under way."""
        look = self._begun(subject, ref, seeds, narrower)
        look.run(self.steps[type(subject)], self.tools, self.run)
        return look

    def _begun(
        self,
        subject: Any,  # noqa: ANN401 - any of the four subjects
        ref: SubjectRef,
        seeds: Mapping[type, object],
        narrower: tuple[tuple[Any, Facts], ...] = (),
    ) -> Inspection:
        return Inspection(
            subject,
            ref,
            seeds,
            narrower=narrower,
            owners=self.owners,
            is_watched=self.recorder is not None,
        )

    def _whole(
        self,
        batch: Batch,
        ref: SubjectRef,
        seeds: Mapping[type, object],
        narrower: tuple[tuple[Any, Facts], ...],
        names: Mapping[str, Names],
    ) -> Judged:
        look = self._inspected(batch, ref, seeds, narrower)
        self.batch_facts = self.recorder.batch(look) if self.recorder is not None else None
        hearing = Hearing(bench=self.bench, subject=batch, ref=ref, facts=look.facts, names=names)
        judged = Judged(faults=list(look.faults))
        judged.add(judge(hearing, self.docket.cases.get(Batch, ())))
        judged.faults = list(self._shown(judged.faults))
        return judged

    def _shown(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """The faults with their traces for those who debug, without for everyone else."""
        return tuple(faults) if self.order.debug else tuple(_without_trace(f) for f in faults)

    def _new_recorder(self) -> Recorder:
        from precheck.engine.recorder import Recorder

        return Recorder(self.registry, self.order.root, self.seeds)

    def _wanted_by_the_batch(self) -> tuple[type, ...]:
        wanted = [kind for i in self.registry.inspectors[Batch] for kind in (*i.needs, *i.wants)]
        wanted += [kind for case in self.docket.cases.get(Batch, ()) for kind in case.rule.needs]
        supplied = {i.gives for i in self.registry.inspectors[Release]}
        return tuple(dict.fromkeys(kind for kind in wanted if kind in supplied))

    def _result(
        self, release: Release, narrower: tuple[tuple[Any, Facts], ...], judged: Judged
    ) -> ReleaseResult:
        message = release.message
        return ReleaseResult(
            id=release.id,
            title=release.title,
            artist=release.display_artist_name,
            account=release.account,
            icpn=release.icpn,
            grid=release.grid,
            message=self.bench.named(message.file) if message is not None else None,
            message_version=message.version if message is not None else "",
            message_kind=message.kind if message is not None else "",
            message_sha256=message.sha256 if message is not None else "",
            members=tuple(summary(self.bench, member, facts) for member, facts in narrower),
            verdicts=verdicts(
                self.docket.recipients,
                judged,
                is_whole=not self.faults,
                not_applicable=self._not_applicable(release),
            ),
            notices=tuple(judged.notices),
            skips=tuple(judged.skips),
            faults=self._shown(judged.faults),
        )


def lost(source: Source, recipients: Iterable[str], error: BaseException) -> Outcome:
    """The outcome of a release that the engine itself could not get through."""
    why = f"{source.id} could not be judged: {type(error).__name__}: {error}"
    return not_judged(source.id, recipients, why)


def not_judged(release: str, recipients: Iterable[str], why: str) -> Outcome:
    """The outcome of a release of which nothing is known."""
    ref = SubjectRef(kind="release", release=release, title=release)
    fault = Fault(where="engine: release", subject=ref, message=why)
    return Outcome(
        result=ReleaseResult(
            id=release,
            verdicts=verdicts(recipients, Judged(faults=[fault])),
            faults=(fault,),
        ),
        names=Names(ref=ref),
    )


def _schemas(folder: Path | None) -> Schemas:
    return StoredSchemas(folder) if folder is not None else NoSchemas()


def _service_hosts(options: Iterable[object]) -> tuple[str, ...]:
    """The hosts of configured services: an option named `service` holds its base address."""
    services = (getattr(option, "service", "") for option in options)
    hosts = {host_of(service) for service in services if isinstance(service, str)}
    return tuple(sorted(hosts - {""}))


def _own_hosts(options: Iterable[object]) -> tuple[str, ...]:
    """Where plugins start services themselves: an option's `own_hosts` names them."""
    return tuple(sorted({host for one in options for host in getattr(one, "own_hosts", ())}))


def _let_go(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what an interrupt left under way, until the loop can run again.

    Whoever waited for the interrupted one raises the interrupt once more, and stops the loop.
    """
    while left := asyncio.all_tasks(loop):
        for task in left:
            task.cancel()
        with suppress(KeyboardInterrupt, RuntimeError):
            loop.run_until_complete(asyncio.wait(left))
        for task in left:
            if task.done() and not task.cancelled():
                task.exception()  # it has been told: the run was interrupted


def _no_message(source: Source) -> Unavailable:
    if source.message is None:
        return Unavailable(
            Reason.NO_MESSAGE, "there is no message", "Check the release folder with its message."
        )
    return Unavailable(Reason.UNREADABLE, f"{source.message.name} could not be read as a message")


def _without_trace(fault: Fault) -> Fault:
    return Fault(
        where=fault.where, message=fault.message, plugin=fault.plugin, subject=fault.subject
    )
