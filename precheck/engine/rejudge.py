"""REJUDGE: a saved report under another day, for others, by the rules and policies of now.

From the report come the message, what lay beside it, and the facts; from now come rules, policies,
waivers and settings. Facts that are derived are worked out anew. A fact that would be another today
is stale: it counts as unavailable, so that nothing rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic

import precheck
from precheck.engine.memory import Memory
from precheck.engine.reopen import Saved
from precheck.engine.run import batch_done, named_settings, policy_info
from precheck.engine.saved_room import SavedRoom
from precheck.engine.tally import Tally
from precheck.report import (
    SCHEMA,
    BatchDone,
    Plan,
    ReleaseDone,
    Run,
    RunFinished,
    RunStarted,
)
from precheck.rules import Severity

Pair = (
    tuple[RunStarted, RunStarted]
    | tuple[ReleaseDone, ReleaseDone]
    | tuple[BatchDone, BatchDone]
    | tuple[RunFinished, RunFinished]
)
"""An event of the report, and the same of the new judgement."""


def judge_again(
    saved: Saved, room: SavedRoom, *, fail_on: Severity = Severity.REVIEW
) -> Iterator[Pair]:
    """Judge every release of a report, and its batch, in a room of now.

    Raises `UsageError` where the report turns out to be none, or to be cut off.
    """
    began, now = monotonic(), datetime.now(UTC)
    started = saved.started
    tally = Tally(fail_on=fail_on, faults=room.faults)
    yield started, _started(room, started, fail_on, now)
    with Memory() as memory, room:
        for event in saved.rest(room.registry):
            if isinstance(event, ReleaseDone):
                outcome = room.rehear(event.result)
                tally.add_release(outcome.result)
                yield event, ReleaseDone(result=outcome.result)
                memory.add(outcome)
            elif isinstance(event, BatchDone):
                done = batch_done(room, memory, room.rehear_batch(event, memory))
                tally.add_batch(done)
                yield event, done
            else:
                yield (
                    event,
                    RunFinished(
                        outcome=tally.outcome,
                        complete=tally.complete,
                        counts=tally.counts,
                        exit_code=tally.exit_code,
                        seconds=round(monotonic() - began, 3),
                    ),
                )


def _started(room: SavedRoom, before: RunStarted, fail_on: Severity, now: datetime) -> RunStarted:
    order = room.order
    plan = Plan(
        as_of=order.as_of,
        recipients=room.docket.recipients,
        fail_on=fail_on,
        offline=before.plan.offline,
        layout=before.plan.layout,
        only=order.only,
        without=order.without,
        require=order.require,
    )
    return RunStarted(
        schema=SCHEMA,
        precheck=precheck.__version__,
        plan=plan,
        releases=before.releases,
        plugins=tuple(plugin.info for plugin in room.registry.plugins),
        policies=tuple(policy_info(room.registry, policy) for policy in room.policies),
        run=Run(
            started=now.isoformat(timespec="seconds"),
            root=before.run.root,
            settings=named_settings(order.settings),
        ),
    )
