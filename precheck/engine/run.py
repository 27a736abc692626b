"""RUN: a batch from end to end, as a stream of events."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from msgspec import Struct
from msgspec.structs import replace

import precheck
from precheck.engine.judge import Judged
from precheck.engine.memory import Memory
from precheck.engine.room import Order, Outcome, Room
from precheck.engine.tally import Tally
from precheck.inspectors import Apart
from precheck.model import Batch
from precheck.plugins import Registry
from precheck.policy import Policy
from precheck.reading import discover
from precheck.reading.paths import shown
from precheck.report import (
    SCHEMA,
    BatchDone,
    Event,
    Plan,
    PolicyInfo,
    ReleaseDone,
    ReleaseStarted,
    Run,
    RunFinished,
    RunStarted,
)
from precheck.rules import Severity
from precheck.settings import Settings

WORTH_PROCESSES = 16
"""From how many releases on worker processes pay for their start (our measurement)."""


class Request(Struct, frozen=True, kw_only=True):
    """A run: what is checked, and how."""

    paths: tuple[Path, ...]
    order: Order
    fail_on: Severity = Severity.REVIEW
    jobs: int = 0


def check(
    request: Request, registry: Registry | None = None, apart: Apart | None = None
) -> Iterator[Event]:
    """Check what lies at the paths. The last event is `RunFinished`; without it the run was cut.

    `registry` takes the place of the installed plugins; then the run stays in this process. So
    does `apart` of the processes for parsers and decoders, which then outlive the run.
    Raises `PrecheckError` before the first event where there is nothing to check, or where
    settings, policies or plugin names cannot be honoured; never later.
    """
    began, started = monotonic(), datetime.now(UTC)
    batch = discover(request.paths)
    order = replace(request.order, root=_home(batch))
    room = Room(order, registry, apart=apart)
    tally = Tally(fail_on=request.fail_on, faults=room.faults)
    plan = Plan(
        as_of=order.as_of,
        recipients=room.docket.recipients,
        fail_on=request.fail_on,
        offline=order.offline,
        layout=batch.layout,
        only=order.only,
        without=order.without,
        require=order.require,
    )
    yield RunStarted(
        schema=SCHEMA,
        precheck=precheck.__version__,
        plan=plan,
        releases=tuple(source.id for source in batch.sources),
        plugins=tuple(plugin.info for plugin in room.registry.plugins),
        policies=tuple(policy_info(room.registry, policy) for policy in room.policies),
        run=Run(
            started=started.isoformat(timespec="seconds"),
            root=shown(batch.root),
            settings=named_settings(order.settings),
        ),
        facts=room.recorder.run(batch) if room.recorder is not None else None,
    )
    with Memory() as memory, room:
        jobs = (
            1
            if registry is not None or apart is not None
            else _jobs(request.jobs, len(batch.sources))
        )
        for event in _outcomes(batch, order, room, jobs):
            if isinstance(event, Outcome):
                outcome = _recorded(event, batch, room)
                tally.add_release(outcome.result)
                yield ReleaseDone(result=outcome.result)
                memory.add(outcome)
            else:
                yield event
        whole = room.check_batch(batch, memory)
        done = batch_done(room, memory, whole)
    tally.add_batch(done)
    yield done
    yield RunFinished(
        outcome=tally.outcome,
        complete=tally.complete,
        counts=tally.counts,
        exit_code=tally.exit_code,
        seconds=round(monotonic() - began, 3),
    )


def _home(batch: Batch) -> Path:
    """The folder that places are named from."""
    root = batch.root.resolve()
    return root if root.is_dir() else root.parent


def named_settings(settings: Settings) -> str:
    """The file that they were read from, as it is written in a report; empty for none."""
    return shown(Path(settings.path)) if settings.path else ""


def policy_info(registry: Registry, policy: Policy) -> PolicyInfo:
    """The policy as it stands in a report."""
    plugin = next((p.name for p in registry.plugins if policy in p.policies), "")
    return PolicyInfo(
        name=policy.name, title=policy.title, kind=policy.kind, digest=policy.digest, plugin=plugin
    )


def batch_done(room: Room, memory: Memory, whole: Judged) -> BatchDone:
    """What the batch says, with the faults of the room and the verdicts that turned."""
    return BatchDone(
        notices=tuple(whole.notices),
        skips=tuple(whole.skips),
        faults=(*room.faults, *whole.faults),
        verdicts=dict(memory.turned(room.docket.recipients, whole)),
        facts=room.batch_facts,
    )


def _recorded(outcome: Outcome, batch: Batch, room: Room) -> Outcome:
    """The outcome of a release with what was saved of it, be it nothing but why not."""
    if room.recorder is None or outcome.result.facts is not None:
        return outcome
    source = next(source for source in batch.sources if source.id == outcome.result.id)
    trouble = "it could not be judged"
    saved = room.recorder.bare(source, trouble)
    return replace(outcome, result=replace(outcome.result, facts=saved))


def _jobs(asked: int, releases: int) -> int:
    if asked:
        return min(asked, releases)
    return min(os.cpu_count() or 1, releases) if releases >= WORTH_PROCESSES else 1


def _outcomes(
    batch: Batch, order: Order, room: Room, jobs: int
) -> Iterator[ReleaseStarted | Outcome]:
    if jobs > 1:
        from precheck.engine import workers

        yield from workers.outcomes(batch, order, room.docket.recipients, jobs)
    else:
        yield from _inline(batch, room)


def _inline(batch: Batch, room: Room) -> Iterator[ReleaseStarted | Outcome]:
    for source in batch.sources:
        yield ReleaseStarted(id=source.id)
        yield room.check_release(source)
